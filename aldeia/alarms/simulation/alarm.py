"""Alarm: a metric alarm of a stack, in the terms in which it is evaluated."""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aldeia.alarms.simulation import SimulationError
from aldeia.alarms.simulation.evaluation import MOfN, Point
from aldeia.generated.resolved import resolved
from aldeia.generated.stack import Resource

METRIC_ALARM = "aws_cloudwatch_metric_alarm"
COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    "GreaterThanOrEqualToThreshold": operator.ge,
    "GreaterThanThreshold": operator.gt,
    "LessThanOrEqualToThreshold": operator.le,
    "LessThanThreshold": operator.lt,
}


@dataclass(frozen=True)
class MetricAlarm:
    """One alarm on one metric of one thing."""

    name: str
    thing: str
    """The value of its dimension: `aldeia-prod-db`, `aldeia-prod-redis-001`; `/`-separated where there are several."""
    metric: str
    statistic: str
    period_seconds: int
    comparison: str
    threshold: float
    m_of_n: MOfN
    waits_for_samples: bool = False
    """Whether a percentile of few samples leaves the state as it is."""

    @property
    def series(self) -> str:
        """Name the series that it watches, `aldeia-prod-db/CPUUtilization`."""
        return f"{self.thing}/{self.metric}" if self.thing else self.metric

    def point(self, value: float | None) -> Point:
        """Say whether a period's value is past the threshold."""
        return None if value is None else COMPARISONS[self.comparison](value, self.threshold)


def metric_alarm(resource: Resource) -> MetricAlarm:
    """Read an `aws_cloudwatch_metric_alarm`; raises SimulationError for metric math and anomaly detection."""
    values = resource.values
    if "metric_query" in values or values.get("comparison_operator") not in COMPARISONS:
        raise SimulationError(
            f"{resource.address}: is on an expression or a band; only one metric can be simulated"
        )
    return MetricAlarm(
        name=resolved(str(values["alarm_name"]), resource.stack),
        thing=_thing(resource),
        metric=str(values["metric_name"]),
        statistic=str(values.get("statistic") or values["extended_statistic"]),
        period_seconds=int(values["period"]),
        comparison=str(values["comparison_operator"]),
        threshold=float(values["threshold"]),
        m_of_n=_m_of_n(values),
        waits_for_samples=values.get("evaluate_low_sample_count_percentiles") == "ignore",
    )


def _m_of_n(values: dict[str, Any]) -> MOfN:
    periods = int(values["evaluation_periods"])
    return MOfN(
        datapoints=int(values.get("datapoints_to_alarm") or periods),
        periods=periods,
        missing=values.get("treat_missing_data") or "missing",
    )


def _thing(resource: Resource) -> str:
    dimensions = resource.get("dimensions") or {}
    return "/".join(resolved(str(dimensions[name]), resource.stack) for name in sorted(dimensions))
