"""How long a scan of both environments takes, against two plain runs of checkov: `python benchmarks/scan.py [RUNS]`.

Processor time is told beside wall time: it says the same on a machine that is busy with something else.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent
STACKS = sorted((ROOT / "cdktf.out" / "stacks").glob("*/cdk.tf.json"))


def ours() -> None:
    """Run the command as people do."""
    subprocess.run(
        [ROOT / ".venv" / "bin" / "aldeia", "scan"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL
    )


def plain() -> None:
    """Run checkov once for each stack, on a copy that it can read, and without the network."""
    from aldeia.scan.checkov import readable  # noqa: PLC0415  # after the path is known to be set up

    for stack in STACKS:
        with tempfile.TemporaryDirectory() as directory:
            copy = json.dumps(readable(json.loads(stack.read_text(encoding="utf-8"))), indent=2)
            (Path(directory) / "cdk.tf.json").write_text(copy, encoding="utf-8")
            command = [str(ROOT / ".venv-scan" / "bin" / "checkov"), "-d", directory, "--skip-download"]
            environment = os.environ | {"CKV_SKIP_PACKAGE_UPDATE_CHECK": "true"}
            subprocess.run(
                [*command, "--framework", "terraform_json", "--compact"],
                env=environment,
                check=False,
                capture_output=True,
            )


def measured(work: Callable[[], None], runs: int) -> tuple[float, float]:
    """Give the medians of wall time and of the processor time of children, in seconds."""
    walls, processors = [], []
    for _ in range(runs):
        before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        work()
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        walls.append(time.monotonic() - began)
        processors.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return statistics.median(walls), statistics.median(processors)


def main() -> int:
    """Measure both and print a table; 1 when there is nothing to scan."""
    if not STACKS:
        print("there is no stack in cdktf.out; run make synth first", file=sys.stderr)
        return 1
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    print(f"load {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores, medians of {runs} runs")
    print("| both environments | wall time | processor time |\n|---|--:|--:|")
    wall, processor = measured(ours, runs)
    print(f"| aldeia scan | {wall:.1f} s | {processor:.1f} s |")
    plain_wall, plain_processor = measured(plain, runs)
    print(f"| checkov, twice | {plain_wall:.1f} s | {plain_processor:.1f} s |")
    print(f"| ratio | {plain_wall / wall:.1f} x | {plain_processor / processor:.1f} x |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
