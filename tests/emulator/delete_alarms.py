"""DeleteAlarms: moto deletes an alarm that a composite alarm still names, or that holds one back.

AWS refuses it, and then deletes none of those that it was asked to delete. Could be offered to moto as it stands.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from moto.cloudwatch.exceptions import ValidationError
from moto.cloudwatch.models import CloudWatchBackend

from tests.emulator.extension import corrects


@corrects(CloudWatchBackend)
def delete_alarms(
    motos_own: Callable[[CloudWatchBackend, list[str]], None], self: CloudWatchBackend, alarm_names: list[str]
) -> None:
    others = [alarm for alarm in self.alarms.values() if alarm.rule and alarm.name not in alarm_names]
    for name in alarm_names:
        if any(_needs(other, name) for other in others):
            raise ValidationError(f"Cannot delete {name} as there are composite alarm(s) depending on it.")
    motos_own(self, alarm_names)


def _needs(composite: Any, name: str) -> bool:
    held_back_by = str(composite.__dict__.get("actions_suppressor"))
    return f'("{name}")' in composite.rule or held_back_by.rpartition(":")[2] == name
