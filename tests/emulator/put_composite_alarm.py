"""PutCompositeAlarm: moto has composite alarms in its answers and no way to make one.

It is moto's own alarm with a rule, and with what holds its actions back. Could be offered to moto as it stands.
"""

from __future__ import annotations

from typing import Any

from moto.cloudwatch.exceptions import ValidationError
from moto.cloudwatch.models import CloudWatchBackend
from moto.cloudwatch.responses import CloudWatchResponse

from aldeia.alarms.simulation import SimulationError
from aldeia.alarms.simulation.composite import rule
from tests.emulator.extension import adds

SUPPRESSOR = ("ActionsSuppressor", "ActionsSuppressorWaitPeriod", "ActionsSuppressorExtensionPeriod")
_ATTRIBUTES = ("actions_suppressor", "actions_suppressor_wait_period", "actions_suppressor_extension_period")


@adds(CloudWatchResponse)
def put_composite_alarm(self: CloudWatchResponse) -> Any:
    name = self._get_param("AlarmName")
    _refuse_what_is_not_there(self.cloudwatch_backend, self._get_param("AlarmRule"))
    answer = self.put_metric_alarm()
    alarm = self.cloudwatch_backend.alarms[name]
    for parameter, attribute in zip(SUPPRESSOR, _ATTRIBUTES, strict=True):
        alarm.__dict__[attribute] = self._get_param(parameter)
    return answer


def _refuse_what_is_not_there(backend: CloudWatchBackend, text: str) -> None:
    """AWS makes no alarm on one that is not there: "AlarmRule must not be evaluated to alarms that do not exist"."""
    try:
        names = rule(text).names
    except SimulationError as error:
        raise ValidationError(str(error)) from None
    if missing := [name for name in names if name not in backend.alarms]:
        raise ValidationError(
            f"Could not save the composite alarm as alarms {missing} in the alarm rule do not exist"
        )
