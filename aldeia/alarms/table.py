"""The alarm table: one row, one metric; every row becomes one alarm on the database, or one on each cache node."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Literal, TypeVar

from aldeia.manifest.values import Duration, Percent, Size
from aldeia.naming import names_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from aldeia.manifest.alarms import CacheAlarms, DatabaseAlarms
    from aldeia.manifest.environment import Manifest

Statistic = Literal["Average", "Maximum", "Minimum", "Sum"]
Threshold = Percent | Size | Duration | int
MissingData = Literal["breaching", "notBreaching", "missing"]


Thresholds = TypeVar("Thresholds")


@dataclass(frozen=True)
class Row(Generic[Thresholds]):
    """One thing that is watched."""

    symptom: str
    """What is wrong, the end of the alarm's name."""
    meaning: str
    """The same in words, for the one who is paged."""
    metric: str
    statistic: Statistic
    direction: Literal["above", "below"]
    threshold: Callable[[Thresholds], Threshold]
    """Where the manifest says it."""
    missing: MissingData = "missing"
    """What no data means: a store that is up always sends its CPU; one that is idle may send no hits."""


DATABASE_ALARMS: tuple[Row[DatabaseAlarms], ...] = (
    Row("cpu-high", "CPU is busy", "CPUUtilization", "Average", "above", lambda on: on.cpu_above, "breaching"),
    Row(
        "memory-low", "little memory is left", "FreeableMemory", "Minimum", "below", lambda on: on.freeable_memory_below
    ),
    Row(
        "storage-low", "little storage is left", "FreeStorageSpace", "Minimum", "below", lambda on: on.free_storage_below
    ),
    Row(
        "connections-high", "connections run out", "DatabaseConnections", "Maximum", "above",
        lambda on: on.connections_above, "breaching",
    ),
    Row("read-latency-high", "reads are slow", "ReadLatency", "Average", "above", lambda on: on.read_latency_above),
    Row("write-latency-high", "writes are slow", "WriteLatency", "Average", "above", lambda on: on.write_latency_above),
)  # fmt: skip

CACHE_ALARMS: tuple[Row[CacheAlarms], ...] = (
    Row("cpu-high", "the node's CPU is busy", "CPUUtilization", "Average", "above", lambda on: on.cpu_above, "breaching"),
    Row(
        "engine-cpu-high", "Redis itself is busy", "EngineCPUUtilization", "Average", "above",
        lambda on: on.engine_cpu_above,
    ),
    Row(
        "memory-warning", "memory fills up", "DatabaseMemoryUsagePercentage", "Average", "above",
        lambda on: on.memory_warning_above,
    ),
    Row(
        "memory-critical", "memory is nearly full: scale up the node type", "DatabaseMemoryUsagePercentage", "Average",
        "above", lambda on: on.memory_critical_above,
    ),
    Row(
        "evictions", "keys are evicted before their time", "Evictions", "Sum", "above", lambda on: on.evictions_above,
        "notBreaching",
    ),
    Row(
        "hit-rate-low", "more reads miss the cache than should", "CacheHitRate", "Average", "below", lambda on: on.hit_rate_below,
        "notBreaching",
    ),
    Row("swap-high", "the node swaps", "SwapUsage", "Maximum", "above", lambda on: on.swap_above),
)  # fmt: skip

PERIOD_SECONDS = 60


@dataclass(frozen=True)
class Alarm:
    """One alarm in CloudWatch's terms."""

    key: str
    """Its part of the Terraform address: `cache_001_memory_critical`."""
    name: str
    meaning: str
    """What is wrong, in words."""
    description: str
    """The same with the thing, the metric and the threshold, for the page."""
    namespace: Literal["AWS/RDS", "AWS/ElastiCache"]
    metric: str
    statistic: Statistic
    direction: Literal["above", "below"]
    threshold: float
    """In CloudWatch's unit: percent, bytes, seconds or a count."""
    written: str
    """The threshold as the manifest has it."""
    evaluation_periods: int
    """Minutes in a row."""
    missing: MissingData
    dimensions: tuple[tuple[str, str], ...]

    @property
    def page(self) -> str:
        """Its runbook, by what it is about, not on which node: `cache-memory-critical`."""
        return re.sub(r"_\d+_", "_", self.key).replace("_", "-")


def alarms_of(manifest: Manifest) -> list[Alarm]:
    """Make every alarm of an environment, the database's first, then node by node of the cache."""
    names = names_of(manifest)
    minutes = manifest.alarms.sustained_for.minutes
    # What may be destroyed may be stopped too: there, no data is no news.
    may_be_silent = manifest.recovery.may_be_destroyed
    alarms = [
        _alarm(
            row, manifest.alarms.database, minutes, may_be_silent,
            key="database", namespace="AWS/RDS", thing=names.database,
            name=names.database_alarm(row.symptom), dimension="DBInstanceIdentifier",
        )
        for row in DATABASE_ALARMS
    ]  # fmt: skip
    return alarms + [
        _alarm(
            row, manifest.alarms.cache, minutes, may_be_silent,
            key=f"cache_{node:03d}", namespace="AWS/ElastiCache", thing=names.cache_node(node),
            name=names.cache_alarm(node, row.symptom), dimension="CacheClusterId",
        )
        for node in range(1, manifest.cache.nodes + 1)
        for row in CACHE_ALARMS
    ]  # fmt: skip


def _alarm(  # an alarm's parts, each named
    row: Row[Thresholds],
    thresholds: Thresholds,
    minutes: int,
    may_be_silent: bool,  # noqa: FBT001  # private, and passed by position in two calls
    *,
    key: str,
    namespace: Literal["AWS/RDS", "AWS/ElastiCache"],
    thing: str,
    name: str,
    dimension: str,
) -> Alarm:
    threshold = row.threshold(thresholds)
    sustained = f"{minutes} minutes" if minutes > 1 else "a minute"
    return Alarm(
        key=f"{key}_{row.symptom.replace('-', '_')}",
        name=name,
        meaning=row.meaning,
        description=f"{thing}: {row.meaning} ({row.metric} {row.direction} {threshold} for {sustained})",
        namespace=namespace,
        metric=row.metric,
        statistic=row.statistic,
        direction=row.direction,
        threshold=_in_cloudwatch_unit(threshold),
        written=str(threshold),
        evaluation_periods=minutes,
        missing="notBreaching" if may_be_silent and row.missing == "breaching" else row.missing,
        dimensions=((dimension, thing),),
    )


def _in_cloudwatch_unit(threshold: Threshold) -> float:
    """Percent stay percent, sizes become bytes, durations seconds, counts stay counts."""
    if isinstance(threshold, Percent):
        return threshold.value
    if isinstance(threshold, Size):
        return threshold.bytes
    if isinstance(threshold, Duration):
        return threshold.milliseconds / 1_000
    return threshold
