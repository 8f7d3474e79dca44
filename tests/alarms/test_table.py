"""Every alarm that the specification lists, with its number, in CloudWatch's units, on every node."""

from __future__ import annotations

import re
from typing import Any

import pytest

from aldeia.alarms.table import CACHE_ALARMS, DATABASE_ALARMS, PERIOD_SECONDS, alarms_of
from tests.examples import a_manifest, committed

PRODUCTION, STAGING = (
    {alarm.name: alarm for alarm in alarms_of(committed()[name])} for name in ("production", "staging")
)
MIB, GIB = 2**20, 2**30


def of_database(stage: str, memory: int, connections: int) -> dict[str, tuple[Any, ...]]:
    # The specification's "Key Metrics to Monitor" of RDS. ReadLatency and WriteLatency are in seconds.
    return {
        f"aldeia-{stage}-db-cpu-high": ("CPUUtilization", "Average", "above", 75),
        f"aldeia-{stage}-db-memory-low": ("FreeableMemory", "Minimum", "below", memory * MIB),
        f"aldeia-{stage}-db-storage-low": ("FreeStorageSpace", "Minimum", "below", 5 * GIB),
        f"aldeia-{stage}-db-connections-high": ("DatabaseConnections", "Maximum", "above", connections),
        f"aldeia-{stage}-db-read-latency-high": ("ReadLatency", "Average", "above", 0.01),
        f"aldeia-{stage}-db-write-latency-high": ("WriteLatency", "Average", "above", 0.01),
    }


def of_node(node: str) -> dict[str, tuple[Any, ...]]:
    # The specification's "Key Metrics to Monitor" of ElastiCache. Its 70% is that of EngineCPUUtilization: two vCPUs
    # show one busy Redis as 50%, so CPUUtilization has the 45% of AWS (90 / vCPUs).
    return {
        f"{node}-cpu-high": ("CPUUtilization", "Average", "above", 45),
        f"{node}-engine-cpu-high": ("EngineCPUUtilization", "Average", "above", 70),
        f"{node}-memory-warning": ("DatabaseMemoryUsagePercentage", "Average", "above", 75),
        f"{node}-memory-critical": ("DatabaseMemoryUsagePercentage", "Average", "above", 85),
        f"{node}-evictions": ("Evictions", "Sum", "above", 0),
        f"{node}-hit-rate-low": ("CacheHitRate", "Average", "below", 90),
        f"{node}-swap-high": ("SwapUsage", "Maximum", "above", 50 * MIB),
    }


@pytest.mark.parametrize(
    ("alarms", "expected"),
    [
        (
            PRODUCTION,
            of_database("prod", 512, 180)
            | of_node("aldeia-prod-redis-001")
            | of_node("aldeia-prod-redis-002"),
        ),
        (STAGING, of_database("staging", 200, 90) | of_node("aldeia-staging-redis-001")),
    ],
    ids=["production", "staging"],
)
def test_every_alarm_of_the_specification_is_there_with_its_number(
    alarms: Any, expected: dict[str, tuple[Any, ...]]
) -> None:
    given = {name: (a.metric, a.statistic, a.direction, a.threshold) for name, a in alarms.items()}
    assert given == expected
    assert list(given) == list(expected)


def test_the_specified_512_mb_and_5_gb_and_50_mb_are_these_bytes() -> None:
    assert PRODUCTION["aldeia-prod-db-memory-low"].threshold == 536_870_912
    assert PRODUCTION["aldeia-prod-db-storage-low"].threshold == 5_368_709_120
    assert PRODUCTION["aldeia-prod-redis-001-swap-high"].threshold == 52_428_800


@pytest.mark.parametrize("alarms", [PRODUCTION, STAGING], ids=["production", "staging"])
def test_an_alarm_looks_at_its_own_instance_or_node(alarms: Any) -> None:
    for name, alarm in alarms.items():
        found = re.match(r"(aldeia-[a-z]+-(?:db|redis-\d{3}))-", name)
        assert found is not None
        namespace, dimension = (
            ("AWS/RDS", "DBInstanceIdentifier") if "-db-" in name else ("AWS/ElastiCache", "CacheClusterId")
        )
        assert (alarm.namespace, alarm.dimensions) == (namespace, ((dimension, found[1]),))


@pytest.mark.parametrize("alarms", [PRODUCTION, STAGING], ids=["production", "staging"])
def test_an_alarm_waits_for_five_minutes_in_a_row(alarms: Any) -> None:
    assert {alarm.evaluation_periods * PERIOD_SECONDS for alarm in alarms.values()} == {300}


def missing(alarms: Any, prefix: str) -> dict[str, str]:
    return {
        name.removeprefix(prefix): alarm.missing for name, alarm in alarms.items() if name.startswith(prefix)
    }


def test_in_production_a_store_that_says_nothing_is_down() -> None:
    assert missing(PRODUCTION, "aldeia-prod-db-") == {
        "cpu-high": "breaching",
        "memory-low": "missing",
        "storage-low": "missing",
        "connections-high": "breaching",
        "read-latency-high": "missing",
        "write-latency-high": "missing",
    }
    for node in ("001", "002"):
        assert missing(PRODUCTION, f"aldeia-prod-redis-{node}-") == {
            "cpu-high": "breaching",
            "engine-cpu-high": "missing",
            "memory-warning": "missing",
            "memory-critical": "missing",
            "evictions": "notBreaching",
            "hit-rate-low": "notBreaching",
            "swap-high": "missing",
        }


def test_staging_may_be_stopped_in_silence() -> None:
    assert "breaching" not in missing(STAGING, "aldeia-staging-").values()
    assert missing(STAGING, "aldeia-staging-db-")["cpu-high"] == "notBreaching"
    assert missing(STAGING, "aldeia-staging-db-")["connections-high"] == "notBreaching"
    assert missing(STAGING, "aldeia-staging-redis-001-")["cpu-high"] == "notBreaching"
    assert missing(STAGING, "aldeia-staging-redis-001-")["swap-high"] == "missing"


def test_a_description_says_thing_symptom_metric_and_threshold_as_the_manifest_has_it() -> None:
    assert [alarm.description for alarm in STAGING.values()] == [
        "aldeia-staging-db: CPU is busy (CPUUtilization above 75% for 5 minutes)",
        "aldeia-staging-db: little memory is left (FreeableMemory below 200 MB for 5 minutes)",
        "aldeia-staging-db: little storage is left (FreeStorageSpace below 5 GB for 5 minutes)",
        "aldeia-staging-db: connections run out (DatabaseConnections above 90 for 5 minutes)",
        "aldeia-staging-db: reads are slow (ReadLatency above 10 ms for 5 minutes)",
        "aldeia-staging-db: writes are slow (WriteLatency above 10 ms for 5 minutes)",
        "aldeia-staging-redis-001: the node's CPU is busy (CPUUtilization above 45% for 5 minutes)",
        "aldeia-staging-redis-001: Redis itself is busy (EngineCPUUtilization above 70% for 5 minutes)",
        "aldeia-staging-redis-001: memory fills up (DatabaseMemoryUsagePercentage above 75% for 5 minutes)",
        (
            "aldeia-staging-redis-001: memory is nearly full: scale up the node type "
            "(DatabaseMemoryUsagePercentage above 85% for 5 minutes)"
        ),
        "aldeia-staging-redis-001: keys are evicted before their time (Evictions above 0 for 5 minutes)",
        "aldeia-staging-redis-001: more reads miss the cache than should (CacheHitRate below 90% for 5 minutes)",
        "aldeia-staging-redis-001: the node swaps (SwapUsage above 50 MB for 5 minutes)",
    ]
    assert PRODUCTION["aldeia-prod-db-read-latency-high"].written == "10 ms"


def test_a_single_minute_is_said_as_one() -> None:
    (first, *_) = alarms_of(a_manifest({"alarms.sustained_for": "1 min"}))
    assert first.description == "aldeia-test-db: CPU is busy (CPUUtilization above 75% for a minute)"
    assert first.evaluation_periods == 1


def test_every_node_has_every_alarm_of_the_cache() -> None:
    zones = {"cache.availability_zones": ["us-east-1a"] * 6}
    alarms = alarms_of(a_manifest({"cache.nodes": 6, **zones}))
    assert len(alarms) == len(DATABASE_ALARMS) + 6 * len(CACHE_ALARMS)
    assert [alarm.dimensions[0][1] for alarm in alarms[:: len(CACHE_ALARMS)]][-1] == "aldeia-test-redis-006"


def test_an_alarms_key_is_its_place_in_terraform() -> None:
    keys = [alarm.key for alarm in PRODUCTION.values()]
    assert len(set(keys)) == len(keys) == 20
    assert {
        "database_cpu_high",
        "database_write_latency_high",
        "cache_001_memory_critical",
        "cache_002_swap_high",
    } < set(keys)


@pytest.mark.parametrize(
    ("setting", "written", "name", "threshold"),
    [
        ("alarms.database.cpu_above", "60%", "aldeia-test-db-cpu-high", 60),
        ("alarms.database.freeable_memory_below", "1 GiB", "aldeia-test-db-memory-low", GIB),
        ("alarms.database.free_storage_below", "1.5 GiB", "aldeia-test-db-storage-low", 3 * GIB // 2),
        ("alarms.database.connections_above", 17, "aldeia-test-db-connections-high", 17),
        ("alarms.database.read_latency_above", "1500 ms", "aldeia-test-db-read-latency-high", 1.5),
        ("alarms.database.write_latency_above", "1 s", "aldeia-test-db-write-latency-high", 1),
        ("alarms.cache.cpu_above", "60%", "aldeia-test-redis-001-cpu-high", 60),
        ("alarms.cache.engine_cpu_above", "61%", "aldeia-test-redis-001-engine-cpu-high", 61),
        ("alarms.cache.memory_warning_above", "62%", "aldeia-test-redis-001-memory-warning", 62),
        ("alarms.cache.memory_critical_above", "63%", "aldeia-test-redis-001-memory-critical", 63),
        ("alarms.cache.evictions_above", 64, "aldeia-test-redis-001-evictions", 64),
        ("alarms.cache.hit_rate_below", "65%", "aldeia-test-redis-001-hit-rate-low", 65),
        ("alarms.cache.swap_above", "1 kB", "aldeia-test-redis-001-swap-high", 1024),
    ],
)
def test_each_threshold_comes_from_its_own_setting(
    setting: str, written: Any, name: str, threshold: float
) -> None:
    alarms = {alarm.name: alarm for alarm in alarms_of(a_manifest({setting: written}))}
    assert (alarms[name].threshold, alarms[name].written) == (threshold, str(written))
