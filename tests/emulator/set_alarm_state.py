"""SetAlarmState: moto sets the state, takes no action and asks no composite alarm.

CloudWatch takes the actions of the new state, where it is a new one, and evaluates the composite alarms that ask the
alarm. A suppressor in ALARM holds theirs back; its wait and extension are not waited here. The message is CloudWatch's
own, with what a reader of it needs. Could be offered to moto without the clock.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from moto.cloudwatch.models import Alarm, CloudWatchBackend
from moto.sns.models import sns_backends

from aldeia.alarms.simulation.composite import rule
from tests.emulator.extension import corrects

ACTIONS = {"ALARM": "alarm_actions", "INSUFFICIENT_DATA": "insufficient_data_actions", "OK": "ok_actions"}


@corrects(CloudWatchBackend)
def set_alarm_state(
    motos_own: Callable[..., None], self: CloudWatchBackend, alarm_name: str, *state: str | None
) -> None:
    there = self.alarms.get(alarm_name)
    before = there.state_value if there else None
    motos_own(self, alarm_name, *state)
    if before is not None and before != self.alarms[alarm_name].state_value:
        _act(self, self.alarms[alarm_name], before)
        _evaluate_composites(self)


def _evaluate_composites(backend: CloudWatchBackend) -> None:
    states: dict[str, Any] = {name: alarm.state_value for name, alarm in backend.alarms.items()}
    for alarm in backend.alarms.values():
        if alarm.rule is None:
            continue
        before, now = alarm.state_value, "ALARM" if rule(alarm.rule).holds(states) else "OK"
        if before != now:
            alarm.update_state(f"{alarm.rule} is {now == 'ALARM'}", "{}", now)
            suppressor = backend.alarms.get(str(alarm.__dict__.get("actions_suppressor")))
            if suppressor is None or suppressor.state_value != "ALARM":
                _act(backend, alarm, before)


def _act(backend: CloudWatchBackend, alarm: Alarm, before: str) -> None:
    if not alarm.actions_enabled:
        return
    for action in getattr(alarm, ACTIONS[alarm.state_value]):
        topics = sns_backends[backend.account_id][backend.region_name].topics
        if action in topics:  # CloudWatch says nothing of a topic that is not there
            topics[action].publish(
                _message(backend, alarm, before), subject=f"{alarm.state_value}: {alarm.name}"
            )


def _message(backend: CloudWatchBackend, alarm: Alarm, before: str) -> str:
    return json.dumps(
        {
            "AlarmName": alarm.name,
            "AlarmDescription": alarm.description,
            "AWSAccountId": backend.account_id,
            "NewStateValue": alarm.state_value,
            "NewStateReason": alarm.state_reason,
            "OldStateValue": before,
            "AlarmArn": alarm.alarm_arn,
            "Region": backend.region_name,
        }
    )
