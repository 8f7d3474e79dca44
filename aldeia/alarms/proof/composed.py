"""Composed: composite alarms, whose links begin at the alarms they name, and alarms that only these tell of."""

from __future__ import annotations

from collections.abc import Iterator

from aldeia.alarms.proof.chain import BrokenLinkError, Step
from aldeia.alarms.proof.delivery import alarm_steps
from aldeia.alarms.proof.world import World
from aldeia.alarms.simulation import SimulationError
from aldeia.alarms.simulation.composite import COMPOSITE_ALARM, Rule, rule
from aldeia.alarms.simulation.evaluation import State
from aldeia.generated.resolved import resolved
from aldeia.generated.stack import Resource, blocks_of

# CloudWatch user guide, Create a composite alarm.
CHILDREN_AT_MOST = 100


def composite_steps(world: World, composite: Resource) -> Iterator[Step]:
    """Give the links of a composite alarm."""
    yield "rule", lambda: _rule(world, composite)
    if composite.get("actions_suppressor"):
        yield "suppressor", lambda: _suppressor(world, composite)
    yield from alarm_steps(world, composite)


def told_by(world: World, alarm: Resource) -> list[Resource]:
    """Give the composite alarms that go off when an alarm goes off alone."""
    name = world.text(alarm, "alarm_name")
    return [one for one in world.stack.of(COMPOSITE_ALARM) if _goes_off(world, one, name)]


def holds_back(world: World, alarm: Resource) -> list[str]:
    """Give the composite alarms whose actions wait while an alarm is on."""
    name = world.text(alarm, "alarm_name")
    return [
        world.text(one, "alarm_name")
        for one in world.stack.of(COMPOSITE_ALARM)
        if one.get("actions_suppressor") and _suppressed_by(world, one) == name
    ]


def _goes_off(world: World, composite: Resource, name: str) -> bool:
    try:
        read = _read(world, composite)
    except BrokenLinkError:
        return False
    states: dict[str, State] = dict.fromkeys(read.names, "OK")
    return name in states and not read.holds(states) and read.holds(states | {name: "ALARM"})


def _rule(world: World, composite: Resource) -> str:
    read = _read(world, composite)
    missing = [name for name in read.names if name not in world.alarms]
    if missing or not read.names:
        named = ", ".join(missing) or "no alarm at all"
        raise BrokenLinkError(f"it asks {named}: there is none of this name in the stack")
    if len(read.names) > CHILDREN_AT_MOST:
        raise BrokenLinkError(f"it asks {len(read.names)} alarms; CloudWatch takes {CHILDREN_AT_MOST}")
    if world.text(composite, "alarm_name") in _below(world, read):
        raise BrokenLinkError("it asks itself, by way of another: CloudWatch then stops to evaluate it")
    silent = [name for name in read.names if not _can_set_off(read, name)]
    if silent:
        raise BrokenLinkError(f"{', '.join(silent)}: can go off without it; ask for it with OR")
    return f"goes off with any of {', '.join(read.names)}"


def _can_set_off(read: Rule, name: str) -> bool:
    """Say whether an alarm counts: the rule changes with it among silent ones, or among ringing ones."""
    all_on: dict[str, State] = dict.fromkeys(read.names, "ALARM")
    all_off: dict[str, State] = dict.fromkeys(read.names, "OK")
    return read.holds(all_off | {name: "ALARM"}) is not read.holds(all_off) or (
        read.holds(all_on | {name: "OK"}) is not read.holds(all_on)
    )


def _below(world: World, read: Rule) -> set[str]:
    """Give every alarm that a rule asks, also by way of other composite alarms."""
    found: set[str] = set()
    left = list(read.names)
    while left:
        name = left.pop()
        alarm = world.alarms.get(name)
        if name not in found and alarm is not None and alarm.type == COMPOSITE_ALARM:
            left += _read(world, alarm).names
        found.add(name)
    return found


def _suppressor(world: World, composite: Resource) -> str:
    name = _suppressed_by(world, composite)
    if name not in world.alarms:
        raise BrokenLinkError(f"its actions are held back by {name}, which is no alarm of this stack")
    return f"held back while {name} is in ALARM"


def _suppressed_by(world: World, composite: Resource) -> str:
    [block] = blocks_of(composite.get("actions_suppressor"))
    return resolved(str(block.get("alarm")), world.stack).rpartition(":alarm:")[2]


def _read(world: World, composite: Resource) -> Rule:
    try:
        return rule(world.text(composite, "alarm_rule"))
    except SimulationError as error:
        raise BrokenLinkError(str(error)) from None
