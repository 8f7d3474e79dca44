"""A file of values in, what the alarms of a stack would have said out; and what is no such file."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from aldeia.alarms.simulation import SimulationError
from aldeia.alarms.simulation.report import as_json, as_text, simulated
from aldeia.alarms.simulation.series import read
from tests.faults.stacks import good_stack

if TYPE_CHECKING:
    from collections.abc import Iterable

CPU = "aldeia-prod-db/CPUUtilization"
LATENCY = "aldeia-prod-db/ReadLatency"


def written(directory: Path, header: str, rows: Iterable[str]) -> Path:
    path = directory / "incident.csv"
    path.write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    return path


def minutes(day: str, hour: int, values: Iterable[str]) -> list[str]:
    """Give one row for each minute."""
    return [
        f"{day}{hour + number // 60:02d}:{number % 60:02d}{':00Z' if day else ''},{value}"
        for number, value in enumerate(values)
    ]


BUSY = ["40"] * 5 + ["95"] * 10 + ["40"] * 5


def test_a_busy_database_is_told_and_pages(tmp_path: Path) -> None:
    path = written(tmp_path, f"time,{CPU}", minutes("2026-11-26T", 3, BUSY))

    assert as_text(*simulated(good_stack("production"), path)).splitlines() == [
        "2026-11-26 03:10  aldeia-prod-db-cpu-high  ALARM, tells aws_sns_topic.warnings",
        "2026-11-26 03:10  aldeia-prod-db-critical  ALARM",
        "2026-11-26 03:16  aldeia-prod-db-cpu-high  OK, tells aws_sns_topic.warnings",
        "2026-11-26 03:16  aldeia-prod-db-critical  OK",
        "2026-11-26 03:11  aldeia-prod-db-critical  tells aws_sns_topic.alarms, after it was held back",
        "2026-11-26 03:17  aldeia-prod-db-critical  tells aws_sns_topic.alarms, after it was held back",
        "2 of 2 alarms go off in 20 minutes",
    ]


def test_in_the_maintenance_window_nobody_is_woken(tmp_path: Path) -> None:
    path = written(tmp_path, f"time,{CPU}", minutes("2026-11-29T", 4, BUSY))  # a Sunday

    _, outcome = simulated(good_stack("production"), path)

    assert {notice.alarm for notice in outcome.notices} == {"aldeia-prod-db-cpu-high"}
    assert [change.state for change in outcome.changes["aldeia-prod-db-critical"]] == ["ALARM", "OK"]


def test_a_file_without_days_leaves_the_windows_out(tmp_path: Path) -> None:
    path = written(tmp_path, f"time,{CPU}", minutes("", 4, BUSY))

    series, outcome = simulated(good_stack("production"), path)

    assert as_text(series, outcome).startswith("04:10  aldeia-prod-db-cpu-high  ALARM")
    assert outcome.left_out == (
        "aws_cloudwatch_metric_alarm.cache_maintenance: watches the clock, and the series has no days",
        "aws_cloudwatch_metric_alarm.database_maintenance: watches the clock, and the series has no days",
    )


def test_programs_get_times_states_and_topics(tmp_path: Path) -> None:
    path = written(tmp_path, f"time,{LATENCY}", minutes("2026-11-26T", 3, ["0.004"] * 2 + ["0.02"] * 6))

    document = json.loads(as_json(*simulated(good_stack("production"), path)))

    assert document["changes"] == [
        {"time": "2026-11-26T03:07:00+00:00", "alarm": "aldeia-prod-db-read-latency-high", "state": "ALARM"}
    ]
    assert document["notices"] == [
        {
            "second": 420,
            "alarm": "aldeia-prod-db-read-latency-high",
            "state": "ALARM",
            "topics": ["aws_sns_topic.warnings"],
            "time": "2026-11-26T03:07:00+00:00",
        }
    ]


def test_several_rows_of_a_minute_are_several_samples_and_an_empty_cell_is_none(tmp_path: Path) -> None:
    rows = ["2026-11-26T03:00:10+00:00,1,", "2026-11-26T03:00:40Z,2,0.5", "2026-11-26T03:02:00Z,,"]

    series = read(written(tmp_path, f"time,{CPU},{LATENCY}", rows), [CPU, LATENCY])

    assert series.start == datetime(2026, 11, 26, 3, tzinfo=UTC)
    assert (series.is_dated, series.seconds) == (True, 180)
    assert series.samples == {CPU: [(10, 1.0), (40, 2.0)], LATENCY: [(40, 0.5)]}


@pytest.mark.parametrize(
    ("header", "rows", "message"),
    [
        ("zeit,x", ["1"], "incident.csv:1: got zeit as the first column, expected time"),
        ("", [], "incident.csv:1: got nothing as the first column, expected time"),
        (
            "time,aldeia-prod-db/CPUUtilisation",
            [],
            (
                "incident.csv:1: aldeia-prod-db/CPUUtilisation: no alarm watches it; did you mean "
                f"{CPU}? If not, `{CPU}` is one"
            ),
        ),
        (f"time,{CPU}", [], "incident.csv: has no rows; expected a time and values in each"),
        (
            f"time,{CPU}",
            ["03:00,1", "3 o'clock,2"],
            "incident.csv:3: got 3 o'clock as time, expected 2026-11-26T03:00:00Z or 03:00",
        ),
        (f"time,{CPU}", ["03:00,many"], f"incident.csv:2: {CPU}: got many, expected a number, or nothing where there is none"),
        (f"time,{CPU}", ["03:00,inf"], f"incident.csv:2: {CPU}: got inf, expected a number, or nothing where there is none"),
    ],
)  # fmt: skip
def test_what_is_no_series_is_refused_with_file_and_line(
    tmp_path: Path, header: str, rows: list[str], message: str
) -> None:
    with pytest.raises(SimulationError) as error:
        read(written(tmp_path, header, rows), [CPU, LATENCY])

    assert str(error.value).replace(f"{tmp_path}/", "") == message


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(
        SimulationError, match=r"nothing\.csv: no such file or directory; check the path and its permissions$"
    ):
        read(tmp_path / "nothing.csv", [CPU])
