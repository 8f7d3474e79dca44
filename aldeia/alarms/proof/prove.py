"""Prove: every chain of a stack."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from aldeia.alarms.alarm import Alarm
from aldeia.alarms.log_filters import LogFilter, log_filters_of
from aldeia.alarms.proof.announced import (
    EVENT_SUBSCRIPTION,
    cache_event_steps,
    event_steps,
    tells_of_itself,
)  # fmt: skip
from aldeia.alarms.proof.chain import Chain, Step, walk
from aldeia.alarms.proof.composed import composite_steps, holds_back, told_by
from aldeia.alarms.proof.covered import (
    as_in_the_table,
    counted_as_in_the_table,
    coverage_steps,
    missing,
    page,
)
from aldeia.alarms.proof.delivery import alarm_steps
from aldeia.alarms.proof.measured import measured_steps
from aldeia.alarms.proof.world import World
from aldeia.alarms.simulation.alarm import METRIC_ALARM
from aldeia.alarms.simulation.composite import COMPOSITE_ALARM
from aldeia.alarms.table import alarms_of
from aldeia.generated.stack import Resource, Stack
from aldeia.manifest.environment import Manifest


@dataclass(frozen=True)
class Proof:
    """The chains of one environment."""

    environment: str
    stack: str
    chains: tuple[Chain, ...]

    @property
    def broken(self) -> list[Chain]:
        return [chain for chain in self.chains if chain.is_broken]


def prove(manifest: Manifest, document: dict[str, Any]) -> Proof:
    """Follow every alarm of a stack's Terraform JSON, every store's, and every row's of the table."""
    world = World(Stack(document))
    return Proof(manifest.environment, manifest.stack_name, tuple(_chains(manifest, world)))


def _chains(manifest: Manifest, world: World) -> Iterator[Chain]:
    rows = {row.name: row for row in alarms_of(manifest)}
    counted = log_filters_of(manifest)
    for alarm in world.stack.of(METRIC_ALARM, COMPOSITE_ALARM):
        name = world.text(alarm, "alarm_name")
        yield walk(name, alarm.address, _alarm_steps(world, alarm, rows.get(name), counted))
    for subscription in world.stack.of(EVENT_SUBSCRIPTION):
        yield walk(world.text(subscription, "name"), subscription.address, event_steps(world, subscription))
    for group in filter(tells_of_itself, world.stack.of("aws_elasticache_replication_group")):
        name = f"{world.text(group, 'replication_group_id')}, its events"
        yield walk(name, group.address, cache_event_steps(world, group))
    for thing in world.things.values():
        if thing.dimension != "ReplicationGroupId":  # its nodes are watched
            yield walk(f"{thing.name}, all of it", thing.address, coverage_steps(world, thing))
    for name in rows.keys() - world.alarms.keys():
        yield walk(name, "", [("table", missing)])


def _alarm_steps(
    world: World, alarm: Resource, row: Alarm | None, counted: list[LogFilter]
) -> Iterator[Step]:
    if alarm.type == COMPOSITE_ALARM:
        yield from composite_steps(world, alarm)
        return
    yield from measured_steps(world, alarm)
    if row is not None:
        yield "table", lambda: as_in_the_table(alarm, row)
        for one in counted:
            if (one.namespace, one.metric) == (row.namespace, row.metric):
                yield "filter", partial(counted_as_in_the_table, world, one)
    silence = row.silence if row is not None else None
    if silence is not None and not alarm.get("alarm_actions"):
        yield "silenced", partial("until {}: {}".format, silence.expires, silence.reason)
    elif held := holds_back(world, alarm):
        yield "suppressor", lambda: f"holds back {', '.join(held)}, and tells nobody itself"
    else:
        yield from _told_steps(world, alarm, row)


def _told_steps(world: World, alarm: Resource, row: Alarm | None) -> Iterator[Step]:
    """Follow its own actions, and those of the composite alarms that it sets off, which are the page where it is critical."""
    composites = told_by(world, alarm)
    if alarm.get("alarm_actions") or not composites:
        yield from alarm_steps(world, alarm)
    if row is not None and row.severity == "critical":
        yield "page", partial(page, world, composites)
    for composite in composites:
        yield from alarm_steps(world, composite)
