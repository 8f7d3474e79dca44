"""Delivery: the links from an alarm's action to somebody who is told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from aldeia.alarms.proof.chain import BrokenLinkError, Step
from aldeia.alarms.proof.permissions import Request, refused
from aldeia.alarms.proof.world import World
from aldeia.generated.stack import Resource, references

_ARN = r"arn:aws[a-z-]*:{service}:[a-z0-9-]+:[^:]+:.+"
PROTOCOLS: dict[str, tuple[str, str]] = {
    "email": (r"[^@\s]+@[^@\s]+\.[^@\s]+", "confirms AWS's first mail"),
    "email-json": (r"[^@\s]+@[^@\s]+\.[^@\s]+", "confirms AWS's first mail"),
    "https": (r"https://\S+", "confirms AWS's first request"),
    "lambda": (_ARN.format(service="lambda"), "is confirmed by AWS; its own policy must let SNS in"),
    "sms": (r"\+[0-9]{6,15}", "is confirmed by AWS"),
    "sqs": (_ARN.format(service="sqs"), "is confirmed by AWS; its own policy must let SNS in"),
}
"""What an endpoint of a protocol looks like, and how it is confirmed (SNS developer guide, Amazon SNS event destinations)."""


@dataclass(frozen=True)
class Publisher:
    """A service that publishes, and what it tells of itself with a request."""

    service: str
    to_the_topic: Mapping[str, str] = field(hash=False)
    to_the_key: Mapping[str, str] | None = field(hash=False)
    """None for one that cannot publish to an encrypted topic at all."""


def cloudwatch(world: World, alarm: Resource) -> Publisher:
    """Give CloudWatch, in the name of one alarm."""
    told = {
        "aws:SourceAccount": world.account,
        "aws:SourceArn": world.arn(alarm, "cloudwatch", f"alarm:{world.text(alarm, 'alarm_name')}"),
    }
    return Publisher("cloudwatch.amazonaws.com", told, told)


def alarm_steps(world: World, alarm: Resource) -> Iterator[Step]:
    """Give the links from an alarm's own actions."""
    yield "actions", lambda: _actions(alarm)
    yield from topic_steps(world, alarm.all("alarm_actions", "aws_sns_topic"), cloudwatch(world, alarm))


def topic_steps(world: World, topics: list[Resource], publisher: Publisher) -> Iterator[Step]:
    """Give the links from topics to people, one topic after the other."""
    for topic in topics:
        yield "topic", partial(_topic, world, topic, publisher)
        yield "key", partial(_key, world, topic, publisher)
        yield "subscriber", partial(_subscriber, topic)


def _actions(alarm: Resource) -> str:
    if alarm.get("actions_enabled") in (False, "false"):
        raise BrokenLinkError("its actions are switched off; take actions_enabled away")
    written = alarm.get("alarm_actions") or []
    if not written:
        raise BrokenLinkError("it does nothing when it goes off; name a topic in alarm_actions")
    for action in written:
        if [
            alarm.stack.resources[one].type for one in references(action) if one in alarm.stack.resources
        ] != ["aws_sns_topic"]:
            raise BrokenLinkError(f"{action}: is no topic of this stack, so nothing is known of who listens")
    return f"tells {', '.join(topic.address for topic in alarm.all('alarm_actions', 'aws_sns_topic'))}"


def _topic(world: World, topic: Resource, publisher: Publisher) -> str:
    arn = f"${{{topic.address}.arn}}"
    policies = [
        found.get("policy")
        for found in topic.stack.of("aws_sns_topic_policy")
        if topic in found.all("arn", "aws_sns_topic")
    ] or [topic.get("policy")]
    request = Request(
        publisher.service, "sns:Publish", arn, {**publisher.to_the_topic, "aws:SecureTransport": "true"}
    )
    for policy in policies:
        if (why := refused(policy, request)) is not None:
            raise BrokenLinkError(f"{topic.address} is closed to {publisher.service}: {why}")
    return f"{topic.address} ({world.text(topic, 'name')}) lets {publisher.service} publish"


def _key(world: World, topic: Resource, publisher: Publisher) -> str:
    if publisher.to_the_key is None:
        if topic.get("kms_master_key_id"):
            raise BrokenLinkError(
                f"{publisher.service} cannot publish to {topic.address}, which is encrypted"
            )
        return f"none, as {publisher.service} cannot publish to an encrypted topic"
    key = topic.one("kms_master_key_id", "aws_kms_key")
    if key is None:
        written = topic.get("kms_master_key_id")
        raise BrokenLinkError(
            f"{topic.address} is under {written or 'no key'}, and no key of this stack lets "
            f"{publisher.service} in; name one of its keys"
        )
    # SNS developer guide, Managing Amazon SNS encryption keys: what SNS says of itself with each use of a key.
    said = {"kms:EncryptionContext:aws:sns:topicArn": world.arn(topic, "sns", world.text(topic, "name"))}
    for action in ("kms:GenerateDataKey", "kms:Decrypt"):
        request = Request(publisher.service, action, "*", {**publisher.to_the_key, **said})
        if (why := refused(key.get("policy"), request)) is not None:
            raise BrokenLinkError(f"{key.address} is closed to {publisher.service}: {why}")
    if key.get("is_enabled") in (False, "false"):
        raise BrokenLinkError(f"{key.address} is disabled")
    return f"{key.address} lets {publisher.service} encrypt"


def _subscriber(topic: Resource) -> str:
    subscriptions = [
        one
        for one in topic.stack.of("aws_sns_topic_subscription")
        if topic in one.all("topic_arn", "aws_sns_topic")
    ]
    if not subscriptions:
        raise BrokenLinkError(
            f"nobody has subscribed to {topic.address}; name somebody in alarms.subscriptions"
        )
    told = [text for text in map(_heard, subscriptions) if text]
    if not told:
        raise BrokenLinkError(
            f"{', '.join(one.address for one in subscriptions)}: cannot be told of an alarm"
        )
    return "; ".join(told)


def _heard(subscription: Resource) -> str | None:
    """Say how a subscriber is told; None for one who is not."""
    protocol, endpoint = str(subscription.get("protocol")), str(subscription.get("endpoint"))
    if protocol not in PROTOCOLS or subscription.get("filter_policy"):
        return None
    looks, confirmed = PROTOCOLS[protocol]
    if not references(endpoint) and re.fullmatch(looks, endpoint) is None:
        return None
    return f"{protocol} {endpoint}, who {confirmed}"
