"""Paging: what arrives at somebody who has subscribed, when the state of an alarm is set."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tests.terraform.account import Account

Told = list[tuple[str, str]]
"""Alarm and new state, in the order in which they arrived."""


@dataclass(frozen=True)
class Listener:
    """A queue that has subscribed to one topic."""

    sqs: Any
    url: str

    def heard(self) -> Told:
        """Give what has arrived since the last time."""
        found: Told = []
        while messages := self.sqs.receive_message(QueueUrl=self.url, MaxNumberOfMessages=10).get("Messages"):
            for message in messages:
                told = json.loads(json.loads(message["Body"])["Message"])
                found.append((told["AlarmName"], told["NewStateValue"]))
                self.sqs.delete_message(QueueUrl=self.url, ReceiptHandle=message["ReceiptHandle"])
        return found


@contextmanager
def listening(account: Account, topic: str) -> Iterator[Listener]:
    """Subscribe a queue to a topic by its name, and take both away again."""
    sns, sqs = account.client("sns"), account.client("sqs")
    [arn] = [one["TopicArn"] for one in sns.list_topics()["Topics"] if one["TopicArn"].endswith(f":{topic}")]
    url = sqs.create_queue(QueueName=f"listens-to-{topic}")["QueueUrl"]
    queue = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    subscription = sns.subscribe(TopicArn=arn, Protocol="sqs", Endpoint=queue, ReturnSubscriptionArn=True)
    try:
        yield Listener(sqs, url)
    finally:
        sns.unsubscribe(SubscriptionArn=subscription["SubscriptionArn"])
        sqs.delete_queue(QueueUrl=url)


def set_state(account: Account, alarm: str, state: str) -> None:
    """Do what `aws cloudwatch set-alarm-state` does."""
    account.client("cloudwatch").set_alarm_state(
        AlarmName=f"{account.prefix}-{alarm}", StateValue=state, StateReason="a test of the way to people"
    )
