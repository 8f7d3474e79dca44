"""What a stack has that is measured, what each of it emits, and the most that its metrics can be."""

from __future__ import annotations

from typing import Any

import pytest

from aldeia.alarms.proof.chain import walk
from aldeia.alarms.proof.composed import composite_steps
from aldeia.alarms.proof.things import GIB, Thing, things
from aldeia.alarms.proof.world import World
from aldeia.catalog.metrics import Need
from aldeia.generated.stack import Stack

DATABASE = {
    "identifier": "db", "instance_class": "db.t3.large", "storage_type": "gp3", "allocated_storage": 100,
    "max_allocated_storage": 500,
}  # fmt: skip
REPLICA = {
    "identifier": "copy", "instance_class": "db.t3.medium", "replicate_source_db": "${aws_db_instance.database.identifier}",
}  # fmt: skip
CACHE = {"replication_group_id": "redis", "node_type": "cache.m6g.large", "num_cache_clusters": 1}


def of(type_: str, **resources: Any) -> dict[str, Thing]:
    document = {"resource": {type_: resources}}
    return {thing.name: thing for thing in things(Stack(document)).values()}


@pytest.mark.parametrize(
    ("change", "has"),
    [
        ({}, {"credits", "ebs_burst"}),
        ({"instance_class": "db.m6g.16xlarge"}, set()),
        ({"instance_class": "db.m6gd.16xlarge"}, {"local_disk"}),
        ({"storage_type": "gp2"}, {"credits", "ebs_burst", "gp2"}),
        ({"performance_insights_enabled": True}, {"credits", "ebs_burst", "performance_insights"}),
    ],
)
def test_an_instance_emits_by_its_class_and_settings(change: dict[str, Any], has: set[Need]) -> None:
    assert of("aws_db_instance", database=DATABASE | change)["db"].has == frozenset(has)


@pytest.mark.parametrize("source", ["${aws_db_instance.database.identifier}", "db"])
def test_a_replica_lags_and_its_source_has_slots(source: str) -> None:
    found = of("aws_db_instance", database=DATABASE, replica=REPLICA | {"replicate_source_db": source})

    assert found["copy"].has == frozenset({"credits", "ebs_burst", "read_replica"})
    assert found["db"].has == frozenset({"credits", "ebs_burst", "replicated"})
    assert found["copy"].ceilings["storage"] == 500 * GIB


@pytest.mark.parametrize(
    ("change", "has"),
    [
        ({}, set()),
        ({"node_type": "cache.t3.small"}, {"credits"}),
        ({"num_cache_clusters": 2}, {"replicated"}),
        ({"data_tiering_enabled": True}, {"data_tiering"}),
        ({"user_group_ids": ["users"]}, {"iam"}),
    ],
)
def test_a_node_emits_by_its_type_and_group(change: dict[str, Any], has: set[Need]) -> None:
    assert of("aws_elasticache_replication_group", cache=CACHE | change)["redis-001"].has == frozenset(has)


def test_a_group_has_a_thing_for_itself_and_for_each_node() -> None:
    found = of("aws_elasticache_replication_group", cache=CACHE | {"num_cache_clusters": 3})

    assert {name: thing.dimension for name, thing in found.items()} == {
        "redis": "ReplicationGroupId",
        "redis-001": "CacheClusterId",
        "redis-002": "CacheClusterId",
        "redis-003": "CacheClusterId",
    }


def test_of_an_unknown_class_nothing_is_known() -> None:
    assert of("aws_db_instance", database=DATABASE | {"instance_class": "db.z9.large"})["db"].has is None
    assert (
        of("aws_elasticache_replication_group", cache=CACHE | {"node_type": "cache.z9"})["redis"].has is None
    )


def test_the_most_that_a_databases_metrics_can_be() -> None:
    group = {"parameter": [{"name": "max_connections", "value": "200"}]}
    document = {
        "resource": {
            "aws_db_instance": {
                "database": DATABASE | {"parameter_group_name": "${aws_db_parameter_group.database.name}"}
            },
            "aws_db_parameter_group": {"database": group},
        }
    }
    [thing] = things(Stack(document)).values()

    assert thing.ceilings == {
        "connections": 200, "credits": 864, "iops": 15_700, "memory": 8 * GIB, "network": 625_000_000, "sessions": 200,
        "storage": 500 * GIB, "throughput": 347_500_000,
    }  # fmt: skip


def test_without_a_parameter_the_connections_are_rdss_own_formula() -> None:
    assert of("aws_db_instance", database=DATABASE)["db"].ceilings["connections"] == pytest.approx(
        901.2, abs=0.1
    )
    huge = DATABASE | {"instance_class": "db.r6g.16xlarge"}
    assert of("aws_db_instance", database=huge)["db"].ceilings["connections"] == 5_000


def composite(rule: str, *names: str) -> tuple[str, str]:
    """Give the last link of a composite alarm among alarms of these names."""
    alarms = {name: {"alarm_name": name} for name in names}
    document = {
        "resource": {
            "aws_cloudwatch_metric_alarm": alarms,
            "aws_cloudwatch_composite_alarm": {"page": {"alarm_name": "page", "alarm_rule": rule}},
        }
    }
    world = World(Stack(document))
    page = world.stack.resources["aws_cloudwatch_composite_alarm.page"]
    links = walk("page", page.address, composite_steps(world, page)).links
    return links[0].step if links[0].broken else "", links[0].says


def test_a_page_asks_a_hundred_alarms_at_most() -> None:
    names = [f"a{number}" for number in range(101)]

    assert composite(" OR ".join(f"ALARM({name})" for name in names), *names) == (
        "rule",
        "it asks 101 alarms; CloudWatch takes 100",
    )
    assert composite(" OR ".join(f"ALARM({name})" for name in names[:100]), *names)[0] == ""


@pytest.mark.parametrize(
    ("rule", "broken"),
    [
        ("ALARM(a) OR ALARM(b)", ""),
        ("ALARM(a) AND ALARM(b)", ""),
        ("ALARM(a) AND NOT ALARM(b)", ""),
        ("ALARM(a) OR OK(b) OR NOT OK(b)", "rule"),
        ("FALSE AND ALARM(a) OR ALARM(b)", "rule"),
    ],
)
def test_a_page_that_an_alarm_cannot_change_is_told(rule: str, broken: str) -> None:
    assert composite(rule, "a", "b")[0] == broken


def test_a_rule_that_asks_no_alarm_is_told() -> None:
    assert composite("TRUE", "a") == (
        "rule",
        "it asks no alarm at all: there is none of this name in the stack",
    )
