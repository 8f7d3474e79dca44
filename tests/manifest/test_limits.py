"""Every setting that has a range, a list or a form: accepted at both ends, refused one step past each."""

from __future__ import annotations

import re
from typing import Any

import pytest

from aldeia.manifest.limits import Matching, OneOf, Within
from aldeia.manifest.shape import manifest_of
from tests.examples import example_file, without_places


def said_of(changes: dict[str, Any]) -> list[str]:
    file = example_file(changes)
    manifest_of(file)
    # What may have been meant is held in test_meant.py.
    return [re.sub("; did you mean .*", "", said) for said in without_places(file.problems, file)]


DAYS_OF_LOGS = "one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653 days"
DAYS_OF_INSIGHTS = (
    "one of 7, 31, 62, 93, 124, 155, 186, 217, 248, 279, 310, 341, 372, 403, 434, 465, 496, 527, 558, 589, 620, 651, 682, "
    "713, 731 days"
)

WITHIN: tuple[tuple[str, tuple[Any, ...], tuple[Any, ...], str], ...] = (
    ("encryption.key_rotation", ("90 days", "2560 days"), ("89 days", "2561 days"), "90 days to 2560 days, in whole days"),
    ("encryption.key_deletion_window", ("7 days", "30 days"), ("6 days", "31 days"), "7 days to 30 days, in whole days"),
    (
        "database.storage", ("20 GiB", "65536 GiB", "64 TiB"), ("19 GiB", "65537 GiB", "20.5 GiB"),
        "20 GiB to 65536 GiB, in whole GiB",
    ),
    (
        "database.storage_ceiling", ("20 GiB", "65536 GiB", None), ("19 GiB", "65537 GiB", "1000 MB"),
        "20 GiB to 65536 GiB, in whole GiB",
    ),
    ("database.throughput", ("500 MiB", "4000 MiB", None), ("499 MiB", "4001 MiB"), "500 MiB to 4000 MiB, in whole MiB"),
    ("database.backup_retention", ("1 day", "35 days", "24 hours"), ("0 days", "36 days", "25 hours"), "1 day to 35 days, in whole days"),
    ("database.enhanced_monitoring_interval", ("0 s", "60 s", "1 min"), ("2 s", "61 s"), "one of 0, 1, 5, 10, 15, 30, 60 s"),
    ("database.performance_insights_retention", ("7 days", "713 days", "731 days"), ("8 days", "744 days"), DAYS_OF_INSIGHTS),
    ("database.log_retention", ("1 day", "3653 days"), ("0 days", "2 days", "3654 days"), DAYS_OF_LOGS),
    ("cache.log_retention", ("1 day", "90 days"), ("2 days",), DAYS_OF_LOGS),
    ("network.flow_log_retention", ("1 day", "90 days"), ("91 days",), DAYS_OF_LOGS),
    ("database.pool.idle_timeout", ("1 s", "1 day"), ("0 s", "25 hours"), "1 s to 1 day, in whole ms"),
    ("database.pool.connection_timeout", ("100 ms", "60 s"), ("99 ms", "61 s"), "100 ms to 60 s, in whole ms"),
    ("cache.snapshot_retention", ("0 days", "35 days"), ("36 days",), "0 days to 35 days, in whole days"),
    ("cache.key_patterns.0.ttl", ("1 s", "3650 days", None), ("0 s", "3651 days", "1500 ms"), "1 s to 3650 days, in whole s"),
    ("alarms.sustained_for", ("1 min", "60 min"), ("59 s", "61 min", "90 s"), "1 min to 60 min, in whole min"),
    ("alarms.database.read_latency_above", ("1 ms", "999 ms"), ("0 ms", "1 s"), "1 ms to 999 ms, in whole ms, or auto"),
    ("alarms.database.write_latency_above", ("1 ms", "999 ms"), ("0 ms", "1 s"), "1 ms to 999 ms, in whole ms, or auto"),
    ("alarms.read_replica.lag_above", ("1 s", "1 hour"), ("0 s", "3601 s", "1 ms"), "1 s to 1 hour, in whole s, or auto"),
    ("alarms.cache.replication_lag_above", ("1 s", "1 hour"), ("0 s", "3601 s"), "1 s to 1 hour, in whole s, or auto"),
    ("recovery.secret_recovery_window", ("0 days", "30 days"), ("31 days", "1 hour"), "0 days to 30 days, in whole days"),
    ("recovery.cross_region_backups.retention", ("1 day", "35 days"), ("0 days", "36 days"), "1 day to 35 days, in whole days"),
)  # fmt: skip

NUMBERS: tuple[tuple[str, int, int | None], ...] = (
    ("database.iops", 1, None),
    ("database.password_version", 1, 1_000_000),
    ("database.port", 1150, 65_535),
    ("database.pool.max", 1, None),
    ("database.pool.min", 0, None),
    ("database.pool.processes", 1, None),
    ("cache.nodes", 1, 6),
    ("cache.port", 1150, 65_535),
    ("cache.token_version", 1, 1_000_000),
    ("alarms.database.connections_above", 0, None),
    ("alarms.cache.evictions_above", 0, None),
    ("recovery.final_snapshot_number", 1, 1_000_000),
)

FORMS: tuple[tuple[str, tuple[str, ...], tuple[Any, ...], str], ...] = (
    (
        "project", ("ab", "a" * 12, "a-b"), ("a", "a" * 13, "a-b-c-d-e-f-g", "1a", "a--b", "a-", "Aldeia"),
        "2 to 12 lower-case letters, digits and single -",
    ),
    (
        "environment", ("ab", "a" * 16, "production"), ("a", "a" * 17, "a--b", "-a"),
        "2 to 16 lower-case letters, digits and single -, and not bootstrap",
    ),
    ("stage", ("qa", "a" * 8), ("a", "a" * 9, "a-b-c-d-e"), "2 to 8 lower-case letters, digits and single -"),
    ("region", ("us-east-1", "us-gov-west-1"), ("us-east", "us-east-1a", "US-EAST-1"), "a region as us-east-1"),
    (
        "owner", ("a", "ab.c:/=+@-_ d", "a" * 128), ("a" * 129, "a*b"),
        "1 to 128 letters, digits, spaces and . : / = + @ - _",
    ),
    ("state.bucket", ("abc", "a" * 63), ("ab", "a" * 64, "-ab", "A-bucket"), "a bucket name of 3 to 63 characters"),
    ("state.key", ("a", "production/data-tier.tfstate"), ("/a", "a/", "a b"), "an object key as production/data-tier.tfstate"),
    (
        "state.kms_key_id",
        ("alias/a", "arn:aws:kms:us-east-1:111122223333:key/1234"),
        ("1234", "arn:aws:kms:us-east-1:123456789:key/1234"),
        "a key alias or ARN",
    ),
    (
        "network.vpc", ("create", "vpc-0a1b2c3d"), ("vpc-xyz", "sg-0a1b2c3d", "new"),
        "create, or the id of an existing VPC as vpc-0a1b2c3d",
    ),
    (
        "network.application_security_group", ("create", "sg-0a1b2c3d"), ("vpc-0a1b2c3d", "none"),
        "create, or the id of an existing security group as sg-0a1b2c3d",
    ),
    ("cache.availability_zones.0", ("us-east-1a",), ("us-east-1", "1a"), "an availability zone as us-east-1a"),
    (
        "database.engine_version", ("15", "15.15", "15.4"), ("15.4.1", "15.x", "15.015", "v15", "015"),
        'a major version as "15", or a minor one as "15.15"',
    ),
    ("database.instance_class", ("db.t3.large",), ("t3.large", "db.t3", "cache.t3.micro"), "an instance class as db.t3.large"),
    ("cache.node_type", ("cache.t3.small",), ("db.t3.small", "t3.small"), "a node type as cache.t3.small"),
    (
        "database.name", ("a", "Aldeia_1", "a" * 63), ("a" * 64, "1a", "a-b", "_a"),
        "1 to 63 letters, digits and _, a letter first",
    ),
    (
        "database.username", ("aldeia_admin", "administrator", "a" * 63),
        ("admin", "user", "postgres", "master", "rdsadmin", "rds_superuser", "pg_read", "Aldeia", "a-b", "a" * 64),
        ("1 to 63 lower-case letters, digits and _, a letter first, and none of RDS's own "
        "(admin, master, postgres, user, pg_..., rds...)"),
    ),
    (
        "cache.key_patterns.0.pattern", ("session:{sessionId}", "ratelimit:{ip}:{endpoint}"), ("session", "session:id", "{a}"),
        "a pattern as session:{sessionId}",
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("setting", "accepted", "refused", "expected"), [*WITHIN, *FORMS], ids=lambda value: str(value)[:40]
)
def test_a_setting_is_accepted_to_its_ends_and_refused_past_them(
    setting: str, accepted: tuple[Any, ...], refused: tuple[Any, ...], expected: str
) -> None:
    named = setting.replace(".0", "[0]")
    shown = [value if len(value) <= 60 else f"{value[:60]}..." for value in refused]
    assert [said_of({setting: value}) for value in accepted] == [[] for _ in accepted]
    assert [said_of({setting: value}) for value in refused] == [
        [f"{named}: got {value}, expected {expected}"] for value in shown
    ]


@pytest.mark.parametrize(("setting", "low", "high"), NUMBERS)
def test_a_number_is_accepted_to_its_ends_and_refused_past_them(
    setting: str, low: int, high: int | None
) -> None:
    assert said_of({setting: low}) == []
    assert said_of({setting: low - 1}) == [f"{setting}: got {low - 1}, expected at least {low}"]
    assert said_of({setting: high or 10**6}) == []
    if high is not None:
        assert said_of({setting: high + 1}) == [f"{setting}: got {high + 1}, expected at most {high}"]


def test_a_list_that_says_each_item_once_refuses_one_that_is_there_twice() -> None:
    assert said_of({"database.log_exports": ["upgrade", "postgresql"]}) == []
    assert said_of({"database.log_exports": ["upgrade", "postgresql", "upgrade"]}) == [
        "database.log_exports: got a list of 3, expected each item once; take one out"
    ]


def _with_limits(model: Any, path: str = "") -> dict[str, Any]:
    """Give every setting whose annotation narrows it, by its path."""
    found: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        here = f"{path}{name}"
        if f"{field.metadata}{field.annotation}".count(
            "Within("
        ) + f"{field.metadata}{field.annotation}".count("OneOf("):
            found[here] = field
        inner = [
            part
            for part in (field.annotation, *getattr(field.annotation, "__args__", ()))
            if hasattr(part, "model_fields")
        ]
        for part in inner:
            found |= _with_limits(part, f"{here}.")
    return found


def test_every_range_and_list_of_the_models_is_in_the_table() -> None:
    from aldeia.manifest.environment import Manifest

    tabled = {setting.replace(".0", "") for setting, *_ in WITHIN}
    assert set(_with_limits(Manifest)) - tabled == set()


def test_a_limit_is_plain_data() -> None:
    assert Within("1 s", "2 s", whole="s") == Within("1 s", "2 s", whole="s")
    assert OneOf("s", (1, 2)) != OneOf("s", (1,))
    assert Matching("a", "an a").pattern == "a"
