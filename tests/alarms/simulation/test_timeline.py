"""A metric alarm read from Terraform and run over a series: comparisons, few samples, and what cannot be run."""

from __future__ import annotations

from typing import Any

import pytest

from aldeia.alarms.simulation import SimulationError
from aldeia.alarms.simulation.alarm import MetricAlarm, metric_alarm
from aldeia.alarms.simulation.timeline import Change, run
from aldeia.generated.stack import Stack

ADDRESS = "aws_cloudwatch_metric_alarm.test"
PLAIN = {
    "alarm_name": "test", "namespace": "AWS/RDS", "metric_name": "ReadLatency", "statistic": "Average", "period": 60,
    "dimensions": {"DBInstanceIdentifier": "${aws_db_instance.database.identifier}"}, "evaluation_periods": 2,
    "comparison_operator": "GreaterThanThreshold", "threshold": 10,
}  # fmt: skip


def read(**changes: Any) -> MetricAlarm:
    values = {name: value for name, value in (PLAIN | changes).items() if value is not None}
    document = {
        "resource": {
            "aws_cloudwatch_metric_alarm": {"test": values},
            "aws_db_instance": {"database": {"identifier": "aldeia-prod-db"}},
        }
    }
    return metric_alarm(Stack(document).resources[ADDRESS])


@pytest.mark.parametrize(
    ("comparison", "past"),
    [
        ("GreaterThanThreshold", [False, False, True]),
        ("GreaterThanOrEqualToThreshold", [False, True, True]),
        ("LessThanThreshold", [True, False, False]),
        ("LessThanOrEqualToThreshold", [True, True, False]),
    ],
)
def test_a_value_is_compared_with_the_threshold(comparison: str, past: list[bool]) -> None:
    alarm = read(comparison_operator=comparison)

    assert [alarm.point(value) for value in (9, 10, 11)] == past
    assert alarm.point(None) is None


def test_what_terraform_leaves_out_is_what_cloudwatch_takes_for_it() -> None:
    alarm = read()

    assert (alarm.m_of_n.datapoints, alarm.m_of_n.periods, alarm.m_of_n.missing) == (2, 2, "missing")
    assert alarm.series == "aldeia-prod-db/ReadLatency"


SLOW = [(second, 99.0) for second in range(0, 120, 2)]
"""Sixty samples in two minutes."""


def test_a_percentile_of_few_samples_keeps_its_state_where_it_is_told_to() -> None:
    percentile = {"statistic": None, "extended_statistic": "p90"}
    waits = read(**percentile, evaluate_low_sample_count_percentiles="ignore")

    # p90 means something from a hundred samples on.
    assert run(waits, SLOW, 120) == []
    assert run(waits, [*SLOW, *SLOW], 120) == [Change(120, "ALARM")]
    assert run(read(**percentile), SLOW, 120) == [Change(120, "ALARM")]


def test_an_average_has_always_enough_samples() -> None:
    alarm = read(evaluate_low_sample_count_percentiles="ignore")

    assert run(alarm, [(0, 99.0), (60, 99.0)], 120) == [Change(120, "ALARM")]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"comparison_operator": "GreaterThanUpperThreshold"},
            f"{ADDRESS}: GreaterThanUpperThreshold cannot be simulated",
        ),
        (
            {"metric_query": [{"id": "a", "expression": "1"}, {"id": "b", "expression": "2"}]},
            f"{ADDRESS}: has 2 expressions; one can be simulated",
        ),
    ],
)
def test_bands_and_several_expressions_are_left_out_with_the_reason(
    changes: dict[str, Any], message: str
) -> None:
    with pytest.raises(SimulationError) as error:
        read(**changes)

    assert str(error.value) == message
