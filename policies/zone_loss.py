"""In production both stores go on when a zone is lost."""

from __future__ import annotations

from collections.abc import Iterator

from aldeia.generated.stack import Resource
from policies.rule import Rule

_SWITCHES = {
    "aws_db_instance": ("multi_az",),
    "aws_elasticache_replication_group": ("multi_az_enabled", "automatic_failover_enabled"),
}


def faults(store: Resource) -> Iterator[str]:
    """A replica is for reports, and waits for its source."""
    if not store.stack.is_protected or store.get("replicate_source_db"):
        return
    for name in _SWITCHES[store.type]:
        if not store.is_true(name):
            yield f"{name} is not true"


RULE = Rule(
    id="CKV2_ALDEIA_26",
    title="Production's stores go on when a zone is lost",
    severity="high",
    types=tuple(_SWITCHES),
    faults=faults,
)
