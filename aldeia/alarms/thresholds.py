"""Thresholds that are worked out: what `auto` becomes, from class, storage and parameters, each with its formula."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aldeia.alarms.row import Worked
from aldeia.manifest.values import Duration, Percent, Size

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from aldeia.alarms.row import Threshold
    from aldeia.catalog.database_families import Credits
    from aldeia.manifest.things import Instance, Node

# Below a tenth of the memory PostgreSQL's page cache is gone; RDS grows a volume when a tenth of it is left.
LEAST_FREE_PERCENT = 10
# RDS has to have had its chance: half of what it waits for.
LEAST_FREE_OF_A_GROWING_VOLUME_PERCENT = 5
BUSY_PERCENT = 80
CONNECTIONS_PERCENT = 90
MOST_SWAP_BYTES = 2**30
# Little's law: what waits is what comes in a second times how long it waits.
QUEUED_FOR_MILLISECONDS = 10
# CloudWatch's best practice alarms, and 90 divided by the vCPUs for Redis (ElastiCache, which metrics to monitor).
BUSY_CPU_PERCENT = 90
LOST_BY_REDIS_SECONDS = 30
CONNECTIONS_OF_A_PROCESS = 50
EVICTIONS_OF_A_FULL_CACHE = 1_000


def constant(written: str, formula: str, kind: type[Percent | Size | Duration]) -> Callable[[Any], Worked]:
    """Give a threshold that is the same on every class."""
    return lambda _: Worked(kind.parse(written), formula)


def count(number: int, formula: str) -> Callable[[Any], Worked]:
    """Give a count that is the same on every class."""
    return lambda _: Worked(number, formula)


# of an instance


def memory(on: Instance) -> Worked:
    return Worked(
        _size(on.memory_bytes * LEAST_FREE_PERCENT // 100),
        f"{LEAST_FREE_PERCENT}% of the {on.kind.memory_gib} GiB of {on.class_name}",
    )


def storage(on: Instance) -> Worked:
    database = on.manifest.database
    if database.storage_ceiling is None:
        return Worked(
            _size(database.storage.bytes * LEAST_FREE_PERCENT // 100),
            f"{LEAST_FREE_PERCENT}% of {database.storage}",
        )
    least = LEAST_FREE_OF_A_GROWING_VOLUME_PERCENT
    return Worked(
        _size(database.storage.bytes * least // 100),
        f"{least}% of {database.storage}, as it grows at 10% until {database.storage_ceiling}",
    )


def connections(on: Instance) -> Worked:
    usable = on.usable_connections
    return Worked(
        usable * CONNECTIONS_PERCENT // 100,
        f"{CONNECTIONS_PERCENT}% of the {usable:,} that max_connections leaves",
    )


def iops(on: Instance) -> Worked:
    least = on.sustained_iops
    whose = "the volume" if on.volume_iops <= least else on.class_name
    return Worked(least * BUSY_PERCENT // 100, f"{BUSY_PERCENT}% of the {least:,} a second of {whose}")


def disk_queue(on: Instance) -> Worked:
    most = on.sustained_iops
    return Worked(
        most * QUEUED_FOR_MILLISECONDS // 1_000,
        f"{most:,} a second, each waiting {QUEUED_FOR_MILLISECONDS} ms",
    )


def swap(on: Instance) -> Worked:
    return Worked(
        _size(min(on.memory_bytes // 10, MOST_SWAP_BYTES)),
        f"a tenth of the {on.kind.memory_gib} GiB of {on.class_name}, at most 1 GiB",
    )


def instance_credits(on: Instance) -> Worked:
    return _an_hour_of(on.kind.vcpus, on.kind.credits, on.class_name)


def load(on: Instance) -> Worked:
    return Worked(on.kind.vcpus, f"the vCPUs of {on.class_name}")


# of a node


def node_cpu(on: Node) -> Worked:
    percent = BUSY_CPU_PERCENT // on.kind.vcpus
    return Worked(
        Percent.parse(f"{percent}%"), f"{BUSY_CPU_PERCENT}% / {on.kind.vcpus} vCPUs of {on.type_name}"
    )


def evictions(on: Node) -> Worked:
    policy = on.manifest.cache.eviction_policy
    if policy.startswith("allkeys"):
        return Worked(EVICTIONS_OF_A_FULL_CACHE, f"a full cache evicts all the time with {policy}")
    return Worked(0, f"no key should go before its time with {policy}")


def clients(on: Node) -> Worked:
    processes = on.manifest.database.pool.processes
    return Worked(
        2 * processes * CONNECTIONS_OF_A_PROCESS,
        f"2 x {processes} processes x {CONNECTIONS_OF_A_PROCESS}",
    )


def network(on: Node) -> Worked:
    gbit = on.kind.network_baseline_gbit_per_second
    in_a_minute = int(gbit * 1e9 / 8 * 60)
    return Worked(
        _size(in_a_minute * BUSY_PERCENT // 100),
        f"{BUSY_PERCENT}% of a minute of the {gbit:g} Gbit/s of {on.type_name}",
    )


def node_credits(on: Node) -> Worked:
    return _an_hour_of(on.kind.vcpus, on.kind.credits, on.type_name)


def _an_hour_of(vcpus: int, credits_: Credits | None, name: str) -> Worked:
    """Give what an hour at full load spends beyond what it earns; one credit is a vCPU's minute."""
    earned = credits_.earned_per_hour if credits_ else 0
    return Worked(vcpus * 60 - earned, f"an hour at full load: {vcpus} vCPUs x 60 - {earned} earned, {name}")


def _size(amount: int) -> Threshold:
    """Give a size in whole MB, as a person would write it."""
    return Size.parse(f"{amount // 2**20} MB")
