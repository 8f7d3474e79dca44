"""Rules about how far a metric goes: a threshold beyond it is never passed."""

from collections.abc import Iterator

from aldeia.catalog.instance_classes import DATABASE_CLASSES
from aldeia.catalog.metrics import Metric, metrics
from aldeia.manifest.environment import Manifest
from aldeia.manifest.rules.fault import Fault
from aldeia.manifest.rules.rule import HARMFUL, rule
from aldeia.manifest.values import Duration, Size

# By section of the alarms and setting, the metric that is watched; rules/ranges.py has what the class decides.
WATCHED = {
    ("database", "read_latency_above"): ("AWS/RDS", "ReadLatency"),
    ("database", "write_latency_above"): ("AWS/RDS", "WriteLatency"),
    ("database", "surplus_credits_above"): ("AWS/RDS", "CPUSurplusCreditsCharged"),
    ("read_replica", "lag_above"): ("AWS/RDS", "ReplicaLag"),
    ("cache", "replication_lag_above"): ("AWS/ElastiCache", "ReplicationLag"),
}


@rule(
    HARMFUL,
    source="aldeia/catalog/metrics.csv, how far each metric goes; the class's own figures, aldeia/catalog/instance_classes.py",
    fix="write auto, or a figure that the metric has in trouble",
    example={"alarms.database.read_latency_above": "1 s"},
)
def a_threshold_can_be_passed(manifest: Manifest) -> Iterator[Fault]:
    """A threshold lies where the metric can be on this class: beyond its end an alarm never goes off, or always."""
    ends = _ends(manifest)
    for (store, name), key in WATCHED.items():
        threshold = getattr(getattr(manifest.alarms, store), name)
        amount = _in_its_unit(threshold)
        if store not in ends or not amount:
            continue
        metric = metrics()[key]
        end = ends[store].get(metric.ceiling)
        if (
            amount < metric.lowest
            or amount > (metric.highest or amount)
            or (end is not None and amount >= end)
        ):
            yield Fault(
                ("alarms", store, name), str(threshold),
                f"{_shown(metric.lowest)}{_upper(metric, end)} in {metric.unit} ({metric.name})",
                "write auto, or what it is in trouble",
            )  # fmt: skip


def _upper(metric: Metric, end: float | None) -> str:
    if end is not None:
        return f" to less than {_shown(end)}"
    return " or more" if metric.highest is None else f" to {_shown(metric.highest)}"


def _shown(number: float) -> str:
    return f"{number:,.0f}" if number >= 1 else f"{number:g}"


def _in_its_unit(threshold: object) -> float | None:
    """Give a threshold as CloudWatch counts it; None for `auto`."""
    if isinstance(threshold, Size):
        return threshold.bytes
    if isinstance(threshold, Duration):
        return threshold.milliseconds / 1_000
    return threshold if isinstance(threshold, int) else None


def _ends(manifest: Manifest) -> dict[str, dict[str, float]]:
    """Give by section how far what it watches goes; nothing of a class that is not known, or of no replica."""
    kind = DATABASE_CLASSES.get(manifest.database.instance_class)
    ends: dict[str, dict[str, float]] = {"cache": {}, "database": {}}
    if kind is not None and kind.credits is not None:
        ends["database"]["credits"] = kind.credits.most
    return ends | ({"read_replica": {}} if manifest.database.read_replica.enabled else {})


RULES = (a_threshold_can_be_passed,)
