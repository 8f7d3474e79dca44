"""Every engine is in standard support today, takes no paid extension unasked, and is kept up to date."""

from __future__ import annotations

from collections.abc import Iterator

from aldeia.catalog.engine_versions import CACHE_VERSIONS, POSTGRESQL_MAJORS
from aldeia.generated.stack import Resource
from aldeia.today import today
from policies.rule import Rule

_NO_EXTENSION = "open-source-rds-extended-support-disabled"


def faults(store: Resource) -> Iterator[str]:
    """A replica runs what its source runs."""
    if store.get("replicate_source_db"):
        return
    version = str(store.get("engine_version"))
    if store.type == "aws_db_instance":
        yield from _database(store, version)
    elif version not in CACHE_VERSIONS or CACHE_VERSIONS[version].engine != store.get("engine"):
        yield f"nobody knows here whether {store.get('engine')} {version} is supported"


def _database(database: Resource, version: str) -> Iterator[str]:
    major = POSTGRESQL_MAJORS.get(version.partition(".")[0])
    if database.get("engine") != "postgres" or major is None:
        yield f"nobody knows here until when {database.get('engine')} {version} is supported"
    elif today() > major.standard_support_ends:
        yield f"standard support of PostgreSQL {version} ended on {major.standard_support_ends}"
    if database.get("engine_lifecycle_support") != _NO_EXTENSION:
        yield "Extended Support would be paid without being asked for"
    if "." not in version and database.get("auto_minor_version_upgrade") in (False, "false"):
        yield "it gets no minor versions, and names none"


RULE = Rule(
    id="CKV2_ALDEIA_13",
    title="Engines are in standard support",
    severity="medium",
    types=("aws_db_instance", "aws_elasticache_replication_group"),
    faults=faults,
)
