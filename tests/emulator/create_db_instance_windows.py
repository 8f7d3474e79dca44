"""CreateDBInstance and ModifyDBInstance: moto refuses windows that touch, and compares times of day without the day.

AWS refuses a backup window and a maintenance window that have a minute in common on any day of the week; one may begin
when the other ends. Could be offered to moto as it stands.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from moto.rds import models

from tests.emulator.extension import corrects

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY = 24 * 60
WEEK = 7 * DAY


@corrects(models)
def valid_preferred_maintenance_window(
    motos_own: Callable[..., str | None], maintenance_window: Any, backup_window: Any
) -> str | None:
    """Give what is wrong with the windows, or None; moto's own looks at the maintenance window's form and length."""
    wrong = motos_own(maintenance_window, None)
    if wrong is None and backup_window and _overlap(maintenance_window, backup_window):
        return "The backup window and maintenance window must not overlap."
    return wrong


def _overlap(maintenance_window: str, backup_window: str) -> bool:
    first, last = maintenance_window.split("-")
    maintained = _minutes(_minute_of_week(first), _minute_of_week(last), WEEK)
    first, last = backup_window.split("-")
    backed_up = _minutes(_minute_of_day(first), _minute_of_day(last), DAY)
    return any(minute % DAY in backed_up for minute in maintained)


def _minutes(first: int, last: int, cycle: int) -> set[int]:
    """Give every minute from the first until before the last, past the end of the cycle where the last comes earlier."""
    return {minute % cycle for minute in range(first, last if last > first else last + cycle)}


def _minute_of_day(time: str) -> int:
    hours, minutes = time.split(":")
    return int(hours) * 60 + int(minutes)


def _minute_of_week(moment: str) -> int:
    day, time = moment.split(":", 1)
    return DAYS.index(day) * DAY + _minute_of_day(time)
