"""Cells: what stands in the tables and lists of the comment and the page, as plain words, which each of them escapes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from aldeia.review.costs import in_short
from aldeia.review.report import Environment, Report, Row, Status
from aldeia.review.tables import TABLES
from aldeia.review.verdict import Impact
from aldeia.review.words import first_part, listed, short

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from aldeia.review.judge import Finding
    from aldeia.review.steps import OperatorStep

ALLOWED_FOR = timedelta(days=14)
"""What a new entry of allowed-changes.yaml is given, which whoever writes it may change."""


@dataclass(frozen=True)
class Line:
    """One environment, in a few words each."""

    name: str
    verdict: str
    blocked: bool
    resources: int
    impact: str
    lost: str
    down: str
    window: str
    cost: str


def line(environment: Environment) -> Line:
    """Give one environment's line."""
    windows = sorted((one.at, one.when) for one in environment.findings if one.at is not None)
    return Line(
        name=short(environment.name),
        verdict=environment.status.words,
        blocked=environment.status is Status.BLOCKED,
        resources=environment.resources,
        impact=_impact(environment),
        lost=_lost(environment),
        down=_down(environment),
        window=first_part(windows[0][1]) if windows else "-",
        cost=in_short(environment.bill),
    )


def _impact(environment: Environment) -> str:
    older = any(one.forgets for one in environment.findings) and not environment.lost
    return f"{environment.impact.words}, older data lost" if older else environment.impact.words


def _lost(environment: Environment) -> str:
    if environment.lost:
        return "yes"
    if any(one.forgets for one in environment.findings):
        return "what is older"
    return _not_known(environment) or "no"


def _down(environment: Environment) -> str:
    if environment.down:
        return "yes"
    if environment.shut_out:
        return "for some"
    if environment.waiting:
        return "at your reboot"
    if any(one.effect.may_fail for one in environment.findings):
        return "perhaps"
    return _not_known(environment) or "no"


def _not_known(environment: Environment) -> str:
    return "not known" if environment.impact is Impact.UNKNOWN else ""


@dataclass(frozen=True)
class Changed:
    """One attribute of a row, or the resource as a whole."""

    attribute: str
    """Empty for the whole; then `after` is what happens to it."""
    before: str
    after: str
    forced: str
    """What becomes of the resource for it; empty when it stays."""


def changed(row: Row) -> list[Changed]:
    """Give what changes in a row."""
    return [_changed(finding) for finding in row.findings]


def _changed(finding: Finding) -> Changed:
    if not finding.attribute:
        return Changed("", "", finding.action, "")
    table = TABLES.get(finding.type)
    forced = (table.replacement if table else "replaces it") if finding.forces else ""
    return Changed(finding.attribute, finding.before, finding.after, forced)


@dataclass(frozen=True)
class Entry:
    """What would let one blocked change pass: an entry of allowed-changes.yaml whose reason somebody has to write."""

    environment: str
    address: str
    action: str
    owner: str
    expires: str


def entries(report: Report, rows: Iterable[Row]) -> list[Entry]:
    """Give an entry for each of the blocked changes that one lets pass; what AWS refuses, none does."""
    owners = {one.name: one.owner for one in report.environments}
    expires = (report.day + ALLOWED_FOR).isoformat()
    wanted = {
        (environment, address, str(row.finding.effect.gate))
        for row in rows
        if row.finding.effect.gate
        for environment in row.environments
        for address in row.addresses
    }
    return [
        Entry(environment, address, action, owners.get(environment, ""), expires)
        for environment, address, action in sorted(wanted)
    ]


def planned(report: Report) -> list[tuple[str, str]]:
    """Give the moments at which the plans were made, in UTC, each with the environments."""
    moments: dict[str, list[str]] = {}
    for one in report.environments:
        moments.setdefault(f"{one.moment:%a %Y-%m-%d %H:%M}", []).append(short(one.name))
    return [(moment, listed(names)) for moment, names in sorted(moments.items())]


def meanings(impacts: Iterable[Impact]) -> list[tuple[str, str]]:
    """Explain the words that are used, the worst first."""
    return [(impact.words, impact.meaning) for impact in sorted(set(impacts), reverse=True)]


def summary(rows: list[Row]) -> list[tuple[str, str, str, int]]:
    """Count the changes by type, action and impact, the worst first."""
    counts: Counter[tuple[str, str, Impact]] = Counter()
    for row in rows:
        counts[row.finding.type, row.finding.action, row.finding.effect.impact] += row.count
    lines = sorted(counts.items(), key=lambda item: (-item[0][2], item[0][0], item[0][1]))
    return [(type_, action, impact.words, count) for (type_, action, impact), count in lines]


def by_time(steps: Sequence[OperatorStep]) -> list[tuple[str, list[OperatorStep]]]:
    """Part the steps into those before the merge, which starts the apply, and those after it."""
    groups = [
        ("Before merging", [step for step in steps if step.before]),
        ("After the apply", [step for step in steps if not step.before]),
    ]
    return [(title, group) for title, group in groups if group]
