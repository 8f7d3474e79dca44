"""Every alarm of the specification and of AWS's recommended set, with its number, in CloudWatch's units."""

from __future__ import annotations

import re
from typing import Any

import pytest

from aldeia.alarms.alarm import Alarm
from aldeia.alarms.cache_rows import CACHE_ALARMS
from aldeia.alarms.database_rows import DATABASE_ALARMS, REPLICA_ALARMS
from aldeia.alarms.log_filters import log_filters_of
from aldeia.alarms.log_rows import LOG_ALARMS
from aldeia.alarms.table import alarms_of
from tests.examples import Changes, a_manifest, committed

PRODUCTION, STAGING = (
    {alarm.name: alarm for alarm in alarms_of(committed()[name])} for name in ("production", "staging")
)
MIB, GIB = 2**20, 2**30
MINUTES_5, MOSTLY, CREDITS = (60, 5, 5), (60, 12, 15), (300, 1, 1)
CRITICAL, WARNING = "critical", "warning"

# metric, statistic, direction, threshold in production and in staging, unit, severity, (period, M, N)
Expected = tuple[str, str, str, float, float, str, str, tuple[int, int, int]]
# The specification's "Key Metrics to Monitor" of RDS, and what AWS recommends beside it. Latency is in seconds.
DATABASE: dict[str, Expected] = {
    "cpu-high": ("CPUUtilization", "Average", "above", 75, 75, "Percent", CRITICAL, MINUTES_5),
    "memory-low": ("FreeableMemory", "Minimum", "below", 512 * MIB, 200 * MIB, "Bytes", CRITICAL, MINUTES_5),
    "storage-low": ("FreeStorageSpace", "Minimum", "below", 5 * GIB, 5 * GIB, "Bytes", CRITICAL, MINUTES_5),
    "connections-high": ("DatabaseConnections", "Maximum", "above", 180, 90, "Count", CRITICAL, MINUTES_5),
    "read-latency-high": ("ReadLatency", "p90", "above", 0.01, 0.01, "Seconds", WARNING, MINUTES_5),
    "write-latency-high": ("WriteLatency", "p90", "above", 0.01, 0.01, "Seconds", WARNING, MINUTES_5),
    # 3,000 of the volume against 4,000 of db.t3.large and 1,000 of db.t3.small.
    "read-iops-high": ("ReadIOPS", "Average", "above", 2400, 800, "Count/Second", WARNING, MOSTLY),
    "write-iops-high": ("WriteIOPS", "Average", "above", 2400, 800, "Count/Second", WARNING, MOSTLY),
    "disk-queue-high": ("DiskQueueDepth", "Average", "above", 30, 10, "Count", WARNING, MOSTLY),
    "swap-high": ("SwapUsage", "Maximum", "above", 819 * MIB, 204 * MIB, "Bytes", WARNING, MINUTES_5),
    "ebs-byte-balance-low": ("EBSByteBalance%", "Average", "below", 10, 10, "Percent", WARNING, CREDITS),
    "ebs-io-balance-low": ("EBSIOBalance%", "Average", "below", 10, 10, "Percent", WARNING, CREDITS),
    # Two vCPUs spend 120 in an hour; db.t3.large earns 36 meanwhile, db.t3.small 24.
    "cpu-credits-low": ("CPUCreditBalance", "Minimum", "below", 84, 96, "Count", WARNING, CREDITS),
    "surplus-credits-charged": (
        "CPUSurplusCreditsCharged", "Maximum", "above", 0, 0, "Count", WARNING, CREDITS,
    ),
    "load-high": ("DBLoad", "Average", "above", 2, 2, "Count", WARNING, MOSTLY),
    "transaction-ids-high": (
        "MaximumUsedTransactionIDs", "Maximum", "above", 10**9, 10**9, "Count", CRITICAL, MINUTES_5,
    ),
}  # fmt: skip
# Within five minutes of the exported log.
LOG: dict[str, Expected] = {
    "slow-statements": ("SlowStatements", "Sum", "above", 20, 20, "Count", WARNING, CREDITS),
    "errors": ("Errors", "Sum", "above", 20, 20, "Count", WARNING, CREDITS),
    "deadlocks": ("Deadlocks", "Sum", "above", 0, 0, "Count", WARNING, CREDITS),
    "failed-logins": ("FailedLogins", "Sum", "above", 10, 10, "Count", WARNING, CREDITS),
    "refused-connections": ("RefusedConnections", "Sum", "above", 0, 0, "Count", CRITICAL, CREDITS),
}
# The specification's 70% is that of EngineCPUUtilization: two vCPUs show one busy Redis as 50%, so CPUUtilization has
# the 45% of AWS (90 / vCPUs).
NODE: dict[str, Expected] = {
    "cpu-high": ("CPUUtilization", "Average", "above", 45, 45, "Percent", CRITICAL, MINUTES_5),
    "engine-cpu-high": ("EngineCPUUtilization", "Average", "above", 70, 70, "Percent", CRITICAL, MINUTES_5),
    "memory-warning": (
        "DatabaseMemoryUsagePercentage", "Average", "above", 75, 75, "Percent", WARNING, MINUTES_5,
    ),
    "memory-critical": (
        "DatabaseMemoryUsagePercentage", "Average", "above", 85, 85, "Percent", CRITICAL, MINUTES_5,
    ),
    "evictions": ("Evictions", "Sum", "above", 0, 0, "Count", WARNING, MINUTES_5),
    "hit-rate-low": ("CacheHitRate", "Average", "below", 90, 90, "Percent", WARNING, MINUTES_5),
    "swap-high": ("SwapUsage", "Maximum", "above", 50 * MIB, 50 * MIB, "Bytes", WARNING, MINUTES_5),
    "connections-high": ("CurrConnections", "Average", "above", 400, 200, "Count", WARNING, MINUTES_5),
    # 80% of a minute of 0.128 and of 0.064 Gbit/s.
    "network-in-high": ("NetworkBytesIn", "Average", "above", 732 * MIB, 366 * MIB, "Bytes", WARNING, MINUTES_5),
    "network-out-high": (
        "NetworkBytesOut", "Average", "above", 732 * MIB, 366 * MIB, "Bytes", WARNING, MINUTES_5,
    ),
    "cpu-credits-low": ("CPUCreditBalance", "Minimum", "below", 96, 108, "Count", WARNING, CREDITS),
    "replication-lag-high": ("ReplicationLag", "Average", "above", 30, 30, "Seconds", WARNING, MINUTES_5),
}  # fmt: skip
ONLY_WITH_INSIGHTS, ONLY_WITH_A_REPLICA = {"load-high"}, {"replication-lag-high"}


def given(alarm: Alarm) -> tuple[Any, ...]:
    samples = (alarm.period_seconds, alarm.datapoints_to_alarm, alarm.evaluation_periods)
    return (
        alarm.metric, alarm.statistic, alarm.direction, alarm.threshold, alarm.unit, alarm.severity, samples,
    )  # fmt: skip


def expected(thing: str, table: dict[str, Expected], column: int, without: set[str]) -> dict[str, Any]:
    return {
        f"{thing}-{symptom}": (*row[:3], row[column], *row[5:])
        for symptom, row in table.items()
        if symptom not in without
    }


def test_every_alarm_of_production_is_there_with_its_number() -> None:
    wanted = {
        **expected("aldeia-prod-db", DATABASE | LOG, 3, set()),
        **expected("aldeia-prod-redis-001", NODE, 3, set()),
        **expected("aldeia-prod-redis-002", NODE, 3, set()),
    }
    assert {name: given(alarm) for name, alarm in PRODUCTION.items()} == wanted
    assert list(PRODUCTION) == list(wanted)


def test_every_alarm_of_staging_is_there_with_its_number() -> None:
    wanted = {
        **expected("aldeia-staging-db", DATABASE | LOG, 4, ONLY_WITH_INSIGHTS),
        **expected("aldeia-staging-redis-001", NODE, 4, ONLY_WITH_A_REPLICA),
    }
    assert {name: given(alarm) for name, alarm in STAGING.items()} == wanted


def test_the_specified_512_mb_and_5_gb_and_50_mb_are_these_bytes() -> None:
    assert PRODUCTION["aldeia-prod-db-memory-low"].threshold == 536_870_912
    assert PRODUCTION["aldeia-prod-db-storage-low"].threshold == 5_368_709_120
    assert PRODUCTION["aldeia-prod-redis-001-swap-high"].threshold == 52_428_800


@pytest.mark.parametrize("alarms", [PRODUCTION, STAGING], ids=["production", "staging"])
def test_an_alarm_looks_at_its_own_instance_or_node(alarms: dict[str, Alarm]) -> None:
    for name, alarm in alarms.items():
        found = re.match(r"(aldeia-[a-z]+-(?:db|redis-\d{3}))-", name)
        assert found is not None
        namespace, dimension, store = (
            ("AWS/RDS", "DBInstanceIdentifier", "database")
            if "-db-" in name
            else ("AWS/ElastiCache", "CacheClusterId", "cache")
        )
        where: tuple[Any, ...] = (namespace, ((dimension, found[1]),), store)
        if alarm.symptom in LOG:
            where = (f"{found[1].removesuffix('-db')}/PostgreSQL", (), store)
        assert (alarm.namespace, alarm.dimensions, alarm.store) == where
        assert (alarm.thing, alarm.name) == (found[1], f"{found[1]}-{alarm.symptom}")


# --- what no data means -----------------------------------------------------------------------------------------

DOWN_WHEN_SILENT = {"cpu-high", "connections-high"}
FINE_WHEN_SILENT = {"surplus-credits-charged", "evictions", "hit-rate-low", "replication-lag-high", *LOG}


def test_in_production_a_store_that_says_nothing_is_down() -> None:
    for alarm in PRODUCTION.values():
        down = alarm.symptom == "cpu-high" or alarm.key == "database_connections_high"
        expected_ = (
            "breaching" if down else "notBreaching" if alarm.symptom in FINE_WHEN_SILENT else "missing"
        )
        assert (alarm.key, alarm.missing.treatment) == (alarm.key, expected_)
        assert len(alarm.missing.because.split()) > 4


def test_staging_may_be_stopped_in_silence() -> None:
    for alarm in STAGING.values():
        quiet = alarm.symptom == "cpu-high" or alarm.key == "database_connections_high"
        expected_ = "notBreaching" if quiet or alarm.symptom in FINE_WHEN_SILENT else "missing"
        assert (alarm.key, alarm.missing.treatment) == (alarm.key, expected_)
    assert (
        STAGING["aldeia-staging-db-cpu-high"].missing.because
        == "it may be stopped here, and sends nothing then"
    )


# --- words ------------------------------------------------------------------------------------------------------


def test_a_description_says_thing_symptom_metric_and_threshold_as_a_person_writes_it() -> None:
    said = {alarm.key: alarm.description for alarm in STAGING.values()}
    assert said["database_cpu_high"] == (
        "aldeia-staging-db: CPU is busy (CPUUtilization above 75% for 5 minutes)"
    )
    assert said["database_read_latency_high"] == (
        "aldeia-staging-db: reads are slow (ReadLatency above 10 ms for 5 minutes)"
    )
    assert said["database_read_iops_high"] == (
        "aldeia-staging-db: reads near what volume and class can do (ReadIOPS above 800 for 12 of 15 minutes)"
    )
    assert said["cache_001_memory_critical"] == (
        "aldeia-staging-redis-001: memory is nearly full: scale up the node type "
        "(DatabaseMemoryUsagePercentage above 85% for 5 minutes)"
    )
    assert said["cache_001_network_in_high"] == (
        "aldeia-staging-redis-001: the network brings near what the node takes "
        "(NetworkBytesIn above 366 MB for 5 minutes)"
    )


def test_a_single_minute_is_said_as_one() -> None:
    (first, *_) = alarms_of(a_manifest({"alarms.sustained_for": "1 min"}))
    assert first.description == "aldeia-test-db: CPU is busy (CPUUtilization above 75% for a minute)"
    assert (first.evaluation_periods, first.datapoints_to_alarm) == (1, 1)


def test_no_two_symptoms_of_a_table_are_the_same() -> None:
    for table in ((*DATABASE_ALARMS, *LOG_ALARMS), REPLICA_ALARMS, CACHE_ALARMS):
        symptoms = [row.symptom for row in table]
        assert len(set(symptoms)) == len(symptoms)


def test_an_alarms_key_is_its_place_in_terraform() -> None:
    keys = [alarm.key for alarm in PRODUCTION.values()]
    assert len(set(keys)) == len(keys) == 45
    assert {
        "database_cpu_high",
        "database_write_latency_high",
        "cache_001_memory_critical",
        "cache_002_swap_high",
    } < set(keys)


# --- where a metric is sent at all ------------------------------------------------------------------------------


def symptoms(changes: Changes) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for alarm in alarms_of(a_manifest(changes)):
        found.setdefault(alarm.thing, set()).add(alarm.symptom)
    return found


BURST = {"cpu-credits-low", "surplus-credits-charged", "ebs-byte-balance-low", "ebs-io-balance-low"}


@pytest.mark.parametrize(
    ("instance_class", "sent"),
    [
        ("db.t3.large", BURST),
        ("db.m7g.large", {"ebs-byte-balance-low", "ebs-io-balance-low"}),
        ("db.m7g.16xlarge", set()),
    ],
)
def test_a_class_has_only_the_balances_that_it_sends(instance_class: str, sent: set[str]) -> None:
    assert symptoms({"database.instance_class": instance_class})["aldeia-test-db"] & BURST == sent


def test_load_is_watched_where_performance_insights_measures_it() -> None:
    assert "load-high" in symptoms({"database.performance_insights": True})["aldeia-test-db"]
    assert "load-high" not in symptoms({"database.performance_insights": False})["aldeia-test-db"]


def test_the_log_is_watched_where_it_is_exported() -> None:
    logged = {**SLOW_IS_LOGGED, "database.log_exports": ["postgresql"]}
    assert symptoms(logged)["aldeia-test-db"] >= set(LOG)
    assert not symptoms({**logged, "database.log_exports": ["upgrade"]})["aldeia-test-db"] & set(LOG)


@pytest.mark.parametrize("duration", [None, "-1"])
def test_slow_statements_are_watched_where_they_are_logged(duration: str | None) -> None:
    parameters = {"max_connections": 200} | ({"log_min_duration_statement": duration} if duration else {})
    watched = symptoms({"database.parameters": parameters})["aldeia-test-db"]
    assert watched & set(LOG) == set(LOG) - {"slow-statements"}


def test_a_filter_counts_every_metric_that_is_watched_and_no_other() -> None:
    assert {one.metric for one in log_filters_of(committed()["production"])} == {
        row[0] for row in LOG.values()
    }
    assert log_filters_of(a_manifest({"database.log_exports": []})) == []
    filters = log_filters_of(a_manifest())
    assert [(one.key, one.name, one.metric) for one in filters[:4]] == [
        ("database_errors_1", "aldeia-test-db-errors-1", "Errors"),
        ("database_errors_2", "aldeia-test-db-errors-2", "Errors"),
        ("database_errors_3", "aldeia-test-db-errors-3", "Errors"),
        ("database_deadlocks_1", "aldeia-test-db-deadlocks-1", "Deadlocks"),
    ]
    assert {one.namespace for one in filters} == {"aldeia-test/PostgreSQL"}


def test_an_alarm_says_where_its_runbook_is() -> None:
    [alarm] = [one for one in alarms_of(a_manifest()) if one.key == "cache_001_evictions"]
    assert alarm.message == f"{alarm.description}. What to do: build/testing/runbooks/cache-evictions.md"
    published = a_manifest({"alarms.runbook_url": "https://runbooks.example/testing/"})
    [alarm] = [one for one in alarms_of(published) if one.key == "cache_001_evictions"]
    assert alarm.message.endswith(". What to do: https://runbooks.example/testing/#cache-evictions")


def test_no_message_is_longer_than_cloudwatch_takes() -> None:
    assert max(len(alarm.message) for alarm in (*PRODUCTION.values(), *STAGING.values())) < 1024


def test_a_node_has_credits_on_a_burstable_type_and_lag_with_a_replica() -> None:
    two = {"cache.nodes": 2, "cache.availability_zones": ["us-east-1a", "us-east-1b"]}
    single = symptoms({"cache.node_type": "cache.t4g.small"})["aldeia-test-redis-001"]
    pair = symptoms({"cache.node_type": "cache.m7g.large", **two})
    assert single & {"cpu-credits-low", "replication-lag-high"} == {"cpu-credits-low"}
    for node in ("aldeia-test-redis-001", "aldeia-test-redis-002"):
        assert pair[node] & {"cpu-credits-low", "replication-lag-high"} == {"replication-lag-high"}


def test_the_replicas_alarms_are_there_where_it_is_and_page_nobody() -> None:
    with_one = {"database.read_replica.enabled": True, "database.read_replica.instance_class": "db.t3.medium"}
    alarms = {
        alarm.key: alarm for alarm in alarms_of(a_manifest(with_one)) if alarm.store == "database_replica"
    }
    assert {key: (alarm.threshold, alarm.severity, alarm.thing) for key, alarm in alarms.items()} == {
        f"database_replica_{symptom}": (threshold, "warning", "aldeia-test-db-replica")
        for symptom, threshold in {
            "cpu_high": 90,
            "memory_low": 409 * MIB,
            "storage_low": 10 * GIB,
            "connections_high": 175,
            "cpu_credits_low": 96,
            "lag_high": 600,
        }.items()
    }
    assert not [alarm for alarm in alarms_of(a_manifest()) if alarm.store == "database_replica"]


def test_every_node_has_every_alarm_of_the_cache() -> None:
    alarms = alarms_of(a_manifest({"cache.nodes": 6, "cache.availability_zones": ["us-east-1a"] * 6}))
    nodes = [alarm.thing for alarm in alarms if alarm.store == "cache"]
    assert sorted(set(nodes)) == [f"aldeia-test-redis-{number:03d}" for number in range(1, 7)]
    assert {nodes.count(node) for node in nodes} == {len(CACHE_ALARMS)}


# --- where thresholds come from ---------------------------------------------------------------------------------

REPLICA = {"database.read_replica.enabled": True}
PAIR = {"cache.nodes": 2, "cache.availability_zones": ["us-east-1a", "us-east-1b"]}
INSIGHTS = {"database.performance_insights": True}
SLOW_IS_LOGGED = {"database.parameters.log_min_duration_statement": "1000 ms"}


@pytest.mark.parametrize(
    ("setting", "value", "keys", "threshold"),
    [
        ("database.cpu_above", "60%", ["database_cpu_high"], 60),
        ("database.freeable_memory_below", "1 GiB", ["database_memory_low"], GIB),
        ("database.free_storage_below", "1.5 GiB", ["database_storage_low"], 3 * GIB // 2),
        ("database.connections_above", 17, ["database_connections_high"], 17),
        ("database.read_latency_above", "150 ms", ["database_read_latency_high"], 0.15),
        ("database.write_latency_above", "900 ms", ["database_write_latency_high"], 0.9),
        ("database.read_iops_above", 18, ["database_read_iops_high"], 18),
        ("database.write_iops_above", 19, ["database_write_iops_high"], 19),
        ("database.disk_queue_above", 20, ["database_disk_queue_high"], 20),
        ("database.swap_above", "3 kB", ["database_swap_high"], 3072),
        (
            "database.ebs_balance_below",
            "21%",
            ["database_ebs_byte_balance_low", "database_ebs_io_balance_low"],
            21,
        ),
        ("database.cpu_credits_below", 22, ["database_cpu_credits_low"], 22),
        ("database.surplus_credits_above", 23, ["database_surplus_credits_charged"], 23),
        ("database.load_above", 24, ["database_load_high"], 24),
        ("database.transaction_ids_above", 25, ["database_transaction_ids_high"], 25),
        ("database_log.slow_statements_above", 31, ["database_slow_statements"], 31),
        ("database_log.errors_above", 32, ["database_errors"], 32),
        ("database_log.deadlocks_above", 33, ["database_deadlocks"], 33),
        ("database_log.failed_logins_above", 34, ["database_failed_logins"], 34),
        ("database_log.refused_connections_above", 35, ["database_refused_connections"], 35),
        ("read_replica.cpu_above", "61%", ["database_replica_cpu_high"], 61),
        ("read_replica.freeable_memory_below", "2 kB", ["database_replica_memory_low"], 2048),
        ("read_replica.free_storage_below", "4 kB", ["database_replica_storage_low"], 4096),
        ("read_replica.connections_above", 26, ["database_replica_connections_high"], 26),
        ("read_replica.cpu_credits_below", 27, ["database_replica_cpu_credits_low"], 27),
        ("read_replica.lag_above", "2 min", ["database_replica_lag_high"], 120),
        ("cache.cpu_above", "60%", ["cache_001_cpu_high", "cache_002_cpu_high"], 60),
        ("cache.engine_cpu_above", "61%", ["cache_001_engine_cpu_high", "cache_002_engine_cpu_high"], 61),
        (
            "cache.memory_warning_above",
            "62%",
            ["cache_001_memory_warning", "cache_002_memory_warning"],
            62,
        ),
        (
            "cache.memory_critical_above",
            "63%",
            ["cache_001_memory_critical", "cache_002_memory_critical"],
            63,
        ),
        ("cache.evictions_above", 64, ["cache_001_evictions", "cache_002_evictions"], 64),
        ("cache.hit_rate_below", "65%", ["cache_001_hit_rate_low", "cache_002_hit_rate_low"], 65),
        ("cache.swap_above", "1 kB", ["cache_001_swap_high", "cache_002_swap_high"], 1024),
        ("cache.connections_above", 66, ["cache_001_connections_high", "cache_002_connections_high"], 66),
        ("cache.network_in_above", "5 kB", ["cache_001_network_in_high", "cache_002_network_in_high"], 5120),
        (
            "cache.network_out_above",
            "6 kB",
            ["cache_001_network_out_high", "cache_002_network_out_high"],
            6144,
        ),
        ("cache.cpu_credits_below", 67, ["cache_001_cpu_credits_low", "cache_002_cpu_credits_low"], 67),
        (
            "cache.replication_lag_above",
            "68 s",
            ["cache_001_replication_lag_high", "cache_002_replication_lag_high"],
            68,
        ),
    ],
)
def test_each_threshold_comes_from_its_own_setting(
    setting: str, value: Any, keys: list[str], threshold: float
) -> None:
    def thresholds(changes: Changes) -> dict[str, float]:
        manifest = a_manifest({**REPLICA, **PAIR, **INSIGHTS, **SLOW_IS_LOGGED, **changes})
        return {alarm.key: alarm.threshold for alarm in alarms_of(manifest)}

    before, after = thresholds({}), thresholds({f"alarms.{setting}": value})
    assert {key: after[key] for key in after if after[key] != before[key]} == dict.fromkeys(keys, threshold)


def test_an_alarm_knows_the_setting_that_it_came_from_and_what_stands_there() -> None:
    fixed, worked = (
        PRODUCTION["aldeia-prod-db-memory-low"],
        PRODUCTION["aldeia-prod-redis-002-network-in-high"],
    )
    assert (fixed.path, fixed.setting, fixed.written, fixed.formula) == (
        ("alarms", "database", "freeable_memory_below"),
        "512 MB",
        "512 MB",
        "as the manifest has it",
    )
    assert (worked.path, worked.setting, worked.written, worked.formula) == (
        ("alarms", "cache", "network_in_above"),
        "auto",
        "732 MB",
        "80% of a minute of the 0.128 Gbit/s of cache.t3.small",
    )
