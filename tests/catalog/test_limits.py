"""The limits of the catalogue, against the API models of the services that set them."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pytest
from botocore.session import Session

from aldeia.catalog import limits
from aldeia.catalog.limits import STORAGE, Name, Range, Storage


def member(service: str, operation: str, name: str) -> Any:
    """Give one member of an operation's input, as the service's API model has it."""
    shape = Session().get_service_model(service).operation_model(operation).input_shape
    assert shape is not None
    return shape.members[name]


def text(service: str, operation: str, name: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", member(service, operation, name).documentation).split())


@pytest.mark.parametrize(
    ("name", "service", "operation", "setting"),
    [
        (limits.ALARM_NAME, "cloudwatch", "PutMetricAlarm", "AlarmName"),
        (limits.LOG_GROUP_NAME, "logs", "CreateLogGroup", "logGroupName"),
        (limits.SECRET_NAME, "secretsmanager", "CreateSecret", "Name"),
        (limits.KEY_ALIAS, "kms", "CreateAlias", "AliasName"),
        (limits.ROLE_NAME, "iam", "CreateRole", "RoleName"),
    ],
)
def test_a_name_is_as_long_as_its_api_model_says(
    name: Name, service: str, operation: str, setting: str
) -> None:
    assert member(service, operation, setting).metadata["max"] == name.longest


def test_counts_are_those_of_the_api_model() -> None:
    assert member("cloudwatch", "PutMetricAlarm", "AlarmActions").metadata["max"] == limits.ALARM_ACTIONS
    assert member("cloudwatch", "PutMetricAlarm", "Dimensions").metadata["max"] == limits.ALARM_DIMENSIONS
    longest = member("cloudwatch", "PutMetricAlarm", "AlarmDescription").metadata["max"]
    assert longest == limits.ALARM_DESCRIPTION_LONGEST
    rotation = member("kms", "EnableKeyRotation", "RotationPeriodInDays").metadata
    assert Range(rotation["min"], rotation["max"]) == limits.KEY_ROTATION_DAYS


@pytest.mark.parametrize(
    ("service", "operation", "setting", "words"),
    [
        ("rds", "CreateDBInstance", "DBInstanceIdentifier", f"1 to {limits.DATABASE_IDENTIFIER.longest} letters"),
        ("rds", "CreateDBInstance", "Port", "Valid Values: 1150-65535"),
        ("rds", "CreateDBInstance", "BackupRetentionPeriod", "a value from 0 to 35"),
        ("rds", "CreateDBInstance", "MonitoringInterval", " | ".join(map(str, limits.ENHANCED_MONITORING_SECONDS))),
        ("rds", "CreateDBInstance", "Iops", "between .5 and 50 of the storage amount"),
        ("rds", "CreateDBParameterGroup", "DBParameterGroupName", "1 to 255 letters, numbers, or hyphens"),
        ("rds", "CreateDBSubnetGroup", "DBSubnetGroupName", "no more than 255 letters"),
        ("rds", "CreateDBSnapshot", "DBSnapshotIdentifier", "from 1 to 255 letters"),
        ("elasticache", "CreateReplicationGroup", "ReplicationGroupId", "from 1 to 40 alphanumeric"),
        ("elasticache", "CreateReplicationGroup", "NumCacheClusters", "is 6 (1 primary plus 5 replicas)"),
        ("elasticache", "CreateReplicationGroup", "AuthToken", "at least 16 characters and no more than 128"),
        ("kms", "ScheduleKeyDeletion", "PendingWindowInDays", "between 7 and 30, inclusive"),
        ("secretsmanager", "DeleteSecret", "RecoveryWindowInDays", "from 7 to 30"),
        ("sns", "CreateTopic", "Name", "between 1 and 256 characters"),
        ("cloudwatch", "PutMetricAlarm", "Period", "10, 20, 30, and any multiple of 60"),
    ],
)  # fmt: skip
def test_the_api_model_says_so_in_words(service: str, operation: str, setting: str, words: str) -> None:
    assert words in text(service, operation, setting)


def test_days_that_logs_may_be_kept_are_those_of_the_api() -> None:
    listed = (
        text("logs", "PutRetentionPolicy", "retentionInDays").split("Possible values are: ")[1].split(". ")[0]
    )
    assert tuple(int(days) for days in re.findall(r"\d+", listed)) == limits.LOG_RETENTION_DAYS


def test_storage_sizes_are_those_of_the_api_for_postgresql() -> None:
    ours = (
        text("rds", "CreateDBInstance", "AllocatedStorage")
        .split("RDS for PostgreSQL")[1]
        .split("RDS for SQL Server")[0]
    )
    found = re.findall(r"\(([a-z0-9, ]+)\): Must be an integer from (\d+) to (\d+)", ours)

    assert {
        name: (int(low), int(high)) for names, low, high in found for name in names.split(", ")
    } == {name: (rows[0].gib.low, rows[-1].gib.high) for name, rows in STORAGE.items()}  # fmt: skip


def test_sizes_of_one_type_follow_on_each_other() -> None:
    for rows in STORAGE.values():
        for smaller, larger in pairwise(rows):
            assert smaller.gib.high + 1 == larger.gib.low


def storage_of(storage_type: str, gib: float) -> Storage | None:
    return next((row for row in STORAGE.get(storage_type, ()) if gib in row.gib), None)


@pytest.mark.parametrize(
    ("storage_type", "gib", "iops"),
    [
        ("gp3", 19, None),
        ("gp3", 399, None),
        ("gp3", 400, Range(12_000, 64_000)),
        ("gp3", 65_537, None),
        ("io1", 99, None),
        ("io1", 100, Range(1_000, 256_000)),
        ("gp4", 100, None),
    ],
)
def test_a_volume_s_iops_depend_on_its_type_and_size(storage_type: str, gib: int, iops: Range | None) -> None:
    row = storage_of(storage_type, gib)
    assert (row and row.iops) == iops


def test_a_small_gp3_is_there_but_has_nothing_to_set() -> None:
    row = storage_of("gp3", 399)
    assert row is not None
    assert (row.baseline_iops, row.baseline_mib_per_second) == (3_000, 125)


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        (limits.DATABASE_IDENTIFIER, ("a", "aldeia-prod-db", "a" * 63), ("", "a" * 64, "1a", "a--b", "a-", "A", "a_b")),
        (limits.DATABASE_NAME, ("aldeia_production", "A1"), ("1a", "a-b", "", "a" * 64)),
        (limits.DATABASE_SUBNET_GROUP_NAME, ("a b.c_d-e", "defaults"), ("default", "1a", "A")),
        (limits.DATABASE_PASSWORD, ("a" * 8, "~!#$%^&*"), ("a" * 7, "a" * 129, "aaaaaaa/", 'aaaaaaa"', "aaaaaaa@", "aaa aaaa")),
        (limits.REPLICATION_GROUP_ID, ("aldeia-prod-redis", "a" * 40), ("a" * 41, "a--b")),
        (limits.CACHE_AUTH_TOKEN, ("a" * 16, "!&#$^<>-aaaaaaaa"), ("a" * 15, "a" * 129, "a" * 15 + "%", "a" * 15 + "*")),
        (limits.SECRET_NAME, ("production/database/credentials", "a"), ("a b", "secret-abc123", "")),
        (limits.KEY_ALIAS, ("alias/aldeia-prod-data",), ("alias/aws/rds", "aldeia", "alias/")),
        (limits.TOPIC_NAME, ("aldeia-prod-alarms",), ("a b", "a" * 257)),
        (limits.ALARM_NAME, ("aldeia-prod: CPU > 75 %",), ("a\nb", "")),
    ],
)  # fmt: skip
def test_a_name_is_allowed_up_to_its_edge(name: Name, good: tuple[str, ...], bad: tuple[str, ...]) -> None:
    assert [each for each in good if not name.allows(each)] == []
    assert [each for each in bad if name.allows(each)] == []


def test_insights_are_kept_for_a_week_months_of_31_days_or_two_years() -> None:
    assert limits.INSIGHTS_RETENTION_DAYS[:3] == (7, 31, 62)
    assert limits.INSIGHTS_RETENTION_DAYS[-2:] == (713, 731)
    assert {93, 341, 589} < set(limits.INSIGHTS_RETENTION_DAYS)
    assert 94 not in limits.INSIGHTS_RETENTION_DAYS
