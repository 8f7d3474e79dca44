"""What the specification's own `aws` commands make, word for word, and whether it can be adopted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.adoption.conftest import Ask
from tests.adoption.examples import INSTANCE, stack
from tests.adoption.test_outcome import import_ids, refusal

PRODUCTION = INSTANCE | {"DBInstanceIdentifier": "aldeia-prod-db", "DBName": "aldeia_production"}
WANTED = {
    "identifier": "aldeia-prod-db", "engine": "postgres", "db_name": "aldeia_production", "username": "aldeia_admin",
    "storage_encrypted": True,
}  # fmt: skip
TOPIC = "arn:aws:sns:us-east-1:123456789:aldeia-prod-alarms"


def to_point_in_time(rds: Any) -> None:
    rds.restore_db_instance_to_point_in_time(
        SourceDBInstanceIdentifier="aldeia-prod-db", TargetDBInstanceIdentifier="aldeia-prod-db-restored",
        RestoreTime=datetime(2025, 1, 9, 10, tzinfo=UTC),
    )  # fmt: skip


def from_snapshot(rds: Any) -> None:
    rds.create_db_snapshot(
        DBInstanceIdentifier="aldeia-prod-db", DBSnapshotIdentifier="aldeia-prod-snapshot-20250109"
    )
    rds.restore_db_instance_from_db_snapshot(
        DBInstanceIdentifier="aldeia-prod-db-restored", DBSnapshotIdentifier="aldeia-prod-snapshot-20250109"
    )


@pytest.mark.parametrize("restore", [to_point_in_time, from_snapshot])
def test_a_restored_database_takes_the_name_of_the_lost_one_and_is_adopted(
    restore: Callable[[Any], None], ask: Ask
) -> None:
    rds = ask("rds")
    rds.create_db_instance(**PRODUCTION)
    restore(rds)
    rds.delete_db_instance(DBInstanceIdentifier="aldeia-prod-db", SkipFinalSnapshot=True)
    made = stack(aws_db_instance__database=WANTED)

    assert refusal(made, aws_db_instance__database="aldeia-prod-db-restored") == (
        "aws_db_instance.database: aldeia-prod-db-restored would have to be called aldeia-prod-db; rename it with "
        "aws rds modify-db-instance --db-instance-identifier aldeia-prod-db-restored --new-db-instance-identifier "
        "aldeia-prod-db --apply-immediately --region us-east-1, then leave --name out"
    )
    rds.modify_db_instance(
        DBInstanceIdentifier="aldeia-prod-db-restored",
        NewDBInstanceIdentifier="aldeia-prod-db",
        ApplyImmediately=True,
    )
    assert import_ids(made) == {"aws_db_instance.database": "aldeia-prod-db"}


def test_the_alarm_on_the_databases_cpu_is_adopted(ask: Ask) -> None:
    ask("cloudwatch").put_metric_alarm(
        AlarmName="aldeia-prod-db-cpu-high", AlarmDescription="RDS CPU utilization high", MetricName="CPUUtilization",
        Namespace="AWS/RDS", Statistic="Average", Period=300, Threshold=75, ComparisonOperator="GreaterThanThreshold",
        EvaluationPeriods=2, Dimensions=[{"Name": "DBInstanceIdentifier", "Value": "aldeia-prod-db"}], AlarmActions=[TOPIC],
    )  # fmt: skip

    made = stack(aws_cloudwatch_metric_alarm__database_cpu_high={"alarm_name": "aldeia-prod-db-cpu-high"})

    assert import_ids(made) == {"aws_cloudwatch_metric_alarm.database_cpu_high": "aldeia-prod-db-cpu-high"}


def test_the_alarm_on_the_caches_memory_has_another_name_and_is_made_anew(ask: Ask) -> None:
    """Ours are by node and by threshold, as the specification's text has a warning and its command has none."""
    ask("cloudwatch").put_metric_alarm(
        AlarmName="aldeia-prod-redis-memory-high", AlarmDescription="Redis memory utilization high",
        MetricName="DatabaseMemoryUsagePercentage", Namespace="AWS/ElastiCache", Statistic="Average", Period=300, Threshold=85,
        ComparisonOperator="GreaterThanThreshold", EvaluationPeriods=2,
        Dimensions=[{"Name": "CacheClusterId", "Value": "aldeia-prod-redis-001"}], AlarmActions=[TOPIC],
    )  # fmt: skip
    ours = {"alarm_name": "aldeia-prod-redis-001-memory-critical"}
    made = stack(aws_cloudwatch_metric_alarm__cache_001_memory_critical=ours)

    assert import_ids(made) == {}
    assert refusal(
        made, aws_cloudwatch_metric_alarm__cache_001_memory_critical="aldeia-prod-redis-memory-high"
    ) == (
        "aws_cloudwatch_metric_alarm.cache_001_memory_critical: aldeia-prod-redis-memory-high would have to be called aldeia-prod-redis-001-memory-critical; "
        "AWS cannot rename it: make a copy that is called aldeia-prod-redis-001-memory-critical, then adopt that"
    )
