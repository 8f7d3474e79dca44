"""gp3 on RDS for PostgreSQL: what a volume does without being asked.

Source: docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html, gp3 for PostgreSQL: included below the step
and from there; read 2026-11-22.
"""

from __future__ import annotations

from dataclasses import dataclass

from aldeia.catalog.limits import GP3_SETTABLE_FROM_GIB


@dataclass(frozen=True)
class Performance:
    """What a gp3 volume does."""

    iops: int
    mib_per_second: int


GP3_SMALL = Performance(3_000, 125)
GP3_LARGE = Performance(12_000, 500)


def included(gib: int) -> Performance:
    """Give what comes with a volume of that size."""
    return GP3_SMALL if gib < GP3_SETTABLE_FROM_GIB else GP3_LARGE
