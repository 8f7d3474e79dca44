"""DescribeCacheClusters: moto knows nothing of the clusters that are members of a replication group.

AWS answers each (`<group>-001`, ...) with the group's settings, among them the ones that DescribeReplicationGroups
leaves out: engine version, parameter group, security groups, subnet group, maintenance window. ElastiCache says a
patch version where two parts were asked for. Could be offered to moto as it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from moto.elasticache.models import ElastiCacheBackend, ReplicationGroup

from tests.emulator.extension import corrects

PATCHES = {"6.2": "6.2.6", "7.0": "7.0.7", "7.1": "7.1.0"}
SAME_AS_GROUP = (
    "engine", "cache_node_type", "replication_group_id", "port", "preferred_maintenance_window", "snapshot_window",
    "snapshot_retention_limit", "cache_subnet_group_name", "auto_minor_version_upgrade", "transit_encryption_enabled",
    "transit_encryption_mode", "at_rest_encryption_enabled", "auth_token_enabled", "auth_token_last_modified_date",
    "network_type", "ip_discovery", "log_delivery_configurations",
)  # fmt: skip


@corrects(ElastiCacheBackend)
def describe_cache_clusters(
    motos_own: Callable[..., list[Any]], self: ElastiCacheBackend, cache_cluster_id: str | None = None
) -> list[Any]:
    members = [member for group in self.replication_groups.values() for member in members_of(group)]
    if cache_cluster_id is None:
        return [*motos_own(self), *members]
    named = [member for member in members if member["cache_cluster_id"] == cache_cluster_id]
    return named or motos_own(self, cache_cluster_id)


def members_of(group: ReplicationGroup) -> Iterator[dict[str, Any]]:
    """Give the clusters of a group as DescribeCacheClusters has them."""
    for node_group in group.node_groups:
        for node in node_group["node_group_members"]:
            yield {name: getattr(group, name) for name in SAME_AS_GROUP} | _of_its_own(group, node)


def _of_its_own(group: ReplicationGroup, node: dict[str, Any]) -> dict[str, Any]:
    name = node["cache_cluster_id"]
    return {
        "cache_cluster_id": name,
        "arn": group.arn.replace(f":replicationgroup:{group.replication_group_id}", f":cluster:{name}"),
        "cache_cluster_status": "available",
        "cache_cluster_create_time": group.replication_group_create_time,
        "engine_version": PATCHES.get(group.engine_version or "", group.engine_version),
        "num_cache_nodes": 1,
        "cache_nodes": [_cache_node(group, node)],
        "preferred_availability_zone": node["preferred_availability_zone"],
        "security_groups": [
            {"security_group_id": group_id, "status": "active"} for group_id in group.security_group_ids or []
        ],
        "cache_parameter_group": {
            "cache_parameter_group_name": group.cache_parameter_group_name,
            "parameter_apply_status": "in-sync",
        },
        "notification_configuration": _notifications(group),
        "replication_group_log_delivery_enabled": bool(group.log_delivery_configurations),
    }


def _cache_node(group: ReplicationGroup, node: dict[str, Any]) -> dict[str, Any]:
    return {
        "cache_node_id": "0001",
        "cache_node_status": "available",
        "cache_node_create_time": group.replication_group_create_time,
        "endpoint": node.get("read_endpoint"),
        "parameter_group_status": "in-sync",
        "customer_availability_zone": node["preferred_availability_zone"],
    }


def _notifications(group: ReplicationGroup) -> dict[str, str] | None:
    topic = group.notification_topic_arn
    return {"topic_arn": topic, "topic_status": "active"} if topic else None
