"""Things: what a stack has that CloudWatch measures, by the dimension that names it, and what each of it emits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from aldeia.catalog.instance_classes import CACHE_NODE_TYPES, DATABASE_CLASSES, InstanceClass, NodeType
from aldeia.catalog.metrics import Ceiling, Need
from aldeia.generated.resolved import resolved
from aldeia.generated.stack import Resource, Stack, blocks_of

GIB = 2**30
_GIGA = 10**9
_MEGA = 10**6
_MINUTE = 60
# RDS user guide, Quotas: max_connections by default, LEAST({DBInstanceClassMemory/9531392}, 5000).
_BYTES_A_CONNECTION = 9_531_392
_CONNECTIONS_AT_MOST = 5_000


@dataclass(frozen=True)
class Thing:
    """A database instance, a cache node, or a replication group as a whole."""

    dimension: str
    """The dimension that names it: DBInstanceIdentifier, CacheClusterId, ReplicationGroupId."""
    name: str
    address: str
    type: str
    """Its class or node type."""
    has: frozenset[Need] | None = field(hash=False)
    """What it has of what metrics need; None where its class is not in the catalogue."""
    ceilings: Mapping[Ceiling, float] = field(hash=False, default_factory=dict)


def things(stack: Stack) -> dict[tuple[str, str], Thing]:
    """Give everything that is measured, by dimension and its value."""
    found = [_database(resource) for resource in stack.of("aws_db_instance")]
    for group in stack.of("aws_elasticache_replication_group"):
        found += _cache(group)
    return {(thing.dimension, thing.name): thing for thing in found}


def _database(instance: Resource) -> Thing:
    name = resolved(str(instance.get("identifier")), instance.stack)
    class_ = str(instance.get("instance_class"))
    known = DATABASE_CLASSES.get(class_)
    return Thing(
        dimension="DBInstanceIdentifier",
        name=name,
        address=instance.address,
        type=class_,
        has=frozenset(_needs_of_database(instance, known)) if known else None,
        ceilings=_ceilings_of_database(instance, known) if known else {},
    )


def _needs_of_database(instance: Resource, class_: InstanceClass) -> Iterator[Need]:
    if class_.credits:
        yield "credits"
    if class_.local_storage_gb:
        yield "local_disk"
    if class_.ebs_burst_iops > class_.ebs_baseline_iops:
        yield "ebs_burst"
    if instance.get("storage_type") == "gp2":
        yield "gp2"
    if instance.is_true("performance_insights_enabled"):
        yield "performance_insights"
    if instance.get("replicate_source_db"):
        yield "read_replica"
    if any(_source(other) == instance for other in instance.stack.of("aws_db_instance")):
        yield "replicated"


def _source(instance: Resource) -> Resource | None:
    """Give what a read replica copies, by a reference or by the identifier."""
    referred = instance.one("replicate_source_db", "aws_db_instance")
    written = instance.get("replicate_source_db")
    if referred or not written:
        return referred
    return next(
        (one for one in instance.stack.of("aws_db_instance") if one.get("identifier") == written), None
    )


def _ceilings_of_database(instance: Resource, class_: InstanceClass) -> dict[Ceiling, float]:
    connections = _max_connections(instance, class_)
    storage = _source(instance) or instance
    gib = max(
        storage.count("allocated_storage"),
        storage.count("max_allocated_storage"),
        instance.count("max_allocated_storage"),
    )
    found: dict[Ceiling, float] = {
        "connections": connections,
        "iops": class_.ebs_burst_iops,
        "memory": class_.memory_gib * GIB,
        "network": class_.network_burst_gbit_per_second * _GIGA / 8,
        "sessions": connections,
        "storage": gib * GIB,
        "throughput": class_.ebs_burst_mb_per_second * _MEGA,
    }
    if class_.credits:
        found["credits"] = class_.credits.most
    if class_.local_storage_gb:
        found["local_disk"] = class_.local_storage_gb * _GIGA
    return found


def _max_connections(instance: Resource, class_: InstanceClass) -> float:
    group = instance.one("parameter_group_name", "aws_db_parameter_group")
    for parameter in blocks_of(group.get("parameter")) if group else ():
        if parameter.get("name") == "max_connections" and str(parameter.get("value")).isdigit():
            return float(parameter["value"])
    return min(class_.memory_gib * GIB / _BYTES_A_CONNECTION, _CONNECTIONS_AT_MOST)


def _cache(group: Resource) -> Iterator[Thing]:
    """Give the group and its nodes, which AWS numbers from 001."""
    name = resolved(str(group.get("replication_group_id")), group.stack)
    node_type = str(group.get("node_type"))
    known = CACHE_NODE_TYPES.get(node_type)
    shared: dict[str, Any] = {
        "address": group.address,
        "type": node_type,
        "has": frozenset(_needs_of_cache(group, known)) if known else None,
        "ceilings": _ceilings_of_cache(known) if known else {},
    }
    yield Thing("ReplicationGroupId", name, **shared)
    for number in range(1, int(group.count("num_cache_clusters")) + 1):
        yield Thing("CacheClusterId", f"{name}-{number:03d}", **shared)


def _needs_of_cache(group: Resource, node_type: NodeType) -> Iterator[Need]:
    if node_type.credits:
        yield "credits"
    if group.is_true("data_tiering_enabled"):
        yield "data_tiering"
    if group.get("user_group_ids"):
        yield "iam"
    if group.count("num_cache_clusters") > 1:
        yield "replicated"


def _ceilings_of_cache(node_type: NodeType) -> dict[Ceiling, float]:
    found: dict[Ceiling, float] = {
        "memory": node_type.maxmemory_bytes,
        # A count of bytes in each minute, where RDS gives bytes per second.
        "network": node_type.network_burst_gbit_per_second * _GIGA / 8 * _MINUTE,
    }
    if node_type.credits:
        found["credits"] = node_type.credits.most
    return found
