"""Same: whether a plan does what another one did that a person has read, told by what each would change.

What Terraform only learns in the apply has no value to compare, nor has what is destroyed; what differs from run to
run without meaning (the time of the plan, the moment of the newest backup) is in neither.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aldeia.review import ReviewError
from aldeia.review.difference import Difference, differences
from aldeia.review.masking import shown
from aldeia.review.plan import plan_of
from aldeia.review.redacted import redact

if TYPE_CHECKING:
    from pathlib import Path

    from aldeia.review.plan import Change, Plan

NOTHING = "no change"
DIGITS = 12


@dataclass(frozen=True)
class Deviation:
    """One thing that the two plans do not do alike."""

    where: str
    reviewed: str
    now: str

    def __str__(self) -> str:
        return f"{self.where}: reviewed: {self.reviewed}; now: {self.now}"


def read_redacted(path: Path) -> Plan:
    """Read a plan as it looks without its secrets; raises ReviewError."""
    return plan_of(redact(path), str(path))


def deviations(reviewed: Plan, now: Plan, *, rest: bool = False) -> list[Deviation]:
    """Say in what a plan differs from the reviewed one.

    With `rest` it may lack changes, as after an apply that ended half-way: what is left must still be what was
    reviewed. Raises ReviewError when the two are of different environments.
    """
    if (reviewed.environment, reviewed.region) != (now.environment, now.region):
        raise ReviewError(
            f"{now.file}: this is a plan of {now.environment} in {now.region}, expected one of {reviewed.environment} "
            f"in {reviewed.region} as in {reviewed.file}; compare plans of one environment"
        )
    before, after = _told(reviewed), _told(now)
    return [
        Deviation(where, _words(before.get(where)), _words(after.get(where)))
        for where in sorted(before.keys() | after.keys())
        if not _alike(before.get(where), after.get(where), rest=rest)
    ]


def digest(plan: Plan) -> str:
    """Give a short name for what a redacted plan does: equal for plans that do the same."""
    told = {where: _plain(one) for where, one in _told(plan).items()}
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:DIGITS]


def _told(plan: Plan) -> dict[str, Difference | str]:
    """Give everything that a plan does, by where it does it."""
    told: dict[str, Difference | str] = {f"output.{name}": "it changes" for name in plan.outputs}
    for change in plan.changes:
        told[change.address] = _action(change)
        if change.action not in {"delete", "forget"}:
            told |= {f"{change.address}.{one.name}": one for one in differences(change)}
    return told


def _action(change: Change) -> str:
    moved = f", moved from {change.moved_from}" if change.moved_from else ""
    return f"{change.action}{', imported' if change.imported else ''}{moved}"


def _alike(reviewed: Difference | str | None, now: Difference | str | None, *, rest: bool) -> bool:
    if rest and now is None:
        return True
    if isinstance(reviewed, Difference) and isinstance(now, Difference):
        # What the reviewed plan could not know yet is known once a part of it was applied.
        if rest and reviewed.unknown:
            return True
        return bool(_plain(reviewed) == _plain(now))
    return reviewed == now


def _plain(one: Difference | str) -> Any:
    if isinstance(one, str):
        return one
    return [one.forces, None if one.unknown else one.before, None if one.unknown else one.after, one.unknown]


def _words(one: Difference | str | None) -> str:
    if one is None:
        return NOTHING
    if isinstance(one, str):
        return one
    before, after = shown(one)
    return f"{before} to {after}" if before else after
