"""Set-up: redone when its inputs change, never half trusted, and one sentence when it cannot be."""

from __future__ import annotations

import ast
import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent
SETUP = ROOT / "tools" / "setup.py"


@pytest.fixture
def setup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """tools/setup.py, working in a directory of its own; whatever it would run is only written down."""
    spec = importlib.util.spec_from_file_location("setup_of_checkout", SETUP)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name, path in {
        "CACHE": ".cache",
        "LOG": ".cache/setup.log",
        "VENV": ".venv",
        "SCAN_VENV": ".venv-scan",
    }.items():
        monkeypatch.setattr(module, name, tmp_path / path)
    monkeypatch.setattr(module, "NODE_MODULES", tmp_path / "node_modules")
    for directory in (".cache", ".venv", ".venv-scan", "node_modules"):
        (tmp_path / directory).mkdir()
    (tmp_path / ".cache" / "setup.log").touch()
    monkeypatch.setattr(module, "node_wheel", lambda: tmp_path)
    for made in (".venv/bin/python", ".venv/bin/aldeia", "node_modules/cdktf-cli/bundle/bin/cdktf.js"):
        (tmp_path / made).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / made).touch()
    commands: list[list[str]] = []
    monkeypatch.setattr(module, "commands", commands, raising=False)
    monkeypatch.setattr(module, "run", lambda command: commands.append([str(word) for word in command]))
    return module


def test_a_second_run_does_nothing(setup: ModuleType) -> None:
    setup.set_up_synth()
    first = len(setup.commands)
    setup.set_up_synth()

    assert first == 6
    assert len(setup.commands) == first


def test_a_changed_lock_is_set_up_anew(setup: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    setup.set_up_synth()
    setup.commands.clear()
    monkeypatch.setattr(setup, "lock_bytes", lambda name: b"changed")
    setup.set_up_synth()

    assert any("--require-hashes" in command for command in setup.commands)


@pytest.mark.parametrize(
    "gone", [".venv/bin/python", ".venv/bin/aldeia", "node_modules/cdktf-cli/bundle/bin/cdktf.js"]
)
def test_what_is_broken_is_made_again(setup: ModuleType, tmp_path: Path, gone: str) -> None:
    setup.set_up_synth()
    setup.commands.clear()
    (tmp_path / gone).unlink()
    setup.set_up_synth()

    assert setup.commands != []


def test_what_was_killed_half_way_is_made_again(setup: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    def die(command: list[object]) -> None:
        setup.commands.append([str(word) for word in command])
        if "--require-hashes" in setup.commands[-1]:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(setup, "run", die)
        with pytest.raises(KeyboardInterrupt):
            setup.set_up_synth()
    setup.commands.clear()
    setup.set_up_synth()

    assert any("--require-hashes" in command for command in setup.commands)


def test_development_satisfies_synth_too(setup: ModuleType) -> None:
    setup.set_up_development()
    setup.commands.clear()
    setup.set_up_synth()

    assert setup.commands == []


def test_without_network_it_says_so_in_one_sentence(
    setup: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    def offline(command: list[object]) -> None:
        if "--require-hashes" in command:
            setup.LOG.write_text("NewConnectionError: [Errno 101] Network is unreachable")
            raise subprocess.CalledProcessError(1, "pip")

    monkeypatch.setattr(setup, "run", offline)
    monkeypatch.setattr(setup, "ROOT", setup.CACHE.parent)
    monkeypatch.setattr(setup, "fingerprint", lambda name: name)
    with pytest.raises(setup.SetupError) as refusal:
        setup.set_up_synth()

    assert (
        str(refusal.value)
        == "could not download the Python packages (no network?); the log is .cache/setup.log"
    )


def test_an_older_python_can_read_far_enough_to_be_told() -> None:
    ast.parse(SETUP.read_text(encoding="utf-8"), feature_version=(3, 6))


def test_an_older_python_is_told_what_is_needed(setup: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2, "final", 0))
    monkeypatch.setattr(setup, "runs", lambda name: name == "python3.12")
    with pytest.raises(SystemExit) as refusal:
        setup.refuse_old_python()

    assert refusal.value.code == (
        f"setup: Python 3.11 or newer is needed, found 3.9.2 at {sys.executable}; run make PYTHON=python3.12 ..."
    )


def test_the_locks_have_hashes_and_no_addresses() -> None:
    for lock in sorted((ROOT / "requirements").glob("*.lock")):
        text = lock.read_text(encoding="utf-8")
        pins = [line for line in text.splitlines() if "==" in line and not line.startswith(("#", " "))]
        assert pins
        assert text.count("--hash=sha256:") >= len(pins)
        assert "://" not in text
        assert "--index" not in text


def test_the_development_lock_has_the_pins_of_the_synth_lock() -> None:
    def pins(name: str) -> set[str]:
        text = (ROOT / "requirements" / f"{name}.lock").read_text(encoding="utf-8")
        return {
            line.split(" ")[0]
            for line in text.splitlines()
            if "==" in line and not line.startswith(("#", " "))
        }

    assert pins("synth") <= pins("development")
