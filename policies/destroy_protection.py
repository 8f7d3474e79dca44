"""In production nothing that holds data can be destroyed by one plan, and what is destroyed leaves a last snapshot."""

from __future__ import annotations

from collections.abc import Iterator

from aldeia.generated.stack import Resource, lifecycle
from policies.rule import Rule

SECRET_DAYS = 30
"""The longest that Secrets Manager keeps a deleted secret (DeleteSecret: 7 to 30 days)."""


def faults(store: Resource) -> Iterator[str]:
    """Nothing is asked of an environment that may be destroyed, nor of a replica, which holds no data of its own."""
    if not store.stack.is_protected or store.get("replicate_source_db"):
        return
    if store.type == "aws_secretsmanager_secret":
        if store.get("recovery_window_in_days") not in (None, SECRET_DAYS):
            yield f"a deleted secret is gone after {store.get('recovery_window_in_days')} days, not {SECRET_DAYS}"
        return
    if not store.stack.is_plan and lifecycle(store).get("prevent_destroy") is not True:
        yield "lifecycle.prevent_destroy is not true"
    if store.type == "aws_db_instance":
        yield from _database(store)
    if store.type in {"aws_db_instance", "aws_elasticache_replication_group"} and not store.get(
        "final_snapshot_identifier"
    ):
        yield "final_snapshot_identifier is missing"


def _database(database: Resource) -> Iterator[str]:
    if not database.is_true("deletion_protection"):
        yield "deletion_protection is not true"
    if not database.is_false("skip_final_snapshot"):
        yield "skip_final_snapshot is not false"
    if database.get("delete_automated_backups") not in (False, "false"):
        yield "delete_automated_backups is not false"


RULE = Rule(
    id="CKV2_ALDEIA_11",
    title="Production's stores, keys and secrets survive a careless destroy",
    severity="high",
    types=(
        "aws_db_instance",
        "aws_elasticache_replication_group",
        "aws_kms_key",
        "aws_secretsmanager_secret",
        "aws_s3_bucket",
    ),
    faults=faults,
)
