"""Waiving: what a manifest's own waivers let be, and what is wrong with the waivers themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from aldeia.manifest.problem import Problem
from aldeia.manifest.rules import BETWEEN, RULES
from aldeia.manifest.rules.fault import suggestion
from aldeia.manifest.yaml_file import setting
from aldeia.today import today

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aldeia.manifest.environment import Manifest
    from aldeia.manifest.values import Day
    from aldeia.manifest.waiver import Waiver
    from aldeia.manifest.yaml_file import Path_, YamlFile

LONGEST = timedelta(days=2 * 365)


@dataclass(frozen=True)
class Waived:
    """A problem that stays, and the waiver that lets it."""

    problem: Problem
    waiver: Waiver


@dataclass(frozen=True)
class Judged:
    """What is left of the problems, with those of the waivers, and what was waived."""

    problems: list[Problem]
    waived: list[Waived]


def judge(manifest: Manifest, problems: Sequence[Problem], file: YamlFile, *, whole: bool = True) -> Judged:
    """Take a manifest's waivers to its problems; of a manifest that has other faults no waiver is called useless."""
    # What another rule refuses may be why a rule finds nothing: first things first.
    waived = {waiver.rule for waiver in manifest.waivers}
    whole = whole and not any(
        problem.severity == "error" and problem.rule not in waived for problem in problems
    )
    found = {problem.rule for problem in problems}
    held: dict[str, Waiver] = {}
    wrong: list[Problem] = []
    for index, waiver in enumerate(manifest.waivers):
        faults = list(_faults(waiver, held, found if whole else None))
        wrong += [_problem(file, ("waivers", index, name), *words) for name, *words in faults]
        if not faults:
            held[waiver.rule] = waiver
    return Judged(
        [problem for problem in problems if problem.rule not in held] + wrong,
        [Waived(problem, held[problem.rule]) for problem in problems if problem.rule in held],
    )


def _faults(waiver: Waiver, held: dict[str, Waiver], found: set[str] | None) -> Iterator[tuple[str, ...]]:
    """Yield the setting, what was found, what was expected and what to do; `found` None leaves usefulness open."""
    known = {rule.id: rule for rule in (*RULES, *BETWEEN)}
    rule = known.get(waiver.rule)
    if rule is None:
        yield (
            "rule",
            f"got {waiver.rule}",
            "expected a rule's id",
            suggestion(waiver.rule, known, "see aldeia rules"),
        )
    elif not rule.may_be_waived or rule in BETWEEN:
        why = "holds between environments" if rule in BETWEEN else f"says that {rule.kind.value}"
        yield (
            "rule",
            f"got {rule.id}",
            f"expected a rule that may be waived, this one {why}",
            "take the waiver out",
        )
    elif waiver.rule in held:
        yield "rule", f"got {rule.id} twice", "expected one waiver for each rule", "take one out"
    elif found is not None and rule.id not in found:
        yield (
            "rule",
            f"got {rule.id}",
            "expected a rule that finds something here",
            "take the waiver out, all is well",
        )
    for words in day_faults(waiver.expires, "mend what it waives, or agree on a new day"):
        yield "expires", *words


def day_faults(expires: Day, instead: str) -> Iterator[tuple[str, str, str]]:
    """Yield what was found, what was expected and what to do of a last day that is over, or too far away."""
    if expires.date < today():
        yield f"got {expires}", "expected a day to come", instead
    elif expires.date - today() > LONGEST:
        yield f"got {expires}", "expected a day within two years", "take an earlier one"


def _problem(file: YamlFile, path: Path_, got: str, expected: str, fix: str) -> Problem:
    return Problem(file.place(path), setting(path), got, expected, fix)
