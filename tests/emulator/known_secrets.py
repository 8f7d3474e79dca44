"""What AWS is told and never tells: for a test that asks whether a stored password is the one in force."""

from __future__ import annotations

from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.elasticache.models import elasticache_backends
from moto.rds.models import rds_backends

from tests.emulator.create_replication_group import tokens_of


def database_password(identifier: str, region: str = "us-east-1") -> str | None:
    """Give the master user's password of an instance."""
    password: str | None = (
        rds_backends[DEFAULT_ACCOUNT_ID][region].databases[identifier]._master_user_password
    )
    return password


def cache_tokens(group_id: str, region: str = "us-east-1") -> list[str]:
    """Give the AUTH tokens that a replication group lets in, the newest last."""
    return tokens_of(elasticache_backends[DEFAULT_ACCOUNT_ID][region].replication_groups[group_id])
