"""The rule of a composite alarm, its states from those of its children, and what a suppressor does to its actions."""

from __future__ import annotations

from itertools import product

import pytest

from aldeia.alarms.simulation import SimulationError
from aldeia.alarms.simulation.composite import Suppressor, actions, rule, run
from aldeia.alarms.simulation.evaluation import State
from aldeia.alarms.simulation.timeline import Change


@pytest.mark.parametrize(
    ("text", "states", "holds"),
    [
        ("ALARM(a)", {"a": "ALARM"}, True),
        ("ALARM(a)", {"a": "OK"}, False),
        ('OK("a b")', {"a b": "OK"}, True),
        ("INSUFFICIENT_DATA(a)", {"a": "INSUFFICIENT_DATA"}, True),
        ("ALARM(arn:aws:cloudwatch:us-east-1:123456789012:alarm:a)", {"a": "ALARM"}, True),
        ("TRUE", {}, True),
        ("FALSE", {}, False),
        # The guide's own examples.
        ("ALARM(a) AND NOT ALARM(b)", {"a": "ALARM", "b": "OK"}, True),
        ("ALARM(a) AND NOT ALARM(b)", {"a": "ALARM", "b": "ALARM"}, False),
        ("(ALARM(a) OR ALARM(b)) AND OK(c)", {"a": "OK", "b": "ALARM", "c": "OK"}, True),
        ("(ALARM(a) OR ALARM(b)) AND OK(c)", {"a": "OK", "b": "ALARM", "c": "ALARM"}, False),
        # AND binds closer than OR, and NOT closer than both.
        ("ALARM(a) OR ALARM(b) AND ALARM(c)", {"a": "ALARM", "b": "OK", "c": "OK"}, True),
        ("NOT ALARM(a) OR ALARM(b)", {"a": "ALARM", "b": "ALARM"}, True),
        ("NOT (ALARM(a) OR ALARM(b))", {"a": "OK", "b": "ALARM"}, False),
    ],
)  # fmt: skip
def test_a_rule_holds_for_states(text: str, states: dict[str, State], holds: bool) -> None:
    assert rule(text).holds(states) is holds


def test_a_rule_of_many_is_the_same_as_pythons_own_words() -> None:
    read = rule("ALARM(a) AND (ALARM(b) OR NOT ALARM(c)) OR ALARM(b) AND ALARM(c)")

    for a, b, c in product([True, False], repeat=3):
        states: dict[str, State] = {
            name: "ALARM" if on else "OK" for name, on in zip("abc", (a, b, c), strict=True)
        }
        assert read.holds(states) is ((a and (b or not c)) or (b and c))
    assert read.names == ("a", "b", "c")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "rule '': 'its end' stands where an alarm is asked"),
        ("ALARM(a) AND", "rule 'ALARM(a) AND': 'its end' stands where an alarm is asked"),
        ("ALARM(a) ALARM(b)", "rule 'ALARM(a) ALARM(b)': 'ALARM(b)' stands where the rule should end"),
        ("(ALARM(a)", "rule '(ALARM(a)': a parenthesis is not closed"),
        ("RED(a)", "rule 'RED(a)': what stands at 'RED(a)' is no part of a rule"),
    ],
)
def test_what_is_no_rule_is_refused_with_its_place(text: str, message: str) -> None:
    with pytest.raises(SimulationError) as error:
        rule(text)

    assert str(error.value) == message


def test_a_composite_pages_once_for_two_alarms() -> None:
    changes = {
        "a": [Change(60, "OK"), Change(300, "ALARM"), Change(900, "OK")],
        "b": [Change(60, "OK"), Change(420, "ALARM"), Change(600, "OK")],
    }

    assert run(rule("ALARM(a) OR ALARM(b)"), changes) == [Change(300, "ALARM"), Change(900, "OK")]


def test_two_changes_of_one_second_are_judged_together() -> None:
    changes = {"a": [Change(60, "ALARM"), Change(120, "OK")], "b": [Change(120, "ALARM")]}

    assert run(rule("ALARM(a) OR ALARM(b)"), changes) == [Change(60, "ALARM")]


RING = [Change(100, "ALARM")]
RING_AND_REST = [Change(100, "ALARM"), Change(500, "OK")]


@pytest.mark.parametrize(
    ("changes", "suppressor", "taken"),
    [
        pytest.param(RING_AND_REST, [], [Change(220, "ALARM"), Change(620, "OK")], id="nothing to wait for: after the wait"),
        pytest.param(RING, [Change(150, "ALARM")], [], id="held back while the suppressor is in ALARM"),
        pytest.param(RING, [Change(150, "ALARM"), Change(400, "OK")], [Change(460, "ALARM")], id="after the extension"),
        pytest.param(RING, [Change(50, "ALARM")], [], id="the suppressor was there first"),
        pytest.param(
            RING_AND_REST, [Change(150, "ALARM"), Change(700, "OK")], [], id="over before it was told: nobody is told"
        ),
        pytest.param(
            RING_AND_REST, [Change(300, "ALARM")], [Change(220, "ALARM")], id="too late for the ALARM, in time for the OK"
        ),
        pytest.param(
            [Change(100, "ALARM"), Change(150, "OK")], [], [], id="a peak shorter than the wait is not told"
        ),
        pytest.param(
            [Change(420, "ALARM")], [Change(50, "ALARM"), Change(400, "OK")], [Change(460, "ALARM")],
            id="what begins in the extension waits for its end",
        ),
    ],
)  # fmt: skip
def test_actions_wait_for_the_suppressor(
    changes: list[Change], suppressor: list[Change], taken: list[Change]
) -> None:
    assert actions(changes, Suppressor(suppressor, wait_seconds=120, extension_seconds=60)) == taken


def test_without_a_wait_actions_are_taken_at_once() -> None:
    suppressor = Suppressor([], wait_seconds=0, extension_seconds=0)

    assert actions(RING_AND_REST, suppressor) == RING_AND_REST
