"""AWS's own tables of missing data, row by row, and what the page says beside them."""

from __future__ import annotations

from typing import get_args

import pytest

from aldeia.alarms.simulation.evaluation import Missing, MOfN, Point, State, evaluate

POINTS: dict[str, Point] = {"0": False, "X": True, "-": None}
RETAIN = "retain"

# CloudWatch user guide, Configuring how CloudWatch alarms treat missing data, read 2026-11-26: the two tables. The
# columns are MISSING, IGNORE, BREACHING, NOT BREACHING; the latest point stands on the right.
THREE_OF_THREE = [
    ("0 - X - X", "OK", "OK", "OK", "OK"),
    ("0 - - - -", "OK", "OK", "OK", "OK"),
    ("- - - - -", "INSUFFICIENT_DATA", RETAIN, "ALARM", "OK"),
    ("0 X X - X", "ALARM", "ALARM", "ALARM", "ALARM"),
    ("- - X - -", "ALARM", RETAIN, "ALARM", "OK"),
]
TWO_OF_THREE = [
    ("0 - X - X", "ALARM", "ALARM", "ALARM", "ALARM"),
    ("0 0 X 0 X", "ALARM", "ALARM", "ALARM", "ALARM"),
    ("0 - X - -", "OK", "OK", "ALARM", "OK"),
    ("- - - - 0", "OK", "OK", "ALARM", "OK"),
    ("- - - X -", "ALARM", RETAIN, "ALARM", "OK"),
]
# The page's text, "Avoiding premature transitions": neither is an alarm yet. That the first has too little data with
# MISSING and keeps its state with IGNORE was a row of the table until 2019.
BEFORE_IT_IS_OLD_ENOUGH = [
    ("- - - - X", "INSUFFICIENT_DATA", RETAIN, "ALARM", "OK"),
    ("- - - X -", "INSUFFICIENT_DATA", RETAIN, "ALARM", "OK"),
    ("- - - X 0", "OK", "OK", "OK", "OK"),
    ("- - X - 0", "OK", "OK", "OK", "OK"),
]


def rows(table: list[tuple[str, str, str, str, str]]) -> list[tuple[str, Missing, str]]:
    columns: tuple[Missing, ...] = ("missing", "ignore", "breaching", "notBreaching")
    return [
        (points, column, state)
        for points, *states in table
        for column, state in zip(columns, states, strict=True)
    ]


def judged(points: str, alarm: MOfN) -> str:
    """Give the state after the points: `retain` when it is the one that was there, whatever that was."""
    states = {
        state: evaluate([POINTS[point] for point in points.split()], alarm, state)
        for state in get_args(State)
    }
    if all(before == after for before, after in states.items()):
        return RETAIN
    [same] = set(states.values())
    return same


@pytest.mark.parametrize(("points", "missing", "state"), rows(THREE_OF_THREE))
def test_aws_first_table_of_three_of_three(points: str, missing: Missing, state: str) -> None:
    assert judged(points, MOfN(3, 3, missing)) == state


@pytest.mark.parametrize(("points", "missing", "state"), rows(TWO_OF_THREE))
def test_aws_second_table_of_two_of_three(points: str, missing: Missing, state: str) -> None:
    assert judged(points, MOfN(2, 3, missing)) == state


@pytest.mark.parametrize(("points", "missing", "state"), rows(BEFORE_IT_IS_OLD_ENOUGH))
def test_a_peak_among_gaps_is_not_an_alarm_before_its_time(points: str, missing: Missing, state: str) -> None:
    # In "- - - X 0" with 3 of 3 one point of three is filled: a bad one beside the good one is still no alarm.
    assert judged(points, MOfN(3, 3, missing)) == state


def test_the_last_good_point_counts_for_as_long_as_it_is_in_the_range() -> None:
    alarm = MOfN(3, 3, "breaching")

    # The table's second row, and what the page says of the evaluation after it.
    assert evaluate([False, None, None, None, None], alarm, "OK") == "OK"
    assert evaluate([False, None, None, None, None, None], alarm, "OK") == "ALARM"


def test_without_gaps_only_the_evaluation_periods_count() -> None:
    alarm = MOfN(3, 3, "missing")

    assert evaluate([False, False, True, True, True], alarm, "OK") == "ALARM"
    assert evaluate([True, True, True, True, False], alarm, "ALARM") == "OK"


@pytest.mark.parametrize("missing", get_args(Missing))
def test_enough_real_points_need_no_word_on_missing_ones(missing: Missing) -> None:
    assert judged("X - X - X", MOfN(3, 3, missing)) == "ALARM"
    assert judged("X X - - 0", MOfN(3, 3, missing)) == "OK"
