"""Comment: the review as one Markdown comment for GitHub, verdict first, never too long and never cut."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aldeia.review.answers import answers, changes, listed, short
from aldeia.review.costs import in_short
from aldeia.review.judge import Decision
from aldeia.review.render import code, prose, templates
from aldeia.review.report import Environment, Report, Row, Status
from aldeia.review.verdict import Impact

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aldeia.review.steps import OperatorStep

LIMIT = 64_000
"""Characters: GitHub answers 422, body is too long, above 65,536; the rest is for what is posted around the review."""
MOST_ENVIRONMENTS = 40
MOST_NOTES = 20
MOST_STEPS = 60


@dataclass(frozen=True)
class _Level:
    """How much is told; the first level that fits is taken."""

    summarised: frozenset[Decision] = frozenset()
    drift: bool = True
    commands: bool = True
    steps: bool = True
    whole_sections: bool = True
    parts: bool = True


_FINE, _APPROVAL, _BLOCKED = Decision
_LEVELS = (
    _Level(),
    _Level(summarised=frozenset({_FINE})),
    _Level(summarised=frozenset({_FINE, _APPROVAL}), drift=False),
    _Level(summarised=frozenset({_FINE, _APPROVAL}), drift=False, commands=False, whole_sections=False),
    _Level(summarised=frozenset(Decision), drift=False, commands=False, whole_sections=False),
    _Level(summarised=frozenset(Decision), drift=False, commands=False, steps=False, whole_sections=False),
    _Level(drift=False, commands=False, steps=False, whole_sections=False, parts=False),
)
_TITLES = {_BLOCKED: "Blocked", _APPROVAL: "Needs a person's approval", _FINE: "Fine"}


def write_comment(report: Report) -> str:
    """Write the comment, at most LIMIT characters: it gets shorter by summarising, never by cutting."""
    text = ""
    for index, level in enumerate(_LEVELS):
        text = _rendered(report, level, shortened=index > 0)
        if len(text) <= LIMIT:
            break
    return text


def _rendered(report: Report, level: _Level, *, shortened: bool) -> str:
    worst_first = sorted(report.environments, key=lambda one: (-one.status, -one.impact, one.name))
    steps = report.steps[:MOST_STEPS] if level.steps else []
    return templates().get_template("comment.md.j2").render(
        report=report,
        answers=answers(report),
        environments=[line(one) for one in worst_first[:MOST_ENVIRONMENTS]],
        more_environments=len(worst_first[MOST_ENVIRONMENTS:]),
        many=len(report.environments) > 1,
        parts=[_part(report, decision, level) for decision in reversed(Decision)] if level.parts else [],
        steps=by_time(steps),
        commands=level.commands,
        whole_sections=level.whole_sections,
        drift=report.drift if level.drift else [],
        drift_count=len(report.drift),
        notes=report.notes[:MOST_NOTES],
        shortened=shortened,
    )  # fmt: skip


def line(environment: Environment) -> dict[str, str | int]:
    """Give the cells of one environment's line."""
    windows = sorted(
        {(finding.at, finding.when) for finding in environment.findings if finding.at is not None}
    )
    return {
        "name": short(environment.name),
        "verdict": f"**{environment.status.words}**"
        if environment.status is Status.BLOCKED
        else environment.status.words,
        "resources": environment.resources,
        "impact": environment.impact.words,
        "lost": _lost_in_short(environment),
        "down": "yes" if environment.down else not_known(environment) or "no",
        "window": windows[0][1].split(",")[0] if windows else "-",
        "cost": in_short(environment.bill),
    }


def _lost_in_short(environment: Environment) -> str:
    if environment.lost:
        return "yes"
    if any(one.forgets for one in environment.findings):
        return "what is older"
    return not_known(environment) or "no"


def not_known(environment: Environment) -> str:
    return "not known" if environment.impact is Impact.UNKNOWN else ""


def _part(report: Report, decision: Decision, level: _Level) -> dict[str, Any]:
    rows = report.of(decision)
    summarised = decision in level.summarised
    return {
        "title": f"{_TITLES[decision]}: {changes(sum(row.count for row in rows))}",
        "folded": decision is _FINE,
        "rows": [] if summarised else [_cells(row) for row in rows],
        "summary": _summary(rows) if summarised else [],
        "help": way_through(rows) if decision is _BLOCKED else "",
    }


def _cells(row: Row) -> dict[str, str]:
    finding = row.finding
    effect = finding.effect
    return {
        "environments": listed([code(short(name)) for name in row.environments]),
        "resources": listed([code(address) for address in row.addresses]),
        "change": _change(row),
        "impact": effect.impact.words,
        "gate": effect.gate or "",
        "when": finding.when,
        "lasts": effect.lasts,
        "touches": f"{prose(effect.touches)}. {_allowed(row)}[{effect.source.title}]({effect.source.url})",
    }


def _change(row: Row) -> str:
    finding = row.finding
    if not finding.attribute:
        return finding.action
    forced = ", replaces it" if finding.forces else ""
    before = f"{code(finding.before)} to " if finding.before else ""
    return f"{code(finding.attribute)} {before}{code(finding.after)}{forced}"


def _allowed(row: Row) -> str:
    allowed = row.finding.allowed
    if allowed is None:
        return ""
    return f"Allowed until {allowed.expires} by {code(allowed.owner)}: {prose(allowed.reason)}. "


def way_through(rows: list[Row]) -> str:
    """Say how one of them is let pass, with the entry written out."""
    gated = next((row for row in rows if row.finding.effect.gate), None)
    if gated is None:
        return ""
    gate = gated.finding.effect.gate
    return (
        "To let one pass, add to `envs/policy/allowed-changes.yaml`, in this pull request, with reason, owner and last "
        f"day: {code(f'environment: {gated.environments[0]}')}, {code(f'address: {gated.addresses[0]}')}, {code(f'action: {gate}')}."
    )


def _summary(rows: list[Row]) -> list[dict[str, str | int]]:
    counts: Counter[tuple[str, str, Impact]] = Counter()
    for row in rows:
        counts[row.finding.type, row.finding.action, row.finding.effect.impact] += row.count
    lines = sorted(counts.items(), key=lambda item: (-item[0][2], item[0][0], item[0][1]))
    return [
        {"type": type_, "action": action, "impact": impact.words, "count": count}
        for (type_, action, impact), count in lines
    ]


def by_time(steps: Sequence[OperatorStep]) -> list[tuple[str, list[OperatorStep]]]:
    """Part the steps into those before and those after the apply."""
    groups = [
        ("Before the apply", [step for step in steps if step.before]),
        ("After the apply", [step for step in steps if not step.before]),
    ]
    return [(title, group) for title, group in groups if group]
