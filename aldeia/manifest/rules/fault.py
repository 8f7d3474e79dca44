"""Fault: what a rule finds, before the file's line is known."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """A setting that does not go with the others."""

    path: tuple[str | int, ...]
    got: str
    expected: str
    fix: str = ""
