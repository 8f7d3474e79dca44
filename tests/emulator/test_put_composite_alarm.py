from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.emulator.conftest import Client
from tests.emulator.examples import an_alarm


@pytest.fixture
def cloudwatch(client: Client) -> Any:
    return client("cloudwatch")


def test_a_composite_alarm_is_told_with_its_rule_and_what_holds_it_back(cloudwatch: Any) -> None:
    cloudwatch.put_metric_alarm(**an_alarm("cpu"))
    cloudwatch.put_metric_alarm(**an_alarm("window"))

    cloudwatch.put_composite_alarm(
        AlarmName="page",
        AlarmRule='ALARM("cpu")',
        AlarmActions=["arn:aws:sns:us-east-1:123456789012:topic"],
        ActionsSuppressor="window",
        ActionsSuppressorWaitPeriod=60,
        ActionsSuppressorExtensionPeriod=600,
    )

    [page] = cloudwatch.describe_alarms(AlarmNames=["page"], AlarmTypes=["CompositeAlarm"])["CompositeAlarms"]
    assert (page["AlarmName"], page["AlarmRule"], page["AlarmActions"]) == (
        "page",
        'ALARM("cpu")',
        ["arn:aws:sns:us-east-1:123456789012:topic"],
    )
    assert (page["ActionsSuppressor"], page["ActionsSuppressorWaitPeriod"]) == ("window", 60)
    assert page["ActionsSuppressorExtensionPeriod"] == 600


def test_a_composite_alarm_without_a_suppressor_says_nothing_of_one(cloudwatch: Any) -> None:
    cloudwatch.put_metric_alarm(**an_alarm("cpu"))

    cloudwatch.put_composite_alarm(AlarmName="page", AlarmRule="ALARM(cpu)")

    [page] = cloudwatch.describe_alarms(AlarmNames=["page"])["CompositeAlarms"]
    assert "ActionsSuppressor" not in page


@pytest.mark.parametrize("text", ["ALARM(cpu)", "cpu"])
def test_a_rule_on_an_alarm_that_is_not_there_is_refused(cloudwatch: Any, text: str) -> None:
    with pytest.raises(ClientError) as error:
        cloudwatch.put_composite_alarm(AlarmName="page", AlarmRule=text)

    assert error.value.response["Error"]["Code"] == "ValidationError"
    assert cloudwatch.describe_alarms()["CompositeAlarms"] == []
