"""Announced: events of RDS and ElastiCache, which tell a topic by themselves."""

from __future__ import annotations

from collections.abc import Iterator

from aldeia.alarms.proof.chain import BrokenLinkError, Step
from aldeia.alarms.proof.delivery import Publisher, topic_steps
from aldeia.alarms.proof.world import World
from aldeia.generated.resolved import resolved
from aldeia.generated.stack import Resource, references

EVENT_SUBSCRIPTION = "aws_db_event_subscription"
# RDS API reference, CreateEventSubscription: the source types of which PostgreSQL has any, and what an id names.
_SOURCES = {
    "db-instance": ("aws_db_instance", "identifier"),
    "db-parameter-group": ("aws_db_parameter_group", "name"),
}


def event_steps(world: World, subscription: Resource) -> Iterator[Step]:
    """Give the links of a subscription to RDS's events."""
    yield "source", lambda: _source(world, subscription)
    yield "topic", lambda: _named(subscription, "sns_topic")
    topics = subscription.all("sns_topic", "aws_sns_topic")
    yield from topic_steps(world, topics, _rds(world, subscription))


def _source(world: World, subscription: Resource) -> str:
    if subscription.get("enabled") in (False, "false"):
        raise BrokenLinkError("it is switched off; take enabled away")
    kind, ids = subscription.get("source_type"), subscription.get("source_ids") or []
    if kind not in _SOURCES:
        raise BrokenLinkError(f"source_type {kind}: is none of {', '.join(_SOURCES)}")
    type_, argument = _SOURCES[kind]
    there = {world.text(one, argument) for one in world.stack.of(type_)}
    for written in ids:
        if (name := resolved(str(written), world.stack)) not in there:
            raise BrokenLinkError(
                f"{kind} {name}: is nothing of this stack, which has {', '.join(sorted(there))}"
            )
    names = ", ".join(resolved(str(one), world.stack) for one in ids) or f"every {kind}"
    return f"{names}: {', '.join(subscription.get('event_categories') or ['everything'])}"


def _named(holder: Resource, argument: str) -> str:
    topics = holder.all(argument, "aws_sns_topic")
    if not topics:
        raise BrokenLinkError(f"{holder.get(argument)}: is no topic of this stack")
    return f"tells {topics[0].address}"


def _rds(world: World, subscription: Resource) -> Publisher:
    """RDS tells SNS which instance it speaks for, and KMS nothing: a condition on the key would never be met.

    RDS user guide, Granting permissions to publish notifications to an Amazon SNS topic.
    """
    source = next(iter(subscription.get("source_ids") or []), "")
    return Publisher(
        "events.rds.amazonaws.com",
        {
            "aws:SourceAccount": world.account,
            "aws:SourceArn": world.arn(subscription, "rds", f"db:{resolved(str(source), world.stack)}"),
        },
        {},
    )


def cache_event_steps(world: World, group: Resource) -> Iterator[Step]:
    """Give the links of a replication group's own topic."""
    yield "topic", lambda: _named(group, "notification_topic_arn")
    topics = group.all("notification_topic_arn", "aws_sns_topic")
    # ElastiCache user guide, Event Notifications and Amazon SNS: as the topic's owner, and never through a key.
    told = {"aws:SourceOwner": world.account}
    yield from topic_steps(world, topics, Publisher("elasticache.amazonaws.com", told, None))


def tells_of_itself(group: Resource) -> bool:
    """Say whether a replication group has a topic of its own."""
    return bool(references(group.get("notification_topic_arn")) or group.get("notification_topic_arn"))
