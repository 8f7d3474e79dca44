"""Measured: the links of an alarm from its metric to the thing that emits it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from aldeia.alarms.proof.chain import BrokenLinkError, Step
from aldeia.alarms.proof.counted import counted_steps
from aldeia.alarms.proof.things import Thing
from aldeia.alarms.proof.threshold import threshold
from aldeia.alarms.proof.world import World
from aldeia.catalog.metrics import NEEDS, Metric, metrics
from aldeia.generated.resolved import resolved
from aldeia.generated.stack import Resource, blocks_of

CATALOGUE = "aldeia/catalog/metrics.csv"
_OWN = {"CacheNodeId": ("0001",), "Role": ("Primary", "Replica")}
"""Dimensions that name a part of a thing, and what they may be."""
_DAY, _WEEK, _HOUR = 86_400, 604_800, 3_600


def measured_steps(world: World, alarm: Resource) -> Iterator[Step]:
    """Give the links of every metric that an alarm watches, then how it is evaluated."""
    queries = [query for query in blocks_of(alarm.get("metric_query")) if query.get("metric")]
    if queries:
        for query in queries:
            for metric in blocks_of(query["metric"]):
                yield from _steps(Watch(world, alarm, metric), judged=False)
    else:
        yield from _steps(Watch(world, alarm, alarm.values), judged=True)
    yield "evaluation", lambda: _evaluation(alarm, queries)


def _steps(watch: Watch, *, judged: bool) -> Iterator[Step]:
    if not watch.namespace.startswith("AWS/"):
        yield from counted_steps(watch.world, watch.namespace, watch.name, watch.dimensions)
        return
    yield "metric", lambda: _metric(watch)
    yield "thing", lambda: _thing(watch)
    yield "emitted", lambda: _emitted(watch)
    yield "period", lambda: _period(watch)
    if judged:
        yield "threshold", lambda: threshold(watch.alarm, watch.metric, watch.thing)


@dataclass(frozen=True)
class Watch:
    """One metric as an alarm asks for it: in the alarm itself, or in one of its queries."""

    world: World
    alarm: Resource
    values: Mapping[str, Any]

    @property
    def namespace(self) -> str:
        return str(self.values.get("namespace"))

    @property
    def name(self) -> str:
        return str(self.values.get("metric_name"))

    @property
    def statistic(self) -> str:
        found = (
            self.values.get("statistic") or self.values.get("extended_statistic") or self.values.get("stat")
        )
        return str(found)

    @cached_property
    def dimensions(self) -> dict[str, str]:
        written = self.values.get("dimensions") or {}
        return {name: resolved(str(value), self.world.stack) for name, value in written.items()}

    @cached_property
    def metric(self) -> Metric:
        found = metrics().get((self.namespace, self.name))
        if found is None:
            raise BrokenLinkError(
                f"{self.namespace} has no metric {self.name}; it would have no data, ever. "
                f"One that is new at AWS is added to {CATALOGUE}"
            )
        return found

    @cached_property
    def thing(self) -> Thing:
        for name, value in self.dimensions.items():
            if name in _OWN and value not in _OWN[name]:
                raise BrokenLinkError(f"{name} {value}: is none; it is {' or '.join(_OWN[name])}")
        [(name, value)] = [pair for pair in self.dimensions.items() if pair[0] not in _OWN]
        found = self.world.things.get((name, value))
        if found is None:
            there = [thing.name for thing in self.world.things.values() if thing.dimension == name]
            raise BrokenLinkError(
                f"{name} {value}: is nothing of this stack, which has {', '.join(there) or 'none'}"
            )
        return found


def _metric(watch: Watch) -> str:
    metric = watch.metric
    if frozenset(watch.dimensions) not in metric.dimensions:
        has = " or ".join(_joined(names) for names in metric.dimensions)
        raise BrokenLinkError(
            f"{metric.name} by {_joined(watch.dimensions) or 'no dimension'}: has no data; its dimensions are {has}"
        )
    if watch.statistic in metric.statistics_without:
        raise BrokenLinkError(f"{metric.name}: {watch.statistic} means nothing of it; take Average")
    unit = watch.values.get("unit")
    if unit not in {None, "", metric.unit}:
        raise BrokenLinkError(f"{metric.name}: is in {metric.unit}, and not in {unit}; leave unit out")
    return f"{metric.namespace} {metric.name}, {watch.statistic}, in {metric.unit}"


def _thing(watch: Watch) -> str:
    thing = watch.thing
    return f"{thing.dimension} {thing.name} is of {thing.address} ({thing.type})"


def _emitted(watch: Watch) -> str:
    metric, thing = watch.metric, watch.thing
    if thing.has is None:
        return f"{thing.type} is not in the catalogue: it is not known"
    if metric.needs and metric.needs not in thing.has:
        raise BrokenLinkError(
            f"{thing.name} ({thing.type}) never emits {metric.name}: {NEEDS[metric.needs]} do; take the alarm away"
        )
    return f"by {NEEDS[metric.needs]}, so by {thing.type}" if metric.needs else "by everything of its kind"


def _period(watch: Watch) -> str:
    period, shortest = int(watch.values.get("period") or 0), watch.metric.period_seconds
    if period < shortest or period % 60:
        raise BrokenLinkError(
            f"{period} s: {watch.name} has a value every {shortest} s; take {shortest} s or a multiple"
        )
    return f"{period} s, and it has a value every {shortest} s"


def _evaluation(alarm: Resource, queries: list[dict[str, Any]]) -> str:
    periods = int(alarm.count("evaluation_periods"))
    datapoints = int(alarm.count("datapoints_to_alarm")) or periods
    period = int(alarm.count("period")) or max(
        (int(one["period"]) for query in queries for one in blocks_of(query["metric"])), default=0
    )
    if not 1 <= datapoints <= periods:
        raise BrokenLinkError(
            f"{datapoints} of {periods} periods: cannot be; the first is at most the second"
        )
    longest = _WEEK if period >= _HOUR else _DAY
    if periods * period > longest:
        raise BrokenLinkError(f"{periods} periods of {period} s: CloudWatch looks back {longest:,} s at most")
    missing = alarm.get("treat_missing_data") or "missing"
    return f"{datapoints} of {periods} periods of {period} s; no data is {missing}"


def _joined(names: object) -> str:
    return " with ".join(sorted(names)) if isinstance(names, frozenset | dict) else ""
