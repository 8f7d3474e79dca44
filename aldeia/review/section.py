"""Section: a part of the review that is not about what AWS does, as costs or security findings."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Section:
    """A title, a table, and the same in a sentence; plain words, which each form escapes by itself."""

    title: str
    question: str
    """What it answers at the top."""
    answer: str
    summary: str
    """What is left of it when the comment gets too long."""
    columns: tuple[str, ...] = ()
    names: frozenset[str] = frozenset()
    """The columns that hold names, which are written as code."""
    rows: tuple[tuple[str, ...], ...] = ()
    notes: tuple[str, ...] = ()
    needs_approval: bool = False
    """Whether a person has to look at it."""

    def cells(self, row: tuple[str, ...]) -> list[tuple[str, bool]]:
        """Give a row's cells, each with whether it is a name."""
        return [(cell, column in self.names) for column, cell in zip(self.columns, row, strict=True)]
