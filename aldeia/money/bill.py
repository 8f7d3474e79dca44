"""Bill: what a plan's stack costs in a month before and after it, and which lines differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from aldeia.money.items import Item, Resource, items_of

_NOTHING = Decimal(0)
_CENT = Decimal("0.01")
_Sources = dict[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Line:
    """One resource whose price changes, or may: the items that are on one side only."""

    address: str
    before: tuple[Item, ...]
    after: tuple[Item, ...]

    @property
    def not_known(self) -> list[Item]:
        return [item for item in (*self.before, *self.after) if item.usd is None]

    @property
    def usd(self) -> Decimal | None:
        """How much more a month; None when a part of it is not known."""
        return None if self.not_known else total(self.after) - total(self.before)


@dataclass(frozen=True)
class Bill:
    """One environment."""

    before: Decimal
    """US dollars a month, of what is known."""
    after: Decimal
    lines: tuple[Line, ...]
    unknown: tuple[str, ...]
    """What is there after the plan and has no known price: its address and what it is."""
    estimated: bool
    """Whether a line that differs has an estimate in it."""

    @property
    def more(self) -> Decimal:
        """How much more a month, of what is known; the difference of the two as they are shown."""
        return cents(self.after) - cents(self.before)

    @property
    def not_known(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.not_known)


def bill(entries: Iterable[Mapping[str, Any]], regions: Mapping[str, str], region: str) -> Bill:
    """Make the bill of a plan's `resource_changes`; `regions` has those of addresses that are not in `region`.

    Raises what Python raises where these are not a plan's.
    """
    managed = [entry for entry in entries if entry.get("mode") == "managed" and entry.get("change")]
    sources = tuple(_sources(managed, side) for side in ("before", "after"))
    before, after, lines = [], [], []
    for entry in managed:
        address = str(entry["address"])
        was, will = _items(entry, regions.get(address, region), sources)
        before += was
        after += [(address, item) for item in will]
        if was != will:
            lines.append(_line(address, was, will))
    return Bill(
        before=total(before),
        after=total(item for _, item in after),
        lines=tuple(lines),
        unknown=tuple(f"{address} ({item.what})" for address, item in after if item.usd is None),
        estimated=any(item.estimated for line in lines for item in (*line.before, *line.after)),
    )


def total(items: Iterable[Item]) -> Decimal:
    """Add up what is known."""
    return sum((item.usd for item in items if item.usd is not None), _NOTHING)


def cents(usd: Decimal) -> Decimal:
    """Round to cents, half of one up."""
    return usd.quantize(_CENT, ROUND_HALF_UP)


def dollars(usd: Decimal) -> str:
    """Write an amount: $1,234.50."""
    return f"{'-' if usd < 0 else ''}${abs(cents(usd)):,}"


def _line(address: str, before: list[Item], after: list[Item]) -> Line:
    gone, new = Counter(before), Counter(after)
    return Line(address, tuple((gone - new).elements()), tuple((new - gone).elements()))


def _items(
    entry: Mapping[str, Any], region: str, sources: tuple[_Sources, ...]
) -> tuple[list[Item], list[Item]]:
    change = entry["change"]
    before, after = change.get("before"), change.get("after")
    if list(change.get("actions") or ()) == ["forget"]:
        # AWS goes on with it, and with the bill.
        after = before
    was, will = (
        items_of(Resource(str(entry["type"]), _region(values, region), values, known))
        if values is not None
        else []
        for values, known in zip((before, after), sources, strict=True)
    )
    return was, will


def _region(values: Mapping[str, Any] | None, region: str) -> str:
    """Take the region from the resource itself where it says one: provider 6 has an argument, 5 the ARN."""
    arn = str((values or {}).get("arn") or "").split(":")
    return str((values or {}).get("region") or "") or (arn[3] if len(arn) > 3 else "") or region  # noqa: PLR2004  # arn:aws:SERVICE:REGION


def _sources(managed: list[Mapping[str, Any]], side: str) -> _Sources:
    instances = [entry["change"].get(side) or {} for entry in managed if entry["type"] == "aws_db_instance"]
    kept = ("allocated_storage", "engine", "storage_type")
    return {
        str(values["identifier"]): {name: values.get(name) for name in kept}
        for values in instances
        if values.get("identifier")
    }
