"""Instance classes of RDS for PostgreSQL, and node types of ElastiCache: what each has and runs.

Sources: database_classes.csv is EC2's DescribeInstanceTypes as recorded in moto 5.2.5, written by
`python -m tools.catalog classes` on 2026-11-23; database_families.py and cache_node_types.py name theirs.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from aldeia.catalog.cache_node_types import CACHE_NODE_TYPES, NodeType
from aldeia.catalog.database_families import CREDITS, FAMILIES, Credits

__all__ = ["CACHE_NODE_TYPES", "DATABASE_CLASSES", "Credits", "InstanceClass", "NodeType", "runs"]


@dataclass(frozen=True)
class InstanceClass:
    """A class of database instance; MB are 10^6 bytes, as EC2 counts throughput."""

    vcpus: int
    memory_gib: int
    architecture: str
    """`x86_64` or `arm64`."""
    ebs_baseline_mb_per_second: float
    ebs_burst_mb_per_second: float
    """For 30 minutes a day where it is above the baseline; so are the IOPS and the network."""
    ebs_baseline_iops: int
    ebs_burst_iops: int
    network_baseline_gbit_per_second: float
    network_burst_gbit_per_second: float
    local_storage_gb: int | None
    """The machine's own disk for temporary files (RDS Optimized Reads); None where there is none."""
    first_minors: Mapping[str, int]
    """By major version of PostgreSQL the first minor that runs on it; see database_families.py."""
    credits: Credits | None
    """CPU credits of a burstable class, which RDS runs in unlimited mode: what is above the baseline is billed."""
    # For every class in the table (RDS user guide: Encrypting Amazon RDS resources, Configuring a Multi-AZ
    # deployment, Database Insights engine and class support, IAM database authentication).
    storage_encryption: bool = True
    multi_az: bool = True
    performance_insights: bool = True
    iam_authentication: bool = True


def _database_class(row: dict[str, str]) -> InstanceClass:
    _, name, size = row["class"].split(".")
    family, disk = FAMILIES[name], row["local_storage_gb"]
    return InstanceClass(
        vcpus=int(row["vcpus"]),
        memory_gib=int(row["memory_gib"]),
        architecture=row["architecture"],
        ebs_baseline_mb_per_second=float(row["ebs_baseline_mb_per_second"]),
        ebs_burst_mb_per_second=float(row["ebs_burst_mb_per_second"]),
        ebs_baseline_iops=int(row["ebs_baseline_iops"]),
        ebs_burst_iops=int(row["ebs_burst_iops"]),
        network_baseline_gbit_per_second=float(row["network_baseline_gbit_per_second"]),
        network_burst_gbit_per_second=float(row["network_burst_gbit_per_second"]),
        local_storage_gb=int(disk) if disk else None,
        first_minors=family.first_minors,
        credits=CREDITS[size] if family.burstable else None,
    )


def _database_classes() -> dict[str, InstanceClass]:
    with Path(__file__).with_name("database_classes.csv").open(encoding="utf-8", newline="") as file:
        return {row["class"]: _database_class(row) for row in csv.DictReader(file)}


DATABASE_CLASSES = _database_classes()


def runs(name: str, version: str) -> bool | None:
    """Say whether a class runs a version of PostgreSQL, `15` or `15.15`; None where AWS does not say.

    A major version alone means its newest minor. Raises KeyError for a class that is not in the table.

    >>> runs("db.m7g.large", "14.4"), runs("db.m7g.large", "14"), runs("db.m7g.large", "18")
    (False, True, None)
    """
    major, _, minor = version.partition(".")
    first = DATABASE_CLASSES[name].first_minors.get(major)
    return None if first is None else not minor or int(minor) >= first
