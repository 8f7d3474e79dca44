"""A secret stays out of the state where the provider has a write-only argument; where it has none, the state is protected."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from aldeia.generated.stack import Resource
from policies.rule import Rule

_KEPT = {
    "aws_db_instance": ("password", "password_wo"),
    "aws_secretsmanager_secret_version": ("secret_string", "secret_string_wo"),
}


def faults(holder: Resource) -> Iterator[str]:
    """The cache's AUTH token has no write-only argument in provider 5.100 and 6.25 (docs/adr/0004)."""
    if holder.type in _KEPT:
        kept, write_only = _KEPT[holder.type]
        if holder.get(kept) is not None or holder.get("secret_binary") is not None:
            yield f"{kept} would be in the state; {write_only} would not"
    elif holder.get("auth_token") and holder.stack.is_protected and not holder.stack.is_plan:
        yield from _backend(holder.stack.document.get("terraform", {}).get("backend", {}))


def _backend(backend: dict[str, Any]) -> Iterator[str]:
    bucket = backend.get("s3")
    if not isinstance(bucket, dict):
        yield "the AUTH token is in the state, which is not in S3"
        return
    if bucket.get("encrypt") is not True:
        yield "the AUTH token is in the state, which is not encrypted"
    if bucket.get("use_lockfile") is not True:
        yield "the state has no lock"


RULE = Rule(
    id="CKV2_ALDEIA_15",
    title="Secrets stay out of the state, or the state is encrypted and locked",
    severity="high",
    types=(*_KEPT, "aws_elasticache_replication_group"),
    faults=faults,
)
