"""Counted: the links of a metric that a filter counts in a log, from the metric to who writes the log."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from aldeia.alarms.proof.chain import BrokenLinkError, Step
from aldeia.alarms.proof.world import World
from aldeia.generated.resolved import resolved
from aldeia.generated.stack import Resource, blocks_of

_RDS_LOGS = "/aws/rds/instance/"


def counted_steps(world: World, namespace: str, name: str, dimensions: Mapping[str, str]) -> Iterator[Step]:
    """Give the links of a metric in a namespace of our own."""
    filters = [
        (found, transformation)
        for found in world.stack.of("aws_cloudwatch_log_metric_filter")
        for transformation in blocks_of(found.get("metric_transformation"))
        if (transformation.get("namespace"), transformation.get("name")) == (namespace, name)
    ]
    yield "metric", lambda: _metric(namespace, name, dimensions, filters)
    for found, _ in filters:
        yield "log", partial(_log, world, found)


def _metric(
    namespace: str, name: str, dimensions: Mapping[str, str], filters: list[tuple[Resource, dict[str, Any]]]
) -> str:
    if not filters:
        raise BrokenLinkError(f"{namespace} {name}: no filter of this stack counts it")
    for found, transformation in filters:
        if set(transformation.get("dimensions") or {}) != set(dimensions):
            raise BrokenLinkError(
                f"{namespace} {name}: the alarm asks for other dimensions than {found.address} writes"
            )
    return f"{namespace} {name}, counted by {', '.join(found.address for found, _ in filters)}"


def _log(world: World, counting: Resource) -> str:
    name = resolved(str(counting.get("log_group_name")), world.stack)
    groups = [
        group for group in world.stack.of("aws_cloudwatch_log_group") if world.text(group, "name") == name
    ]
    if not groups:
        raise BrokenLinkError(f"{counting.address} reads {name}, which is no log group of this stack")
    if name.startswith(_RDS_LOGS):
        identifier, log = name.removeprefix(_RDS_LOGS).split("/", 1)
        _exported(world, identifier, log)
    return f"{counting.address} reads {name}"


def _exported(world: World, identifier: str, log: str) -> None:
    thing = world.things.get(("DBInstanceIdentifier", identifier))
    exports = world.stack.resources[thing.address].get("enabled_cloudwatch_logs_exports") if thing else None
    if log not in (exports or []):
        raise BrokenLinkError(f"{identifier} does not export its {log} log, so nothing would be counted")
