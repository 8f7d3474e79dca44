"""Broken YAML: what the parser says, told to a person who has never seen a parser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ruamel.yaml.error import MarkedYAMLError


class Finding(NamedTuple):
    """Where the text stops being YAML, counted from 1, what is wrong there, and what to do."""

    line: int
    column: int
    got: str
    fix: str


# A part of the parser's sentence; what we say; what to do; whether the place is where the opened thing starts.
_TOLD: tuple[tuple[str, str, str, bool], ...] = (
    (r"character '\\t'", "got a tab, expected spaces", "indent with spaces", False),
    (r"character '([@`%|>!&*])'", "got a value that starts with {0}", "write the value in quotes", False),
    (r"quoted scalar.*end of stream", "a quote is opened here and never closed", "close it", True),
    (r"flow (?:sequence|mapping).*expected", "a bracket is opened here and not closed", "close it", True),
    (
        r"mapping values are not allowed", "got a second `: ` in a value, or a line indented too far",
        "write the value in quotes, or align the line with its neighbours", False,
    ),
    (r"could not find expected ':'", "got a line without `key: value`", "add the colon, or the value", True),
    (
        r"expected (?:<block end>|'<document start>')", "got a line that does not go on with what is above it",
        "align it with its neighbours, and put quotes around a whole value", False,
    ),
    (r"undefined alias", "got an alias (*), expected a value", "write the value out", False),
    (r"block scalar", "got text after | or >", "write the text on the next line", False),
    (r"(?:entries|keys) are not allowed here", "got a dash or ? in a value", "write the value in quotes", False),
    (r"escape", "got a backslash in double quotes that means nothing", "use single quotes", False),
    (r"expected the node content", "got a bracket, dash or comma, expected a value", "write the value in quotes", False),
)  # fmt: skip


def told(error: MarkedYAMLError) -> Finding:
    """Tell a parser's error; one that we have no words for is given in the parser's own, without its quotations."""
    said = " ".join(f"{error.context or ''} {error.problem or ''}".split())
    for sign, got, fix, at_the_start in _TOLD:
        found = re.search(sign, said)
        if found is not None:
            mark = error.context_mark if at_the_start else error.problem_mark
            return _at(mark or error.problem_mark, got.format(*found.groups()), fix)
    said = re.sub(r"'[^']*'|\(.*\)", "...", said)
    return _at(
        error.problem_mark or error.context_mark, f"not YAML: {said}", "mend the line, or the one before it"
    )


def _at(mark: object, got: str, fix: str) -> Finding:
    return Finding(getattr(mark, "line", 0) + 1, getattr(mark, "column", 0) + 1, got, fix)
