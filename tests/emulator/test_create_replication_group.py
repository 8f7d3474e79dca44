from __future__ import annotations

from typing import Any

from tests.emulator.examples import make_group


def test_there_are_as_many_members_as_were_asked_for(elasticache: Any) -> None:
    group = make_group(elasticache)

    [nodes] = group["NodeGroups"]
    assert group["MemberClusters"] == ["redis-001", "redis-002"]
    assert [
        (node["CacheClusterId"], node["CurrentRole"], node["PreferredAvailabilityZone"])
        for node in nodes["NodeGroupMembers"]
    ] == [("redis-001", "primary", "us-east-1a"), ("redis-002", "replica", "us-east-1b")]


def test_there_is_an_endpoint_for_readers(elasticache: Any) -> None:
    [nodes] = make_group(elasticache)["NodeGroups"]

    assert nodes["ReaderEndpoint"]["Address"].startswith("replica.redis.")
    assert nodes["ReaderEndpoint"]["Port"] == 6379
