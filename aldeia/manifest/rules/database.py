"""Rules about PostgreSQL: version, class, parameters."""

from collections.abc import Iterator
from datetime import timedelta

from aldeia.catalog.engine_versions import POSTGRESQL_MAJORS
from aldeia.catalog.instance_classes import CACHE_NODE_TYPES, DATABASE_CLASSES, runs
from aldeia.manifest.database import Database
from aldeia.manifest.environment import Manifest
from aldeia.manifest.rules.fault import Fault, suggestion
from aldeia.manifest.rules.parameters import parameter_faults
from aldeia.manifest.rules.rule import DOUBTFUL, HARMFUL, REFUSED, rule
from aldeia.today import today

PLANNED_AHEAD = timedelta(days=182)


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
    major = POSTGRESQL_MAJORS.get(database.major_version)
    if major is None:
        known = ", ".join(f'"{version}"' for version in POSTGRESQL_MAJORS)
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
    source="PostgreSQL, pg_settings; RDS user guide, parameters; aldeia/catalog",
    fix="write the name as PostgreSQL has it and the value with its unit",
    example={"database.parameters.work_mem": "63kB"},
)
def postgresql_parameters_are_what_rds_takes(manifest: Manifest) -> Iterator[Fault]:
    """Every parameter exists in the version's family, and its value is one that it takes, with its unit."""
    if manifest.database.major_version in POSTGRESQL_MAJORS:
        yield from parameter_faults(
            ("database", "parameters"), manifest.database.parameters, manifest.database.parameter_table,
            "aldeia/catalog/postgresql_on_rds.py",
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
    REFUSED,
    source="RDS user guide, supported engines of DB instance classes; aldeia/catalog/database_families.py",
    fix="take a class that offers it, or do without",
    example={
        "database.instance_class": "db.m8gd.large",
        "database.engine_version": "15.9",
        "database.auto_minor_version_upgrade": False,
    },
)
def the_class_offers_what_is_asked(manifest: Manifest) -> Iterator[Fault]:
    """The classes run the version, and offer the encryption, standby, query analysis and login that are asked for."""
    database, replica = manifest.database, manifest.database.read_replica
    instances = (
        (("database", "instance_class"), True, database.instance_class),
        (("database", "read_replica", "instance_class"), replica.enabled, replica.instance_class),
    )
    for path, is_there, name in instances:
        for offered in _missing_of(name, database) if is_there else ():
            yield Fault(path, name, f"a class that offers {offered}", "take another class")


def _missing_of(name: str, database: Database) -> list[str]:
    offers = DATABASE_CLASSES.get(name)
    if offers is None:
        return []
    asked = (
        (f"PostgreSQL {database.engine_version}", True, runs(name, database.engine_version) is not False),
        ("encryption at rest", True, offers.storage_encryption),
        ("Multi-AZ", database.multi_az, offers.multi_az),
        ("Performance Insights", database.performance_insights, offers.performance_insights),
        ("IAM authentication", database.iam_authentication, offers.iam_authentication),
    )
    return [what for what, wanted, there in asked if wanted and not there]


@rule(
    HARMFUL,
    source="RDS for PostgreSQL release calendar; aldeia/catalog/engine_versions.py",
    fix="upgrade to a later major version",
    example={"database.engine_version": "13"},
)
def postgresql_is_in_standard_support(manifest: Manifest) -> Iterator[Fault]:
    """RDS supports the major version without extra charge: we turn Extended Support off, so AWS would upgrade it."""
    major = POSTGRESQL_MAJORS.get(manifest.database.major_version)
    if major is not None and major.standard_support_ends < today():
        yield Fault(
            ("database", "engine_version"),
            f"{manifest.database.engine_version}, whose standard support ended on {major.standard_support_ends}",
            f"a later major version ({_or(major.upgrades_to)})", "AWS upgrades it by force after that day",
        )  # fmt: skip


@rule(
    DOUBTFUL,
    source="RDS for PostgreSQL release calendar; a major upgrade is an outage that one rehearses",
    fix="plan the upgrade to a later major version",
    example={"database.engine_version": "14"},
)
def a_major_upgrade_is_planned_in_time(manifest: Manifest) -> Iterator[Fault]:
    """Half a year before standard support ends the upgrade is planned."""
    major = POSTGRESQL_MAJORS.get(manifest.database.major_version)
    if major is not None and today() <= major.standard_support_ends < today() + PLANNED_AHEAD:
        yield Fault(
            ("database", "engine_version"),
            f"{manifest.database.engine_version}, whose standard support ends on {major.standard_support_ends}",
            f"a later major version by then ({_or(major.upgrades_to)})",
        )  # fmt: skip


def _or(versions: tuple[str, ...]) -> str:
    return " or ".join([", ".join(versions[:-1]), versions[-1]] if versions[1:] else versions)


@rule(
    DOUBTFUL,
    source="RDS user guide, DB instance classes: T3 is in unlimited mode, ElastiCache user guide: T3 in standard mode",
    fix="take an m or r class",
    example={
        "recovery.may_be_destroyed": False,
        "recovery.final_snapshot": True,
        "recovery.secret_recovery_window": "7 days",
        "database.deletion_protection": True,
        "cache.authentication": "iam",
        "database.instance_class": "db.t3.large",
    },
)
def a_protected_environment_does_not_live_on_credits(manifest: Manifest) -> Iterator[Fault]:
    """Burstable classes are for what may be slow: out of credits RDS bills extra, and Redis slows down."""
    if manifest.recovery.may_be_destroyed:
        return
    database, cache = manifest.database.instance_class, manifest.cache.node_type
    for path, name, known in (
        (("database", "instance_class"), database, DATABASE_CLASSES.get(database)),
        (("cache", "node_type"), cache, CACHE_NODE_TYPES.get(cache)),
    ):
        if known is not None and known.credits is not None:
            yield Fault(path, f"{name}, a burstable class", "an m or r class where nothing may be destroyed")


@rule(
    DOUBTFUL,
    source="RDS user guide, publishing PostgreSQL logs to CloudWatch Logs",
    fix="add postgresql to log_exports",
    example={"database.log_exports": ["upgrade"], "database.parameters.log_lock_waits": "on"},
)
def what_is_logged_is_exported(manifest: Manifest) -> Iterator[Fault]:
    """What PostgreSQL is told to log goes where the person on call can read it."""
    database = manifest.database
    logging = [name for name in database.parameters if name.startswith("log_")]
    if logging and "postgresql" not in database.log_exports:
        yield Fault(
            ("database", "log_exports"), ", ".join(database.log_exports) or "none",
            f"postgresql among them, as {logging[0]} is set",
        )  # fmt: skip


RULES = (
    postgresql_version_can_be_created,
    a_pinned_minor_version_is_not_upgraded_by_aws,
    database_classes_are_in_the_catalogue,
    postgresql_parameters_are_what_rds_takes,
    tls_is_forced,
    the_class_offers_what_is_asked,
    postgresql_is_in_standard_support,
    a_major_upgrade_is_planned_in_time,
    a_protected_environment_does_not_live_on_credits,
    what_is_logged_is_exported,
)
