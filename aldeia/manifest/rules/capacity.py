"""Rules about what the database's class has room for: memory and connections."""

from collections.abc import Iterator
from fractions import Fraction

from pydantic_core import PydanticCustomError

from aldeia.manifest.automatic import AUTO
from aldeia.manifest.capacity import RESERVED_CONNECTIONS, class_memory, connections, rds_connections
from aldeia.manifest.database import Database
from aldeia.manifest.environment import Manifest
from aldeia.manifest.parameters import aws_value, share_of_memory
from aldeia.manifest.rules.fault import Fault
from aldeia.manifest.rules.rule import HARMFUL, REFUSED, rule
from aldeia.manifest.values import Size

# For migrations, psql and monitoring, beside the application's pools.
OPERATORS_CONNECTIONS = 10
# Without it RDS leaves little for the page cache and the operating system, and the instance swaps.
MEMORY_SHARE_OF_POSTGRESQL = 0.85
AUTOVACUUM_WORKERS = 3
WHERE_MEMORY_GOES = ("shared_buffers", "max_connections", "work_mem", "maintenance_work_mem")
RDS_OWN = {
    "shared_buffers": "25%",
    "work_mem": "4MB",
    "maintenance_work_mem": "64MB",
    "effective_cache_size": "50%",
}
MOST_SHARED_BUFFERS = Fraction(40, 100)
MOST_EFFECTIVE_CACHE = Fraction(90, 100)


@rule(
    HARMFUL,
    source="PostgreSQL, resource consumption; measured: a class of 2 GB with the specification's production values swaps",
    fix="lower one of them, or take a larger class",
    example={
        "database.instance_class": "db.t3.small",
        "database.parameters.work_mem": "8MB",
        "database.parameters.maintenance_work_mem": "256MB",
    },
)
def postgresql_memory_fits_the_class(manifest: Manifest) -> Iterator[Fault]:
    """What PostgreSQL may take when all are connected fits 85% of the class's memory; beyond it the instance swaps."""
    database, replica = manifest.database, manifest.database.read_replica
    instances = (
        (
            ("database", "parameters", *_asks_for_most(database)),
            True,
            database.instance_class,
            "take a larger class",
        ),
        # A replica has its primary's parameter group.
        (
            ("database", "read_replica", "instance_class"),
            replica.enabled,
            replica.instance_class,
            "take a larger one",
        ),
    )
    for path, is_there, name, instead in instances:
        total = class_memory(name)
        wanted = _most_memory(database, total)
        if is_there and total and wanted > total * MEMORY_SHARE_OF_POSTGRESQL:
            yield Fault(
                path,
                f"{wanted / 2**30:.1f} GiB for shared_buffers, max_connections times work_mem and {AUTOVACUUM_WORKERS} "
                f"times maintenance_work_mem",
                f"at most {total * MEMORY_SHARE_OF_POSTGRESQL / 2**30:.1f} GiB, 85% of {name}",
                f"lower {'it' if path[-1] in WHERE_MEMORY_GOES else 'one of them'}, or {instead}",
            )


@rule(
    HARMFUL,
    source="PostgreSQL, resource consumption: more than 40% seldom helps; RDS counts DBInstanceClassMemory in bytes, "
    "shared_buffers in pages of 8 kB",
    fix="25% is RDS's own",
    example={"database.parameters.shared_buffers": "41%"},
)
def shared_buffers_leave_room_for_the_page_cache(manifest: Manifest) -> Iterator[Fault]:
    """shared_buffers take at most 40% of the memory: PostgreSQL reads through the system's cache as well."""
    yield from _share_faults(manifest.database, "shared_buffers", MOST_SHARED_BUFFERS, "set it to 25%")


@rule(
    HARMFUL,
    source="PostgreSQL, query planning: effective_cache_size is an estimate of what can be cached",
    fix="75% is usual",
    example={"database.parameters.effective_cache_size": "91%"},
)
def the_planner_is_promised_memory_that_is_there(manifest: Manifest) -> Iterator[Fault]:
    """effective_cache_size is at most 90% of the memory; beyond it the planner takes indexes it should not."""
    yield from _share_faults(manifest.database, "effective_cache_size", MOST_EFFECTIVE_CACHE, "set it to 75%")


@rule(
    REFUSED,
    source="measured on PostgreSQL 15: recovery aborted because of insufficient parameter settings",
    fix="take as large a class for the replica, or set max_connections",
    example={
        "database.read_replica.enabled": True,
        "database.read_replica.instance_class": "db.t3.medium",
        "database.instance_class": "db.t3.large",
        "database.parameters": {},
    },
)
def a_replica_takes_as_many_connections_as_its_primary(manifest: Manifest) -> Iterator[Fault]:
    """Where RDS computes max_connections from the class, a smaller replica would not start."""
    database, replica = manifest.database, manifest.database.read_replica
    ours, theirs = class_memory(database.instance_class), class_memory(replica.instance_class)
    if not replica.enabled or "max_connections" in database.parameters or not (ours and theirs):
        return
    if connections(database, theirs) < connections(database, ours):
        yield Fault(
            ("database", "read_replica", "instance_class"),
            f"{replica.instance_class} with {connections(database, theirs)} connections",
            f"at least {connections(database, ours)}, as {database.instance_class} has",
            "take as large a class, or set max_connections",
        )


@rule(
    HARMFUL,
    source="PostgreSQL, superuser_reserved_connections; a rolling deployment holds both generations' pools",
    fix="lower max or processes, or raise max_connections",
    example={"database.parameters.max_connections": 174, "alarms.database.connections_above": 150},
)
def pools_fit_max_connections(manifest: Manifest) -> Iterator[Fault]:
    """During a deployment, when there are twice as many processes, every pool can fill and an operator still gets in."""
    pool, most = manifest.database.pool, _limit(manifest.database)
    if pool.min > pool.max:
        yield Fault(("database", "pool", "min"), str(pool.min), f"at most max ({pool.max})")
    wanted = pool.max * pool.processes * 2 + OPERATORS_CONNECTIONS
    if most is not None and wanted > most - RESERVED_CONNECTIONS:
        yield Fault(
            ("database", "pool", "processes"),
            f"{pool.processes} processes of {pool.max} connections, {wanted} during a deployment with "
            f"{OPERATORS_CONNECTIONS} for operators",
            f"at most {most - RESERVED_CONNECTIONS}, what max_connections ({most}) leaves",
            "lower max or processes, or raise max_connections",
        )


@rule(
    HARMFUL,
    source="PostgreSQL, superuser_reserved_connections, and two that RDS keeps",
    fix="lower connections_above, or raise max_connections",
    example={"alarms.database.connections_above": 195},
)
def the_connections_alarm_comes_before_the_limit(manifest: Manifest) -> Iterator[Fault]:
    """The connections alarm goes off before connections are refused."""
    most = _limit(manifest.database)
    threshold = manifest.alarms.database.connections_above
    if threshold != AUTO and most is not None and threshold >= most - RESERVED_CONNECTIONS:
        yield Fault(
            ("alarms", "database", "connections_above"), str(threshold),
            f"below {most - RESERVED_CONNECTIONS}, what max_connections ({most}) leaves", "or it never fires",
        )  # fmt: skip


def _limit(database: Database) -> int | None:
    """Give the most connections, or None where they cannot be told: another rule says why."""
    memory = class_memory(database.instance_class)
    if "max_connections" not in database.parameters and not memory:
        return None
    return connections(database, memory) or None


def _most_memory(database: Database, total: int, *, unwritten: str = "") -> int:
    """Give what PostgreSQL may take in bytes; with `unwritten`, were that parameter left to RDS."""

    def size(name: str) -> int:
        return _bytes(database if name != unwritten else None, name, total)

    most = rds_connections(total) if unwritten == "max_connections" else connections(database, total)
    return (
        size("shared_buffers") + most * size("work_mem") + AUTOVACUUM_WORKERS * size("maintenance_work_mem")
    )


def _asks_for_most(database: Database) -> tuple[str, ...]:
    """Name the parameter that would free most were it left to RDS; none where none is written that would."""
    total = class_memory(database.instance_class)
    written = [name for name in WHERE_MEMORY_GOES if name in database.parameters]
    left = {name: _most_memory(database, total, unwritten=name) for name in written}
    name = min(left, key=lambda name: left[name], default="")
    return (name,) if name and left[name] < _most_memory(database, total) else ()


def _share_faults(database: Database, name: str, most: Fraction, fix: str) -> Iterator[Fault]:
    total = class_memory(database.instance_class)
    if total and _bytes(database, name, total) > total * most:
        written = database.parameters[name]
        yield Fault(
            ("database", "parameters", name), str(written),
            f"at most {int(most * 100)}% of the memory of {database.instance_class}", fix,
        )  # fmt: skip


def _bytes(database: Database | None, name: str, memory: int) -> int:
    """Give a memory parameter in bytes, or RDS's own; one that is not well written counts as nothing: another rule tells."""
    written = str(database.parameters.get(name, RDS_OWN[name]) if database else RDS_OWN[name])
    try:
        if database is not None:
            aws_value(database.parameter_table[name], written)
    except (KeyError, PydanticCustomError):
        return 0
    share = share_of_memory(written)
    return memory * share.value // 100 if share else Size.parse(written).bytes


RULES = (
    postgresql_memory_fits_the_class,
    pools_fit_max_connections,
    the_connections_alarm_comes_before_the_limit,
    shared_buffers_leave_room_for_the_page_cache,
    the_planner_is_promised_memory_that_is_there,
    a_replica_takes_as_many_connections_as_its_primary,
)
