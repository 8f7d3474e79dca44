"""Words: names and counts as every form of the review writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_NAMES = 3
LONGEST_NAME = 60


def counted(number: int, what: str) -> str:
    """Write how many there are of something: `1 change`, `5,000 changes`."""
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def listed(names: Iterable[str], most: int = MOST_NAMES) -> str:
    """Name the first ones, and count the rest."""
    shown = list(names)
    rest = len(shown) - most
    return ", ".join(shown[:most]) + (f" and {rest:,} more" if rest > 0 else "")


def short(name: str) -> str:
    """Shorten a name that is longer than a cell is wide."""
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 3]}..."


def first_part(when: str) -> str:
    """Say when without what goes along: `Sun 2026-11-29 04:00-05:00 UTC`."""
    return when.split(",", maxsplit=1)[0]


def sentence(text: str) -> str:
    """Begin with a capital and end with a full stop."""
    return f"{text[:1].upper()}{text[1:]}."
