"""Backups are kept for at least as long as the specification says."""

from __future__ import annotations

from collections.abc import Iterator

from aldeia.generated.stack import Resource
from policies.rule import Rule

# By type: the argument, the days anywhere, the days in production. The specification's own figures (docs/specification.md).
_FLOORS = {
    "aws_db_instance": ("backup_retention_period", 7, 30),
    "aws_elasticache_replication_group": ("snapshot_retention_limit", 7, 14),
    "aws_db_instance_automated_backups_replication": ("retention_period", 7, 30),
}


def faults(store: Resource) -> Iterator[str]:
    """A replica is not backed up: its source is."""
    if store.get("replicate_source_db"):
        return
    name, anywhere, production = _FLOORS[store.type]
    floor = production if store.stack.is_protected else anywhere
    if store.count(name) < floor:
        yield f"{name} is {store.get(name)}, expected at least {floor} days"
    if store.type == "aws_db_instance" and not store.is_true("copy_tags_to_snapshot"):
        yield "its snapshots lose the tags that say whose they are"


RULE = Rule(
    id="CKV2_ALDEIA_16",
    title="Backups are kept long enough",
    severity="high",
    types=tuple(_FLOORS),
    faults=faults,
)
