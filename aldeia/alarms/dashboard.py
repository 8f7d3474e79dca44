"""Dashboard: one page of CloudWatch for an environment, made of the alarms that it has.

Structure: CloudWatch API reference, Dashboard body structure and syntax; read 2026-11-26.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Any

from aldeia.alarms.pages import pages_of
from aldeia.alarms.table import alarms_of
from aldeia.catalog.regions import REGIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from aldeia.alarms.alarm import Alarm
    from aldeia.manifest.environment import Manifest

Widget = dict[str, Any]

COLUMNS = 24
GRAPH_WIDTH, GRAPH_HEIGHT = 8, 6
ALARMS_ACROSS = 6
TITLES = {"database": "Database", "database_replica": "Read replica", "cache": "Cache"}
LOGGED = "told by the log"
# Metrics that are read together, by what the graph is called; any other has a graph of its own.
TOGETHER = {
    "ReadLatency": "latency", "WriteLatency": "latency",
    "ReadIOPS": "IOPS", "WriteIOPS": "IOPS",
    "EBSByteBalance%": "burst balance of the class", "EBSIOBalance%": "burst balance of the class",
    "NetworkBytesIn": "network", "NetworkBytesOut": "network",
    "SlowStatements": LOGGED, "Errors": LOGGED, "FailedLogins": LOGGED,
}  # fmt: skip
COLOURS = {"critical": "#d13212", "warning": "#ff9900"}


def dashboard_of(manifest: Manifest, account_id: str) -> dict[str, Any]:
    """Give the body: for each store the state of its alarms, and below it every metric with its alarms' lines."""
    stores: dict[str, list[Alarm]] = {}
    for alarm in alarms_of(manifest):
        stores.setdefault(alarm.store, []).append(alarm)
    widgets: list[Widget] = []
    for store, alarms in stores.items():
        names = [page.name for page in pages_of(manifest, alarms) if page.key == store]
        names += [alarm.name for alarm in alarms]
        widgets += _below(widgets, [_states(store, names, manifest.region, account_id)])
        widgets += _below(widgets, _graphs(store, alarms, manifest.region))
    return {"start": "-PT3H", "periodOverride": "inherit", "widgets": widgets}


def _states(store: str, names: list[str], region: str, account_id: str) -> Widget:
    """Show which alarms are on, those first."""
    where = f"arn:{_partition(region)}:cloudwatch:{region}:{account_id}:alarm"
    return {
        "type": "alarm",
        "x": 0,
        "y": 0,
        "width": COLUMNS,
        "height": 1 + ceil(len(names) / ALARMS_ACROSS),
        "properties": {
            "title": f"{TITLES[store]}: alarms",
            "alarms": [f"{where}:{name}" for name in names],
            "sortBy": "stateUpdatedTimestamp",
        },
    }


def _graphs(store: str, alarms: list[Alarm], region: str) -> list[Widget]:
    groups: dict[str, list[Alarm]] = {}
    for alarm in alarms:
        groups.setdefault(TOGETHER.get(alarm.metric, alarm.metric), []).append(alarm)
    return [
        _graph(f"{TITLES[store]}: {title}, {_unit(group)}", group, region, index)
        for index, (title, group) in enumerate(groups.items())
    ]


def _graph(title: str, alarms: list[Alarm], region: str, index: int) -> Widget:
    across = COLUMNS // GRAPH_WIDTH
    return {
        "type": "metric",
        "x": index % across * GRAPH_WIDTH,
        "y": index // across * GRAPH_HEIGHT,
        "width": GRAPH_WIDTH,
        "height": GRAPH_HEIGHT,
        "properties": {
            "title": title,
            "view": "timeSeries",
            "region": region,
            "metrics": list(_unique(map(_line, alarms))),
            "annotations": {"horizontal": list(_thresholds(alarms))},
            "yAxis": {"left": _axis(alarms)},
        },
    }


def _line(alarm: Alarm) -> list[Any]:
    dimensions = [word for pair in alarm.dimensions for word in pair]
    shown = {
        "label": f"{alarm.thing} {alarm.metric}",
        "stat": alarm.statistic,
        "period": alarm.period_seconds,
    }
    return [alarm.namespace, alarm.metric, *dimensions, shown]


def _thresholds(alarms: list[Alarm]) -> Iterator[dict[str, Any]]:
    """Draw the lines where alarms go off, in CloudWatch's unit, with the number as a person writes it; equal ones once."""
    lines: dict[tuple[float, str, str, str], list[str]] = {}
    for alarm in alarms:
        symptoms = lines.setdefault((alarm.threshold, alarm.direction, alarm.written, alarm.severity), [])
        if alarm.symptom not in symptoms:
            symptoms.append(alarm.symptom)
    for (threshold, direction, written, severity), symptoms in lines.items():
        yield {
            "label": f"{', '.join(symptoms)}: {direction} {written}",
            "value": threshold,
            "color": COLOURS[severity],
            "fill": direction,
        }


def _axis(alarms: list[Alarm]) -> dict[str, Any]:
    return {"min": 0, "label": _unit(alarms), "showUnits": False}


def _unit(alarms: list[Alarm]) -> str:
    unit = alarms[0].unit
    return {"Percent": "%", "Count/Second": "per second"}.get(unit, unit.lower())


def _partition(region: str) -> str:
    known = REGIONS.get(region)
    return known.partition if known else "aws"


def _below(above: list[Widget], widgets: Iterable[Widget]) -> list[Widget]:
    """Move widgets below those that are there."""
    end = max((widget["y"] + widget["height"] for widget in above), default=0)
    return [widget | {"y": end + widget["y"]} for widget in widgets]


def _unique(rows: Iterable[list[Any]]) -> Iterator[list[Any]]:
    """Give each row once: two alarms of one metric are one line."""
    seen: list[list[Any]] = []
    for row in rows:
        if row not in seen:
            seen.append(row)
            yield row
