"""Every alarm of both environments: what sets it off and when, what does not, and what a gap does."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

import pytest

from aldeia.alarms.simulation.alarm import METRIC_ALARM
from aldeia.alarms.simulation.composite import COMPOSITE_ALARM, Rule, rule
from aldeia.alarms.simulation.composite import run as run_composite
from aldeia.alarms.simulation.stack import clock, metric_alarms
from aldeia.alarms.simulation.timeline import Change, Sample, run
from aldeia.generated.resolved import resolved
from aldeia.generated.stack import Stack
from tests.alarms.simulation.cases import CASES, Case, of
from tests.examples import committed
from tests.faults.stacks import good_stack

if TYPE_CHECKING:
    from aldeia.alarms.simulation.alarm import MetricAlarm

ENVIRONMENTS = ("production", "staging")
MONDAY = datetime(2026, 11, 30, tzinfo=UTC)
_ADDRESS = re.compile(r"(database_replica|database|cache)(?:_\d{3})?_(.+)")


class Watched(NamedTuple):
    """One alarm of one committed stack."""

    environment: str
    store: str
    symptom: str
    alarm: MetricAlarm


def watched() -> list[Watched]:
    """Give every alarm on a metric, from the stacks as they are synthesized; those on the clock are below."""
    found = []
    for environment in ENVIRONMENTS:
        for resource, alarm in metric_alarms(Stack(good_stack(environment)))[0]:
            if alarm.expression:
                continue
            match = _ADDRESS.fullmatch(resource.address.partition(".")[2])
            assert match is not None, resource.address
            found.append(Watched(environment, match[1], match[2].replace("_", "-"), alarm))
    return found


def case_of(one: Watched) -> Case:
    found = [case for case in CASES if (case.store, case.symptom) == (one.store, one.symptom)]
    assert len(found) == 1, f"{one.alarm.name} has {len(found)} cases in cases.py, expected one"
    return found[0]


def samples(text: str, case: Case, alarm: MetricAlarm) -> tuple[list[Sample], int]:
    """Give the samples that a text writes, and how long it is."""
    words = [word for written in text.split() for word in _repeated(written)]
    there = [
        (number * alarm.period_seconds, float(value) * case.unit)
        for number, word in enumerate(words)
        if word != "-"
        for value in word.split("/")
    ]
    return there, len(words) * alarm.period_seconds


def _repeated(word: str) -> list[str]:
    values, _, times = word.partition("*")
    return [values] * int(times or 1)


def came_of(text: str, one: Watched) -> str:
    there, seconds = samples(text, case_of(one), one.alarm)
    return ", ".join(f"{change.second / 60:g} {change.state}" for change in run(one.alarm, there, seconds))


each_alarm = pytest.mark.parametrize("one", watched(), ids=lambda one: one.alarm.name)


@each_alarm
def test_it_goes_off_at_its_time_and_is_over_at_its_time(one: Watched) -> None:
    case = case_of(one)

    assert came_of(of(one.environment, case.fires), one) == case.fired
    assert "ALARM" in case.fired


@each_alarm
def test_it_stays_quiet_one_step_before(one: Watched) -> None:
    case = case_of(one)

    assert came_of(of(one.environment, case.quiet), one) == case.stayed
    assert "ALARM" not in case.stayed


@each_alarm
def test_a_gap_means_what_its_missing_data_treatment_says(one: Watched) -> None:
    case = case_of(one)

    assert "-" in of(one.environment, case.gaps)
    assert came_of(of(one.environment, case.gaps), one) == of(one.environment, case.gapped)


def test_every_case_is_of_an_alarm_that_is_there() -> None:
    there = {(one.store, one.symptom) for one in watched()}

    assert [(case.store, case.symptom) for case in CASES if (case.store, case.symptom) not in there] == []


@each_alarm
def test_a_threshold_ten_percent_away_comes_to_something_else(one: Watched) -> None:
    """The series lie close to the thresholds: each would notice another one."""
    case, alarm = case_of(one), one.alarm
    texts = [of(one.environment, text) for text in (case.fires, case.quiet)]
    before = [came_of(text, one) for text in texts]
    for other in (
        alarm.threshold * 0.9 - (alarm.threshold == 0),
        alarm.threshold * 1.1 + (alarm.threshold == 0),
    ):
        moved = one._replace(alarm=replace(alarm, threshold=other))
        assert [came_of(text, moved) for text in texts] != before, f"{alarm.name} at {other}"


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_every_alarm_of_a_stack_is_simulated(environment: str) -> None:
    stack = Stack(good_stack(environment))
    known, left_out = metric_alarms(stack)

    assert left_out == []
    assert {resource.address for resource, _ in known} == {
        f"{METRIC_ALARM}.{name}" for name in stack.document["resource"][METRIC_ALARM]
    }


@pytest.mark.parametrize("environment", ENVIRONMENTS)
@pytest.mark.parametrize("store", ["database", "cache"])
def test_a_windows_alarm_is_on_from_a_minute_after_its_beginning_to_a_minute_after_its_end(
    environment: str, store: str
) -> None:
    window = getattr(committed()[environment], store).maintenance_window
    begin = MONDAY + timedelta(days=window.weekday, minutes=window.start_minute)
    known, _ = metric_alarms(Stack(good_stack(environment)))
    [alarm] = [
        alarm for resource, alarm in known if resource.address == f"{METRIC_ALARM}.{store}_maintenance"
    ]
    lasts = window.length_minutes * 60

    before, after = 300, 600
    samples = clock(alarm, before + lasts + after, begin - timedelta(seconds=before))

    assert run(alarm, samples, before + lasts + after) == [
        Change(60, "OK"),
        Change(before + 60, "ALARM"),
        Change(before + lasts + 60, "OK"),
    ]


def pages() -> list[tuple[str, str, Rule]]:
    """Give environment, address and rule of every composite alarm."""
    return [
        (environment, resource.address, rule(resolved(str(resource.get("alarm_rule")), stack)))
        for environment in ENVIRONMENTS
        for stack in [Stack(good_stack(environment))]
        for resource in stack.of(COMPOSITE_ALARM)
    ]


@pytest.mark.parametrize(("environment", "address", "page"), pages(), ids=lambda value: str(value)[:40])
def test_a_page_goes_off_with_each_of_its_alarms_once_and_with_no_data_never(
    environment: str, address: str, page: Rule
) -> None:
    quiet: dict[str, list[Change]] = {name: [Change(60, "OK")] for name in page.names}

    assert run_composite(page, quiet) == []
    for name in page.names:
        gone = {name: [Change(60, "OK"), Change(120, "INSUFFICIENT_DATA")]}
        rung = {name: [Change(60, "OK"), Change(120, "ALARM"), Change(300, "OK")]}
        assert run_composite(page, quiet | gone) == []
        assert run_composite(page, quiet | rung) == [Change(120, "ALARM"), Change(300, "OK")]
    every: dict[str, list[Change]] = {
        name: [Change(60 + number, "ALARM")] for number, name in enumerate(page.names)
    }
    assert run_composite(page, every) == [Change(60, "ALARM")]
