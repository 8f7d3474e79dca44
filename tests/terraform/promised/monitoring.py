"""What AWS must say of alarms and of who is told after an apply."""

from __future__ import annotations

import json
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


def alarms(account: Account) -> dict[str, Any]:
    """Give the alarms: metric, what it is of, statistic, comparison, threshold, the time it must last, no data."""
    return {
        alarm["AlarmName"]: (
            alarm["Namespace"],
            alarm["MetricName"],
            [(dimension["Name"], dimension["Value"]) for dimension in alarm["Dimensions"]],
            alarm["Statistic"],
            alarm["ComparisonOperator"],
            alarm["Threshold"],
            (alarm["DatapointsToAlarm"], alarm["EvaluationPeriods"], alarm["Period"]),
            alarm["TreatMissingData"],
            alarm["ActionsEnabled"],
        )
        for alarm in account.ask("cloudwatch", "describe_alarms")["MetricAlarms"]
    }


UNREACHABLE = ("notBreaching", "breaching", "breaching")
"""A store that sends nothing is down; staging's may be destroyed, and wakes nobody."""
DATABASE_METRICS = (
    # symptom, metric, statistic, comparison, threshold in CloudWatch's unit, no data is
    ("cpu-high", "CPUUtilization", "Average", ">", 75, UNREACHABLE),
    ("memory-low", "FreeableMemory", "Minimum", "<", (200 * MIB, 512 * MIB, 512 * MIB), "missing"),
    ("storage-low", "FreeStorageSpace", "Minimum", "<", 5 * GIB, "missing"),
    ("connections-high", "DatabaseConnections", "Maximum", ">", (90, 180, 180), UNREACHABLE),
    ("read-latency-high", "ReadLatency", "Average", ">", 0.01, "missing"),
    ("write-latency-high", "WriteLatency", "Average", ">", 0.01, "missing"),
)
CACHE_METRICS = (
    ("cpu-high", "CPUUtilization", "Average", ">", 45, UNREACHABLE),
    ("engine-cpu-high", "EngineCPUUtilization", "Average", ">", 70, "missing"),
    ("memory-warning", "DatabaseMemoryUsagePercentage", "Average", ">", 75, "missing"),
    ("memory-critical", "DatabaseMemoryUsagePercentage", "Average", ">", 85, "missing"),
    ("evictions", "Evictions", "Sum", ">", 0, "notBreaching"),
    ("hit-rate-low", "CacheHitRate", "Average", "<", 90, "notBreaching"),
    ("swap-high", "SwapUsage", "Maximum", ">", 50 * MIB, "missing"),
)
COMPARISONS = {">": "GreaterThanThreshold", "<": "LessThanThreshold"}


def _rows(
    namespace: str, dimension: str, things: Mapping[str, tuple[str, ...]], metrics: tuple[Row, ...]
) -> list[Row]:
    rows: list[Row] = []
    for column, environment in enumerate(ENVIRONMENTS):
        for thing in things[environment]:
            for symptom, metric, statistic, comparison, threshold, missing in metrics:
                values: list[Any] = [ABSENT, ABSENT, ABSENT]
                values[column] = (
                    namespace, metric, [(dimension, thing)], statistic, COMPARISONS[comparison],
                    threshold[column] if isinstance(threshold, tuple) else threshold,
                    (5, 5, 60),
                    missing[column] if isinstance(missing, tuple) else missing,
                    True,
                )  # fmt: skip
                rows.append((f"{thing}-{symptom}", *values))
    return rows


ALARMS = Promise(
    alarms,
    (
        *_rows("AWS/RDS", "DBInstanceIdentifier", DATABASES, DATABASE_METRICS),
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
    found = account.ask("cloudwatch", "describe_alarms")["MetricAlarms"]
    return {
        "things that are not there": sorted(
            {dimension["Value"] for alarm in found for dimension in alarm["Dimensions"]} - there
        ),
        "topics": sorted({str(last_part(arn)) for alarm in found for arn in alarm["AlarmActions"]}),
        "topics when it is over": sorted(
            {str(last_part(arn)) for alarm in found for arn in alarm["OKActions"]}
        ),
        "topics that are not there": sorted(
            {arn for alarm in found for arn in alarm["AlarmActions"]} - topics
        ),
    }


TOPICS = (["aldeia-staging-alarms"], ["aldeia-prod-alarms"], ["aldeia-variant-alarms"])
WATCHED = Promise(
    watched,
    (
        ("things that are not there", []),
        ("topics", *TOPICS),
        ("topics when it is over", *TOPICS),
        ("topics that are not there", []),
    ),
)


def topic(account: Account) -> dict[str, Any]:
    """Give the topic: its key, who may publish, who is told."""
    [one] = account.ask("sns", "list_topics")["Topics"]
    attributes = account.ask("sns", "get_topic_attributes", TopicArn=one["TopicArn"])["Attributes"]
    told = account.ask("sns", "list_subscriptions_by_topic", TopicArn=one["TopicArn"])["Subscriptions"]
    return {
        "name": last_part(attributes["TopicArn"]),
        "key": account.key(attributes["KmsMasterKeyId"]),
        "publishers": {
            f"{statement['Effect']} {statement['Action']} {json.dumps(statement['Principal'])}": (
                last_part(statement["Resource"]), statement["Condition"]
            )
            for statement in json.loads(attributes["Policy"])["Statement"]
        },
        "told": sorted((subscription["Protocol"], subscription["Endpoint"]) for subscription in told),
    }  # fmt: skip


def _publishers(prefix: str) -> dict[str, Any]:
    source = f"arn:aws:cloudwatch:us-east-1:123456789012:alarm:{prefix}-*"
    return {
        'Allow sns:Publish {"Service": "cloudwatch.amazonaws.com"}': (
            f"{prefix}-alarms",
            {"ArnLike": {"aws:SourceArn": source}, "StringEquals": {"aws:SourceAccount": "123456789012"}},
        ),
        'Deny sns:Publish "*"': (f"{prefix}-alarms", {"Bool": {"aws:SecureTransport": "false"}}),
    }


TOPIC = Promise(
    topic,
    (
        ("name", "aldeia-staging-alarms", "aldeia-prod-alarms", "aldeia-variant-alarms"),
        (
            "key",
            "alias/aldeia-staging-alarms", "alias/aldeia-prod-alarms", "alias/aldeia-variant-alarms",
        ),
        ("publishers", _publishers("aldeia-staging"), _publishers("aldeia-prod"), _publishers("aldeia-variant")),
        ("told", [("email", "oncall@aldeia.example")]),
    ),
)  # fmt: skip

PROMISES = {"the alarms": ALARMS, "what the alarms watch": WATCHED, "the alarms' topic": TOPIC}
