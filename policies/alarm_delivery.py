"""An alarm is on, and tells a topic of this stack that somebody has subscribed to, or says until when it does not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from aldeia.generated.stack import Resource
from aldeia.today import today
from policies.rule import Rule

COMPOSITE = "aws_cloudwatch_composite_alarm"
METRIC = "aws_cloudwatch_metric_alarm"


def faults(alarm: Resource) -> Iterator[str]:
    """Follow the alarm's way to people; one that only holds back another's actions tells nobody."""
    if alarm.get("actions_enabled") in (False, "false"):
        yield "its actions are switched off"
    topics = alarm.all("alarm_actions", "aws_sns_topic")
    if not topics and not _holds_back_another(alarm):
        yield from _silence(alarm)
    heard = {
        topic.address
        for subscription in alarm.stack.of("aws_sns_topic_subscription")
        for topic in subscription.all("topic_arn", "aws_sns_topic")
    }
    for topic in topics:
        if topic.address not in heard:
            yield f"nobody has subscribed to {topic.address}"


def _holds_back_another(alarm: Resource) -> bool:
    return any(alarm in other.all("actions_suppressor", METRIC) for other in alarm.stack.of(COMPOSITE))


def _silence(alarm: Resource) -> Iterator[str]:
    """An alarm may be silent for a while; the manifest's `silenced` says for how long."""
    until = (alarm.get("tags") or {}).get("SilencedUntil")
    if until is None:
        yield "it tells no topic of this stack"
    elif date.fromisoformat(until) < today():
        yield f"it was silenced until {until}"


RULE = Rule(
    id="CKV2_ALDEIA_6",
    title="An alarm reaches somebody",
    severity="medium",
    types=(METRIC, COMPOSITE),
    faults=faults,
)
