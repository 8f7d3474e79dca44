"""Draws production's dashboard with sample data: `python -m tools.dashboard` writes docs/dashboard.svg anew.

CloudWatch draws the real one. This is for those who review it without an account: the widgets, their places, lines and
thresholds are read from the body that Terraform gets, the data is made up: a database that gets busy.
"""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from aldeia.alarms.dashboard import COLUMNS, dashboard_of
from aldeia.manifest.loader import load_directory

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "docs" / "dashboard.svg"
ACCOUNT = "123456789012"

# Pixels: of a grid unit across and down, between widgets, around a graph.
ACROSS, DOWN, GAP = 46, 34, 6
LEFT, RIGHT, TOP, BOTTOM = 58, 12, 30, 22
CHIP_WIDTH, CHIP_HEIGHT, CHIPS_ACROSS = 212, 22, 5
COLOURS = ("#1f77b4", "#2ca02c", "#9467bd", "#8c564b", "#e377c2", "#17becf")
POINTS = 36
BYTES = ((2**30, "GiB"), (2**20, "MiB"), (1, "B"))
MILLION = 1_000_000
# What the sample's busy database does: the metrics that pass their threshold, and how far.
BUSY = {"CPUUtilization": 1.2, "DBLoad": 1.6, "ReadLatency": 1.4}
BUSY_THING = "aldeia-prod-db"


def picture() -> str:
    """Give the picture as SVG, the same bytes every time."""
    [manifest] = load_directory(ROOT / "envs", only="production")
    widgets = dashboard_of(manifest, ACCOUNT)["widgets"]
    on = {
        _alarm_name(line, threshold)
        for widget in widgets
        if widget["type"] == "metric"
        for line, threshold in _pairs(widget["properties"])
        if _is_past(_series(line, threshold)[-1], threshold)
    }
    drawn = [_drawn(widget, on | {f"{BUSY_THING}-critical"}) for widget in widgets]
    templates = Environment(
        loader=FileSystemLoader(Path(__file__).parent), undefined=StrictUndefined, autoescape=True,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    height = max(one["y"] + one["height"] for one in drawn) + GAP
    return templates.get_template("dashboard.svg.j2").render(
        widgets=drawn, width=COLUMNS * ACROSS + GAP, height=height
    )


def _drawn(widget: dict[str, Any], on: set[str]) -> dict[str, Any]:
    """Give a widget in pixels."""
    frame = {
        "x": widget["x"] * ACROSS + GAP,
        "y": widget["y"] * DOWN + GAP,
        "width": widget["width"] * ACROSS - GAP,
        "height": widget["height"] * DOWN - GAP,
        "title": widget["properties"]["title"],
        "chips": [], "ticks": [], "thresholds": [], "lines": [],
    }  # fmt: skip
    if widget["type"] == "alarm":
        return frame | {"chips": _chips(widget["properties"]["alarms"], on)}
    return frame | _graph(widget["properties"], frame["width"], frame["height"])


def _chips(arns: list[str], on: set[str]) -> list[dict[str, Any]]:
    """Give the alarms as CloudWatch sorts them: those that are on first."""
    names = sorted((arn.rpartition(":")[2] for arn in arns), key=lambda name: name not in on)
    return [
        {
            "name": name,
            "on": name in on,
            "x": 10 + index % CHIPS_ACROSS * (CHIP_WIDTH + 6),
            "y": TOP + index // CHIPS_ACROSS * CHIP_HEIGHT,
            "width": CHIP_WIDTH,
        }
        for index, name in enumerate(names)
    ]


def _graph(properties: dict[str, Any], width: int, height: int) -> dict[str, Any]:
    thresholds = properties["annotations"]["horizontal"]
    series = [(line, _series(line, threshold)) for line, threshold in _pairs(properties)]
    top = max([*(one["value"] for one in thresholds), *(max(values) for _, values in series)], default=0)
    top = top * 1.2 or 1
    bottom = height - BOTTOM - 12 * (len(series) - 1)
    unit = properties["title"].rpartition(", ")[2]

    def at(value: float) -> float:
        return round(bottom - (bottom - TOP) * value / top, 1)

    step = (width - LEFT - RIGHT) / (POINTS - 1)
    return {
        "left": LEFT,
        "right": width - RIGHT,
        "ticks": [{"y": at(part), "label": _written(part, unit)} for part in (0, top / 2, top)],
        "thresholds": [_threshold(one, at, bottom) for one in thresholds],
        "lines": [
            {
                "label": line[-1]["label"],
                "colour": COLOURS[index % len(COLOURS)],
                "legend_y": bottom + 14 + 12 * index,
                "points": " ".join(f"{LEFT + step * n:.1f},{at(value)}" for n, value in enumerate(values)),
            }
            for index, (line, values) in enumerate(series)
        ],
    }


def _threshold(one: dict[str, Any], at: Any, bottom: float) -> dict[str, Any]:
    y = at(one["value"])
    above = one["fill"] == "above"
    return {
        "y": y,
        "label_y": y - 3 if above else y + 11,
        "top": TOP if above else y,
        "depth": round(y - TOP if above else bottom - y, 1),
        "colour": one["color"],
        "label": one["label"],
    }


def _pairs(properties: dict[str, Any]) -> list[tuple[list[Any], dict[str, Any]]]:
    """Give each line with the threshold that it may pass: the lowest, where a graph has several."""
    lowest = min(properties["annotations"]["horizontal"], key=lambda one: one["value"])
    return [(line, lowest) for line in properties["metrics"]]


def _alarm_name(line: list[Any], threshold: dict[str, Any]) -> str:
    return f"{line[-1]['label'].split()[0]}-{threshold['label'].partition(':')[0].partition(',')[0]}"


def _is_past(value: float, threshold: dict[str, Any]) -> bool:
    return bool(value > threshold["value"] if threshold["fill"] == "above" else value < threshold["value"])


def _series(line: list[Any], threshold: dict[str, Any]) -> list[float]:
    """Make three hours of a metric up: on the good side of its threshold, but for what is busy."""
    metric, thing = line[1], line[-1]["label"].split()[0]
    chance = random.Random(f"{thing} {metric}")  # noqa: S311  # a picture, and the same every time
    limit = threshold["value"]
    usual = limit * (0.45 if threshold["fill"] == "above" else 2.2)
    if threshold["label"].endswith("%"):
        usual = min(usual, 96)
    values = [usual * chance.uniform(0.93, 1.03) for _ in range(POINTS)]
    if thing == BUSY_THING and metric in BUSY:
        for index in range(POINTS - 10, POINTS):
            rise = min((index - POINTS + 11) / 5, 1)
            values[index] += (limit * BUSY[metric] - usual) * rise
    return values


def _written(value: float, unit: str) -> str:
    """Write a value at the axis, short."""
    if unit == "seconds" and value < 1:
        return f"{value * 1000:.0f} ms"
    if unit == "bytes":
        size, name = next((size, name) for size, name in BYTES if value >= size or size == 1)
        return f"{value / size:.1f} {name}"
    suffix = {"%": "%", "seconds": " s"}.get(unit, "")
    if value >= MILLION:
        return f"{value / MILLION:,.0f} M"
    return (f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.1f}") + suffix  # noqa: PLR2004  # three digits


def main() -> int:
    PICTURE.write_text(picture(), encoding="utf-8")
    print(f"wrote {PICTURE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
