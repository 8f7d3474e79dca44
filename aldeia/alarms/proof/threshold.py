"""Threshold: whether a number can be reached, and is in the metric's unit."""

from __future__ import annotations

from aldeia.alarms.proof.chain import BrokenLinkError
from aldeia.alarms.proof.things import Thing
from aldeia.catalog.metrics import Ceiling, Metric
from aldeia.generated.stack import Resource

CEILINGS: dict[Ceiling, str] = {
    "connections": "the connections that it takes",
    "credits": "the credits that it can hold",
    "iops": "the IOPS of its class",
    "local_disk": "its own disk",
    "memory": "its memory",
    "network": "its network",
    "sessions": "the sessions that it takes",
    "storage": "its storage",
    "throughput": "the EBS throughput of its class",
}


def threshold(alarm: Resource, metric: Metric, thing: Thing) -> str:
    """Say that the threshold makes sense; raises BrokenLinkError where it does not."""
    limit = alarm.get("threshold")
    if not isinstance(limit, int | float):
        raise BrokenLinkError("there is no number to compare with; write a threshold")
    above = str(alarm.get("comparison_operator")).startswith("Greater")
    # Nothing at all is the same in every unit.
    if not (limit == 0 and above and metric.unit in {"Bytes", "Count"}):
        _in_its_unit(limit, metric)
    ceiling = _ceiling(alarm, metric, thing)
    if ceiling is not None and limit >= ceiling:
        never = "never be above" if above else "always be below"
        raise BrokenLinkError(
            f"{metric.name} of {thing.name} would {never} {_shown(limit)}: "
            f"{CEILINGS.get(metric.ceiling, 'the most it can be')} end at {_shown(ceiling)}; take less"
        )
    return f"{'above' if above else 'below'} {_shown(limit)} {metric.unit}{_told(metric, ceiling)}"


def _in_its_unit(limit: float, metric: Metric) -> None:
    if limit < metric.lowest or (metric.highest is not None and limit > metric.highest):
        upper = f" to {_shown(metric.highest)}" if metric.highest is not None else " or more"
        raise BrokenLinkError(
            f"{_shown(limit)} is not in {metric.name}'s unit, which is {metric.unit}: "
            f"expected {_shown(metric.lowest)}{upper}{_example(metric)}"
        )


def _example(metric: Metric) -> str:
    return {"Seconds": "; 10 ms is 0.01", "Bytes": "; 512 MB is 536870912", "Percent": "; 75% is 75"}.get(
        metric.unit, ""
    )


def _ceiling(alarm: Resource, metric: Metric, thing: Thing) -> float | None:
    """Give the most that the metric can be in a period; a sum grows with the period."""
    most = thing.ceilings.get(metric.ceiling, metric.highest if metric.unit == "Percent" else None)
    if most is not None and alarm.get("statistic") == "Sum":
        return most * max(alarm.count("period") / metric.period_seconds, 1)
    return most


def _told(metric: Metric, ceiling: float | None) -> str:
    return f", of {_shown(ceiling)}" if ceiling is not None and metric.ceiling else ""


def _shown(number: float) -> str:
    return f"{number:,.0f}" if number == int(number) else f"{number:,g}"
