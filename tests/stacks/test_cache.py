"""The cache is what the specification asks for; staging's single node too has AUTH and TLS."""

from __future__ import annotations

from typing import Any

import pytest

from tests.stacks.documents import Document


def test_staging_is_a_replication_group_of_one(staging: Document) -> None:
    assert picked(
        staging, "replication_group_id", "node_type", "num_cache_clusters", "automatic_failover_enabled",
        "multi_az_enabled", "preferred_cache_cluster_azs", "snapshot_retention_limit", "maintenance_window",
    ) == {
        "replication_group_id": "aldeia-staging-redis",
        "node_type": "cache.t3.micro",
        "num_cache_clusters": 1,
        "automatic_failover_enabled": False,
        "multi_az_enabled": False,
        "preferred_cache_cluster_azs": ["us-east-1a"],
        "snapshot_retention_limit": 7,
        "maintenance_window": "sun:05:00-sun:06:00",
    }  # fmt: skip


def test_production_has_a_replica_in_another_zone_that_takes_over(production: Document) -> None:
    assert picked(
        production, "replication_group_id", "node_type", "num_cache_clusters", "automatic_failover_enabled",
        "multi_az_enabled", "preferred_cache_cluster_azs", "snapshot_retention_limit", "maintenance_window",
    ) == {
        "replication_group_id": "aldeia-prod-redis",
        "node_type": "cache.t3.small",
        "num_cache_clusters": 2,
        "automatic_failover_enabled": True,
        "multi_az_enabled": True,
        "preferred_cache_cluster_azs": ["us-east-1a", "us-east-1b"],
        "snapshot_retention_limit": 14,
        "maintenance_window": "sun:06:00-sun:07:00",
    }  # fmt: skip


def test_both_are_redis_7_that_stays_on_its_minor_version(environment: Document) -> None:
    assert picked(
        environment, "engine", "engine_version", "auto_minor_version_upgrade", "port", "snapshot_window"
    ) == {
        "engine": "redis",
        "engine_version": "7.0",
        "auto_minor_version_upgrade": "false",
        "port": 6379,
        "snapshot_window": "03:00-05:00",
    }


def test_clear_text_is_refused(environment: Document) -> None:
    assert picked(environment, "transit_encryption_enabled", "transit_encryption_mode") == {
        "transit_encryption_enabled": True,
        "transit_encryption_mode": "required",
    }


def test_a_new_token_is_taken_beside_the_old_one(environment: Document) -> None:
    assert (
        environment.one("aws_elasticache_replication_group.cache")["auth_token_update_strategy"] == "ROTATE"
    )


def test_staging_has_aws_own_parameter_group(staging: Document) -> None:
    assert picked(staging, "parameter_group_name") == {"parameter_group_name": "default.redis7"}
    assert staging.all("aws_elasticache_parameter_group") == {}


def test_production_has_the_parameters_of_the_specification(production: Document) -> None:
    group = production.one("aws_elasticache_parameter_group.cache")

    assert (group["name"], group["family"]) == ("aldeia-redis7-prod", "redis7")
    assert {parameter["name"]: parameter["value"] for parameter in group["parameter"]} == {
        "maxmemory-policy": "allkeys-lru",
        "timeout": "300",
        "tcp-keepalive": "300",
        "maxmemory-samples": "5",
        "notify-keyspace-events": "Ex",
    }


def test_the_cache_is_in_its_own_groups(environment: Document) -> None:
    assert picked(environment, "security_group_ids", "subnet_group_name") == {
        "security_group_ids": ["${aws_security_group.cache.id}"],
        "subnet_group_name": "${aws_elasticache_subnet_group.cache.name}",
    }


def test_production_uses_the_parameter_group_that_is_made_for_it(production: Document) -> None:
    assert picked(production, "parameter_group_name") == {
        "parameter_group_name": "${aws_elasticache_parameter_group.cache.name}"
    }


def test_what_users_typed_is_forgotten_after_a_month_in_production_and_two_weeks_in_staging(
    production: Document, staging: Document
) -> None:
    assert production.one("aws_cloudwatch_log_group.cache_slow_log")["retention_in_days"] == 30
    assert staging.one("aws_cloudwatch_log_group.cache_slow_log")["retention_in_days"] == 14


def test_the_engines_own_log_is_kept_for_a_year(environment: Document) -> None:
    assert environment.one("aws_cloudwatch_log_group.cache_engine_log")["retention_in_days"] == 365


def test_slow_and_engine_logs_are_kept_encrypted(environment: Document) -> None:
    logs = environment.one("aws_elasticache_replication_group.cache")["log_delivery_configuration"]
    identifier = environment.one("aws_elasticache_replication_group.cache")["replication_group_id"]

    assert {log["log_type"]: log["destination"] for log in logs} == {
        "engine-log": "${aws_cloudwatch_log_group.cache_engine_log.name}",
        "slow-log": "${aws_cloudwatch_log_group.cache_slow_log.name}",
    }
    assert (
        environment.one("aws_cloudwatch_log_group.cache_slow_log")["name"]
        == f"/aws/elasticache/{identifier}/slow-log"
    )


@pytest.mark.parametrize(("name", "stage"), [("staging", "staging"), ("production", "prod")])
def test_the_subnet_group_reuses_the_database_subnets(
    environments: dict[str, Document], name: str, stage: str
) -> None:
    assert environments[name].one("aws_elasticache_subnet_group.cache") == {
        "name": f"aldeia-{stage}-redis-subnet-group",
        "description": f"Subnet group for {name} cache",
        "subnet_ids": ["${aws_subnet.database_1a.id}", "${aws_subnet.database_1b.id}"],
    }


def test_production_is_not_replaced_and_leaves_a_snapshot(production: Document, staging: Document) -> None:
    assert picked(production, "lifecycle", "final_snapshot_identifier") == {
        "lifecycle": {"prevent_destroy": True},
        "final_snapshot_identifier": "aldeia-prod-redis-final-1",
    }
    assert "lifecycle" not in staging.one("aws_elasticache_replication_group.cache")
    assert "final_snapshot_identifier" not in staging.one("aws_elasticache_replication_group.cache")


def picked(document: Document, *attributes: str) -> dict[str, Any]:
    group = document.one("aws_elasticache_replication_group.cache")
    return {attribute: group[attribute] for attribute in attributes}
