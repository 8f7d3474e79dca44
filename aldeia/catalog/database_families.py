"""Families of RDS instance classes: their sizes, and the versions of PostgreSQL that each runs.

Sources: RDS user guide, Supported DB engines for DB instance classes, as of PostgreSQL 18.1 (late 2025); burstable
classes: EC2 user guide, CPU credits and baseline utilization; read 2026-11-23. Previous generations that RDS no
longer creates (t2, m3, m4, r3, r4) are left out, and so is c6gd, which is for Multi-AZ DB clusters only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

_ALL = 0


def _from(thirteen: int, fourteen: int = _ALL, fifteen: int = _ALL, rest: int = _ALL) -> Mapping[str, int]:
    return {"13": thirteen, "14": fourteen, "15": fifteen, "16": rest, "17": rest}


@dataclass(frozen=True)
class Family:
    """What the classes of one family have in common."""

    sizes: tuple[str, ...]
    first_minors: Mapping[str, int]
    """By major version of PostgreSQL the first minor that runs on it, 0 for all; a major that is not there is not
    documented: mostly 18, as AWS's page has not been brought up to it for most families."""
    burstable: bool = False
    local_storage: bool = False
    """Whether the machine's own disk holds temporary files (RDS Optimized Reads)."""
    ec2: str = ""
    """The name of the family in EC2, where it is not the same."""


_BURSTABLE = ("micro", "small", "medium", "large", "xlarge", "2xlarge")
_TO_16 = ("large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge")
_TO_24 = (*_TO_16, "24xlarge")
_TO_32 = (*_TO_24, "32xlarge")
_TO_48 = (*_TO_24, "48xlarge")

_EVERY = _from(_ALL)
_NEWEST = _from(11, 9, 4, 1)
_GRAVITON_3 = _from(4, 5)
_OPTIMIZED_READS = _from(7, 5)
_NETWORK = _from(7, 3)
_GRAVITON_4_DISK = {"13": 18, "14": 17, "15": 10, "16": 6, "17": 2, "18": 1}

FAMILIES = {
    "t3": Family(_BURSTABLE, _EVERY, burstable=True),
    "t4g": Family(_BURSTABLE, _EVERY, burstable=True),
    "m5": Family(_TO_24, _EVERY),
    "m5d": Family(_TO_24, _OPTIMIZED_READS, local_storage=True),
    "m6g": Family(_TO_16, _EVERY),
    "m6gd": Family(_TO_16, _from(7), local_storage=True),
    "m6i": Family(_TO_32, {**_EVERY, "18": _ALL}),
    "m6id": Family(_TO_32, _OPTIMIZED_READS, local_storage=True),
    "m6idn": Family(_TO_32, _OPTIMIZED_READS, local_storage=True),
    "m6in": Family(_TO_32, _NETWORK),
    "m7g": Family(_TO_16, _GRAVITON_3),
    "m7i": Family(_TO_48, _NEWEST),
    "m8g": Family(_TO_48, _NEWEST),
    "m8gd": Family(_TO_48, _GRAVITON_4_DISK, local_storage=True),
    "r5": Family(_TO_24, _EVERY),
    "r5b": Family(_TO_24, _EVERY),
    "r5d": Family(_TO_24, _OPTIMIZED_READS, local_storage=True),
    "r6g": Family(_TO_16, _EVERY),
    "r6gd": Family(_TO_16, _OPTIMIZED_READS, local_storage=True),
    "r6i": Family(_TO_32, _from(4)),
    "r6id": Family(_TO_32, _OPTIMIZED_READS, local_storage=True),
    "r6idn": Family(_TO_32[1:], _OPTIMIZED_READS, local_storage=True),
    "r6in": Family(_TO_32, _NETWORK),
    "r7g": Family(_TO_16, _GRAVITON_3),
    "r7i": Family(_TO_48, _NEWEST),
    "r8g": Family(_TO_48, _NEWEST),
    "r8gd": Family(_TO_48, _GRAVITON_4_DISK, local_storage=True),
    "x2g": Family(_TO_16, _EVERY, ec2="x2gd"),
    "x2idn": Family(("16xlarge", "24xlarge", "32xlarge"), {"13": 9, "14": 6, "15": _ALL}, local_storage=True),
    "x2iedn": Family(
        ("xlarge", "2xlarge", "4xlarge", "8xlarge", "16xlarge", "24xlarge", "32xlarge"),
        _OPTIMIZED_READS,
        local_storage=True,
    ),
}
"""In the order of general purpose, memory; burstable first."""


@dataclass(frozen=True)
class Credits:
    """CPU credits of a burstable class; one credit is one vCPU at 100% for a minute."""

    baseline_percent: int
    """What one vCPU may use for ever without spending the balance."""
    earned_per_hour: int
    most: int
    """The largest balance: what is earned in 24 hours."""


CREDITS = {
    "micro": Credits(10, 12, 288),
    "small": Credits(20, 24, 576),
    "medium": Credits(20, 24, 576),
    "large": Credits(30, 36, 864),
    "xlarge": Credits(40, 96, 2_304),
    "2xlarge": Credits(40, 192, 4_608),
}
"""Of t3 and t4g alike, by size."""
