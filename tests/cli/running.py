"""Running: the command as a child, in a directory, as somebody at a shell would."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PARTS = (".venv", "cdktf.json", "main.py", "node_modules", "templates")


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "aldeia", *words]


def environment(**variables: str) -> dict[str, str]:
    ours = {name: value for name, value in os.environ.items() if name not in {"ENVIRONMENT", "NODE_OPTIONS"}}
    return ours | {"PYTHONPATH": str(ROOT)} | variables


def aldeia(directory: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*words),
        cwd=directory,
        env=environment(**variables),
        capture_output=True,
        text=True,
        check=False,
    )
