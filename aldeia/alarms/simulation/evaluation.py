"""Evaluation: data points in, an alarm's state out, as CloudWatch does it when some of the points are missing.

CloudWatch user guide, Configuring how CloudWatch alarms treat missing data; tests/alarms/simulation has its tables.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

State = Literal["OK", "ALARM", "INSUFFICIENT_DATA"]
Missing = Literal["breaching", "notBreaching", "ignore", "missing"]
Point = bool | None
"""Whether a period's value is past the threshold; None where there is no value."""

# AWS: more points than the evaluation periods, how many depends on the period. Its one example reads 5 for 3.
EXTRA_POINTS = 2


@dataclass(frozen=True)
class MOfN:
    """How many points of the last ones must be past the threshold, and what a missing one counts as."""

    datapoints: int
    periods: int
    missing: Missing

    @property
    def evaluation_range(self) -> int:
        """How many of the latest periods CloudWatch looks at."""
        return self.periods + EXTRA_POINTS


def evaluate(points: Sequence[Point], alarm: MOfN, current: State) -> State:
    """Give the state after the latest of some points, the oldest first; those before the evaluation range do not count."""
    ranged = list(points)[-alarm.evaluation_range :]
    there = [point for point in ranged if point is not None]
    if len(there) >= alarm.periods:
        return _counted(there[-alarm.periods :], alarm)
    filled = alarm.periods - len(there)
    if alarm.missing == "breaching":
        return _counted([*there, *[True] * filled], alarm)
    if alarm.missing == "notBreaching":
        return _counted(there, alarm)
    return _of_few(ranged, there, alarm, current)


def _counted(points: Sequence[bool], alarm: MOfN) -> State:
    return "ALARM" if sum(points) >= alarm.datapoints else "OK"


def _of_few(ranged: Sequence[Point], there: Sequence[bool], alarm: MOfN, current: State) -> State:
    """Judge by fewer points than needed, with nothing put in for the others (`missing`, `ignore`).

    One good point is enough for OK, M bad ones for ALARM. Bad ones alone that are fewer are an alarm only when the oldest
    is M periods old: a younger one may be a single peak ("Avoiding premature transitions to alarm state").
    """
    if sum(there) >= alarm.datapoints:
        return "ALARM"
    if not all(there):
        return "OK"
    if alarm.missing == "ignore":
        return current
    ages = [age for age, point in enumerate(reversed(ranged), start=1) if point is not None]
    return "ALARM" if ages and max(ages) >= alarm.datapoints else "INSUFFICIENT_DATA"
