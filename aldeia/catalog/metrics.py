"""Metrics of RDS for PostgreSQL and of ElastiCache nodes: unit, dimensions, and what emits each of them at all.

Sources, read 2026-11-26; each row of metrics.csv names its own:

* RDS metrics: RDS user guide, Amazon CloudWatch metrics for Amazon RDS (`CPUSurplusCredit*` as in EC2's user guide).
* Performance Insights metrics: RDS user guide, Amazon CloudWatch metrics for Performance Insights.
* RDS Optimized Reads: RDS user guide, Monitoring DB instances that use RDS Optimized Reads for PostgreSQL.
* ElastiCache host-level metrics; ElastiCache metrics for Valkey and Redis OSS: ElastiCache user guide.
* Dimensions: CloudWatch user guide, Supported AWS infrastructure metrics; a metric of RDS is also there by class and
  engine for a whole account, which is no thing that a page could be about, and left out.

`lowest` and `highest` are ours: the range in which a threshold makes sense, and all that a manifest takes lies in it, so
that another unit stands out. Latency ends at two seconds, which is few milliseconds; bytes begin at a mebibyte, which is
many megabytes.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast

Namespace = Literal["AWS/RDS", "AWS/ElastiCache"]
Level = Literal["host", "engine"]
Need = Literal[
    "", "credits", "data_tiering", "ebs_burst", "gp2", "iam", "local_disk", "performance_insights",
    "read_replica", "replicated",
]  # fmt: skip
Ceiling = Literal[
    "",
    "connections",
    "credits",
    "iops",
    "local_disk",
    "memory",
    "network",
    "sessions",
    "storage",
    "throughput",
]

NEEDS: dict[Need, str] = {
    "": "everything",
    "credits": "burstable classes (t3, t4g) only",
    "data_tiering": "node types with data tiering (r6gd) only",
    "ebs_burst": "classes whose EBS bandwidth can burst above its baseline only",
    "gp2": "gp2 volumes only",
    "iam": "caches with IAM authentication only",
    "local_disk": "classes with a disk of their own only",
    "performance_insights": "instances with Performance Insights only",
    "read_replica": "read replicas only",
    "replicated": "stores that have a replica only",
}
"""What a store must be or have to emit a metric, in words."""


@dataclass(frozen=True)
class Metric:
    """A metric of one namespace, as CloudWatch has it."""

    namespace: Namespace
    name: str
    unit: str
    """CloudWatch's: Percent, Bytes, Seconds, Count, Count/Second, ..."""
    dimensions: tuple[frozenset[str], ...]
    """Every set of dimensions that carries it for one thing; another set has no data."""
    period_seconds: int
    """The shortest period that has data: 60, or 300 for CPU credits."""
    level: Level
    """Whether the host or the engine measures it."""
    needs: Need
    """What emits it; everything does when it is empty."""
    lowest: float
    highest: float | None
    """Thresholds outside of these are in another unit; None where nothing but the ceiling bounds it."""
    ceiling: Ceiling
    """The figure of the class or the store that the metric never goes beyond."""
    statistics_without: tuple[str, ...]
    """Statistics that mean nothing for it."""
    source: str
    """AWS's document, by the names above."""


@cache
def metrics() -> dict[tuple[str, str], Metric]:
    """Give every metric by namespace and name.

    >>> metrics()["AWS/RDS", "ReadLatency"].unit
    'Seconds'
    """
    with Path(__file__).with_name("metrics.csv").open(encoding="utf-8", newline="") as file:
        return {(row["namespace"], row["metric"]): _metric(row) for row in csv.DictReader(file)}


def _metric(row: dict[str, str]) -> Metric:
    return Metric(
        namespace=cast("Namespace", row["namespace"]),
        name=row["metric"],
        unit=row["unit"],
        dimensions=tuple(frozenset(names.split("+")) for names in row["dimensions"].split("|")),
        period_seconds=int(row["period_seconds"]),
        level=cast("Level", row["level"]),
        needs=cast("Need", row["needs"]),
        lowest=float(row["lowest"]),
        highest=float(row["highest"]) if row["highest"] else None,
        ceiling=cast("Ceiling", row["ceiling"]),
        statistics_without=tuple(row["statistics_without"].split()),
        source=row["source"],
    )
