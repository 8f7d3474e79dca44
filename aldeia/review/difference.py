"""Difference: what one resource's change changes, attribute by attribute, with Terraform's marks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from aldeia.review.plan import Change

# Sets of blocks that are told apart by one of their members; Terraform gives them in any order.
KEYS = {"parameter": "name", "log_delivery_configuration": "log_type"}


@dataclass(frozen=True, slots=True)
class Difference:
    """One attribute, or one keyed block of it; a resource as a whole has no attribute."""

    attribute: str = ""
    part: str = ""
    """The key of a block: `max_connections` of `parameter`."""
    before: Any = None
    after: Any = None
    unknown: bool = False
    """Terraform learns the value after only from AWS, in the apply."""
    sensitive: bool = False
    forces: bool = False
    """Terraform replaces the resource because of it."""

    @property
    def name(self) -> str:
        return f"{self.attribute}[{self.part}]" if self.part else self.attribute


@dataclass(frozen=True)
class Context:
    """What a rule may look at besides the difference."""

    change: Change
    moment: datetime
    """When the plan was made, in UTC."""

    def before(self, name: str) -> Any:
        return (self.change.before or {}).get(name)

    def after(self, name: str) -> Any:
        return (self.change.after or {}).get(name)

    def unknown(self, name: str) -> bool:
        """Say whether an attribute is known only after the apply."""
        marks = self.change.after_unknown
        return bool(marks.get(name)) if isinstance(marks, dict) else False

    def changes(self, name: str) -> bool:
        return self.unknown(name) or self.before(name) != self.after(name)


def differences(change: Change) -> Iterator[Difference]:
    """Give what an update or a replacement changes, in the order of the attributes' names."""
    before, after = change.before or {}, change.after or {}
    unknown = change.after_unknown if isinstance(change.after_unknown, dict) else {}
    forces = {str(path[0]) for path in change.replace_paths if path}
    for name in sorted(before.keys() | after.keys() | unknown.keys()):
        old, new, mark = before.get(name), after.get(name), _any(unknown.get(name))
        if not mark and (old == new or (_empty(old) and _empty(new)) or _filled(old) == _filled(new)):
            continue
        sensitive = _any(_mark(change.before_sensitive, name)) or _any(_mark(change.after_sensitive, name))
        whole = Difference(name, "", old, new, mark, sensitive, name in forces)
        yield from _blocks(whole) if name in KEYS and not mark else (whole,)


def _blocks(whole: Difference) -> Iterator[Difference]:
    key = KEYS[whole.attribute]
    old, new = ({block[key]: block for block in blocks or ()} for blocks in (whole.before, whole.after))
    for part in sorted(old.keys() | new.keys()):
        if old.get(part) != new.get(part):
            yield replace(whole, part=str(part), before=old.get(part), after=new.get(part))


def _mark(marks: Any, name: str) -> Any:
    return marks.get(name) if isinstance(marks, dict) else marks


def _any(marks: Any) -> bool:
    """Say whether a tree of marks has one that is set."""
    if isinstance(marks, dict):
        return any(map(_any, marks.values()))
    if isinstance(marks, list):
        return any(map(_any, marks))
    return marks is True


def _filled(value: Any) -> Any:
    """Leave out of a block what it does not have: the provider writes null in a state and empty, 0 or false in a plan."""
    if not isinstance(value, list):
        return value
    return [
        {name: _filled(inner) for name, inner in block.items() if inner} if isinstance(block, dict) else block
        for block in value
    ]


def _empty(value: Any) -> bool:
    return value is None or value in ("", [], {})
