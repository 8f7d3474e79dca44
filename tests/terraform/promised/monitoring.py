"""What AWS must say of alarms and of who is told after an apply."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from tests.terraform.account import Account, last_part
from tests.terraform.promised.promise import ABSENT, ENVIRONMENTS, Promise, Row

MIB, GIB = 1024**2, 1024**3
DATABASES = {
    "staging": ("aldeia-staging-db",),
    "production": ("aldeia-prod-db",),
    "variant": ("aldeia-variant-db",),
}
NODES = {
    "staging": ("aldeia-staging-redis-001",),
    "production": ("aldeia-prod-redis-001", "aldeia-prod-redis-002"),
    "variant": ("aldeia-variant-redis-001", "aldeia-variant-redis-002"),
}


REPLICAS = {"staging": (), "production": (), "variant": ("aldeia-variant-db-replica",)}


def alarms(account: Account) -> dict[str, Any]:
    """Give the alarms: metric, what it is of, statistic, comparison, threshold, the time it must last, no data."""
    return {
        alarm["AlarmName"]: (
            alarm["Namespace"],
            alarm["MetricName"],
            [(dimension["Name"], dimension["Value"]) for dimension in alarm.get("Dimensions", ())],
            alarm.get("Statistic", alarm.get("ExtendedStatistic")),
            alarm["ComparisonOperator"],
            alarm["Threshold"],
            (alarm["DatapointsToAlarm"], alarm["EvaluationPeriods"], alarm["Period"]),
            alarm["TreatMissingData"],
            alarm["ActionsEnabled"],
            sorted(str(last_part(arn)) for arn in alarm["AlarmActions"]),
        )
        for alarm in watching(account)
    }


def watching(account: Account) -> list[dict[str, Any]]:
    """Give the alarms that watch something; the others say that a maintenance window is open."""
    found = account.ask("cloudwatch", "describe_alarms")["MetricAlarms"]
    return [alarm for alarm in found if "MetricName" in alarm]


UNREACHABLE = ("notBreaching", "breaching", "breaching")
"""A store that sends nothing is down; staging's may be destroyed, and wakes nobody."""
FIVE_MINUTES, MOSTLY, BALANCE = (5, 5, 60), (12, 15, 60), (1, 1, 300)
DATABASE_METRICS = (
    # symptom, metric, statistic, comparison, threshold in CloudWatch's unit, no data is, M of N periods
    ("cpu-high", "CPUUtilization", "Average", ">", 75, UNREACHABLE, FIVE_MINUTES),
    ("memory-low", "FreeableMemory", "Minimum", "<", (200 * MIB, 512 * MIB, 512 * MIB), "missing", FIVE_MINUTES),
    ("storage-low", "FreeStorageSpace", "Minimum", "<", 5 * GIB, "missing", FIVE_MINUTES),
    ("connections-high", "DatabaseConnections", "Maximum", ">", (90, 180, 180), UNREACHABLE, FIVE_MINUTES),
    ("read-latency-high", "ReadLatency", "p90", ">", 0.01, "missing", FIVE_MINUTES),
    ("write-latency-high", "WriteLatency", "p90", ">", 0.01, "missing", FIVE_MINUTES),
    # 80% of the lesser of what the volume does (3,000, the variant's 16,000) and the class (1,000 and 4,000).
    ("read-iops-high", "ReadIOPS", "Average", ">", (800, 2400, 3200), "missing", MOSTLY),
    ("write-iops-high", "WriteIOPS", "Average", ">", (800, 2400, 3200), "missing", MOSTLY),
    ("disk-queue-high", "DiskQueueDepth", "Average", ">", (10, 30, 40), "missing", MOSTLY),
    ("swap-high", "SwapUsage", "Maximum", ">", (204 * MIB, 819 * MIB, 819 * MIB), "missing", FIVE_MINUTES),
    ("ebs-byte-balance-low", "EBSByteBalance%", "Average", "<", 10, "missing", BALANCE),
    ("ebs-io-balance-low", "EBSIOBalance%", "Average", "<", 10, "missing", BALANCE),
    ("cpu-credits-low", "CPUCreditBalance", "Minimum", "<", (96, 84, 84), "missing", BALANCE),
    ("surplus-credits-charged", "CPUSurplusCreditsCharged", "Maximum", ">", 0, "notBreaching", BALANCE),
    ("load-high", "DBLoad", "Average", ">", (ABSENT, 2, 2), "missing", MOSTLY),
    ("transaction-ids-high", "MaximumUsedTransactionIDs", "Maximum", ">", 10**9, "missing", FIVE_MINUTES),
)  # fmt: skip
# Counted in the exported log, by lines in five minutes; the variant does not export it.
LOG_METRICS = (
    ("slow-statements", "SlowStatements", "Sum", ">", (20, 20, ABSENT), "notBreaching", BALANCE),
    ("errors", "Errors", "Sum", ">", (20, 20, ABSENT), "notBreaching", BALANCE),
    ("deadlocks", "Deadlocks", "Sum", ">", (0, 0, ABSENT), "notBreaching", BALANCE),
    ("failed-logins", "FailedLogins", "Sum", ">", (10, 10, ABSENT), "notBreaching", BALANCE),
    ("refused-connections", "RefusedConnections", "Sum", ">", (0, 0, ABSENT), "notBreaching", BALANCE),
)
REPLICA_METRICS = (
    ("cpu-high", "CPUUtilization", "Average", ">", 90, "breaching", FIVE_MINUTES),
    ("memory-low", "FreeableMemory", "Minimum", "<", 409 * MIB, "missing", FIVE_MINUTES),
    ("storage-low", "FreeStorageSpace", "Minimum", "<", 20 * GIB, "missing", FIVE_MINUTES),
    ("connections-high", "DatabaseConnections", "Maximum", ">", 175, "breaching", FIVE_MINUTES),
    ("cpu-credits-low", "CPUCreditBalance", "Minimum", "<", 96, "missing", BALANCE),
    ("lag-high", "ReplicaLag", "Average", ">", 600, "missing", FIVE_MINUTES),
)
CACHE_METRICS = (
    ("cpu-high", "CPUUtilization", "Average", ">", 45, UNREACHABLE, FIVE_MINUTES),
    ("engine-cpu-high", "EngineCPUUtilization", "Average", ">", 70, "missing", FIVE_MINUTES),
    ("memory-warning", "DatabaseMemoryUsagePercentage", "Average", ">", 75, "missing", FIVE_MINUTES),
    ("memory-critical", "DatabaseMemoryUsagePercentage", "Average", ">", 85, "missing", FIVE_MINUTES),
    ("evictions", "Evictions", "Sum", ">", 0, "notBreaching", FIVE_MINUTES),
    ("hit-rate-low", "CacheHitRate", "Average", "<", 90, "notBreaching", FIVE_MINUTES),
    ("swap-high", "SwapUsage", "Maximum", ">", 50 * MIB, "missing", FIVE_MINUTES),
    ("connections-high", "CurrConnections", "Average", ">", (200, 400, 400), "missing", FIVE_MINUTES),
    ("network-in-high", "NetworkBytesIn", "Average", ">", (366 * MIB, 732 * MIB, 732 * MIB), "missing", FIVE_MINUTES),
    ("network-out-high", "NetworkBytesOut", "Average", ">", (366 * MIB, 732 * MIB, 732 * MIB), "missing", FIVE_MINUTES),
    ("cpu-credits-low", "CPUCreditBalance", "Minimum", "<", (108, 96, 96), "missing", BALANCE),
    ("replication-lag-high", "ReplicationLag", "Average", ">", (ABSENT, 30, 30), "notBreaching", FIVE_MINUTES),
)  # fmt: skip
SILENCED = {("variant", "evictions")}
COMPARISONS = {">": "GreaterThanThreshold", "<": "LessThanThreshold"}


def _rows(
    namespace: str, dimension: str | None, things: Mapping[str, tuple[str, ...]], metrics: tuple[Row, ...]
) -> list[Row]:
    rows: list[Row] = []
    for column, environment in enumerate(ENVIRONMENTS):
        for thing in things[environment]:
            for symptom, metric, statistic, comparison, threshold, missing, samples in metrics:
                if (limit := threshold[column] if isinstance(threshold, tuple) else threshold) is ABSENT:
                    continue
                told = [] if (environment, symptom) in SILENCED else [f"{prefix_of(thing)}-warnings"]
                values: list[Any] = [ABSENT, ABSENT, ABSENT]
                values[column] = (
                    namespace.format(prefix=prefix_of(thing)), metric, [(dimension, thing)] if dimension else [], statistic, COMPARISONS[comparison], limit, samples,
                    missing[column] if isinstance(missing, tuple) else missing, True, told,
                )  # fmt: skip
                rows.append((f"{thing}-{symptom}", *values))
    return rows


def prefix_of(thing: str) -> str:
    return "-".join(thing.split("-")[:2])


ALARMS = Promise(
    alarms,
    (
        *_rows("AWS/RDS", "DBInstanceIdentifier", DATABASES, DATABASE_METRICS),
        *_rows("{prefix}/PostgreSQL", None, DATABASES, LOG_METRICS),
        *_rows("AWS/RDS", "DBInstanceIdentifier", REPLICAS, REPLICA_METRICS),
        *_rows("AWS/ElastiCache", "CacheClusterId", NODES, CACHE_METRICS),
    ),
)


def watched(account: Account) -> dict[str, Any]:
    """Give what the alarms watch, and whether it exists; and the topics they call."""
    there = {
        one["DBInstanceIdentifier"] for one in account.ask("rds", "describe_db_instances")["DBInstances"]
    }
    clusters = account.ask("elasticache", "describe_cache_clusters", ShowCacheNodeInfo=True)["CacheClusters"]
    there |= {one["CacheClusterId"] for one in clusters}
    topics = {one["TopicArn"] for one in account.ask("sns", "list_topics")["Topics"]}
    found = watching(account)
    return {
        "things that are not there": sorted(
            {dimension["Value"] for alarm in found for dimension in alarm.get("Dimensions", ())} - there
        ),
        "topics when it is over": sorted(
            {str(last_part(arn)) for alarm in found for arn in alarm["OKActions"]}
        ),
        "topics that are not there": sorted(
            {arn for alarm in found for arn in alarm["AlarmActions"]} - topics
        ),
    }


WATCHED = Promise(
    watched,
    (
        ("things that are not there", []),
        (
            "topics when it is over",
            ["aldeia-staging-warnings"], ["aldeia-prod-warnings"], ["aldeia-variant-warnings"],
        ),
        ("topics that are not there", []),
    ),
)  # fmt: skip


def pages(account: Account) -> dict[str, Any]:
    """Give what pages: the alarms it gathers, whom it tells, and what holds it back."""
    found = account.ask("cloudwatch", "describe_alarms", AlarmTypes=["CompositeAlarm"])["CompositeAlarms"]
    return {
        page["AlarmName"]: (
            page["AlarmRule"].replace('"', "").split(" OR "),
            sorted(str(last_part(arn)) for arn in page["AlarmActions"]),
            page["AlarmActions"] == page["OKActions"],
            page.get("ActionsSuppressor"),
            (page.get("ActionsSuppressorWaitPeriod"), page.get("ActionsSuppressorExtensionPeriod")),
        )
        for page in found
    }


def _page_rows() -> list[Row]:
    rows: list[Row] = []
    for column, environment in enumerate(ENVIRONMENTS):
        [database], nodes = DATABASES[environment], NODES[environment]
        prefix = prefix_of(database)
        gathered = {
            database: [
                f"ALARM({database}-{symptom})"
                for symptom in (
                    "cpu-high",
                    "memory-low",
                    "storage-low",
                    "connections-high",
                    "transaction-ids-high",
                    *(["refused-connections"] if environment != "variant" else []),
                )
            ],
            f"{prefix}-redis": [
                f"ALARM({node}-{symptom})"
                for node in nodes
                for symptom in ("cpu-high", "engine-cpu-high", "memory-critical")
            ],
        }
        for store, rule in gathered.items():
            # The variant's pages do not wait for maintenance windows.
            waits = (None, (None, None)) if environment == "variant" else (f"{store}-maintenance", (60, 600))
            values: list[Any] = [ABSENT, ABSENT, ABSENT]
            values[column] = (rule, [f"{prefix}-alarms"], True, *waits)
            rows.append((f"{store}-critical", *values))
    return rows


PAGES = Promise(pages, tuple(_page_rows()))


def windows(account: Account) -> dict[str, Any]:
    """Give the alarms that say that a maintenance window is open: minutes of the week, from Monday, in UTC."""
    found = account.ask("cloudwatch", "describe_alarms")["MetricAlarms"]
    return {
        alarm["AlarmName"]: (
            [int(minute) for minute in re.findall(r"[<>]=?(\d+)", alarm["Metrics"][0]["Expression"])],
            alarm["ComparisonOperator"], alarm["Threshold"], alarm["TreatMissingData"], alarm["AlarmActions"],
        )
        for alarm in found
        if "MetricName" not in alarm
    }  # fmt: skip


def _open(start: int, end: int) -> tuple[Any, ...]:
    return ([start, end], "GreaterThanThreshold", 0, "notBreaching", [])


WINDOWS = Promise(
    windows,
    (
        ("aldeia-staging-db-maintenance", _open(8880, 8940), ABSENT, ABSENT),
        ("aldeia-staging-redis-maintenance", _open(8940, 9000), ABSENT, ABSENT),
        ("aldeia-prod-db-maintenance", ABSENT, _open(8880, 8940), ABSENT),
        ("aldeia-prod-redis-maintenance", ABSENT, _open(9000, 9060), ABSENT),
    ),
)


PROMISES = {
    "the alarms": ALARMS,
    "what the alarms watch": WATCHED,
    "what pages": PAGES,
    "the maintenance windows": WINDOWS,
}
