"""Rules about thresholds on what a class has: each lies between always on and never on, as the class alone decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aldeia.catalog.gp3 import included
from aldeia.catalog.instance_classes import CACHE_NODE_TYPES, DATABASE_CLASSES
from aldeia.manifest.automatic import AUTO
from aldeia.manifest.rules.fault import Fault
from aldeia.manifest.rules.rule import HARMFUL, rule
from aldeia.manifest.things import Instance, Node
from aldeia.manifest.values import Duration, Size

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aldeia.manifest.environment import Manifest

MIB = 2**20
# Beyond it a person has long felt the instance swap, or each read wait.
MOST_SWAP_PERCENT = 25
MOST_QUEUED_MILLISECONDS = 100
MOST_SESSIONS_OF_A_VCPU = 4
MOST_FREEABLE_PERCENT = 15
# PostgreSQL, autovacuum_freeze_max_age: until then ids are used up on purpose; at 2,000 million writes stop.
FREEZE_MAX_AGE = 200_000_000
LAST_TRANSACTION_ID = 2_000_000_000
# RDS user guide, monitoring read replication: what a database shows that nobody writes to.
IDLE_LAG_SECONDS = 300
# ElastiCache fixes it for every node type.
MAXCLIENTS = 65_000


@dataclass(frozen=True)
class Range:
    """Where the threshold of one setting lies, in its own unit (bytes, seconds, a count), and why."""

    section: str
    setting: str
    low: int
    high: int
    why: str


@rule(
    HARMFUL,
    source="the class's figures in aldeia/catalog; PostgreSQL, autovacuum_freeze_max_age; RDS user guide, read replicas",
    fix="take auto",
    example={"database.instance_class": "db.t3.large", "alarms.database.cpu_credits_below": 864},
)
def a_threshold_is_between_always_and_never(manifest: Manifest) -> Iterator[Fault]:
    """A threshold on what the class has can be passed, and is not passed all the time."""
    for one in (*_of_database(manifest), *_of_replica(manifest), *_of_cache(manifest)):
        threshold = getattr(getattr(manifest.alarms, one.section), one.setting)
        # Of nothing at all another rule speaks: a_threshold_is_more_than_nothing.
        if threshold != AUTO and _amount(threshold) and not one.low <= _amount(threshold) <= one.high:
            low, high = (_shown(amount, threshold) for amount in (one.low, one.high))
            yield Fault(
                ("alarms", one.section, one.setting), _written(threshold), f"{low} to {high}, {one.why}",
                "or it is on always, or never",
            )  # fmt: skip


def _of_database(manifest: Manifest) -> Iterator[Range]:
    database = manifest.database
    on = Instance("", database.instance_class, manifest)
    yield Range(
        "database", "transaction_ids_above", FREEZE_MAX_AGE + 1, LAST_TRANSACTION_ID - 1,
        "between the first freeze and the last id",
    )  # fmt: skip
    if on.class_name not in DATABASE_CLASSES:
        return
    grown = database.iops or included((database.storage_ceiling or database.storage).gib).iops
    most = min(grown, on.kind.ebs_burst_iops)
    for setting in ("read_iops_above", "write_iops_above"):
        yield Range(
            "database", setting, 1, most - 1, f"as {on.class_name} and its volume do {most:,} a second"
        )
    yield Range(
        "database", "disk_queue_above", 1, most * MOST_QUEUED_MILLISECONDS // 1_000,
        f"at which each waits {MOST_QUEUED_MILLISECONDS} ms",
    )  # fmt: skip
    yield Range(
        "database", "swap_above", MIB, on.memory_bytes * MOST_SWAP_PERCENT // 100,
        f"{MOST_SWAP_PERCENT}% of {on.class_name}",
    )  # fmt: skip
    vcpus = on.kind.vcpus
    yield Range(
        "database", "load_above", 1, vcpus * MOST_SESSIONS_OF_A_VCPU,
        f"{MOST_SESSIONS_OF_A_VCPU} for each vCPU of {on.class_name}",
    )  # fmt: skip
    yield from _credits("database", on)
    if on.kind.credits is not None:
        most_credits = on.kind.credits.most
        yield Range(
            "database",
            "surplus_credits_above",
            0,
            most_credits - 1,
            f"as {on.class_name} has {most_credits:,}",
        )


def _of_replica(manifest: Manifest) -> Iterator[Range]:
    replica, storage = manifest.database.read_replica, manifest.database.storage
    if not replica.enabled:
        return
    on = Instance("", replica.instance_class, manifest)
    yield Range(
        "read_replica", "lag_above", IDLE_LAG_SECONDS + 1, 3_600, "as an idle database shows up to 5 min"
    )
    yield Range("read_replica", "free_storage_below", 2**30, storage.bytes // 2, f"half of {storage}")
    if on.class_name not in DATABASE_CLASSES:
        return
    yield Range(
        "read_replica", "freeable_memory_below", 50 * MIB, on.memory_bytes * MOST_FREEABLE_PERCENT // 100,
        f"{MOST_FREEABLE_PERCENT}% of {on.class_name}",
    )  # fmt: skip
    yield Range(
        "read_replica", "connections_above", 1, on.usable_connections - 1, "below what max_connections leaves"
    )
    yield from _credits("read_replica", on)


def _of_cache(manifest: Manifest) -> Iterator[Range]:
    on = Node("", 1, manifest)
    yield Range("cache", "connections_above", 1, MAXCLIENTS - 1, f"as a node takes {MAXCLIENTS:,}")
    if on.type_name not in CACHE_NODE_TYPES:
        return
    gbit = on.kind.network_burst_gbit_per_second
    for setting in ("network_in_above", "network_out_above"):
        yield Range(
            "cache",
            setting,
            MIB,
            int(gbit * 1e9 / 8 * 60),
            f"a minute of the {gbit:g} Gbit/s of {on.type_name}",
        )
    yield from _credits("cache", on)


def _credits(section: str, on: Instance | Node) -> Iterator[Range]:
    name = on.class_name if isinstance(on, Instance) else on.type_name
    if on.kind.credits is not None:
        most = on.kind.credits.most
        yield Range(section, "cpu_credits_below", 1, most - 1, f"as {name} has {most:,} at most")


def _amount(threshold: Size | Duration | int) -> float:
    if isinstance(threshold, Size):
        return threshold.bytes
    return threshold.milliseconds / 1_000 if isinstance(threshold, Duration) else threshold


def _shown(amount: int, like: Size | Duration | int) -> str:
    if isinstance(like, Size):
        return f"{amount // MIB} MB"
    return f"{amount} s" if isinstance(like, Duration) else f"{amount:,}"


def _written(threshold: Size | Duration | int) -> str:
    return f"{threshold:,}" if isinstance(threshold, int) else str(threshold)


RULES = (a_threshold_is_between_always_and_never,)
