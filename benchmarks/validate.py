"""How fast manifests are checked: both environments, and 200 of them, written out or extending one base.

Each is run once unmeasured, then five times in turn; the table has the medians of wall time, and of the processor's
time, which is the same on a busy machine.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
MANY = 200


class Run(NamedTuple):
    """One run of `aldeia validate`."""

    seconds: float
    processor_seconds: float


def run(directory: Path) -> Run:
    """Check the manifests of a directory; raises SystemExit when they are not good."""
    silent = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    command = [sys.executable, "-m", "aldeia", "validate", *map(str, sorted(directory.glob("*.yaml")))]
    start = time.perf_counter()
    child = os.posix_spawn(sys.executable, command, os.environ, file_actions=silent)
    _, status, usage = os.wait4(child, 0)
    if status != 0:
        sys.exit(f"benchmark: aldeia validate failed with status {os.waitstatus_to_exitcode(status)}")
    return Run(time.perf_counter() - start, usage.ru_utime + usage.ru_stime)


def write_out(directory: Path) -> Path:
    """Write many environments in full, alike but for what no two share."""
    directory.mkdir()
    staging = (ROOT / "envs" / "staging.yaml").read_text(encoding="utf-8")
    for number in range(MANY):
        text = staging.replace(": staging ", f": e{number} ").replace("10.0.", f"10.{number}.")
        (directory / f"e{number}.yaml").write_text(text, encoding="utf-8")
    return directory


def extend(directory: Path) -> Path:
    """Write many environments that say only what is their own, and the base of them all."""
    (directory / "base").mkdir(parents=True)
    staging = (ROOT / "envs" / "staging.yaml").read_text(encoding="utf-8")
    (directory / "base" / "base.yaml").write_text(staging, encoding="utf-8")
    for number in range(MANY):
        subnets = "".join(
            f"    - {{availability_zone: us-east-1{zone}, cidr: 10.{number}.2{index}.0/24}}\n"
            for index, zone in enumerate("ab")
        )
        text = (
            f"extends: base/base.yaml\nenvironment: e{number}\nstage: e{number}\n"
            f"network:\n  vpc_cidr: 10.{number}.0.0/16\n  database_subnets:\n{subnets}"
            f"database:\n  name: e{number}\n"
        )
        (directory / f"e{number}.yaml").write_text(text, encoding="utf-8")
    return directory


def median(runs: list[Run]) -> Run:
    return Run(
        statistics.median(r.seconds for r in runs), statistics.median(r.processor_seconds for r in runs)
    )


def main() -> None:
    """Measure and print a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5, help="measured runs of each (5)")
    runs = parser.parse_args().runs

    with tempfile.TemporaryDirectory() as temporary:
        directories = {
            "both environments": ROOT / "envs",
            f"{MANY} environments, written out": write_out(Path(temporary) / "written"),
            f"{MANY} environments, extending one": extend(Path(temporary) / "extending"),
        }
        for directory in directories.values():
            run(directory)
        measured: dict[str, list[Run]] = {what: [] for what in directories}
        for _ in range(runs):
            for what, directory in directories.items():
                measured[what].append(run(directory))
    print(f"| `aldeia validate` (median of {runs}) | wall time | processor time |")
    print("|---|--:|--:|")
    for what, done in measured.items():
        print(f"| {what} | {median(done).seconds:.2f} s | {median(done).processor_seconds:.2f} s |")


if __name__ == "__main__":
    main()
