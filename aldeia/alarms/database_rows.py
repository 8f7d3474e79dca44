"""What is watched of the database and of its read replica."""

from __future__ import annotations

from dataclasses import replace

from aldeia.alarms import thresholds as auto
from aldeia.alarms.row import CREDITS, DOWN, IDLE, MOSTLY, Row, Samples
from aldeia.manifest.things import Instance
from aldeia.manifest.values import Duration, Percent

_CPU = auto.constant("90%", "as CloudWatch advises", Percent)
_LATENCY = auto.constant("20 ms", "as CloudWatch advises", Duration)
# A balance is smooth, and may be sent every five minutes only.
_BALANCE = Samples(300, 1, 1)


def _is_burstable(on: Instance) -> bool:
    return on.kind.credits is not None


def _has_insights(on: Instance) -> bool:
    return on.manifest.database.performance_insights


_CPU_HIGH = Row[Instance](
    "cpu-high",
    "CPU is busy",
    "CPUUtilization",
    "Average",
    "above",
    "Percent",
    "cpu_above",
    _CPU,
    "critical",
    DOWN,
)
_MEMORY_LOW = Row[Instance](
    "memory-low", "little memory is left", "FreeableMemory", "Minimum", "below", "Bytes", "freeable_memory_below",
    auto.memory, "critical",
)  # fmt: skip
_STORAGE_LOW = Row[Instance](
    "storage-low", "little storage is left", "FreeStorageSpace", "Minimum", "below", "Bytes", "free_storage_below",
    auto.storage, "critical",
)  # fmt: skip
_CONNECTIONS_HIGH = Row[Instance](
    "connections-high", "connections run out", "DatabaseConnections", "Maximum", "above", "Count", "connections_above",
    auto.connections, "critical", DOWN,
)  # fmt: skip
_CREDITS_LOW = Row[Instance](
    "cpu-credits-low", "CPU credits run out", "CPUCreditBalance", "Minimum", "below", "Count", "cpu_credits_below",
    auto.instance_credits, samples=CREDITS, is_sent=_is_burstable,
)  # fmt: skip

DATABASE_ALARMS: tuple[Row[Instance], ...] = (
    _CPU_HIGH,
    _MEMORY_LOW,
    _STORAGE_LOW,
    _CONNECTIONS_HIGH,
    Row("read-latency-high", "reads are slow", "ReadLatency", "p90", "above", "Seconds", "read_latency_above", _LATENCY),
    Row(
        "write-latency-high", "writes are slow", "WriteLatency", "p90", "above", "Seconds", "write_latency_above",
        _LATENCY,
    ),
    Row(
        "read-iops-high", "reads near what volume and class can do", "ReadIOPS", "Average", "above", "Count/Second",
        "read_iops_above", auto.iops, samples=MOSTLY,
    ),
    Row(
        "write-iops-high", "writes near what volume and class can do", "WriteIOPS", "Average", "above", "Count/Second",
        "write_iops_above", auto.iops, samples=MOSTLY,
    ),
    Row(
        "disk-queue-high", "reads and writes wait for the volume", "DiskQueueDepth", "Average", "above", "Count",
        "disk_queue_above", auto.disk_queue, samples=MOSTLY,
    ),
    Row("swap-high", "the instance swaps", "SwapUsage", "Maximum", "above", "Bytes", "swap_above", auto.swap),
    Row(
        "ebs-byte-balance-low", "the burst to the volume runs out of bytes", "EBSByteBalance%", "Average", "below",
        "Percent", "ebs_balance_below", auto.constant("10%", "as CloudWatch advises", Percent), samples=_BALANCE,
        is_sent=lambda on: on.bursts_to_its_volume,
    ),
    Row(
        "ebs-io-balance-low", "the burst to the volume runs out of reads and writes", "EBSIOBalance%", "Average", "below",
        "Percent", "ebs_balance_below", auto.constant("10%", "as CloudWatch advises", Percent), samples=_BALANCE,
        is_sent=lambda on: on.bursts_to_its_volume,
    ),
    _CREDITS_LOW,
    Row(
        "surplus-credits-charged", "CPU beyond the credits is billed", "CPUSurplusCreditsCharged", "Maximum", "above",
        "Count", "surplus_credits_above", auto.count(0, "each one is billed"), missing=IDLE, samples=CREDITS,
        is_sent=_is_burstable,
    ),
    Row(
        "load-high", "more sessions work at once than there are vCPUs", "DBLoad", "Average", "above", "Count",
        "load_above", auto.load, samples=MOSTLY, is_sent=_has_insights,
    ),
    Row(
        "transaction-ids-high", "transaction ids run out: vacuum does not keep up", "MaximumUsedTransactionIDs", "Maximum",
        "above", "Count", "transaction_ids_above", auto.count(1_000_000_000, "as CloudWatch advises, of 2,000 million"),
        "critical",
    ),
)  # fmt: skip

# A replica holds nothing that its source does not, so none of its alarms pages.
REPLICA_ALARMS: tuple[Row[Instance], ...] = (
    *(replace(row, severity="warning") for row in (_CPU_HIGH, _MEMORY_LOW, _STORAGE_LOW, _CONNECTIONS_HIGH)),
    _CREDITS_LOW,
    Row(
        "lag-high", "what is read is old", "ReplicaLag", "Average", "above", "Seconds", "lag_above",
        auto.constant("10 min", "beyond the 5 min that an idle database counts up to", Duration),
    ),
)  # fmt: skip
