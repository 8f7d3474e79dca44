"""The rules of rules/cache.py: where each begins to refuse (EDGES, tried in test_rules.py), and what is told once."""

from __future__ import annotations

from typing import Any

from aldeia.manifest.rules import cache as rules
from tests.examples import Edge, refusals

TWO_NODES: dict[str, Any] = {
    "cache.nodes": 2,
    "cache.availability_zones": ["us-east-1a", "us-east-1b"],
    "cache.automatic_failover": True,
}

EDGES = (
    Edge(
        rules.cache_node_type_is_in_the_catalogue,
        {"cache.node_type": "cache.r6g.large"},
        {"cache.node_type": "cache.r6g.32xlarge"},
        "cache.node_type: got cache.r6g.32xlarge, expected a node type of the catalogue; "
        "did you mean cache.r6g.2xlarge? If not, add it in aldeia/catalog/instance_classes.py",
    ),
    Edge(
        rules.redis_failover_needs_a_replica,
        TWO_NODES,
        {"cache.automatic_failover": True},
        "cache.automatic_failover: got true with 1 node, expected 2 nodes or more; add a node or turn it off",
    ),
    Edge(
        rules.redis_multi_az_needs_failover,
        {**TWO_NODES, "cache.multi_az": True},
        {**TWO_NODES, "cache.multi_az": True, "cache.automatic_failover": False},
        "cache.multi_az: got true without automatic_failover, expected both or neither",
    ),
    Edge(
        rules.each_redis_node_has_a_zone,
        TWO_NODES,
        {**TWO_NODES, "cache.availability_zones": ["us-east-1a"]},
        "cache.availability_zones: got a list of 1, expected 2, one for each node",
    ),
    Edge(
        rules.each_redis_node_has_a_zone,
        TWO_NODES,
        {**TWO_NODES, "cache.nodes": 1},
        "cache.availability_zones: got a list of 2, expected 1, one for each node",
    ),
    Edge(
        rules.each_redis_node_has_a_zone,
        {**TWO_NODES, "cache.availability_zones": ["us-east-1a", "us-east-1a"]},
        {**TWO_NODES, "cache.availability_zones": ["us-east-1a", "us-east-1a"], "cache.multi_az": True},
        "cache.availability_zones: got us-east-1a for every node, expected two zones or more with multi_az",
    ),
    Edge(
        rules.each_redis_node_has_a_zone,
        TWO_NODES,
        {**TWO_NODES, "cache.availability_zones.1": "us-east-1c"},
        "cache.availability_zones[1]: got us-east-1c, expected a zone with a database subnet (us-east-1a, us-east-1b)",
    ),
    Edge(
        rules.redis_minor_version_does_not_drift,
        {"cache.engine_version": "7.1", "cache.auto_minor_version_upgrade": True},
        {"cache.engine_version": "7.0", "cache.auto_minor_version_upgrade": True},
        "cache.auto_minor_version_upgrade: got true with 7.0, expected false, as the plan after AWS's upgrade would "
        'replace the cache; or set engine_version to "7.1", the last of Redis on ElastiCache',
    ),
    Edge(
        rules.iam_needs_redis_7,
        {"cache.authentication": "iam", "cache.engine_version": "7.0"},
        {"cache.authentication": "iam", "cache.engine_version": "6.2"},
        "cache.authentication: got iam with 6.2, expected token, IAM authentication came with 7.0; or take 7.0",
    ),
    Edge(
        rules.redis_parameters_are_what_elasticache_takes,
        {"cache.parameters.maxmemory-samples": 1},
        {"cache.parameters.maxmemory-samples": 0},
        "cache.parameters.maxmemory-samples: got 0, expected a whole number, at least 1",
    ),
    Edge(
        rules.redis_parameters_are_what_elasticache_takes,
        {"cache.parameters.timeout": "20 s"},
        {"cache.parameters.timeout": "19 s"},
        "cache.parameters.timeout: got 19 s, expected 0, or 20 s and more",
    ),
    Edge(
        rules.redis_parameters_are_what_elasticache_takes,
        {"cache.parameters.timeout": 0},
        {"cache.parameters.timeout": "1 s"},
        "cache.parameters.timeout: got 1 s, expected 0, or 20 s and more",
    ),
    Edge(
        rules.redis_leaves_elasticache_its_port,
        {"cache.port": 8004},
        {"cache.port": 8005},
        "cache.port: got 8005, expected another, ElastiCache keeps this one for itself",
    ),
    Edge(
        rules.redis_leaves_elasticache_its_port,
        {"cache.port": 8006},
        {"cache.port": 8005},
        "cache.port: got 8005, expected another, ElastiCache keeps this one for itself",
    ),
    Edge(
        rules.the_node_type_runs_the_version,
        {"cache.node_type": "cache.m7g.large", "cache.engine_version": "6.2"},
        {"cache.node_type": "cache.m8g.large"},
        "cache.engine_version: got 7.0 on cache.m8g.large, expected another node type, this one runs Valkey alone",
    ),
    Edge(
        rules.durable_data_is_not_evicted,
        {"recovery.cache_data": "durable", "cache.parameters.maxmemory-policy": "noeviction"},
        {"recovery.cache_data": "durable"},
        "recovery.cache_data: got durable with volatile-lru, expected noeviction as the cache's maxmemory-policy; "
        "or set cache_data to rebuildable",
    ),
    Edge(
        rules.keys_that_never_end_are_not_evicted,
        {"cache.parameters.maxmemory-policy": "volatile-ttl", "cache.key_patterns.0.ttl": None},
        {"cache.parameters.maxmemory-policy": "allkeys-lru", "cache.key_patterns.0.ttl": None},
        "cache.key_patterns[0].ttl: got null with allkeys-lru, expected a TTL, or a volatile policy; "
        "a full cache drops these keys as any other",
    ),
    Edge(
        rules.the_node_type_keeps_everything_in_memory,
        {"cache.node_type": "cache.r6g.xlarge", "alarms.cache.cpu_above": "22%"},
        {"cache.node_type": "cache.r6gd.xlarge", "alarms.cache.cpu_above": "22%"},
        "cache.node_type: got cache.r6gd.xlarge, expected a node type without data tiering; take cache.r6g.xlarge",
    ),
    Edge(
        rules.a_key_pattern_is_said_once,
        {"cache.key_patterns.1": {"pattern": "chat:{id}", "ttl": "1 hour", "holds": "messages"}},
        {"cache.key_patterns.1": {"pattern": "session:{sessionId}", "ttl": "1 hour", "holds": "sessions"}},
        "cache.key_patterns[1].pattern: got session:{sessionId} twice, expected each pattern once",
    ),
)


def test_redis_6_takes_a_token() -> None:
    assert refusals({"cache.authentication": "token", "cache.engine_version": "6.2"}) == []


def test_a_wrong_timeout_is_told_beside_another_wrong_parameter() -> None:
    assert refusals({"cache.parameters.timeout": "5 s", "cache.parameters.maxmemory-policy": "LRU"}) == [
        (
            "cache.parameters.maxmemory-policy: got LRU, expected one of allkeys-lfu, allkeys-lru, allkeys-random, noeviction, "
            "volatile-lfu, volatile-lru, volatile-random, volatile-ttl"
        ),
        "cache.parameters.timeout: got 5 s, expected 0, or 20 s and more",
    ]


def test_a_single_node_may_not_span_zones_by_multi_az() -> None:
    assert refusals({"cache.multi_az": True, "cache.automatic_failover": True}) == [
        "cache.automatic_failover: got true with 1 node, expected 2 nodes or more; add a node or turn it off"
    ]
