"""How fast both environments are synthesized, ours against the stock way, on the same manifests in one run.

Stock is the same program with ALDEIA_FAST_BINDINGS=0. Each is run once unmeasured, so that both have their bytecode
and caches, then five times in turn; the table has the medians. Memory is that of the largest process of each run.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MIB = 2**20


@dataclass(frozen=True)
class Run:
    """One run of main.py."""

    seconds: float
    peak_mib: float


def run(directory: Path, **variables: str) -> Run:
    """Run main.py in a directory of its own; raises SystemExit when it fails."""
    # Where bytecode may not be written, stock would compile its 2,200 modules in every run: that is not what we measure.
    changed = {"ENVIRONMENT", "NODE_OPTIONS", "PYTHONDONTWRITEBYTECODE"}
    environment = {name: value for name, value in os.environ.items() if name not in changed}
    start = time.perf_counter()
    child = os.posix_spawn(
        sys.executable,
        [sys.executable, str(ROOT / "main.py")],
        environment | variables | {"CDKTF_OUTDIR": str(directory / "cdktf.out")},
    )
    _, status, usage = os.wait4(child, 0)
    if status != 0:
        sys.exit(f"benchmark: main.py failed with status {os.waitstatus_to_exitcode(status)}")
    # Linux counts ru_maxrss in KiB; it is that of the largest process that was waited for, Node among them.
    return Run(time.perf_counter() - start, usage.ru_maxrss * 1024 / MIB)


def median(runs: list[Run]) -> Run:
    return Run(statistics.median(r.seconds for r in runs), statistics.median(r.peak_mib for r in runs))


def main() -> None:
    """Measure and print a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5, help="measured runs of each (5)")
    runs = parser.parse_args().runs

    with tempfile.TemporaryDirectory() as temporary:
        directory = Path(temporary)
        os.chdir(directory)
        (directory / "envs").symlink_to(ROOT / "envs")
        first = run(directory, JSII_RUNTIME_PACKAGE_CACHE_ROOT=str(directory / "cold"))
        ways = {"ours": {"ALDEIA_FAST_BINDINGS": "1"}, "stock": {"ALDEIA_FAST_BINDINGS": "0"}}
        for variables in ways.values():
            run(directory, **variables)
        measured: dict[str, list[Run]] = {way: [] for way in ways}
        for _ in range(runs):
            for way, variables in ways.items():
                measured[way].append(run(directory, **variables))
    ours, stock = median(measured["ours"]), median(measured["stock"])
    print("| `python main.py`, both environments | wall time | peak memory |")
    print("|---|--:|--:|")
    print(f"| ours, warm (median of {runs}) | {ours.seconds:.2f} s | {ours.peak_mib:.0f} MiB |")
    print(f"| stock bindings, warm (median of {runs}) | {stock.seconds:.1f} s | {stock.peak_mib:.0f} MiB |")
    print(f"| ratio | {stock.seconds / ours.seconds:.1f} x | {stock.peak_mib / ours.peak_mib:.1f} x |")
    print(
        f"| ours, the first run ever (cold jsii cache) | {first.seconds:.1f} s | {first.peak_mib:.0f} MiB |"
    )


if __name__ == "__main__":
    main()
