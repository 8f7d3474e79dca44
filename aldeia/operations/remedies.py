"""Remedies: the next size of what is too small, worked out from the catalogue so that a runbook can name it."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from aldeia.catalog.instance_classes import CACHE_NODE_TYPES, DATABASE_CLASSES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aldeia.manifest.environment import Manifest

# A family whose CPU is not lent, for a burstable class whose credits do not last: same memory, other letters.
STEADY_DATABASE_FAMILY = "m7g"
STEADY_CACHE_FAMILY = "m7g"
GROWTH_PERCENT = 150


@dataclass(frozen=True)
class Remedies:
    """What to take when what is there is too small."""

    larger_database_class: str
    """The next of the same family by memory; the largest is its own."""
    larger_replica_class: str
    larger_node_type: str
    steady_database_class: str
    """As much memory at least, without CPU credits."""
    steady_node_type: str
    larger_storage_gib: int
    larger_storage_ceiling_gib: int


def remedies_of(manifest: Manifest) -> Remedies:
    """Look up what is larger than what the manifest has."""
    database, cache = manifest.database, manifest.cache
    classes = {name: float(known.memory_gib) for name, known in DATABASE_CLASSES.items()}
    nodes = {name: float(known.maxmemory_bytes) for name, known in CACHE_NODE_TYPES.items()}
    storage = ceil(database.storage.gib * GROWTH_PERCENT / 100)
    ceiling = database.storage_ceiling.gib if database.storage_ceiling else 0
    return Remedies(
        larger_database_class=_larger(database.instance_class, classes),
        larger_replica_class=_larger(database.read_replica.instance_class, classes),
        larger_node_type=_larger(cache.node_type, nodes),
        steady_database_class=_steady(database.instance_class, classes, STEADY_DATABASE_FAMILY),
        steady_node_type=_steady(cache.node_type, nodes, STEADY_CACHE_FAMILY),
        larger_storage_gib=storage,
        larger_storage_ceiling_gib=ceil(max(storage, ceiling) * GROWTH_PERCENT / 100),
    )


def _larger(name: str, memory: dict[str, float]) -> str:
    """Give the next size of a family; the largest has none beyond it."""
    family = name.rpartition(".")[0]
    sizes = _by_memory((one for one in memory if one.rpartition(".")[0] == family), memory)
    return next((one for one in sizes if memory[one] > memory[name]), name)


def _steady(name: str, memory: dict[str, float], family: str) -> str:
    """Give the smallest of a family that has the memory; a name that is not lent its CPU stays."""
    prefix, own, _ = name.split(".")
    if not own.startswith("t"):
        return name
    sizes = _by_memory((one for one in memory if one.startswith(f"{prefix}.{family}.")), memory)
    return next(one for one in sizes if memory[one] >= memory[name])


def _by_memory(names: Iterable[str], memory: dict[str, float]) -> list[str]:
    return sorted(names, key=lambda name: (memory[name], name))
