"""Capacity: how much memory a class has, and how many connections a database on it takes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aldeia.catalog.instance_classes import DATABASE_CLASSES

if TYPE_CHECKING:
    from aldeia.manifest.database import Database

# PostgreSQL keeps 3 connections for superusers, RDS 2 more for itself.
RESERVED_CONNECTIONS = 5
# RDS's own max_connections: LEAST({DBInstanceClassMemory/9531392}, 5000).
RDS_BYTES_PER_CONNECTION = 9_531_392
RDS_MOST_CONNECTIONS = 5_000


def class_memory(instance_class: str) -> int:
    """Give a class's memory in bytes, and nothing for one that is not known."""
    known = DATABASE_CLASSES.get(instance_class)
    return known.memory_gib * 2**30 if known else 0


def rds_connections(memory: int) -> int:
    """Give the most connections that RDS makes of a class's memory in bytes."""
    return min(memory // RDS_BYTES_PER_CONNECTION, RDS_MOST_CONNECTIONS)


def connections(database: Database, memory: int) -> int:
    """Give the most connections; without the parameter, RDS's own."""
    written = database.parameters.get("max_connections")
    if written is None:
        return rds_connections(memory)
    return int(written.written) if re.fullmatch("[0-9]{1,9}", written.written) else 0
