"""Report: every alarm of an environment with its threshold and how that came about, for people and for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from aldeia.alarms.pages import pages, pages_of
from aldeia.alarms.table import AS_WRITTEN, alarms_of
from aldeia.naming import names_of

if TYPE_CHECKING:
    from aldeia.alarms.alarm import Alarm
    from aldeia.manifest.environment import Manifest

HEADINGS = ["symptom", "metric", "goes off", "for", "threshold", "severity", "no data"]
COLUMNS = 160
"""What the table takes."""
_SIGN = {"above": ">", "below": "<"}
_NO_DATA = {"breaching": "alarm", "notBreaching": "fine", "missing": "-"}


def tables(manifest: Manifest) -> list[tuple[str, list[list[str]]]]:
    """Give a title and the rows of each instance; nodes whose alarms are the same share a table."""
    things: dict[str, list[list[str]]] = {}
    for alarm in alarms_of(manifest):
        things.setdefault(alarm.thing, []).append(_row(alarm))
    same: dict[str, list[str]] = {}
    for thing, rows in things.items():
        same.setdefault(json.dumps(rows), []).append(thing)
    return [(", ".join(names), things[names[0]]) for names in same.values()]


def summary(manifest: Manifest) -> str:
    """Say how many there are, and what becomes of them."""
    alarms = alarms_of(manifest)
    names = " and ".join(page.name for page in pages_of(manifest, alarms))
    silenced = sum(1 for alarm in alarms if alarm.silence)
    paging = sum(1 for alarm in alarms if pages(alarm))
    return (
        f"{len(alarms)} alarms, {silenced} silenced; {paging} are critical and page through {names}; "
        f"each tells {names_of(manifest).warning_topic}, too"
    )


def as_json(manifest: Manifest) -> str:
    """Write all that is known of each alarm and of each page."""
    alarms = alarms_of(manifest)
    document = {
        "environment": manifest.environment,
        "alarms": [_plain(alarm) for alarm in alarms],
        "pages": [
            {"name": page.name, "alarms": list(page.alarms), "quiet": page.quiet.name if page.quiet else None}
            for page in pages_of(manifest, alarms)
        ],
    }
    return json.dumps(document, indent=2)


def _row(alarm: Alarm) -> list[str]:
    return [
        alarm.symptom,
        alarm.metric,
        f"{alarm.statistic} {_SIGN[alarm.direction]} {alarm.written}",
        _samples(alarm),
        "set" if alarm.formula == AS_WRITTEN else f"auto: {alarm.formula}",
        f"silenced until {alarm.silence.expires}" if alarm.silence else alarm.severity,
        _NO_DATA[alarm.missing.treatment],
    ]


def _samples(alarm: Alarm) -> str:
    """Write M of N, and the period: `12 of 15 x 60 s`; M alone where it is N."""
    m, n = alarm.datapoints_to_alarm, alarm.evaluation_periods
    return f"{m if m == n else f'{m} of {n}'} x {alarm.period_seconds} s"


def _plain(alarm: Alarm) -> dict[str, Any]:
    return {
        "key": alarm.key,
        "name": alarm.name,
        "thing": alarm.thing,
        "meaning": alarm.meaning,
        "severity": alarm.severity,
        "silenced_until": str(alarm.silence.expires) if alarm.silence else None,
        "namespace": alarm.namespace,
        "metric": alarm.metric,
        "dimensions": dict(alarm.dimensions),
        "statistic": alarm.statistic,
        "direction": alarm.direction,
        "threshold": alarm.threshold,
        "unit": alarm.unit,
        "written": alarm.written,
        "setting": ".".join(alarm.path),
        "set_to": alarm.setting,
        "formula": alarm.formula,
        "period_seconds": alarm.period_seconds,
        "datapoints_to_alarm": alarm.datapoints_to_alarm,
        "evaluation_periods": alarm.evaluation_periods,
        "missing_data": alarm.missing.treatment,
        "missing_because": alarm.missing.because,
    }
