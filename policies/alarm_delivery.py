"""An alarm is on, and tells a topic of this stack that somebody has subscribed to."""

from __future__ import annotations

from collections.abc import Iterator

from aldeia.generated.stack import Resource
from policies.rule import Rule


def faults(alarm: Resource) -> Iterator[str]:
    """Follow the alarm's way to people."""
    if alarm.get("actions_enabled") in (False, "false"):
        yield "its actions are switched off"
    topics = alarm.all("alarm_actions", "aws_sns_topic")
    if not topics:
        yield "it tells no topic of this stack"
    heard = {
        topic.address
        for subscription in alarm.stack.of("aws_sns_topic_subscription")
        for topic in subscription.all("topic_arn", "aws_sns_topic")
    }
    for topic in topics:
        if topic.address not in heard:
            yield f"nobody has subscribed to {topic.address}"


RULE = Rule(
    id="CKV2_ALDEIA_6",
    title="An alarm reaches somebody",
    severity="medium",
    types=("aws_cloudwatch_metric_alarm",),
    faults=faults,
)
