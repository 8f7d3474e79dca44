"""Both stores refuse a connection without TLS, and the URLs that the application is given verify whom they reach."""

from __future__ import annotations

from collections.abc import Iterator

from aldeia.generated.stack import Resource, blocks_of
from policies.rule import Rule

AUTHORITIES = ("rds-ca-rsa2048-g1", "rds-ca-rsa4096-g1", "rds-ca-ecc384-g1")
"""Those that are valid; rds-ca-2019 expired in 2024-08. RDS user guide, Using SSL/TLS to encrypt a connection."""


def faults(resource: Resource) -> Iterator[str]:
    """Judge database, cache and stored connections, each by its own arguments."""
    if resource.type == "aws_db_instance":
        yield from _database(resource)
    elif resource.type == "aws_elasticache_replication_group":
        if not resource.is_true("transit_encryption_enabled"):
            yield "transit_encryption_enabled is not true"
        if resource.get("transit_encryption_mode") not in (None, "required"):
            yield f"transit_encryption_mode is {resource.get('transit_encryption_mode')}, not required"
    else:
        text = str(resource.get("secret_string_wo") or "")
        if "postgresql://" in text and "sslmode=verify-full" not in text:
            yield "DATABASE_URL does not say sslmode=verify-full"
        if "redis://" in text:
            yield "REDIS_URL is redis://, not rediss://"


def _database(database: Resource) -> Iterator[str]:
    if database.get("ca_cert_identifier") not in AUTHORITIES and not database.get("replicate_source_db"):
        yield f"ca_cert_identifier is {database.get('ca_cert_identifier')}, not one of {', '.join(AUTHORITIES)}"
    group = database.one("parameter_group_name", "aws_db_parameter_group")
    parameters = blocks_of(group.get("parameter")) if group else []
    if {"1"} != {str(one.get("value")) for one in parameters if one.get("name") == "rds.force_ssl"}:
        yield "its parameter group does not set rds.force_ssl to 1"


RULE = Rule(
    id="CKV2_ALDEIA_12",
    title="TLS is forced on both stores and verified by what connects",
    severity="high",
    types=("aws_db_instance", "aws_elasticache_replication_group", "aws_secretsmanager_secret_version"),
    faults=faults,
)
