"""Table: every fault, who of ours catches it and how fast, and what checkov alone says of it.

`python -m tests.faults.table` prints it. checkov is run over all stacks that have a fault in them, some at
once; a manifest that is no stack, as one with a tab in it, it never sees.
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, NamedTuple

from tests.faults.catching import caught, complaints
from tests.faults.checkov import PROGRAM, noticed, pair
from tests.faults.fault import Fault, faults
from tests.faults.stacks import complaints_of, planted_stack, said_of

if TYPE_CHECKING:
    from pathlib import Path

NEVER_A_STACK = "never a stack"


class Row(NamedTuple):
    """What is to be said of one fault."""

    fault: Fault
    is_caught: bool
    milliseconds: float
    """From the manifests as they were read, or the stack's JSON, to the last sentence."""
    checkov: str
    """The ids of its checks, nothing where it is silent, or that the fault is never in a stack."""

    @property
    def told(self) -> str:
        ours = ", ".join(self.fault.caught_by) if self.is_caught else "NOBODY"
        marks = [f"scanner {self.fault.scanner}"] if self.fault.scanner else []
        marks += [f"trap {number}" for number in self.fault.traps]
        return (
            f"| {self.fault.name.replace('_', ' ')} | {ours} | {self.milliseconds:.0f} ms | {self.checkov or '-'} "
            f"| {', '.join(marks)} |"
        )


def rows(program: Path = PROGRAM) -> list[Row]:
    """Plant every fault, ask ours, and ask checkov."""
    pairs = {fault.name: two for fault in faults() if (two := pair(fault)) is not None}
    found = noticed(pairs, program)
    return [
        Row(
            fault,
            *_timed(fault),
            ", ".join(sorted(found[fault.name])) if fault.name in found else NEVER_A_STACK,
        )
        for fault in faults()
    ]


def _timed(fault: Fault) -> tuple[bool, float]:
    document = planted_stack(fault) if fault.stack else {}
    start = time.perf_counter()
    if fault.stack:
        said_of(fault.good, document)
    else:
        caught(fault)
    milliseconds = 1000 * (time.perf_counter() - start)
    return not (complaints_of(fault) if fault.stack else complaints(fault)), milliseconds


def summary(table: list[Row]) -> str:
    """Count: all faults, the experiment's and the specification's."""
    groups = {
        "in all": table,
        "that a scanner was shown": [row for row in table if row.fault.scanner],
        "of the specification": [row for row in table if row.fault.traps],
    }
    return "\n".join(
        f"{len(group)} faults {name}: {sum(row.is_caught for row in group)} caught by us, "
        f"{sum(row.checkov not in {'', NEVER_A_STACK} for row in group)} by checkov alone "
        f"({sum(row.checkov == NEVER_A_STACK for row in group)} are never a stack)"
        for name, group in groups.items()
    )


def main() -> int:
    """Print the table in Markdown and what it comes to; the status says whether one is not caught."""
    table = rows()
    lines = ["| fault | caught by | in | checkov alone | known as |", "|---|---|--:|---|---|"]
    print("\n".join([*lines, *(row.told for row in table), "", summary(table)]))  # noqa: T201  # its output
    return int(not all(row.is_caught for row in table))


if __name__ == "__main__":
    sys.exit(main())
