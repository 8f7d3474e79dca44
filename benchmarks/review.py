"""How long `aldeia review` takes and how much memory it needs, on a usual plan and on one of 5,000 changes.

The usual plan is a committed one (tests/review/plans); the large one repeats the changes of all committed plans under
other addresses, with as many further attributes and further parts as Terraform writes (7 kB a resource, as measured on
ours). Each is run once unmeasured, then five times; the table has the medians. Processor time tells more than wall
time where the machine has other work.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PLANS = ROOT / "tests" / "review" / "plans"
MIB = 2**20
LARGE = 5_000
UNCHANGED = {f"attribute_{i}": f"value {i} that stays as it is" for i in range(40)}


def large_plan() -> dict[str, Any]:
    """Repeat the committed plans' changes until there are enough."""
    plans = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(PLANS.glob("*.json"))]
    changes = [entry for plan in plans for entry in plan["resource_changes"]]
    staging: dict[str, Any] = next(plan for plan in plans if "staging" in json.dumps(plan["configuration"]))
    repeated = [_filled(changes[i % len(changes)], i) for i in range(LARGE)]
    values = [{"address": entry["address"], "values": UNCHANGED} for entry in repeated]
    return staging | {
        "resource_changes": repeated,
        "planned_values": {"root_module": {"resources": values}},
        "prior_state": {"values": {"root_module": {"resources": values}}},
    }


def _filled(entry: dict[str, Any], number: int) -> dict[str, Any]:
    change = dict(entry["change"])
    for side in ("before", "after"):
        change[side] = change[side] and UNCHANGED | change[side]
    return entry | {"address": f"{entry['address']}_{number}", "change": change}


def run(directory: Path, plan: Path) -> tuple[float, float, float]:
    """Review a plan in a process of its own; gives seconds, seconds of the processor, and MiB."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "aldeia", "review", str(plan), "--html", str(directory / "page.html")]
    with (directory / "comment.md").open("wb") as out:
        redirect = [(os.POSIX_SPAWN_DUP2, out.fileno(), 1)]
        child = os.posix_spawn(sys.executable, command, os.environ, file_actions=redirect)
        _, status, usage = os.wait4(child, 0)
    if os.waitstatus_to_exitcode(status) not in {0, 3, 4, 5}:
        sys.exit(f"benchmark: the review failed with status {os.waitstatus_to_exitcode(status)}")
    # Linux counts ru_maxrss in KiB.
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 / MIB


def main() -> None:
    """Measure and print a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5, help="measured runs of each (5)")
    runs = parser.parse_args().runs
    print("| `aldeia review`, comment and page | wall time | processor | peak memory |")
    print("|---|--:|--:|--:|")
    with tempfile.TemporaryDirectory() as temporary:
        directory = Path(temporary)
        os.chdir(directory)
        (directory / "envs").symlink_to(ROOT / "envs")
        show("a usual plan", directory, PLANS / "class-multi-az.json", runs)
        # Only now: a child's peak memory is never less than its parent's.
        (directory / "large.json").write_text(json.dumps(large_plan()), encoding="utf-8")
        show(f"{LARGE:,} changes", directory, directory / "large.json", runs)


def show(name: str, directory: Path, plan: Path, runs: int) -> None:
    """Measure one plan and print its line."""
    run(directory, plan)
    measured = [run(directory, plan) for _ in range(runs)]
    seconds, processor, mib = (statistics.median(values) for values in zip(*measured, strict=True))
    print(f"| {name} | {seconds:.2f} s | {processor:.2f} s | {mib:.0f} MiB |")


if __name__ == "__main__":
    main()
