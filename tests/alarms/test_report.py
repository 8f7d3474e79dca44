"""`aldeia alarms ENV`: each alarm with its threshold and how that came about, and what becomes of it."""

from __future__ import annotations

import json

from aldeia.alarms.report import HEADINGS, as_json, summary, tables
from aldeia.alarms.table import alarms_of
from tests.examples import a_manifest, committed

SILENCE = {
    "alarm": "evictions",
    "reason": "a full cache is what we want here",
    "owner": "team",
    "expires": "2026-12-31",
}
PAIR = {"cache.nodes": 2, "cache.availability_zones": ["us-east-1a", "us-east-1b"]}


def rows(title: str, **changes: object) -> dict[str, list[str]]:
    [found] = [rows for name, rows in tables(a_manifest(changes)) if name == title]
    return {row[0]: row[1:] for row in found}


def test_an_alarm_is_told_with_threshold_window_formula_severity_and_what_no_data_means() -> None:
    assert HEADINGS == ["symptom", "metric", "goes off", "for", "threshold", "severity", "no data"]
    told = rows("aldeia-test-db")
    assert told["memory-low"] == [
        "FreeableMemory", "Minimum < 512 MB", "5 x 60 s", "set", "critical", "-",
    ]  # fmt: skip
    assert told["read-iops-high"] == [
        "ReadIOPS", "Average > 2,400", "12 of 15 x 60 s", "auto: 80% of the 3,000 a second of the volume", "warning",
        "-",
    ]  # fmt: skip
    assert told["surplus-credits-charged"] == [
        "CPUSurplusCreditsCharged", "Maximum > 0", "1 x 300 s", "auto: each one is billed", "warning", "fine",
    ]  # fmt: skip


def test_nodes_whose_alarms_are_the_same_share_a_table() -> None:
    assert [title for title, _ in tables(a_manifest(PAIR))] == [
        "aldeia-test-db",
        "aldeia-test-redis-001, aldeia-test-redis-002",
    ]


def test_a_node_with_a_silence_of_its_own_has_its_own_table() -> None:
    changes = {**PAIR, "alarms.silenced": [SILENCE | {"alarm": "cache_002_evictions"}]}
    told = dict(tables(a_manifest(changes)))
    assert list(told) == ["aldeia-test-db", "aldeia-test-redis-001", "aldeia-test-redis-002"]
    assert [row[5] for row in told["aldeia-test-redis-002"] if row[0] == "evictions"] == [
        "silenced until 2026-12-31"
    ]


def test_the_last_line_counts_them() -> None:
    assert summary(a_manifest({"alarms.silenced": [SILENCE]})) == (
        "30 alarms, 1 silenced; 9 are critical and page through aldeia-test-db-critical and "
        "aldeia-test-redis-critical; each tells aldeia-test-warnings, too"
    )


def test_programs_are_told_all_of_each_alarm_and_each_page() -> None:
    manifest = committed()["production"]
    document = json.loads(as_json(manifest))
    assert [alarm["key"] for alarm in document["alarms"]] == [alarm.key for alarm in alarms_of(manifest)]
    [queue] = [alarm for alarm in document["alarms"] if alarm["key"] == "database_disk_queue_high"]
    assert queue == {
        "key": "database_disk_queue_high",
        "name": "aldeia-prod-db-disk-queue-high",
        "thing": "aldeia-prod-db",
        "meaning": "reads and writes wait for the volume",
        "severity": "warning",
        "silenced_until": None,
        "namespace": "AWS/RDS",
        "metric": "DiskQueueDepth",
        "dimensions": {"DBInstanceIdentifier": "aldeia-prod-db"},
        "statistic": "Average",
        "direction": "above",
        "threshold": 30,
        "unit": "Count",
        "written": "30",
        "setting": "alarms.database.disk_queue_above",
        "set_to": "auto",
        "formula": "3,000 a second, each waiting 10 ms",
        "period_seconds": 60,
        "datapoints_to_alarm": 12,
        "evaluation_periods": 15,
        "missing_data": "missing",
        "missing_because": "the CPU alarm tells of silence; this one waits for the next value",
    }
    assert document["pages"][0]["quiet"] == "aldeia-prod-db-maintenance"
