"""Timeline: a metric alarm run over a series, period by period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from aldeia.alarms.simulation.alarm import MetricAlarm
from aldeia.alarms.simulation.evaluation import State, evaluate
from aldeia.alarms.simulation.samples import enough, value

Sample = tuple[int, float]
"""The second since the series began, and the value."""


@dataclass(frozen=True)
class Change:
    """An alarm has another state from a second on, the end of the period that decided it."""

    second: int
    state: State


def run(
    alarm: MetricAlarm, samples: Iterable[Sample], seconds: int, start: State = "INSUFFICIENT_DATA"
) -> list[Change]:
    """Give every change of an alarm's state in so many seconds; what lies before the series is missing."""
    periods = _by_period(samples, alarm.period_seconds)
    state, changes = start, []
    for period in range(seconds // alarm.period_seconds):
        state_now = _state_after(alarm, periods, period, state)
        if state_now != state:
            changes.append(Change((period + 1) * alarm.period_seconds, state_now))
            state = state_now
    return changes


def _state_after(
    alarm: MetricAlarm, periods: Mapping[int, Sequence[float]], period: int, state: State
) -> State:
    first = period - alarm.m_of_n.evaluation_range + 1
    ranged = [periods.get(number, ()) for number in range(first, period + 1)]
    counted = sum(map(len, ranged[-alarm.m_of_n.periods :]))
    if alarm.waits_for_samples and counted and not enough(counted, alarm.statistic):
        return state
    points = [alarm.point(value(samples, alarm.statistic)) for samples in ranged]
    return evaluate(points, alarm.m_of_n, state)


def _by_period(samples: Iterable[Sample], period_seconds: int) -> dict[int, list[float]]:
    periods: dict[int, list[float]] = defaultdict(list)
    for second, sample in samples:
        periods[second // period_seconds].append(sample)
    return periods
