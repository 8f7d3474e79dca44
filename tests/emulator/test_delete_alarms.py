from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.emulator.conftest import Client
from tests.emulator.examples import an_alarm


def make(client: Client) -> Any:
    """Make two alarms, and a composite of one that the other holds back."""
    cloudwatch = client("cloudwatch")
    for name in ("child", "window"):
        cloudwatch.put_metric_alarm(**an_alarm(name))
    cloudwatch.put_composite_alarm(
        AlarmName="page",
        AlarmRule='ALARM("child")',
        ActionsSuppressor="window",
        ActionsSuppressorWaitPeriod=60,
        ActionsSuppressorExtensionPeriod=60,
    )
    return cloudwatch


@pytest.mark.parametrize("name", ["child", "window"])
def test_an_alarm_that_a_composite_needs_is_not_deleted(client: Client, name: str) -> None:
    cloudwatch = make(client)

    with pytest.raises(ClientError, match=f"Cannot delete {name} as there are composite alarm"):
        cloudwatch.delete_alarms(AlarmNames=[name])

    assert len(cloudwatch.describe_alarms(AlarmTypes=["MetricAlarm"])["MetricAlarms"]) == 2


def test_it_is_once_the_composite_is_gone(client: Client) -> None:
    cloudwatch = make(client)

    cloudwatch.delete_alarms(AlarmNames=["page"])
    cloudwatch.delete_alarms(AlarmNames=["child", "window"])

    assert cloudwatch.describe_alarms()["MetricAlarms"] == []
