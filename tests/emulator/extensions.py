"""Which actions are added to moto or corrected in it: one module for each in this folder, installed by its import."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

OTHERS = {"conftest", "examples", "extension", "extensions", "known_secrets", "server"}


def names() -> list[str]:
    """Give the name of every extension, sorted."""
    modules = {path.stem for path in Path(__file__).parent.glob("*.py") if not path.stem.startswith("test_")}
    return sorted(modules - OTHERS)


def install() -> None:
    """Install every extension; a second time does nothing, as with any import."""
    for name in names():
        import_module(f"tests.emulator.{name}")
