"""What most tests here make first."""

from __future__ import annotations

from typing import Any

INSTANCE = {
    "DBInstanceIdentifier": "db", "DBInstanceClass": "db.t3.small", "Engine": "postgres", "EngineVersion": "15",
    "AllocatedStorage": 50, "StorageType": "gp3", "MasterUsername": "master", "MasterUserPassword": "not-a-secret",
}  # fmt: skip
GROUP = {
    "ReplicationGroupId": "redis", "ReplicationGroupDescription": "a cache", "Engine": "redis", "EngineVersion": "7.0",
    "CacheNodeType": "cache.t3.small", "NumCacheClusters": 2, "PreferredCacheClusterAZs": ["us-east-1a", "us-east-1b"],
    "SecurityGroupIds": ["sg-1"], "PreferredMaintenanceWindow": "sun:06:00-sun:07:00",
}  # fmt: skip


def make_instance(rds: Any, **settings: Any) -> dict[str, Any]:
    """Make an instance, and give what CreateDBInstance answers."""
    made: dict[str, Any] = rds.create_db_instance(**INSTANCE | settings)["DBInstance"]
    return made


def instance_now(rds: Any, identifier: str = "db") -> dict[str, Any]:
    """Give an instance as DescribeDBInstances has it."""
    [instance] = rds.describe_db_instances(DBInstanceIdentifier=identifier)["DBInstances"]
    found: dict[str, Any] = instance
    return found


def make_group(elasticache: Any, **settings: Any) -> dict[str, Any]:
    """Make a replication group, and give what CreateReplicationGroup answers."""
    made: dict[str, Any] = elasticache.create_replication_group(**GROUP | settings)["ReplicationGroup"]
    return made


def group_now(elasticache: Any) -> dict[str, Any]:
    """Give the replication group as DescribeReplicationGroups has it."""
    [group] = elasticache.describe_replication_groups(ReplicationGroupId="redis")["ReplicationGroups"]
    found: dict[str, Any] = group
    return found


def an_alarm(name: str) -> dict[str, Any]:
    """Give the arguments of an alarm on a metric that nobody sends."""
    return {
        "AlarmName": name, "Namespace": "AWS/RDS", "MetricName": "CPUUtilization", "Statistic": "Average", "Period": 60,
        "EvaluationPeriods": 1, "Threshold": 75.0, "ComparisonOperator": "GreaterThanThreshold",
    }  # fmt: skip


def make_users(elasticache: Any) -> None:
    """Make a user named default and one of the application's."""
    for user_id, name, kind in (("redis-default", "default", "no-password-required"), ("app", "app", "iam")):
        elasticache.create_user(
            UserId=user_id, UserName=name, Engine="redis", AccessString="on ~* +@all",
            AuthenticationMode={"Type": kind},
        )  # fmt: skip


def make_parameter_group(elasticache: Any) -> None:
    """Make a cache parameter group with two values."""
    elasticache.create_cache_parameter_group(
        CacheParameterGroupName="redis7-mine", CacheParameterGroupFamily="redis7", Description="mine"
    )
    elasticache.modify_cache_parameter_group(
        CacheParameterGroupName="redis7-mine",
        ParameterNameValues=[
            {"ParameterName": "timeout", "ParameterValue": "300"},
            {"ParameterName": "maxmemory-policy", "ParameterValue": "allkeys-lru"},
        ],
    )


def error_code(error: Any) -> str:
    """Give the code of botocore's ClientError."""
    code: str = error.value.response["Error"]["Code"]
    return code
