"""Things: what alarms watch, with the facts that thresholds are worked out of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aldeia.catalog.gp3 import included
from aldeia.catalog.instance_classes import CACHE_NODE_TYPES, DATABASE_CLASSES, InstanceClass, NodeType
from aldeia.manifest.capacity import RESERVED_CONNECTIONS, class_memory, connections

if TYPE_CHECKING:
    from aldeia.manifest.environment import Manifest


@dataclass(frozen=True)
class Instance:
    """The database, or its read replica."""

    name: str
    class_name: str
    manifest: Manifest

    @property
    def kind(self) -> InstanceClass:
        """What its class has; KeyError for one that no rule let through."""
        return DATABASE_CLASSES[self.class_name]

    @property
    def memory_bytes(self) -> int:
        return class_memory(self.class_name)

    @property
    def usable_connections(self) -> int:
        """What `max_connections` leaves to the application."""
        most = connections(self.manifest.database, self.memory_bytes)
        return max(most - RESERVED_CONNECTIONS, 0)

    @property
    def volume_iops(self) -> int:
        """What the volume does, whatever the class lets through."""
        database = self.manifest.database
        return database.iops or included(database.storage.gib).iops

    @property
    def sustained_iops(self) -> int:
        """What volume and class do all day."""
        return min(self.volume_iops, self.kind.ebs_baseline_iops)

    @property
    def bursts_to_its_volume(self) -> bool:
        """Whether the class does more for half an hour than all day, and so has a balance."""
        kind = self.kind
        return (kind.ebs_burst_iops, kind.ebs_burst_mb_per_second) > (
            kind.ebs_baseline_iops,
            kind.ebs_baseline_mb_per_second,
        )


@dataclass(frozen=True)
class Node:
    """One member of the replication group."""

    name: str
    number: int
    manifest: Manifest

    @property
    def type_name(self) -> str:
        return self.manifest.cache.node_type

    @property
    def kind(self) -> NodeType:
        """What its type has; KeyError for one that no rule let through."""
        return CACHE_NODE_TYPES[self.type_name]
