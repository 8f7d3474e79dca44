"""The rule of rules/reach.py: where it begins to refuse (EDGES, tried in test_rules.py), and what it passes over."""

from __future__ import annotations

from typing import Any

import pytest

from aldeia.alarms.table import alarms_of
from aldeia.manifest.rules import reach as rules
from tests.examples import Changes, Edge, a_manifest, said_by

REPLICA: Changes = {"database.read_replica.enabled": True}


def edge(setting: str, accepted: Any, refused: Any, expected: str, given: Changes | None = None) -> Edge:
    given = given or {}
    return Edge(
        rules.a_threshold_can_be_passed,
        {**given, f"alarms.{setting}": accepted},
        {**given, f"alarms.{setting}": refused},
        f"alarms.{setting}: got {refused}, expected {expected}; write auto, or what it is in trouble",
    )


EDGES = (
    edge("database.read_latency_above", "999 ms", "1000 ms", "0.0001 to 0.999 in Seconds (ReadLatency)"),
    edge("database.read_iops_above", 15_699, 15_700, "1 to less than 15,700 in Count/Second (ReadIOPS)"),
    edge("database.write_iops_above", 15_699, 15_700, "1 to less than 15,700 in Count/Second (WriteIOPS)"),
    edge("database.disk_queue_above", 10_000, 10_001, "0.1 to 10,000 in Count (DiskQueueDepth)"),
    edge(
        "database.swap_above", "8191 MB", "8 GB", "1,048,576 to less than 8,589,934,592 in Bytes (SwapUsage)"
    ),
    edge(
        "database.swap_above", "1 MB", "1023 kB", "1,048,576 to less than 8,589,934,592 in Bytes (SwapUsage)"
    ),
    edge("database.cpu_credits_below", 863, 864, "1 to less than 864 in Count (CPUCreditBalance)"),
    edge(
        "database.load_above",
        199,
        200,
        "0.1 to less than 200 in None (DBLoad)",
        {"database.performance_insights": True},
    ),
    edge("read_replica.lag_above", "1 hour", "3601 s", "1 to 3,600 in Seconds (ReplicaLag)", REPLICA),
    edge("cache.connections_above", 65_000, 65_001, "1 to 65,000 in Count (CurrConnections)"),
    edge("cache.cpu_credits_below", 287, 288, "1 to less than 288 in Count (CPUCreditBalance)"),
)


def test_thresholds_of_a_replica_that_is_not_there_are_passed_over() -> None:
    assert said_by(rules.a_threshold_can_be_passed, {"alarms.read_replica.lag_above": "1 day"}) == []


def test_thresholds_on_a_class_that_is_not_known_are_passed_over() -> None:
    changes = {
        "database.instance_class": "db.t3.huge", "alarms.database.read_iops_above": 10**9,
        "cache.node_type": "cache.t3.huge", "alarms.cache.connections_above": 10**9,
    }  # fmt: skip
    assert said_by(rules.a_threshold_can_be_passed, changes) == []


@pytest.mark.parametrize("setting", sorted(rules.WATCHED), ids=".".join)
def test_each_setting_is_of_the_metric_that_its_alarm_watches(setting: tuple[str, str]) -> None:
    store, name = setting
    changes = {
        **REPLICA, "database.performance_insights": True, "cache.nodes": 2,
        "cache.availability_zones": ["us-east-1a", "us-east-1b"],
    }  # fmt: skip
    watched = {(alarm.path, (alarm.namespace, alarm.metric)) for alarm in alarms_of(a_manifest(changes))}
    assert (("alarms", store, name), rules.WATCHED[setting]) in watched
