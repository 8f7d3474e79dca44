"""What is watched of every cache node."""

from __future__ import annotations

from aldeia.alarms import thresholds as auto
from aldeia.alarms.row import CREDITS, DOWN, IDLE, Row
from aldeia.manifest.alarms import MEMORY_CRITICAL_PERCENT, MEMORY_WARNING_PERCENT
from aldeia.manifest.things import Node
from aldeia.manifest.values import Duration, Percent, Size


def _is_burstable(on: Node) -> bool:
    return on.kind.credits is not None


def _has_a_replica(on: Node) -> bool:
    return on.manifest.cache.nodes > 1


CACHE_ALARMS: tuple[Row[Node], ...] = (
    Row(
        "cpu-high", "the node's CPU is busy", "CPUUtilization", "Average", "above", "Percent", "cpu_above", auto.node_cpu,
        "critical", DOWN,
    ),
    Row(
        "engine-cpu-high", "Redis itself is busy", "EngineCPUUtilization", "Average", "above", "Percent",
        "engine_cpu_above", auto.constant("90%", "as CloudWatch advises", Percent), "critical",
    ),
    Row(
        "memory-warning", "memory fills up", "DatabaseMemoryUsagePercentage", "Average", "above", "Percent",
        "memory_warning_above", auto.constant(f"{MEMORY_WARNING_PERCENT}%", "as the specification has it", Percent),
    ),
    Row(
        "memory-critical", "memory is nearly full: scale up the node type", "DatabaseMemoryUsagePercentage", "Average",
        "above", "Percent", "memory_critical_above", auto.constant(f"{MEMORY_CRITICAL_PERCENT}%", "as the specification has it", Percent),
        "critical",
    ),
    Row(
        "evictions", "keys are evicted before their time", "Evictions", "Sum", "above", "Count", "evictions_above",
        auto.evictions, missing=IDLE,
    ),
    Row(
        "hit-rate-low", "more reads miss the cache than should", "CacheHitRate", "Average", "below", "Percent",
        "hit_rate_below", auto.constant("80%", "as ElastiCache advises", Percent), missing=IDLE,
    ),
    Row(
        "swap-high", "the node swaps", "SwapUsage", "Maximum", "above", "Bytes", "swap_above",
        auto.constant("50 MB", "as ElastiCache advises", Size),
    ),
    Row(
        "connections-high", "clients leak connections", "CurrConnections", "Average", "above", "Count",
        "connections_above", auto.clients,
    ),
    Row(
        "network-in-high", "the network brings near what the node takes", "NetworkBytesIn", "Average", "above", "Bytes",
        "network_in_above", auto.network,
    ),
    Row(
        "network-out-high", "the network takes near what the node sends", "NetworkBytesOut", "Average", "above", "Bytes",
        "network_out_above", auto.network,
    ),
    Row(
        "cpu-credits-low", "CPU credits run out, and the node slows down", "CPUCreditBalance", "Minimum", "below", "Count",
        "cpu_credits_below", auto.node_credits, samples=CREDITS, is_sent=_is_burstable,
    ),
    Row(
        "replication-lag-high", "a failover would lose what was written since", "ReplicationLag", "Average", "above",
        "Seconds", "replication_lag_above",
        auto.constant(f"{auto.LOST_BY_REDIS_SECONDS} s", "what a failover may lose", Duration), missing=IDLE,
        is_sent=_has_a_replica,
    ),
)  # fmt: skip
