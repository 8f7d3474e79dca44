"""Facts: what the templates need beyond the manifest, worked out here so that they only loop and choose."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from aldeia.catalog.gp3 import GP3_LARGE, GP3_SMALL, Performance, included
from aldeia.catalog.instance_classes import CACHE_NODE_TYPES, DATABASE_CLASSES, InstanceClass, NodeType
from aldeia.catalog.limits import GP3_SETTABLE_FROM_GIB
from aldeia.connections import VERIFIED_TLS
from aldeia.manifest.parameters import aws_value
from aldeia.manifest.values import Duration, ParameterValue, Size

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from aldeia.alarms.table import Alarm
    from aldeia.catalog.parameter import Parameter
    from aldeia.manifest.cache import Cache, KeyPattern
    from aldeia.manifest.database import Database
    from aldeia.manifest.environment import Manifest

# What ElastiCache takes for its parameters when nobody sets them: user guide, Redis node-type specific
# parameters; read 2026-11-22.
RESERVED_MEMORY_PERCENT = "25"


@dataclass(frozen=True)
class Volume:
    """What the database's storage does now, and once it has grown past gp3's step."""

    now: Performance
    step_gib: int
    grown: Performance | None
    """None when it never passes the step, or is there already."""


@dataclass(frozen=True)
class Setting:
    """One engine parameter."""

    name: str
    written: str
    """As the manifest has it."""
    aws: str
    """As AWS gets it, in its units."""
    static: bool
    """Whether a change waits for a restart."""


@dataclass(frozen=True)
class Key:
    """A use the application makes of the cache, and what its variables start with."""

    variable: str
    pattern: KeyPattern


@dataclass(frozen=True)
class Facts:
    """Plain values, ready to be written."""

    database_class: InstanceClass
    replica_class: InstanceClass
    volume: Volume
    node_type: NodeType
    reserved_memory_percent: int
    data_memory_bytes: int
    """What is left of a node's memory for keys."""
    eviction_policy: str
    database_settings: list[Setting]
    cache_settings: list[Setting]
    keys: list[Key]
    tls: dict[str, str]
    """What PostgreSQL clients are told of TLS, by libpq's names."""


def facts_of(manifest: Manifest) -> Facts:
    """Look up and work out what the templates show."""
    database, cache = manifest.database, manifest.cache
    node_type = CACHE_NODE_TYPES[cache.node_type]
    reserved = int(_parameter(cache, "reserved-memory-percent", RESERVED_MEMORY_PERCENT))
    return Facts(
        database_class=DATABASE_CLASSES[database.instance_class],
        replica_class=DATABASE_CLASSES[database.read_replica.instance_class],
        volume=_volume(database),
        node_type=node_type,
        reserved_memory_percent=reserved,
        data_memory_bytes=node_type.maxmemory_bytes * (100 - reserved) // 100,
        eviction_policy=cache.eviction_policy,
        database_settings=_settings(
            dict(database.parameters) | {"rds.force_ssl": ParameterValue("on")}, database.parameter_table
        ),
        cache_settings=_settings(cache.parameters, cache.parameter_table),
        keys=list(_keys(cache)),
        tls=dict(parse_qsl(VERIFIED_TLS)),
    )


def in_cloudwatch(alarm: Alarm) -> str:
    """Write an alarm's threshold as CloudWatch has it, with the unit that CloudWatch leaves out."""
    comparison = {"above": ">", "below": "<"}[alarm.direction]
    return f"{comparison} {alarm.threshold:,}{_unit(alarm.written)}"


def in_gib(amount: int) -> str:
    """Write bytes in GiB as AWS's tables do, with two decimals."""
    return f"{amount / 2**30:.2f}"


def _unit(written: str) -> str:
    if written.endswith("%"):
        return "%"
    if re.fullmatch(Size.PATTERN, written):
        return " bytes"
    return " s" if re.fullmatch(Duration.PATTERN, written) else ""


def _volume(database: Database) -> Volume:
    ceiling = database.storage_ceiling or database.storage
    free = included(database.storage.gib)
    now = Performance(
        database.iops or free.iops,
        database.throughput.mib if database.throughput else free.mib_per_second,
    )
    passes = free is GP3_SMALL and ceiling.gib >= GP3_SETTABLE_FROM_GIB
    return Volume(now, GP3_SETTABLE_FROM_GIB, GP3_LARGE if passes else None)


def _settings(written: Mapping[str, ParameterValue], table: Mapping[str, Parameter]) -> list[Setting]:
    return [
        Setting(name, value.written, aws_value(table[name], value.written), table[name].static)
        for name, value in sorted(written.items())
    ]


def _parameter(cache: Cache, name: str, default: str) -> str:
    value = cache.parameters.get(name)
    return aws_value(cache.parameter_table[name], value.written) if value else default


def _keys(cache: Cache) -> Iterator[Key]:
    """Name each pattern's variables after its first word; the second of a word gets a 2, so that none hides another."""
    seen: dict[str, int] = {}
    for pattern in cache.key_patterns:
        word = pattern.pattern.split(":")[0].upper()
        seen[word] = seen.get(word, 0) + 1
        yield Key(f"REDIS_KEY_{word}" if seen[word] == 1 else f"REDIS_KEY_{word}_{seen[word]}", pattern)
