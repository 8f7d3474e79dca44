"""Problem: one thing that is wrong with a manifest, said in one sentence."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST_SETTING = 120


@dataclass(frozen=True, order=True)
class Place:
    """A position in a file, counted from 1 as editors do; line 0 is a directory, or the file as a whole."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True)
class Problem:
    """Where, what was found, what was expected, what to do."""

    place: Place
    setting: str
    """The setting's path as `database.storage`; empty for the file as a whole."""
    got: str
    """What was found, in the words of the file, or the whole fault when nothing in particular was expected."""
    expected: str = ""
    fix: str = ""
    rule: str = ""
    """The id of the rule that found it; empty for a fault of shape, of YAML or of the file."""
    severity: Literal["error", "warning"] = "error"
    extended_by: tuple[str, ...] = field(default=(), compare=False)
    """The files whose fault it is, where they extend the one that the value stands in."""

    @property
    def sentence(self) -> str:
        """The fault without its place: `database.storage: got 19 GiB, expected 20 GiB or more; raise it`."""
        setting = (
            self.setting if len(self.setting) <= _LONGEST_SETTING else f"{self.setting[:_LONGEST_SETTING]}..."
        )
        where = f"{setting}: " if setting else ""
        expected = f", {self.expected}" if self.expected else ""
        fix = f"; {self.fix}" if self.fix else ""
        extended = f" (extended by {', '.join(self.extended_by)})" if self.extended_by else ""
        return _printable(f"{where}{self.got}{expected}{fix}{extended}")

    def __str__(self) -> str:
        severity = "" if self.severity == "error" else f"{self.severity}: "
        rule = f" [{self.rule}]" if self.rule else ""
        return f"{_printable(str(self.place))}: {severity}{self.sentence}{rule}"


def _printable(text: str) -> str:
    """Keep to one line, and let nothing reach the terminal that would steer it."""
    return "".join(character if character.isprintable() else "?" for character in text)


def each_once(problems: Iterable[Problem]) -> list[Problem]:
    """Give problems in the order of the files; one that several files inherit is said once, for all of them.

    Where the file that it stands in has it without their help, it is that file's alone.
    """
    found: dict[Problem, Problem] = {}
    for problem in problems:
        before = found.setdefault(problem, problem)
        alone = not (before.extended_by and problem.extended_by)
        names = () if alone else tuple(sorted({*before.extended_by, *problem.extended_by}))
        found[problem] = replace(before, extended_by=names)
    return sorted(found.values(), key=lambda problem: problem.place)


class ManifestError(Exception):
    """Every problem of the manifests that were read, in the order of the files."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems
