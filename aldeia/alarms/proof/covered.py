"""Covered: every store is watched, every node of the cache like the others, and every row of the table is an alarm."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from aldeia.alarms.alarm import Alarm
from aldeia.alarms.log_filters import LogFilter
from aldeia.alarms.proof.chain import BrokenLinkError, Step
from aldeia.alarms.proof.things import Thing
from aldeia.alarms.proof.world import World
from aldeia.alarms.simulation.alarm import METRIC_ALARM
from aldeia.generated.resolved import resolved
from aldeia.generated.stack import Resource, blocks_of

Watched = Mapping[tuple[str, str], frozenset[str]]
"""The metrics with an alarm, by dimension and value."""


def watched(world: World) -> Watched:
    """Give what is watched of each thing."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for alarm in world.stack.of(METRIC_ALARM):
        for name, value in (alarm.get("dimensions") or {}).items():
            found[name, resolved(str(value), world.stack)].add(str(alarm.get("metric_name")))
    return {key: frozenset(names) for key, names in found.items()}


def coverage_steps(world: World, thing: Thing) -> Iterator[Step]:
    """Give the one link of a store: that it is watched, and as its likes are."""
    yield "watched", lambda: _watched(world, thing, watched(world))


def _watched(world: World, thing: Thing, by_thing: Watched) -> str:
    own = by_thing.get((thing.dimension, thing.name), frozenset())
    if not own:
        raise BrokenLinkError(f"no alarm watches {thing.name}; give it those of the table")
    if thing.dimension == "CacheClusterId":
        nodes = [one for one in world.things.values() if one.dimension == thing.dimension]
        others = {name for node in nodes for name in by_thing.get((node.dimension, node.name), ())}
        if missing := sorted(others - own):
            raise BrokenLinkError(f"{', '.join(missing)}: watched on another node and not on {thing.name}")
    return f"{len(own)} metrics: {', '.join(sorted(own))}"


def missing() -> str:
    """Break: a row of the table is no alarm of the stack."""
    raise BrokenLinkError("the table has this alarm, and the stack does not; synthesize anew")


def as_in_the_table(alarm: Resource, row: Alarm) -> str:
    """Say that an alarm is what its row is, or that the stack was made of another manifest."""
    found = (alarm.get("metric_name"), _statistic(alarm), _direction(alarm), alarm.get("threshold"))
    wanted = (row.metric, row.statistic, row.direction, row.threshold)
    if found != wanted:
        raise BrokenLinkError(
            f"{_written(*found)} in the stack, {_written(*wanted)} in the table; synthesize anew"
        )
    looks = (row.period_seconds, row.evaluation_periods, row.datapoints_to_alarm, row.missing.treatment)
    if _looks(alarm) != looks:
        raise BrokenLinkError(
            f"{_timed(*_looks(alarm))} in the stack, {_timed(*looks)} in the table; synthesize anew"
        )
    return f"{row.severity}, {row.metric} {row.direction} {row.written} for {row.window}"


def counted_as_in_the_table(world: World, wanted: LogFilter) -> str:
    """Say that what is counted of a log is what the table says, all of it."""
    for found in world.stack.of("aws_cloudwatch_log_metric_filter"):
        counts = [
            (one.get("namespace"), one.get("name")) for one in blocks_of(found.get("metric_transformation"))
        ]
        if found.get("pattern") == wanted.pattern and (wanted.namespace, wanted.metric) in counts:
            return f"{found.address} counts what the table says"
    raise BrokenLinkError(f"no filter of this stack counts {wanted.pattern}; synthesize anew")


def page(world: World, composites: list[Resource]) -> str:
    """Say through which composite alarms a critical alarm wakes somebody."""
    if not composites:
        raise BrokenLinkError("it is critical, and no composite alarm goes off with it, so nobody is paged")
    return f"sets off {', '.join(world.text(one, 'alarm_name') for one in composites)}"


def _statistic(alarm: Resource) -> object:
    return alarm.get("statistic") or alarm.get("extended_statistic")


def _looks(alarm: Resource) -> tuple[int, int, int, str]:
    """Give period, N, M and what no data is, with what CloudWatch takes where nothing is said."""
    periods = int(alarm.count("evaluation_periods"))
    datapoints = int(alarm.count("datapoints_to_alarm")) or periods
    missing = str(alarm.get("treat_missing_data") or "missing")
    return int(alarm.count("period")), periods, datapoints, missing


def _direction(alarm: Resource) -> str:
    return "above" if str(alarm.get("comparison_operator")).startswith("Greater") else "below"


def _written(metric: object, statistic: object, direction: object, threshold: object) -> str:
    return f"{statistic} of {metric} {direction} {threshold}"


def _timed(period: int, periods: int, datapoints: int, missing: str) -> str:
    return f"{datapoints} of {periods} periods of {period} s, no data {missing}"
