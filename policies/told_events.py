"""A store's events are told: a failure, a failover or low storage is no metric, and AWS tells whoever asked for it."""

from __future__ import annotations

from collections.abc import Iterator

from aldeia.generated.stack import Resource
from policies.rule import Rule

NEEDED = {"deletion", "failover", "failure", "low storage"}
"""Kinds of events after which somebody has to look (RDS user guide, Amazon RDS event categories)."""


def faults(store: Resource) -> Iterator[str]:
    """RDS tells subscriptions that name the database, ElastiCache the group's own topic; a copy has its source's watch."""
    if store.type == "aws_elasticache_replication_group":
        if store.one("notification_topic_arn", "aws_sns_topic") is None:
            yield "it tells its events to no topic of this stack"
    elif not store.get("replicate_source_db"):
        told = {kind for one in store.stack.of("aws_db_event_subscription") for kind in _told(store, one)}
        if missing := sorted(NEEDED - told):
            yield f"no event subscription of this stack tells of its {', '.join(missing)}"


def _told(store: Resource, subscription: Resource) -> set[str]:
    """Give the kinds of a store's events that a subscription tells; where it names none, it tells them all."""
    if (
        store not in subscription.all("source_ids", "aws_db_instance")
        or subscription.one("sns_topic", "aws_sns_topic") is None
        or subscription.get("enabled") in (False, "false")
    ):
        return set()
    return set(subscription.get("event_categories") or NEEDED)


RULE = Rule(
    id="CKV2_ALDEIA_29",
    title="A store tells its events to a topic of this stack",
    severity="medium",
    types=("aws_db_instance", "aws_elasticache_replication_group"),
    faults=faults,
)
