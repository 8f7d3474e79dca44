"""Snapshots: ordinary files, reviewed like code; `python -m tests.snapshots` writes all of them anew."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


def assert_matches(path: Path, text: str, request: pytest.FixtureRequest) -> None:
    """Compare a text with its committed file, or write the file when pytest was told to."""
    if request.config.getoption("--snapshot-update", default=False):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    committed = path.read_text(encoding="utf-8") if path.exists() else ""
    assert text.splitlines() == committed.splitlines(), (
        f"{path.name} is not what is made now; if the change is meant, `make snapshots` writes it and you review the diff"
    )
    assert text == committed


def main() -> int:
    """Run every test with snapshots, telling it to write them."""
    writing = ("assert_matches(", "--snapshot-update")
    files = [
        str(path)
        for path in sorted(Path(__file__).parent.rglob("test_*.py"))
        if any(word in path.read_text(encoding="utf-8") for word in writing)
    ]
    command = [sys.executable, "-m", "pytest", "-q", "-n", "auto", "-k", "snapshot or addresses"]
    return subprocess.run([*command, "--snapshot-update", *files], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
