"""The rules of rules/thresholds.py: where each begins to refuse (EDGES, tried in test_rules.py)."""

from __future__ import annotations

import pytest

from aldeia.manifest.rules import thresholds as rules
from aldeia.manifest.rules.rule import Rule
from tests.examples import Edge, example, said_by

EDGES = (
    *(
        Edge(
            rules.a_percentage_can_be_passed_and_kept,
            {},
            {f"alarms.{name}": threshold},
            f"alarms.{name}: got {threshold}, expected 1% to 99%; it is passed always, or never",
        )
        for name, threshold in (
            ("database.cpu_above", "100%"),
            ("database.cpu_above", "0%"),
            ("cache.cpu_above", "0%"),
            ("cache.engine_cpu_above", "100%"),
            ("cache.memory_warning_above", "0%"),
            ("cache.memory_critical_above", "100%"),
            ("cache.hit_rate_below", "100%"),
            ("cache.hit_rate_below", "0%"),
            ("database.ebs_balance_below", "0%"),
            ("read_replica.cpu_above", "100%"),
        )
    ),
    Edge(
        # 15% of 8 GiB are 1228.8 MB.
        rules.the_memory_alarm_fits_the_class,
        {"alarms.database.freeable_memory_below": "1228 MB"},
        {"alarms.database.freeable_memory_below": "1229 MB"},
        "alarms.database.freeable_memory_below: got 1229 MB, expected at most 1228 MB, 15% of db.t3.large; "
        "or it is never silent",
    ),
    Edge(
        rules.the_storage_alarm_fits_the_volume,
        {"alarms.database.free_storage_below": "50 GB"},
        {"alarms.database.free_storage_below": "51 GB"},
        "alarms.database.free_storage_below: got 51 GB, expected at most half of storage (100 GiB); or it is never silent",
    ),
    Edge(
        rules.the_storage_alarm_waits_for_autoscaling,
        {"database.storage_ceiling": "500 GiB", "alarms.database.free_storage_below": "10 GB"},
        {"database.storage_ceiling": "500 GiB", "alarms.database.free_storage_below": "11 GB"},
        "alarms.database.free_storage_below: got 11 GB, expected at most a tenth of storage (100 GiB), where autoscaling "
        "acts",
    ),
    Edge(
        rules.the_connections_alarm_is_silent_while_pools_are_full,
        {"alarms.database.connections_above": 80},
        {"alarms.database.connections_above": 79},
        "alarms.database.connections_above: got 79, expected at least 80, 4 pools of 20",
    ),
    Edge(
        rules.the_cache_cpu_alarm_knows_that_redis_runs_on_one_processor,
        {"alarms.cache.cpu_above": "45%"},
        {"alarms.cache.cpu_above": "46%"},
        "alarms.cache.cpu_above: got 46%, expected at most 45%, as cache.t3.micro has 2 vCPUs; or it hardly ever fires",
    ),
    Edge(
        rules.evictions_are_an_alarm_only_where_they_are_not_normal,
        {"cache.parameters.maxmemory-policy": "allkeys-lru", "alarms.cache.evictions_above": 1},
        {"cache.parameters.maxmemory-policy": "allkeys-lru"},
        "alarms.cache.evictions_above: got 0 with allkeys-lru, expected what is too many in a minute; "
        "with this policy a full cache evicts all the time",
    ),
    Edge(
        rules.memory_and_storage_alarms_leave_time_to_act,
        {"alarms.database.freeable_memory_below": "50 MB"},
        {"alarms.database.freeable_memory_below": "49 MB"},
        "alarms.database.freeable_memory_below: got 49 MB, expected at least 50 MB; or it is too late",
    ),
    Edge(
        rules.memory_and_storage_alarms_leave_time_to_act,
        {"alarms.database.free_storage_below": "1 GB"},
        {"alarms.database.free_storage_below": "1023 MB"},
        "alarms.database.free_storage_below: got 1023 MB, expected at least 1 GB; or it is too late",
    ),
    *(
        Edge(
            # A quarter of the 512 MiB of cache.t3.micro.
            rules.the_swap_alarm_fits_the_node,
            {"alarms.cache.swap_above": accepted},
            {"alarms.cache.swap_above": refused},
            f"alarms.cache.swap_above: got {refused}, expected 1 MB to 128 MB, 25% of cache.t3.micro; "
            "50 MB is AWS's own figure",
        )
        for accepted, refused in (("1 MB", "1023 kB"), ("128 MB", "129 MB"))
    ),
    *(
        Edge(
            rules.a_threshold_is_more_than_nothing,
            {f"alarms.{name}": accepted},
            {f"alarms.{name}": refused},
            f"alarms.{name}: got {refused}, expected more than nothing, or auto; it is passed always, or never",
        )
        for name, accepted, refused in (
            ("cache.connections_above", 1, 0),
            ("database.cpu_credits_below", 1, 0),
            ("database.swap_above", "1 MB", "0 GB"),
            ("read_replica.free_storage_below", "1 GB", "0 MB"),
        )
    ),
    Edge(
        rules.a_threshold_is_more_than_nothing,
        {"alarms.database.surplus_credits_above": 0, "alarms.cache.evictions_above": 0},
        {"alarms.database.surplus_credits_above": 0, "alarms.database.load_above": 0},
        "alarms.database.load_above: got 0, expected more than nothing, or auto; it is passed always, or never",
    ),
)


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.id)
def test_what_is_left_to_us_is_never_a_fault(rule: Rule) -> None:
    """Every threshold on auto, on a class where the specification's figures would be faults."""
    alarms = example()["alarms"]
    changes = {
        f"alarms.{section}.{setting}": "auto"
        for section in ("database", "read_replica", "cache")
        for setting in alarms[section]
    }
    for small in ({}, {"database.instance_class": "db.t3.small", "cache.node_type": "cache.m7g.2xlarge"}):
        assert said_by(rule, {**changes, **small, "cache.parameters.maxmemory-policy": "allkeys-lru"}) == []
