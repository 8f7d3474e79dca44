from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.emulator.conftest import Client
from tests.emulator.examples import an_alarm

Read = Callable[[], list[tuple[str, str, str]]]


@pytest.fixture
def cloudwatch(client: Client) -> Any:
    return client("cloudwatch")


@pytest.fixture
def topic(client: Client) -> str:
    return str(client("sns").create_topic(Name="alarms")["TopicArn"])


@pytest.fixture
def read(client: Client, topic: str) -> Read:
    """Gives what has arrived since the last time in a queue that has subscribed: alarm, state before, state now."""
    sqs = client("sqs")
    url = sqs.create_queue(QueueName="pager")["QueueUrl"]
    queue = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    client("sns").subscribe(TopicArn=topic, Protocol="sqs", Endpoint=queue)

    def messages() -> list[tuple[str, str, str]]:
        bodies = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
        told = [json.loads(json.loads(one["Body"])["Message"]) for one in bodies]
        return [(one["AlarmName"], one["OldStateValue"], one["NewStateValue"]) for one in told]

    return messages


def set_state(cloudwatch: Any, name: str, state: str) -> None:
    cloudwatch.set_alarm_state(AlarmName=name, StateValue=state, StateReason="a test")


def test_an_alarm_tells_its_topic_when_it_goes_off_and_when_it_is_over(
    cloudwatch: Any, topic: str, read: Read
) -> None:
    cloudwatch.put_metric_alarm(**an_alarm("cpu"), AlarmActions=[topic], OKActions=[topic])

    set_state(cloudwatch, "cpu", "ALARM")
    assert read() == [("cpu", "OK", "ALARM")]

    set_state(cloudwatch, "cpu", "OK")
    assert read() == [("cpu", "ALARM", "OK")]


def test_a_state_that_is_not_new_is_not_told(cloudwatch: Any, topic: str, read: Read) -> None:
    cloudwatch.put_metric_alarm(**an_alarm("cpu"), AlarmActions=[topic], OKActions=[topic])

    set_state(cloudwatch, "cpu", "OK")

    assert read() == []


def test_a_state_without_an_action_is_not_told(cloudwatch: Any, topic: str, read: Read) -> None:
    cloudwatch.put_metric_alarm(**an_alarm("cpu"), AlarmActions=[topic])

    set_state(cloudwatch, "cpu", "INSUFFICIENT_DATA")

    assert read() == []


def test_actions_that_are_switched_off_are_not_taken(cloudwatch: Any, topic: str, read: Read) -> None:
    cloudwatch.put_metric_alarm(**an_alarm("cpu"), AlarmActions=[topic], ActionsEnabled=False)

    set_state(cloudwatch, "cpu", "ALARM")

    assert read() == []


def test_a_topic_that_is_not_there_is_no_error(cloudwatch: Any, read: Read) -> None:
    missing = "arn:aws:sns:us-east-1:123456789012:gone"
    cloudwatch.put_metric_alarm(**an_alarm("cpu"), AlarmActions=[missing])

    set_state(cloudwatch, "cpu", "ALARM")

    assert read() == []


def test_a_composite_alarm_pages_once_for_two_of_its_alarms(cloudwatch: Any, topic: str, read: Read) -> None:
    for name in ("cpu", "memory"):
        cloudwatch.put_metric_alarm(**an_alarm(name))
    cloudwatch.put_composite_alarm(
        AlarmName="page", AlarmRule="ALARM(cpu) OR ALARM(memory)", AlarmActions=[topic], OKActions=[topic]
    )

    set_state(cloudwatch, "cpu", "ALARM")
    set_state(cloudwatch, "memory", "ALARM")
    assert read() == [("page", "OK", "ALARM")]

    set_state(cloudwatch, "cpu", "OK")
    assert read() == []
    set_state(cloudwatch, "memory", "OK")
    assert read() == [("page", "ALARM", "OK")]


def test_a_suppressor_in_alarm_holds_a_page_back(cloudwatch: Any, topic: str, read: Read) -> None:
    for name in ("cpu", "window"):
        cloudwatch.put_metric_alarm(**an_alarm(name))
    cloudwatch.put_composite_alarm(
        AlarmName="page",
        AlarmRule="ALARM(cpu)",
        AlarmActions=[topic],
        ActionsSuppressor="window",
        ActionsSuppressorWaitPeriod=60,
        ActionsSuppressorExtensionPeriod=60,
    )

    set_state(cloudwatch, "window", "ALARM")
    set_state(cloudwatch, "cpu", "ALARM")

    assert read() == []
