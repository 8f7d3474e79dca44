"""Report: what a simulation came to, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from aldeia.alarms.simulation.series import Series, read
from aldeia.alarms.simulation.stack import Outcome, metric_alarms, simulate
from aldeia.generated.stack import Stack


def simulated(document: dict[str, Any], path: Path) -> tuple[Series, Outcome]:
    """Run a stack's alarms over the series of a file; raises SimulationError for a file that is none."""
    stack = Stack(document)
    known, _ = metric_alarms(stack)
    series = read(path, sorted({alarm.series for _, alarm in known if not alarm.expression}))
    start = series.start if series.is_dated else None
    return series, simulate(stack, series.samples, series.seconds, start)


def as_text(series: Series, outcome: Outcome) -> str:
    """Write each change in order of time, who is told, and which alarms did not go off."""
    return "\n".join(_lines(series, outcome))


def as_json(series: Series, outcome: Outcome) -> str:
    """Write the same for programs; times in ISO 8601, UTC."""
    changes = [
        {"time": _moment(series, second).isoformat(), "alarm": name, "state": state}
        for second, name, state in _in_order(outcome)
    ]
    notices = [
        asdict(one) | {"time": _moment(series, one.second).isoformat(), "topics": list(one.topics)}
        for one in outcome.notices
    ]
    return json.dumps({"changes": changes, "notices": notices, "left_out": outcome.left_out}, indent=2)


def _lines(series: Series, outcome: Outcome) -> Iterator[str]:
    told = {(one.second, one.alarm): ", ".join(one.topics) for one in outcome.notices}
    width = max(map(len, outcome.changes), default=0)
    for second, name, state in _in_order(outcome):
        tells = told.pop((second, name), None)
        yield (
            f"{_shown(series, second)}  {name:{width}}  {state}{f', tells {tells}' if tells else ''}".rstrip()
        )
    for (second, name), topics in told.items():
        yield f"{_shown(series, second)}  {name:{width}}  tells {topics}, after it was held back"
    quiet = [
        name
        for name, changes in outcome.changes.items()
        if all(change.state != "ALARM" for change in changes)
    ]
    count = len(outcome.changes)
    yield f"{count - len(quiet)} of {count} alarms go off in {series.seconds // 60} minutes"


def _in_order(outcome: Outcome) -> list[tuple[int, str, str]]:
    return sorted(
        (change.second, name, change.state) for name, changes in outcome.changes.items() for change in changes
    )


def _moment(series: Series, second: int) -> datetime:
    return series.start + timedelta(seconds=second)


def _shown(series: Series, second: int) -> str:
    moment = _moment(series, second)
    return f"{moment:%Y-%m-%d %H:%M}" if series.is_dated else f"{moment:%H:%M}"
