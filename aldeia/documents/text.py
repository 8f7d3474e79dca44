"""Text: what Markdown and shell files need of a piece of text."""

from __future__ import annotations

import re

_COLUMN_END = re.compile(r"(?<!\\)\|")


def one_line(text: str) -> str:
    """Fold text into one line, so that it cannot leave the comment it stands in."""
    return " ".join(text.split())


def cell(text: object) -> str:
    """Make text safe for a cell of a Markdown table."""
    return one_line(str(text)).replace("|", "\\|")


def aligned(markdown: str) -> str:
    """Pad the tables of a document so that their columns stand under each other in plain text too."""
    lines: list[str] = []
    table: list[list[str]] = []
    for line in [*markdown.splitlines(), ""]:
        if line.startswith("|"):
            table.append([part.strip() for part in _COLUMN_END.split(line)[1:-1]])
            continue
        lines += _padded(table)
        table = []
        lines.append(line)
    return "\n".join(lines)


def _padded(table: list[list[str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    return ["| " + " | ".join(map(_fitted, row, widths)) + " |" for row in table]


def _fitted(part: str, width: int) -> str:
    return "-" * width if set(part) == {"-"} else part.ljust(width)
