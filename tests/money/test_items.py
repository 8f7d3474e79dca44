"""What one resource costs in a month, line by line; what has no known price is said to be unknown, never free."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from aldeia.money.bill import dollars, total
from aldeia.money.items import FREE, PRICED_TYPES, Resource, items_of
from aldeia.review.tables import TABLES

DATABASE = {
    "engine": "postgres",
    "instance_class": "db.t3.large",
    "storage_type": "gp3",
    "allocated_storage": 100,
}
CACHE = {"engine": "redis", "node_type": "cache.t3.small", "num_cache_clusters": 2}
SOURCE = {"aldeia-prod-db": {"allocated_storage": 100, "engine": "postgres", "storage_type": "gp3"}}
REPLICA = {"instance_class": "db.t3.medium", "replicate_source_db": "aldeia-prod-db", "storage_type": "gp3"}
METRICS = [{"metric": [{"period": 60}]}, {"metric": [{"period": 60}]}, {"expression": "a/b", "metric": []}]


def lines(type_: str, values: dict[str, Any], region: str = "us-east-1") -> list[tuple[str, str]]:
    items = items_of(Resource(type_, region, values, SOURCE))
    return [(item.what, "not known" if item.usd is None else dollars(item.usd)) for item in items]


@pytest.mark.parametrize(
    ("type_", "values", "expected"),
    [
        ("aws_db_instance", DATABASE, [("db.t3.large", "$105.85"), ("100 GiB gp3", "$11.50")]),
        ("aws_db_instance", DATABASE | {"multi_az": True}, [("db.t3.large, Multi-AZ", "$211.70"), ("100 GiB gp3, Multi-AZ", "$23.00")]),
        ("aws_db_instance", REPLICA, [("db.t3.medium", "$52.56"), ("100 GiB gp3", "$11.50")]),
        ("aws_db_instance", DATABASE | {"iops": 3000, "storage_throughput": 125}, [("db.t3.large", "$105.85"), ("100 GiB gp3", "$11.50")]),
        (
            "aws_db_instance",
            DATABASE | {"allocated_storage": 400, "iops": 14_000, "multi_az": True},
            [("db.t3.large, Multi-AZ", "$211.70"), ("400 GiB gp3, Multi-AZ", "$92.00"), ("2,000 IOPS", "$80.00")],
        ),
        (
            "aws_db_instance",
            DATABASE | {"storage_throughput": 600, "database_insights_mode": "advanced", "performance_insights_retention_period": 465},
            [
                ("db.t3.large", "$105.85"), ("100 GiB gp3", "$11.50"), ("100 MiB/s above 500", "not known"),
                ("Performance Insights for longer than 7 days", "not known"), ("Database Insights, advanced", "not known"),
            ],
        ),
        ("aws_db_instance", DATABASE | {"storage_type": "io1", "iops": 1000}, [("db.t3.large", "$105.85"), ("100 GiB io1", "$12.50"), ("1,000 IOPS", "$100.00")]),
        ("aws_db_instance", DATABASE | {"engine": "mysql"}, [("db.t3.large", "not known"), ("100 GiB gp3", "$11.50")]),
        ("aws_db_instance", DATABASE | {"instance_class": "db.x9.huge"}, [("db.x9.huge", "not known"), ("100 GiB gp3", "$11.50")]),
        ("aws_db_instance", {"instance_class": "db.t3.large"}, [("db.t3.large", "not known"), ("unknown GiB None", "not known")]),
        ("aws_elasticache_replication_group", CACHE, [("2 x cache.t3.small", "$49.64")]),
        ("aws_elasticache_replication_group", CACHE | {"num_cache_clusters": None, "num_node_groups": 2, "replicas_per_node_group": 1}, [("4 x cache.t3.small", "$99.28")]),
        ("aws_elasticache_replication_group", CACHE | {"engine": "valkey"}, [("2 x cache.t3.small", "not known")]),
        ("aws_cloudwatch_metric_alarm", {"period": 60}, [("alarm", "$0.10")]),
        ("aws_cloudwatch_metric_alarm", {"period": 30}, [("alarm", "$0.30")]),
        ("aws_cloudwatch_metric_alarm", {"metric_query": METRICS}, [("alarm of 2 metrics", "$0.20")]),
        ("aws_cloudwatch_metric_alarm", {"threshold_metric_id": "band"}, [("anomaly detection", "not known")]),
        ("aws_cloudwatch_composite_alarm", {}, [("composite alarm", "$0.50")]),
        ("aws_cloudwatch_dashboard", {}, [("dashboard", "$3.00")]),
        ("aws_kms_key", {}, [("key", "$1.00")]),
        ("aws_secretsmanager_secret", {}, [("secret", "$0.40")]),
        ("aws_secretsmanager_secret", {"replica": [{}]}, [("secret and 1 copies", "$0.80")]),
        ("aws_vpc", {}, []),
        ("aws_nat_gateway", {}, [("aws_nat_gateway", "not known")]),
    ],
)  # fmt: skip
def test_each_line_has_its_price(type_: str, values: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert lines(type_, values) == expected


@pytest.mark.parametrize("region", ["eu-west-1", "us-west-2", ""])
def test_in_another_region_a_price_is_not_known_and_never_nothing(region: str) -> None:
    where = region or "an unknown region"
    assert lines("aws_db_instance", DATABASE, region) == [
        (f"db.t3.large in {where}", "not known"),
        (f"100 GiB gp3 in {where}", "not known"),
    ]
    assert lines("aws_cloudwatch_metric_alarm", {"period": 60}, region) == [
        (f"alarm in {where}", "not known")
    ]


def test_keys_and_secrets_cost_the_same_in_every_commercial_region() -> None:
    assert lines("aws_kms_key", {}, "us-west-2") == [("key", "$1.00")]
    assert lines("aws_secretsmanager_secret", {}, "eu-west-1") == [("secret", "$0.40")]
    assert lines("aws_kms_key", {}, "cn-north-1") == [("key in cn-north-1", "not known")]


@pytest.mark.parametrize("values", [{"metric_query": 7}, {"period": "a"}, {"metric_query": [{"metric": 1}]}])
def test_values_of_another_kind_make_a_price_unknown_and_stop_nothing(values: dict[str, Any]) -> None:
    assert lines("aws_cloudwatch_metric_alarm", values) == [("aws_cloudwatch_metric_alarm", "not known")]


def test_every_type_that_our_stacks_make_is_priced_or_free_and_none_is_both() -> None:
    assert set(TABLES) == FREE | PRICED_TYPES
    assert not FREE & PRICED_TYPES


def test_what_is_not_known_adds_nothing_to_a_sum() -> None:
    items = items_of(Resource("aws_db_instance", "us-east-1", DATABASE | {"engine": "mysql"}, {}))

    assert total(items) == Decimal("11.500")
