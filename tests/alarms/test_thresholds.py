"""What `auto` becomes on each class, and the formula that says how."""

from __future__ import annotations

import pytest

from aldeia.alarms.table import alarms_of
from tests.examples import Changes, a_manifest

MIB, GIB = 2**20, 2**30
AUTO_DATABASE = dict.fromkeys(
    (
        "alarms.database.cpu_above", "alarms.database.freeable_memory_below", "alarms.database.free_storage_below",
        "alarms.database.connections_above", "alarms.database.read_latency_above",
        "alarms.database.write_latency_above",
    ),
    "auto",
)  # fmt: skip
AUTO_CACHE = dict.fromkeys(
    (
        "alarms.cache.cpu_above", "alarms.cache.engine_cpu_above", "alarms.cache.memory_warning_above",
        "alarms.cache.memory_critical_above", "alarms.cache.evictions_above", "alarms.cache.hit_rate_below",
        "alarms.cache.swap_above",
    ),
    "auto",
)  # fmt: skip
R6G, M7G = {"database.instance_class": "db.r6g.4xlarge"}, {"cache.node_type": "cache.m7g.xlarge"}
GROWS = {"database.storage_ceiling": "500 GiB"}
BY_RDS: Changes = {"database.parameters": {}}


@pytest.mark.parametrize(
    ("changes", "key", "threshold", "written", "formula"),
    [
        ({}, "database_cpu_high", 90, "90%", "as CloudWatch advises"),
        ({}, "database_memory_low", 819 * MIB, "819 MB", "10% of the 8 GiB of db.t3.large"),
        (R6G, "database_memory_low", 13107 * MIB, "13107 MB", "10% of the 128 GiB of db.r6g.4xlarge"),
        ({}, "database_storage_low", 10 * GIB, "10240 MB", "10% of 100 GiB"),
        (GROWS, "database_storage_low", 5 * GIB, "5120 MB", "5% of 100 GiB, as it grows at 10% until 500 GiB"),
        ({}, "database_connections_high", 175, "175", "90% of the 195 that max_connections leaves"),
        # 8 GiB / 9,531,392 bytes are 901 connections, as RDS makes them of the class.
        (BY_RDS, "database_connections_high", 806, "806", "90% of the 896 that max_connections leaves"),
        ({}, "database_read_latency_high", 0.02, "20 ms", "as CloudWatch advises"),
        ({}, "database_read_iops_high", 2400, "2,400", "80% of the 3,000 a second of the volume"),
        (
            {"database.instance_class": "db.t3.small"},
            "database_write_iops_high", 800, "800", "80% of the 1,000 a second of db.t3.small",
        ),
        (
            {"database.storage": "400 GiB", "database.iops": 16_000, **R6G},
            "database_read_iops_high", 12_800, "12,800", "80% of the 16,000 a second of the volume",
        ),
        ({}, "database_disk_queue_high", 30, "30", "3,000 a second, each waiting 10 ms"),
        ({}, "database_swap_high", 819 * MIB, "819 MB", "a tenth of the 8 GiB of db.t3.large, at most 1 GiB"),
        (R6G, "database_swap_high", GIB, "1024 MB", "a tenth of the 128 GiB of db.r6g.4xlarge, at most 1 GiB"),
        (
            {}, "database_cpu_credits_low", 84, "84",
            "an hour at full load: 2 vCPUs x 60 - 36 earned, db.t3.large",
        ),
        ({"database.performance_insights": True}, "database_load_high", 2, "2", "the vCPUs of db.t3.large"),
        ({}, "cache_001_cpu_high", 45, "45%", "90% / 2 vCPUs of cache.t3.micro"),
        (M7G, "cache_001_cpu_high", 22, "22%", "90% / 4 vCPUs of cache.m7g.xlarge"),
        ({}, "cache_001_memory_warning", 75, "75%", "as the specification has it"),
        ({}, "cache_001_memory_critical", 85, "85%", "as the specification has it"),
        ({}, "cache_001_evictions", 0, "0", "no key should go before its time with volatile-lru"),
        (
            {"cache.parameters.maxmemory-policy": "allkeys-lfu"},
            "cache_001_evictions", 1_000, "1,000", "a full cache evicts all the time with allkeys-lfu",
        ),
        ({}, "cache_001_hit_rate_low", 80, "80%", "as ElastiCache advises"),
        ({}, "cache_001_swap_high", 50 * MIB, "50 MB", "as ElastiCache advises"),
        ({}, "cache_001_connections_high", 400, "400", "2 x 4 processes x 50"),
        # 0.064 Gbit/s are 480,000,000 bytes a minute.
        (
            {}, "cache_001_network_out_high", 366 * MIB, "366 MB",
            "80% of a minute of the 0.064 Gbit/s of cache.t3.micro",
        ),
        (
            {}, "cache_001_cpu_credits_low", 108, "108",
            "an hour at full load: 2 vCPUs x 60 - 12 earned, cache.t3.micro",
        ),
    ],
)  # fmt: skip
def test_auto_is_worked_out_of_what_is_there(
    changes: Changes, key: str, threshold: float, written: str, formula: str
) -> None:
    alarms = alarms_of(a_manifest({**AUTO_DATABASE, **AUTO_CACHE, **changes}))
    [alarm] = [alarm for alarm in alarms if alarm.key == key]
    assert (alarm.threshold, alarm.written, alarm.formula) == (threshold, written, formula)
    assert alarm.setting == "auto"


def test_each_formula_of_a_committed_environment_says_how_the_threshold_came_about() -> None:
    for alarm in alarms_of(a_manifest({**AUTO_DATABASE, **AUTO_CACHE})):
        assert alarm.formula != "as the manifest has it"
        assert len(alarm.formula.split()) > 2
