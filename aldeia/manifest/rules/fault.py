"""Fault: what a rule finds, before the file's line is known."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class Fault:
    """A setting that does not go with the others."""

    path: tuple[str | int, ...]
    got: str
    expected: str
    fix: str = ""


def suggestion(name: str, known: Iterable[str], otherwise: str) -> str:
    """Say which known name was probably meant, or what to do when none is near."""
    near = difflib.get_close_matches(name, list(known), n=1, cutoff=0.8)
    return f"did you mean {near[0]}? If not, {otherwise}" if near else otherwise
