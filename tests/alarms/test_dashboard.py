"""The dashboard has the structure that CloudWatch takes, shows every alarm and its line, and fits its grid."""

from __future__ import annotations

import json
import re
from itertools import combinations
from typing import Any

import jsonschema
import pytest

from aldeia.alarms.dashboard import dashboard_of
from aldeia.alarms.pages import pages_of
from aldeia.alarms.table import alarms_of
from aldeia.manifest.environment import Manifest
from tests.examples import a_manifest, committed

ACCOUNT = "123456789012"
PAIR = {"cache.nodes": 2, "cache.availability_zones": ["us-east-1a", "us-east-1b"]}
MANIFESTS = {
    **committed(),
    "read replica": a_manifest({"database.read_replica.enabled": True}),
    "six nodes": a_manifest({"cache.nodes": 6, "cache.availability_zones": ["us-east-1a"] * 6}),
    "no log": a_manifest({"database.log_exports": [], **PAIR}),
}
each_manifest = pytest.mark.parametrize("manifest", MANIFESTS.values(), ids=MANIFESTS)


def an_object(required: str, **properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": required.split(),
        "additionalProperties": False,
    }


# CloudWatch API reference, Dashboard body structure and syntax, read 2026-11-26: what of it we use, and no more.
LINE = {"type": "string", "pattern": r"^.+$"}
METRIC = {
    "type": "array",
    "minItems": 3,
    "prefixItems": [LINE, LINE],
    "contains": an_object(
        "label stat period",
        label=LINE,
        stat={"enum": ["Average", "Maximum", "Minimum", "Sum", "SampleCount", "p90"]},
        period={"type": "integer", "minimum": 60, "multipleOf": 60},
    ),
    "minContains": 1,
    "maxContains": 1,
}
THRESHOLD = an_object(
    "label value color fill",
    label=LINE,
    value={"type": "number"},
    color={"type": "string", "pattern": "^#[0-9a-f]{6}$"},
    fill={"enum": ["above", "below", "none"]},
)
PROPERTIES = {
    "metric": an_object(
        "title view region metrics annotations yAxis",
        title=LINE,
        view={"enum": ["timeSeries", "singleValue", "gauge", "bar", "pie", "table"]},
        region={"const": "us-east-1"},
        metrics={"type": "array", "items": METRIC, "minItems": 1, "maxItems": 100},
        annotations=an_object("horizontal", horizontal={"type": "array", "items": THRESHOLD}),
        yAxis=an_object(
            "left",
            left=an_object("min", min={"type": "number"}, label=LINE, showUnits={"type": "boolean"}),
        ),
    ),
    "alarm": an_object(
        "title alarms",
        title=LINE,
        alarms={
            "type": "array",
            "items": {"pattern": f"^arn:aws:cloudwatch:us-east-1:{ACCOUNT}:alarm:[a-z0-9-]+$"},
            "minItems": 1,
            "maxItems": 100,
            "uniqueItems": True,
        },
        sortBy={"enum": ["default", "stateUpdatedTimestamp", "timestamp"]},
    ),
}
WIDGET = {
    "oneOf": [
        an_object(
            "type x y width height properties",
            type={"const": kind},
            x={"type": "integer", "minimum": 0, "maximum": 23},
            y={"type": "integer", "minimum": 0},
            width={"type": "integer", "minimum": 1, "maximum": 24},
            height={"type": "integer", "minimum": 1, "maximum": 1000},
            properties=properties,
        )
        for kind, properties in PROPERTIES.items()
    ]
}
BODY = an_object(
    "widgets",
    start={"type": "string", "pattern": "^-P(T[0-9]+[MH]|[0-9]+[DWM])$"},
    periodOverride={"enum": ["auto", "inherit"]},
    widgets={"type": "array", "items": WIDGET, "maxItems": 500},
)


def widgets(manifest: Manifest, kind: str) -> list[dict[str, Any]]:
    return [widget for widget in dashboard_of(manifest, ACCOUNT)["widgets"] if widget["type"] == kind]


@each_manifest
def test_it_has_the_structure_that_cloudwatch_takes(manifest: Manifest) -> None:
    jsonschema.validate(dashboard_of(manifest, ACCOUNT), BODY)


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (["widgets", 1, "type"], "graph"),
        (["widgets", 1, "x"], 24),
        (["widgets", 1, "properties", "metrics"], []),
        (["widgets", 1, "properties", "titel"], "x"),
        (["widgets", 1, "properties", "metrics", 0], ["AWS/RDS", "CPUUtilization"]),
        (["widgets", 1, "properties", "annotations", "horizontal", 0, "value"], "75%"),
        (["widgets", 0, "properties", "alarms"], []),
        (["start"], "3 hours"),
    ],
)
def test_a_body_that_cloudwatch_would_refuse_is_seen(place: list[Any], value: Any) -> None:
    body = json.loads(json.dumps(dashboard_of(committed()["staging"], ACCOUNT)))
    *path, last = place
    inner = body
    for key in path:
        inner = inner[key]
    inner[last] = value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(body, BODY)


@each_manifest
def test_every_alarm_and_every_page_has_its_state_shown_once(manifest: Manifest) -> None:
    alarms = alarms_of(manifest)
    names = [alarm.name for alarm in alarms] + [page.name for page in pages_of(manifest, alarms)]
    shown = [arn for widget in widgets(manifest, "alarm") for arn in widget["properties"]["alarms"]]

    assert sorted(shown) == sorted(f"arn:aws:cloudwatch:us-east-1:{ACCOUNT}:alarm:{name}" for name in names)


@each_manifest
def test_every_alarm_has_its_metric_and_its_threshold_in_one_graph(manifest: Manifest) -> None:
    graphs = [widget["properties"] for widget in widgets(manifest, "metric")]
    for alarm in alarms_of(manifest):
        metric = [alarm.namespace, alarm.metric, *(word for pair in alarm.dimensions for word in pair)]
        drawn = [
            graph
            for graph in graphs
            if any(line[:-1] == metric and line[-1]["stat"] == alarm.statistic for line in graph["metrics"])
        ]
        assert len(drawn) == 1, alarm.key
        [threshold] = [
            one
            for one in drawn[0]["annotations"]["horizontal"]
            if alarm.symptom in one["label"].split(": ")[0].split(", ")
        ]
        assert threshold["label"].endswith(f": {alarm.direction} {alarm.written}")
        assert (threshold["value"], threshold["fill"]) == (alarm.threshold, alarm.direction)
        assert threshold["color"] == {"critical": "#d13212", "warning": "#ff9900"}[alarm.severity]


@each_manifest
def test_what_shares_a_graph_has_one_unit_and_the_title_says_it(manifest: Manifest) -> None:
    units = {alarm.metric: alarm.unit for alarm in alarms_of(manifest)}
    for graph in (widget["properties"] for widget in widgets(manifest, "metric")):
        [unit] = {units[line[1]] for line in graph["metrics"]}
        said = {
            "Percent": "%",
            "Count/Second": "per second",
            "Bytes": "bytes",
            "Seconds": "seconds",
            "Count": "count",
        }
        assert graph["title"].endswith(f", {said[unit]}")


@each_manifest
def test_no_widget_covers_another_or_leaves_the_grid(manifest: Manifest) -> None:
    placed = dashboard_of(manifest, ACCOUNT)["widgets"]
    for widget in placed:
        assert widget["x"] + widget["width"] <= 24
    for one, other in combinations(placed, 2):
        apart_across = one["x"] + one["width"] <= other["x"] or other["x"] + other["width"] <= one["x"]
        apart_down = one["y"] + one["height"] <= other["y"] or other["y"] + other["height"] <= one["y"]
        assert apart_across or apart_down, (one, other)


def test_another_partition_has_other_arns() -> None:
    body = dashboard_of(a_manifest({"region": "us-gov-west-1"}), ACCOUNT)
    assert re.match("arn:aws-us-gov:cloudwatch:us-gov-west-1:", body["widgets"][0]["properties"]["alarms"][0])
