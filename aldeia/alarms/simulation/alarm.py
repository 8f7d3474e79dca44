"""Alarm: a metric alarm of a stack, in the terms in which it is evaluated."""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aldeia.alarms.simulation import SimulationError
from aldeia.alarms.simulation.evaluation import MOfN, Point
from aldeia.generated.resolved import resolved
from aldeia.generated.stack import Resource, blocks_of

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
    expression: str = ""
    """Metric math that it watches in place of a metric."""

    @property
    def series(self) -> str:
        """Name the series that it watches, `aldeia-prod-db/CPUUtilization`."""
        return f"{self.thing}/{self.metric}" if self.thing else self.metric

    def point(self, value: float | None) -> Point:
        """Say whether a period's value is past the threshold."""
        return None if value is None else COMPARISONS[self.comparison](value, self.threshold)


def metric_alarm(resource: Resource) -> MetricAlarm:
    """Read an `aws_cloudwatch_metric_alarm`; raises SimulationError for bands and for several expressions."""
    values = resource.values
    if values.get("comparison_operator") not in COMPARISONS:
        raise SimulationError(f"{resource.address}: {values.get('comparison_operator')} cannot be simulated")
    expression, period = _expression(resource)
    return MetricAlarm(
        name=resolved(str(values["alarm_name"]), resource.stack),
        thing=_thing(resource),
        metric=str(values.get("metric_name")),
        statistic=str(values.get("statistic") or values.get("extended_statistic") or "Maximum"),
        period_seconds=period,
        comparison=str(values["comparison_operator"]),
        threshold=float(values["threshold"]),
        m_of_n=_m_of_n(values),
        waits_for_samples=values.get("evaluate_low_sample_count_percentiles") == "ignore",
        expression=expression,
    )


def _expression(resource: Resource) -> tuple[str, int]:
    """Give what is computed, nothing for a plain metric, and the period."""
    queries = blocks_of(resource.get("metric_query"))
    if not queries:
        return "", int(resource.values["period"])
    computed = [str(query["expression"]) for query in queries if query.get("expression")]
    if len(computed) != 1:
        raise SimulationError(f"{resource.address}: has {len(computed)} expressions; one can be simulated")
    periods = [int(metric["period"]) for query in queries for metric in blocks_of(query.get("metric"))]
    return computed[0], max(periods)


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
