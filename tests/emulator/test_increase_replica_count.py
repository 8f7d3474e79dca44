from __future__ import annotations

from typing import Any

from tests.emulator.examples import group_now, make_group


def test_a_replica_more_is_numbered_on(elasticache: Any) -> None:
    make_group(elasticache)

    elasticache.increase_replica_count(ReplicationGroupId="redis", NewReplicaCount=2, ApplyImmediately=True)

    group = group_now(elasticache)
    assert group["MemberClusters"] == ["redis-001", "redis-002", "redis-003"]
    added = group["NodeGroups"][0]["NodeGroupMembers"][2]
    assert added["CurrentRole"] == "replica"
    assert added["ReadEndpoint"]["Address"].startswith("redis-003.redis.")


def test_a_replica_fewer_is_the_highest(elasticache: Any) -> None:
    make_group(elasticache)

    elasticache.decrease_replica_count(ReplicationGroupId="redis", NewReplicaCount=0, ApplyImmediately=True)

    assert group_now(elasticache)["MemberClusters"] == ["redis-001"]
