"""Rules about how far a metric goes: a threshold beyond it is never passed."""

from collections.abc import Iterator

from aldeia.catalog.instance_classes import CACHE_NODE_TYPES, DATABASE_CLASSES
from aldeia.catalog.metrics import Metric, metrics
from aldeia.manifest.capacity import class_memory, connections
from aldeia.manifest.environment import Manifest
from aldeia.manifest.rules.fault import Fault
from aldeia.manifest.rules.rule import HARMFUL, rule
from aldeia.manifest.values import Duration, Size

GIGA = 10**9

# By section of the alarms and setting, the metric that is watched. What is not here has a rule of its own.
WATCHED = {
    ("database", "read_latency_above"): ("AWS/RDS", "ReadLatency"),
    ("database", "write_latency_above"): ("AWS/RDS", "WriteLatency"),
    ("database", "read_iops_above"): ("AWS/RDS", "ReadIOPS"),
    ("database", "write_iops_above"): ("AWS/RDS", "WriteIOPS"),
    ("database", "disk_queue_above"): ("AWS/RDS", "DiskQueueDepth"),
    ("database", "swap_above"): ("AWS/RDS", "SwapUsage"),
    ("database", "cpu_credits_below"): ("AWS/RDS", "CPUCreditBalance"),
    ("database", "surplus_credits_above"): ("AWS/RDS", "CPUSurplusCreditsCharged"),
    ("database", "load_above"): ("AWS/RDS", "DBLoad"),
    ("database", "transaction_ids_above"): ("AWS/RDS", "MaximumUsedTransactionIDs"),
    ("read_replica", "freeable_memory_below"): ("AWS/RDS", "FreeableMemory"),
    ("read_replica", "free_storage_below"): ("AWS/RDS", "FreeStorageSpace"),
    ("read_replica", "connections_above"): ("AWS/RDS", "DatabaseConnections"),
    ("read_replica", "cpu_credits_below"): ("AWS/RDS", "CPUCreditBalance"),
    ("read_replica", "lag_above"): ("AWS/RDS", "ReplicaLag"),
    ("cache", "connections_above"): ("AWS/ElastiCache", "CurrConnections"),
    ("cache", "network_in_above"): ("AWS/ElastiCache", "NetworkBytesIn"),
    ("cache", "network_out_above"): ("AWS/ElastiCache", "NetworkBytesOut"),
    ("cache", "cpu_credits_below"): ("AWS/ElastiCache", "CPUCreditBalance"),
    ("cache", "replication_lag_above"): ("AWS/ElastiCache", "ReplicationLag"),
}


@rule(
    HARMFUL,
    source="aldeia/catalog/metrics.csv, how far each metric goes; the class's own figures, aldeia/catalog/instance_classes.py",
    fix="write auto, or a figure that the metric has in trouble",
    example={"alarms.database.read_iops_above": 15701},
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
    database = manifest.database
    instances = {"database": database.instance_class}
    if database.read_replica.enabled:
        instances["read_replica"] = database.read_replica.instance_class
    ends = {
        store: _ends_of_instance(manifest, name)
        for store, name in instances.items()
        if name in DATABASE_CLASSES
    }
    return ends | ({"cache": _ends_of_node(manifest)} if manifest.cache.node_type in CACHE_NODE_TYPES else {})


def _ends_of_instance(manifest: Manifest, name: str) -> dict[str, float]:
    kind, database = DATABASE_CLASSES[name], manifest.database
    most = connections(database, class_memory(name))
    storage = database.storage if database.storage_ceiling is None else database.storage_ceiling
    ends: dict[str, float] = {
        "iops": kind.ebs_burst_iops, "memory": class_memory(name), "storage": storage.bytes,
        "connections": most, "sessions": most,
    }  # fmt: skip
    return ends | ({"credits": kind.credits.most} if kind.credits else {})


def _ends_of_node(manifest: Manifest) -> dict[str, float]:
    kind = CACHE_NODE_TYPES[manifest.cache.node_type]
    # A count of bytes in each minute.
    ends: dict[str, float] = {
        "memory": kind.maxmemory_bytes, "network": kind.network_burst_gbit_per_second * GIGA / 8 * 60,
    }  # fmt: skip
    return ends | ({"credits": kind.credits.most} if kind.credits else {})


RULES = (a_threshold_can_be_passed,)
