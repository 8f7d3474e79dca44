"""IncreaseReplicaCount and DecreaseReplicaCount, which moto lacks: a group gets or loses replicas.

AWS names the next `<id>-003` and takes the highest away, never the primary. Could be offered to moto for groups
without cluster mode.
"""

from __future__ import annotations

from typing import Any

from moto.core.responses import ActionResult
from moto.elasticache.models import ReplicationGroup
from moto.elasticache.responses import ElastiCacheResponse

from tests.emulator.extension import adds


@adds(ElastiCacheResponse)
def increase_replica_count(self: ElastiCacheResponse) -> ActionResult:
    return _set_replica_count(self)


@adds(ElastiCacheResponse)
def decrease_replica_count(self: ElastiCacheResponse) -> ActionResult:
    return _set_replica_count(self)


def _set_replica_count(response: ElastiCacheResponse) -> ActionResult:
    backend = response.elasticache_backend
    [group] = backend.describe_replication_groups(response._get_param("ReplicationGroupId"))
    [node_group] = group.node_groups
    wanted = 1 + response._get_int_param("NewReplicaCount")
    members = node_group["node_group_members"][:wanted]
    members += [_replica(group, members, number) for number in range(len(members) + 1, wanted + 1)]
    node_group["node_group_members"] = members
    group.member_clusters = [member["cache_cluster_id"] for member in members]
    return ActionResult({"ReplicationGroup": group})


def _replica(group: ReplicationGroup, members: list[dict[str, Any]], number: int) -> dict[str, Any]:
    primary = members[0]
    name = f"{group.replication_group_id}-{number:0>3}"
    address = primary["read_endpoint"]["address"].replace(primary["cache_cluster_id"], name)
    return {
        **primary,
        "cache_cluster_id": name,
        "current_role": "replica",
        "preferred_availability_zone": members[-1]["preferred_availability_zone"],
        "read_endpoint": {"address": address, "port": group.port},
    }
