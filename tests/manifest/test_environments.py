"""Both committed manifests, row by row: what the specification says, or what it has to say to be possible."""

from __future__ import annotations

from typing import Any

import pytest

from aldeia.catalog.instance_classes import CACHE_NODE_TYPES, DATABASE_CLASSES
from aldeia.manifest.environment import Manifest
from aldeia.manifest.section import Section
from aldeia.manifest.yaml_file import read
from tests.examples import ENVIRONMENTS, committed

MANIFESTS = committed()
GIB = 2**30

# The setting; staging's value; production's. As specified, except where a comment says otherwise.
ROWS: tuple[tuple[str, Any, Any], ...] = (
    ("project", "aldeia", "aldeia"),
    ("environment", "staging", "production"),
    ("stage", "staging", "prod"),
    ("region", "us-east-1", "us-east-1"),
    # network: 10.0.20.0/24 and its neighbours, in a VPC of the block around them
    ("network.vpc_cidr", "10.0.0.0/16", "10.1.0.0/16"),
    ("network.database_subnets.0.cidr", "10.0.20.0/24", "10.1.20.0/24"),
    ("network.database_subnets.0.availability_zone", "us-east-1a", "us-east-1a"),
    ("network.database_subnets.1.cidr", "10.0.21.0/24", "10.1.21.0/24"),
    ("network.database_subnets.1.availability_zone", "us-east-1b", "us-east-1b"),
    # database: 15.4 was withdrawn on 2024-12-09, AWS picks the minor version of 15
    ("database.engine_version", "15", "15"),
    ("database.auto_minor_version_upgrade", True, True),
    ("database.instance_class", "db.t3.small", "db.t3.large"),
    ("database.storage", "50 GiB", "100 GiB"),
    ("database.storage_ceiling", None, "500 GiB"),
    # 3,000 IOPS and 125 MB/s are what gp3 gives below 400 GiB, and AWS refuses them there when they are written
    ("database.iops", None, None),
    ("database.throughput", None, None),
    ("database.name", "aldeia_staging", "aldeia_production"),
    ("database.username", "aldeia_admin", "aldeia_admin"),
    ("database.port", 5432, 5432),
    ("database.multi_az", False, True),
    ("database.backup_retention", "7 days", "30 days"),
    ("database.backup_window", "03:00-04:00", "03:00-04:00"),
    ("database.maintenance_window", "Sun 04:00-05:00", "Sun 04:00-05:00"),
    ("database.deletion_protection", False, True),
    ("database.enhanced_monitoring_interval", "0 s", "60 s"),
    ("database.performance_insights", False, True),
    ("database.performance_insights_retention", "7 days", "7 days"),
    # a quarter and three quarters of the memory, as the words in brackets say; the formulas would ask for 16 TB
    ("database.parameters.shared_buffers", "25%", "25%"),
    ("database.parameters.effective_cache_size", "75%", "75%"),
    # staging has no parameters in the specification, and production's would not fit its 2 GiB
    ("database.parameters.max_connections", "100", "200"),
    ("database.parameters.work_mem", "4MB", "8MB"),
    ("database.parameters.maintenance_work_mem", "64MB", "256MB"),
    ("database.parameters.random_page_cost", "1.1", "1.1"),
    ("database.parameters.log_min_duration_statement", "1000 ms", "1000 ms"),
    ("database.parameters.log_connections", "on", "on"),
    ("database.parameters.log_disconnections", "on", "on"),
    ("database.parameters.log_lock_waits", "on", "on"),
    ("database.parameters.log_temp_files", "0", "0"),
    ("database.parameters.shared_preload_libraries", "pg_stat_statements", "pg_stat_statements"),
    ("database.pool.max", 20, 20),
    ("database.pool.min", 5, 5),
    ("database.pool.idle_timeout", "30 s", "30 s"),
    ("database.pool.connection_timeout", "10 s", "10 s"),
    # optional in the specification
    ("database.read_replica.enabled", False, False),
    ("database.read_replica.instance_class", "db.t3.medium", "db.t3.medium"),
    ("database.iam_authentication", False, False),
    # cache: upgrades of 7.0 by AWS itself would make Terraform replace it
    ("cache.engine_version", "7.0", "7.0"),
    ("cache.auto_minor_version_upgrade", False, False),
    ("cache.node_type", "cache.t3.micro", "cache.t3.small"),
    ("cache.nodes", 1, 2),
    ("cache.availability_zones", ("us-east-1a",), ("us-east-1a", "us-east-1b")),
    ("cache.multi_az", False, True),
    ("cache.automatic_failover", False, True),
    ("cache.port", 6379, 6379),
    ("cache.authentication", "token", "token"),
    ("cache.snapshot_retention", "7 days", "14 days"),
    ("cache.snapshot_window", "03:00-05:00", "03:00-05:00"),
    # production has no window in the specification: not with the database's
    ("cache.maintenance_window", "Sun 05:00-06:00", "Sun 06:00-07:00"),
    # alarms: 512 MB would always be low in staging, 70% of two vCPUs never high (45% and 70% of the engine are)
    ("alarms.sustained_for", "5 min", "5 min"),
    ("alarms.database.cpu_above", "75%", "75%"),
    ("alarms.database.freeable_memory_below", "200 MB", "512 MB"),
    ("alarms.database.free_storage_below", "5 GB", "5 GB"),
    ("alarms.database.connections_above", 90, 180),
    ("alarms.database.read_latency_above", "10 ms", "10 ms"),
    ("alarms.database.write_latency_above", "10 ms", "10 ms"),
    ("alarms.cache.cpu_above", "45%", "45%"),
    ("alarms.cache.engine_cpu_above", "70%", "70%"),
    ("alarms.cache.memory_warning_above", "75%", "75%"),
    ("alarms.cache.memory_critical_above", "85%", "85%"),
    ("alarms.cache.evictions_above", 0, 0),
    ("alarms.cache.hit_rate_below", "90%", "90%"),
    ("alarms.cache.swap_above", "50 MB", "50 MB"),
    # recovery: 5 minutes and an hour are production's; the cache has a snapshot a day
    ("recovery.database.rpo", "5 min", "5 min"),
    ("recovery.database.rto", "4 hours", "1 hour"),
    ("recovery.cache.rpo", "24 hours", "24 hours"),
    ("recovery.cache_data", "rebuildable", "rebuildable"),
    ("recovery.cross_region_backups.enabled", False, True),
    ("recovery.cross_region_backups.region", "us-west-2", "us-west-2"),
    ("recovery.may_be_destroyed", True, False),
    ("recovery.final_snapshot", False, True),
)


def said(manifest: Manifest, dotted: str) -> Any:
    value: Any = manifest
    for key in dotted.split("."):
        value = (
            value[key]
            if isinstance(value, dict)
            else value[int(key)]
            if key.isdigit()
            else getattr(value, key)
        )
    return value if isinstance(value, bool | int | tuple | None) else str(value)


@pytest.mark.parametrize(("setting", "staging", "production"), ROWS, ids=[row[0] for row in ROWS])
def test_a_row_of_the_specification(setting: str, staging: Any, production: Any) -> None:
    assert (said(MANIFESTS["staging"], setting), said(MANIFESTS["production"], setting)) == (
        staging,
        production,
    )


@pytest.mark.parametrize("environment", ["staging", "production"])
def test_the_uses_of_the_cache_are_those_of_the_specification(environment: str) -> None:
    patterns = MANIFESTS[environment].cache.key_patterns
    assert [(pattern.pattern, pattern.ttl and str(pattern.ttl), pattern.holds) for pattern in patterns] == [
        ("session:{sessionId}", "24 hours", "user session data, JWT tokens"),
        ("ratelimit:{ip}:{endpoint}", "15 min", "request counter"),
        ("cache:{resource}:{id}", "1 hour", "frequently read data (user profiles, documents)"),
        ("chat:{conversationId}", None, "message queue of a conversation (list)"),
    ]


def test_the_classes_have_what_the_specification_says() -> None:
    small, large = (
        DATABASE_CLASSES[MANIFESTS[name].database.instance_class] for name in ("staging", "production")
    )
    assert [(small.vcpus, small.memory_gib), (large.vcpus, large.memory_gib)] == [(2, 2), (2, 8)]
    nodes = [
        CACHE_NODE_TYPES[MANIFESTS[name].cache.node_type].maxmemory_bytes / GIB
        for name in ("staging", "production")
    ]
    assert [round(size, 2) for size in nodes] == [0.5, 1.37]


def test_production_keeps_its_state_where_the_token_in_it_is_encrypted() -> None:
    assert [said(MANIFESTS[name], "state.backend") for name in ("staging", "production")] == ["local", "s3"]


def keys_of(values: Any, path: str = "") -> list[str]:
    """Give every key in its order; what is inside a map of free names, and how many items a list has, may differ."""
    if isinstance(values, list):
        return [key for item in values[:1] for key in keys_of(item, f"{path}[]")]
    if not isinstance(values, dict) or path.endswith((".parameters", ".tags")):
        return []
    return [
        key for name, value in values.items() for key in (f"{path}.{name}", *keys_of(value, f"{path}.{name}"))
    ]


def test_both_have_the_same_keys_in_the_same_order() -> None:
    staging, production = (
        # What is waived is each environment's own.
        [key for key in keys_of(read(ENVIRONMENTS / f"{name}.yaml", name).values) if ".waivers[]." not in key]
        for name in ("staging", "production")
    )
    assert staging == production


def test_the_order_is_that_of_the_models() -> None:
    production = read(ENVIRONMENTS / "production.yaml", "production").values
    assert production is not None
    assert list(production) == list(Manifest.model_fields)
    for name, field in Manifest.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, Section):
            assert list(production[name]) == list(field.annotation.model_fields)


COMMITTED = ["production.yaml", "staging.yaml"]


def test_only_these_environments_are_committed() -> None:
    found = sorted(path.name for path in ENVIRONMENTS.glob("*.y*ml"))

    assert found == COMMITTED, "a new environment: add it to COMMITTED, here, and run make snapshots"
