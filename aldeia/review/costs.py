"""Costs: what the plans make dearer or cheaper in a month, as a section of the review."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from aldeia.money.bill import Bill, cents, dollars
from aldeia.money.items import BY_USE
from aldeia.money.prices import HOURS, READ, REGION
from aldeia.review.section import Section

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from aldeia.money.items import Item

NOT_KNOWN = "not known"
MOST_NAMES = 3
_LIST = "aldeia/money/prices.py"


def costs(bills: Mapping[str, Bill]) -> Section:
    """Tell the difference of all environments together, then each line that differs."""
    return Section(
        title="Cost a month",
        question="What does it cost?",
        answer=_answer(bills),
        summary=_answer(bills),
        columns=("environment", "resource", "before", "after", "a month"),
        names=frozenset({"environment", "resource"}),
        rows=tuple(_rows(bills)),
        notes=tuple(_notes(bills)) if any(bill.lines for bill in bills.values()) else (),
    )


def in_short(bill: Bill) -> str:
    """Write one environment's bill for a cell: $304.94 (+$12.00)."""
    together = _known(bill.after, unknown=bool(bill.unknown))
    differs = [_signed(bill.more)] * bool(bill.more) + [NOT_KNOWN] * bool(bill.not_known and not bill.unknown)
    return f"{together} ({' and '.join(differs)})" if differs else together


def _known(usd: Decimal, *, unknown: bool) -> str:
    """Write a sum; one of which nothing is known is not known, and never nothing."""
    if unknown:
        return f"{dollars(usd)} and what is {NOT_KNOWN}" if usd else NOT_KNOWN
    return dollars(usd)


def _answer(bills: Mapping[str, Bill]) -> str:
    not_known = sorted(
        {item.what for bill in bills.values() for line in bill.not_known for item in line.not_known}
    )
    told = [_difference(bills)] if not not_known or any(bill.more for bill in bills.values()) else []
    if not_known:
        told.append(f"Not known: the price of {_listed(not_known)}.")
    return " ".join(told)


def _difference(bills: Mapping[str, Bill]) -> str:
    before, after = (
        sum((cents(getattr(bill, side)) for bill in bills.values()), Decimal(0))
        for side in ("before", "after")
    )
    about = "About " if any(bill.estimated for bill in bills.values()) else ""
    if before == after:
        return f"As before: {_known(after, unknown=any(bill.unknown for bill in bills.values()))} a month."
    much = "more" if after > before else "less"
    return f"{about}{dollars(abs(after - before))} a month {much}: {dollars(before)} before, {dollars(after)} after."


def _rows(bills: Mapping[str, Bill]) -> Iterable[tuple[str, ...]]:
    for environment, bill in bills.items():
        for line in bill.lines:
            usd = NOT_KNOWN if line.usd is None else _signed(line.usd)
            yield environment, line.address, _items(line.before), _items(line.after), usd


def _notes(bills: Mapping[str, Bill]) -> Iterable[str]:
    yield f"On demand in {REGION}, {HOURS} h a month, prices as read on {READ} ({_LIST}); without what depends on use: {BY_USE}"
    if any(bill.estimated for bill in bills.values()):
        yield "A price that follows from another size of its family is an estimate"
    unknown = {f"{name} in {environment}" for environment, bill in bills.items() for name in bill.unknown}
    if unknown:
        yield f"No known price, so in no sum: {_listed(sorted(unknown))}"


def _items(items: tuple[Item, ...]) -> str:
    return (
        ", ".join(f"{item.what} {NOT_KNOWN if item.usd is None else dollars(item.usd)}" for item in items)
        or "-"
    )


def _signed(usd: Decimal) -> str:
    return f"{'+' if usd > 0 else ''}{dollars(usd)}"


def _listed(names: list[str]) -> str:
    rest = len(names) - MOST_NAMES
    return ", ".join(names[:MOST_NAMES]) + (f" and {rest:,} more" if rest > 0 else "")
