"""Metric math that asks for the time: a maintenance window, open and closed to the minute."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from aldeia.alarms.pages import pages_of
from aldeia.alarms.simulation import SimulationError
from aldeia.alarms.simulation.clock import at
from aldeia.alarms.table import alarms_of
from tests.examples import a_manifest

MONDAY = datetime(2026, 11, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("DAY(m1)", 1),
        ("HOUR(m1)*60+MINUTE(m1)", 754),
        ("IF(HOUR(m1)==12 AND MINUTE(m1)<30, 1, 0)", 0),
        ("IF(HOUR(m1)==12 && MINUTE(m1)>=30, 1, 0)", 1),
        ("IF(HOUR(m1)<1 OR HOUR(m1)>=12, 3, 4)", 3),
        ("(2+4)/3-1", 1),
        ("MONTH(m1) != 11", 0),
        ("YEAR(m1)", 2026),
    ],
)
def test_an_expression_has_a_value_at_a_moment(expression: str, value: float) -> None:
    assert at(expression, MONDAY.replace(hour=12, minute=34)) == value


@pytest.mark.parametrize("expression", ["m1 > 3", "RATE(m1)", "FILL(m1, 0)", "IF(", "1/0", "MAX([m1, m2])"])
def test_what_asks_for_more_than_the_time_is_refused(expression: str) -> None:
    with pytest.raises(SimulationError) as error:
        at(expression, MONDAY)

    assert str(error.value) == f"{expression}: cannot be simulated; known are times, numbers and IF"


@pytest.mark.parametrize("window", ["Sun 04:00-05:00", "Sun 23:30-00:30", "Wed 23:00-01:30"])
def test_a_stores_window_is_open_in_its_minutes_and_in_no_other_of_the_week(window: str) -> None:
    manifest = a_manifest({"database.maintenance_window": window, "alarms.quiet_during_maintenance": True})
    [expression] = [
        page.quiet.expression
        for page in pages_of(manifest, alarms_of(manifest))
        if page.quiet and page.key == "database"
    ]
    section = manifest.database.maintenance_window
    week = [MONDAY + timedelta(minutes=minute) for minute in range(7 * 24 * 60)]

    open_ = [number for number, moment in enumerate(week) if at(expression, moment)]

    start = section.weekday * 24 * 60 + section.start_minute
    assert open_ == sorted((start + minute) % len(week) for minute in range(section.length_minutes))
