"""What somebody types who has never seen the tool, and what they are told to write in its place."""

from __future__ import annotations

from typing import Any

import pytest

from aldeia.manifest.shape import manifest_of
from tests.examples import example_file, refusals

TYPED: tuple[tuple[str, Any, str], ...] = (
    ("database.instance_class", "t3.large", "db.t3.large"),
    ("cache.node_type", "t3.micro", "cache.t3.micro"),
    ("database.storage", 50, "50 GiB"),
    ("database.storage", "50 gb", "50 GB"),
    ("database.storage", "50 Gib", "50 GiB"),
    ("database.storage", "50 gigs", "50 GB"),
    ("database.throughput", "600 MB/s", "600 MB"),
    ("database.backup_window", "3:00-4:00", "03:00-04:00"),
    ("database.backup_window", "3am-4am", "03:00-04:00"),
    ("database.backup_window", "11pm - 1am", "23:00-01:00"),
    ("database.backup_window", "03:00-04:00 UTC", "03:00-04:00"),
    ("database.maintenance_window", "sunday 04:00-05:00", "Sun 04:00-05:00"),
    ("database.maintenance_window", "sun:04:00-sun:05:00", "Sun 04:00-05:00"),
    ("database.multi_az", "no", "false"),
    ("database.multi_az", "enabled", "true"),
    ("database.engine_version", "15.x", '"15"'),
    ("database.engine_version", "postgres15", '"15"'),
    ("database.engine_version", "PostgreSQL 15.15", "15.15"),
    ("database.backup_retention", 7, "7 days"),
    ("database.backup_retention", "1 week", "7 days"),
    ("database.backup_retention", "7d", "7 days"),
    ("database.enhanced_monitoring_interval", 60, "60 s"),
    ("database.name", "aldeia-testing", "aldeia_testing"),
    ("database.username", "Aldeia_Admin", "aldeia_admin"),
    ("database.log_exports", "postgresql, upgrade", "[postgresql, upgrade]"),
    ("database.log_exports.0", "postgres", "postgresql"),
    ("database.ca_certificate", "rds-ca-rsa2048", "rds-ca-rsa2048-g1"),
    ("cache.availability_zones", "us-east-1a", "[us-east-1a]"),
    ("cache.engine_version", "redis7.1", "7.1"),
    ("region", "us-east1", "us-east-1"),
    ("region", "US-EAST-1", "us-east-1"),
    ("stage", "Test", "test"),
    ("state.backend", "S3", "s3"),
    ("network.database_subnets.0.cidr", "10.9.20.1/24", "10.9.20.0/24"),
    ("network.database_subnets.0.cidr", "10.9.20.0", "10.9.20.0/24"),
    ("alarms.database.cpu_above", 75, "75%"),
    ("alarms.database.cpu_above", 0.75, "75%"),
    ("alarms.database.read_latency_above", 10, "10 ms"),
    ("alarms.database.read_latency_above", "10 msec", "10 ms"),
    ("alarms.subscriptions.0.protocol", "emial", "email"),
    ("recovery.database.rto", "1h", "1 hour"),
    ("recovery.database.rto", "90 minutes", "90 min"),
    ("recovery.cache_data", "rebuildble", "rebuildable"),
    ("database.parameters.work_mem", "8mb", "8MB"),
    ("database.parameters.log_statement", "DDL", "ddl"),
    ("cache.parameters.timeout", "5 mins", "5 min"),
)
NOT_GUESSED: tuple[tuple[str, Any], ...] = (
    ("recovery.database.rto", 4),
    ("database.storage", "large"),
    ("cache.nodes", "two"),
    ("database.multi_az", None),
    ("owner", ""),
    ("database.name", "AKIA" + "A" * 16 + "!"),
    ("database.name", "1" * 70),
)


@pytest.mark.parametrize(("setting", "typed", "instead"), TYPED)
def test_what_was_meant_is_said(setting: str, typed: Any, instead: str) -> None:
    assert any(said.endswith(f"; did you mean {instead}?") for said in refusals({setting: typed}))


@pytest.mark.parametrize(("setting", "typed", "instead"), TYPED)
def test_what_is_said_to_be_meant_is_taken(setting: str, typed: Any, instead: str) -> None:
    words: dict[str, Any] = {"true": True, "false": False}
    value = (
        instead.strip("[]").split(", ") if instead.startswith("[") else words.get(instead, instead.strip('"'))
    )

    assert manifest_of(example_file({setting: value})) is not None


@pytest.mark.parametrize(("setting", "typed"), NOT_GUESSED)
def test_what_could_be_anything_is_not_guessed(setting: str, typed: Any) -> None:
    said = refusals({setting: typed})

    assert said != []
    assert not any("did you mean" in sentence for sentence in said)
