"""Rules about PostgreSQL: version, class, storage, parameters, connections."""

import re
from collections.abc import Iterator

from pydantic_core import PydanticCustomError

from aldeia.catalog.engine_versions import POSTGRESQL
from aldeia.catalog.instance_classes import DATABASE_CLASSES
from aldeia.catalog.postgresql_parameters import POSTGRESQL_15
from aldeia.manifest.database import Database
from aldeia.manifest.environment import Manifest
from aldeia.manifest.parameters import aws_value, share_of_memory
from aldeia.manifest.rules.fault import Fault, suggestion
from aldeia.manifest.rules.parameters import parameter_faults
from aldeia.manifest.rules.rule import HARMFUL, REFUSED, rule
from aldeia.manifest.values import Size

# docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html, gp3 for PostgreSQL
GP3_SETTABLE_FROM_GIB = 400
GP3_LEAST_IOPS = 12_000
GP3_MOST_IOPS = 64_000
GP3_IOPS_PER_MIB_PER_SECOND = 4
# PostgreSQL keeps 3 connections for superusers, RDS 2 more for itself.
RESERVED_CONNECTIONS = 5
# RDS's own max_connections: LEAST({DBInstanceClassMemory/9531392}, 5000).
RDS_BYTES_PER_CONNECTION = 9_531_392
RDS_MOST_CONNECTIONS = 5_000
# For migrations, psql and monitoring, beside the application's pools.
OPERATORS_CONNECTIONS = 10
# Without it RDS leaves little for the page cache and the operating system, and the instance swaps.
MEMORY_SHARE_OF_POSTGRESQL = 0.85
AUTOVACUUM_WORKERS = 3


@rule(
    REFUSED,
    source="AWS announcements of 2024-12 and 2026-05; aldeia/catalog/engine_versions.py",
    fix="ask for the major version, or a minor one that RDS offers",
    example={"database.engine_version": "15.4", "database.auto_minor_version_upgrade": False},
)
def postgresql_version_can_be_created(manifest: Manifest) -> Iterator[Fault]:
    """RDS makes new instances of the version: 15.4 and others were withdrawn."""
    database = manifest.database
    path = ("database", "engine_version")
    major = POSTGRESQL.get(database.major_version)
    if major is None:
        known = ", ".join(f'"{version}"' for version in POSTGRESQL)
        yield Fault(
            path, database.engine_version, f"a major version of the catalogue ({known})",
            "add it, with its parameters, in aldeia/catalog/engine_versions.py",
        )  # fmt: skip
        return
    if database.engine_version == database.major_version:
        return
    oldest = f"{database.major_version}.{major.first_minor}"
    since = major.withdrawn.get(database.engine_version)
    if since is not None:
        got = f"{database.engine_version}, which AWS withdrew for new instances on {since}"
        yield Fault(path, got, f'"{database.major_version}", or {oldest} and later')
    elif int(database.engine_version.split(".")[1]) < major.first_minor:
        yield Fault(path, database.engine_version, f'"{database.major_version}", or {oldest} and later')


@rule(
    HARMFUL,
    source="measured: after AWS's upgrade the plan is a downgrade, which RDS refuses",
    fix="ask for the major version, or turn auto_minor_version_upgrade off",
    example={"database.engine_version": "15.15", "database.auto_minor_version_upgrade": True},
)
def a_pinned_minor_version_is_not_upgraded_by_aws(manifest: Manifest) -> Iterator[Fault]:
    """A pinned minor version is not upgraded behind Terraform's back."""
    database = manifest.database
    if "." in database.engine_version and database.auto_minor_version_upgrade:
        yield Fault(
            ("database", "auto_minor_version_upgrade"),
            f"true with {database.engine_version} pinned",
            "false, as the plan after AWS's upgrade would be a downgrade, which AWS refuses",
            f'or set engine_version to "{database.major_version}"',
        )


@rule(
    REFUSED,
    source="RDS user guide, DB instance classes; aldeia/catalog/instance_classes.py",
    fix="correct the name, or add the class to the catalogue",
    example={"database.instance_class": "db.t3.huge"},
)
def database_classes_are_in_the_catalogue(manifest: Manifest) -> Iterator[Fault]:
    """Instance classes are known, with their memory: other rules and the alarms count with it."""
    named = (
        (("database", "instance_class"), manifest.database.instance_class),
        (("database", "read_replica", "instance_class"), manifest.database.read_replica.instance_class),
    )
    for path, name in named:
        if name not in DATABASE_CLASSES:
            fix = suggestion(name, DATABASE_CLASSES, "add it in aldeia/catalog/instance_classes.py")
            yield Fault(path, name, "a class of the catalogue", fix)


@rule(
    REFUSED,
    source="RDS user guide, CHAP_Storage, gp3 for PostgreSQL",
    fix="set them to null, or raise storage to 400 GiB",
    example={"database.storage": "399 GiB", "database.iops": 12000},
)
def gp3_is_provisioned_only_from_400_gib(manifest: Manifest) -> Iterator[Fault]:
    """gp3 takes iops and throughput on PostgreSQL only from 400 GiB: AWS refuses even the values it has by itself."""
    database = manifest.database
    for name in ("iops", "throughput"):
        wanted = getattr(database, name)
        if wanted is not None and database.storage.gib < GP3_SETTABLE_FROM_GIB:
            yield Fault(
                ("database", name), f"{wanted} on {database.storage}", f"null below {GP3_SETTABLE_FROM_GIB} GiB",
                f"set {name} to null, gp3 then gives 3,000 IOPS and 125 MiB/s, or raise storage",
            )  # fmt: skip


@rule(
    REFUSED,
    source="RDS user guide, CHAP_Storage, gp3 for PostgreSQL",
    fix="stay within the range, or set iops to null",
    example={"database.storage": "400 GiB", "database.iops": 64001},
)
def gp3_iops_are_in_range(manifest: Manifest) -> Iterator[Fault]:
    """Provisioned IOPS of gp3 lie between 12,000 and 64,000."""
    database = manifest.database
    if database.iops is None or database.storage.gib < GP3_SETTABLE_FROM_GIB:
        return
    if not GP3_LEAST_IOPS <= database.iops <= GP3_MOST_IOPS:
        yield Fault(
            ("database", "iops"),
            f"{database.iops} on {database.storage}",
            f"{GP3_LEAST_IOPS} to {GP3_MOST_IOPS}",
            f"or null, gp3 then gives {GP3_LEAST_IOPS}",
        )


@rule(
    REFUSED,
    source="RDS user guide, CHAP_Storage, gp3: at most a quarter MiB/s for each of the IOPS",
    fix="raise iops, or lower throughput",
    example={"database.storage": "400 GiB", "database.iops": 12000, "database.throughput": "3001 MiB"},
)
def gp3_figures_go_together(manifest: Manifest) -> Iterator[Fault]:
    """gp3 gives a MiB/s of throughput for every four provisioned IOPS, and no more."""
    database = manifest.database
    # Below 400 GiB neither may be set, and from there the most of both, 64,000 IOPS, is within gp3's 500 a GiB.
    if database.throughput is None or database.storage.gib < GP3_SETTABLE_FROM_GIB:
        return
    least = database.throughput.mib * GP3_IOPS_PER_MIB_PER_SECOND
    if database.iops is None:
        yield Fault(
            ("database", "iops"),
            f"null with a throughput of {database.throughput}",
            f"at least {least}, four times that",
        )
    elif database.iops < least:
        most = database.iops // GP3_IOPS_PER_MIB_PER_SECOND
        yield Fault(
            ("database", "throughput"),
            f"{database.throughput} with {database.iops} IOPS",
            f"at most {most} MiB",
        )


@rule(
    REFUSED,
    source="RDS user guide, USER_PIOPS.Autoscaling: a tenth above the volume at the least",
    fix="raise storage_ceiling, or set it to null",
    example={"database.storage": "101 GiB", "database.storage_ceiling": "111 GiB"},
)
def the_storage_ceiling_leaves_room(manifest: Manifest) -> Iterator[Fault]:
    """Storage autoscaling has room for at least one step."""
    database = manifest.database
    # RDS asks for a ceiling at least a tenth above the volume (USER_PIOPS.Autoscaling), rounded up here.
    least = -(-database.storage.gib * 11 // 10)
    if database.storage_ceiling is not None and database.storage_ceiling.gib < least:
        yield Fault(
            ("database", "storage_ceiling"), str(database.storage_ceiling),
            f"at least {least} GiB, a tenth above storage ({database.storage})", "or null, and the volume never grows",
        )  # fmt: skip


@rule(
    REFUSED,
    source="PostgreSQL, pg_settings; RDS user guide, parameters; aldeia/catalog",
    fix="write the name as PostgreSQL has it and the value with its unit",
    example={"database.parameters.work_mem": "63kB"},
)
def postgresql_parameters_are_what_rds_takes(manifest: Manifest) -> Iterator[Fault]:
    """Every parameter exists in the version's family, and its value is one that it takes, with its unit."""
    if manifest.database.major_version in POSTGRESQL:
        yield from parameter_faults(
            ("database", "parameters"), manifest.database.parameters, POSTGRESQL_15,
            "aldeia/catalog/postgresql_parameters.py",
        )  # fmt: skip


@rule(
    HARMFUL,
    source="RDS user guide, PostgreSQL.Concepts.General.SSL: rds.force_ssl",
    fix="take the line out",
    example={"database.parameters.rds.force_ssl": 0},
)
def tls_is_forced(manifest: Manifest) -> Iterator[Fault]:
    """TLS is always forced: it is no setting."""
    if "rds.force_ssl" in manifest.database.parameters:
        written = manifest.database.parameters["rds.force_ssl"]
        yield Fault(
            ("database", "parameters", "rds.force_ssl"),
            str(written),
            "none, it is always on",
            "take the line out",
        )


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
    database = manifest.database
    memory = DATABASE_CLASSES.get(database.instance_class)
    if memory is None:
        return
    total = memory.memory_gib * 2**30
    wanted = (
        _bytes(database, "shared_buffers", total, "25%")
        + _connections(database, total) * _bytes(database, "work_mem", total, "4MB")
        + AUTOVACUUM_WORKERS * _bytes(database, "maintenance_work_mem", total, "64MB")
    )
    if wanted > total * MEMORY_SHARE_OF_POSTGRESQL:
        yield Fault(
            ("database", "parameters"),
            f"{wanted / 2**30:.1f} GiB for shared_buffers, max_connections times work_mem and {AUTOVACUUM_WORKERS} times "
            f"maintenance_work_mem",
            f"at most {total * MEMORY_SHARE_OF_POSTGRESQL / 2**30:.1f} GiB, 85% of {database.instance_class}",
            "lower one of them, or take a larger class",
        )


@rule(
    HARMFUL,
    source="PostgreSQL, superuser_reserved_connections; a rolling deployment holds both generations' pools",
    fix="lower max or processes, or raise max_connections",
    example={"database.parameters.max_connections": 174, "alarms.database.connections_above": 150},
)
def pools_fit_max_connections(manifest: Manifest) -> Iterator[Fault]:
    """During a deployment, when there are twice as many processes, every pool can fill and an operator still gets in."""
    pool, most = manifest.database.pool, _count(manifest.database, "max_connections")
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
    most = _count(manifest.database, "max_connections")
    threshold = manifest.alarms.database.connections_above
    if most is not None and threshold >= most - RESERVED_CONNECTIONS:
        yield Fault(
            ("alarms", "database", "connections_above"), str(threshold),
            f"below {most - RESERVED_CONNECTIONS}, what max_connections ({most}) leaves", "or it never fires",
        )  # fmt: skip


def _count(database: Database, name: str) -> int | None:
    written = database.parameters.get(name)
    if written is None or re.fullmatch("[0-9]{1,9}", written.written) is None:
        return None
    return int(written.written)


def _connections(database: Database, memory: int) -> int:
    """Give the most connections; without the parameter, what RDS makes of the class's memory."""
    if "max_connections" not in database.parameters:
        return min(memory // RDS_BYTES_PER_CONNECTION, RDS_MOST_CONNECTIONS)
    return _count(database, "max_connections") or 0


def _bytes(database: Database, name: str, memory: int, default: str) -> int:
    """Give a memory parameter in bytes; one that is not well written counts as nothing, another rule tells of it."""
    written = str(database.parameters.get(name, default))
    try:
        aws_value(POSTGRESQL_15[name], written)
    except PydanticCustomError:
        return 0
    share = share_of_memory(written)
    return memory * share.value // 100 if share else Size.parse(written).bytes


RULES = (
    postgresql_version_can_be_created,
    a_pinned_minor_version_is_not_upgraded_by_aws,
    database_classes_are_in_the_catalogue,
    gp3_is_provisioned_only_from_400_gib,
    gp3_iops_are_in_range,
    gp3_figures_go_together,
    the_storage_ceiling_leaves_room,
    postgresql_parameters_are_what_rds_takes,
    tls_is_forced,
    postgresql_memory_fits_the_class,
    pools_fit_max_connections,
    the_connections_alarm_comes_before_the_limit,
)
