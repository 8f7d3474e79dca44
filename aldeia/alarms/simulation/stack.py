"""Stack: every alarm of a stack run over series, then the composite alarms over these, then who would be told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from aldeia.alarms.simulation import SimulationError
from aldeia.alarms.simulation.alarm import METRIC_ALARM, MetricAlarm, metric_alarm
from aldeia.alarms.simulation.clock import at
from aldeia.alarms.simulation.composite import COMPOSITE_ALARM, Rule, Suppressor, actions, rule
from aldeia.alarms.simulation.composite import run as run_composite
from aldeia.alarms.simulation.evaluation import State
from aldeia.alarms.simulation.timeline import Change, Sample
from aldeia.alarms.simulation.timeline import run as run_metric
from aldeia.generated.resolved import resolved
from aldeia.generated.stack import Resource, Stack, blocks_of

_ACTIONS: dict[State, str] = {
    "ALARM": "alarm_actions",
    "INSUFFICIENT_DATA": "insufficient_data_actions",
    "OK": "ok_actions",
}


@dataclass(frozen=True)
class Notice:
    """Topics are told of an alarm's new state."""

    second: int
    alarm: str
    state: State
    topics: tuple[str, ...]
    """Their addresses; none where the alarm has no action for the state."""


@dataclass(frozen=True)
class Outcome:
    """What came of a simulation."""

    changes: Mapping[str, Sequence[Change]]
    """By alarm, also those that did not change."""
    notices: tuple[Notice, ...]
    """In order of time."""
    left_out: tuple[str, ...]
    """Alarms that cannot be simulated, each with the reason."""


def metric_alarms(stack: Stack) -> tuple[list[tuple[Resource, MetricAlarm]], list[str]]:
    """Give the alarms that can be simulated, and why the others cannot."""
    found, left_out = [], []
    for resource in stack.of(METRIC_ALARM):
        try:
            found.append((resource, metric_alarm(resource)))
        except SimulationError as error:
            left_out.append(str(error))
    return found, left_out


def simulate(
    stack: Stack, samples: Mapping[str, Sequence[Sample]], seconds: int, start: datetime | None = None
) -> Outcome:
    """Run every alarm that watches one of the series, and every composite alarm that asks one of these.

    With a start, in UTC, also the alarms that watch the clock; without one they are left out. All begin with OK.
    """
    known, left_out = metric_alarms(stack)
    changes: dict[str, list[Change]] = {}
    windows: dict[str, list[Change]] = {}
    notices: list[Notice] = []
    for resource, alarm in known:
        if alarm.expression and start:
            windows[alarm.name] = run_metric(alarm, clock(alarm, seconds, start), seconds, "OK")
        elif alarm.expression:
            left_out.append(f"{resource.address}: watches the clock, and the series has no days")
        elif alarm.series in samples:
            changes[alarm.name] = run_metric(alarm, samples[alarm.series], seconds, "OK")
            notices += _notices(resource, alarm.name, changes[alarm.name])
    for resource in stack.of(COMPOSITE_ALARM):
        name = resolved(str(resource.get("alarm_name")), stack)
        read = rule(resolved(str(resource.get("alarm_rule")), stack))
        if set(read.names) & set(changes):
            changes[name] = _composed(read, changes)
            notices += _notices(resource, name, _taken(resource, changes[name], changes | windows))
    return Outcome(changes, tuple(sorted(notices, key=lambda one: (one.second, one.alarm))), tuple(left_out))


def clock(alarm: MetricAlarm, seconds: int, start: datetime) -> list[Sample]:
    """Give an expression's value in each period, as it is when the period begins."""
    return [
        (second, at(alarm.expression, start + timedelta(seconds=second)))
        for second in range(0, seconds, alarm.period_seconds)
    ]


def _composed(read: Rule, changes: Mapping[str, Sequence[Change]]) -> list[Change]:
    """Run a composite alarm; an alarm without a series stays as it begins."""
    return run_composite(read, {name: changes.get(name, ()) for name in read.names})


def _taken(
    resource: Resource, own: Sequence[Change], changes: Mapping[str, Sequence[Change]]
) -> list[Change]:
    """Hold back what a suppressor holds back; one that is not simulated stays OK, and its wait is waited."""
    blocks = blocks_of(resource.get("actions_suppressor"))
    if not blocks:
        return list(own)
    [block] = blocks
    by = resolved(str(block["alarm"]), resource.stack).rpartition(":alarm:")[2]
    held = Suppressor(changes.get(by, ()), int(block["wait_period"]), int(block["extension_period"]))
    return actions(own, held)


def _notices(resource: Resource, name: str, changes: Iterable[Change]) -> list[Notice]:
    if resource.get("actions_enabled") in (False, "false"):
        return []
    found = [
        Notice(
            change.second,
            name,
            change.state,
            tuple(topic.address for topic in resource.all(_ACTIONS[change.state], "aws_sns_topic")),
        )
        for change in changes
    ]
    return [notice for notice in found if notice.topics]
