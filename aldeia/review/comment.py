"""Comment: the review as one Markdown comment for GitHub, verdict first, never too long and never cut."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from aldeia.review.answers import answers
from aldeia.review.cells import by_time, changed, entries, line, meanings, planned, summary
from aldeia.review.judge import Decision
from aldeia.review.render import code, prose, templates
from aldeia.review.report import Report, Row
from aldeia.review.words import counted, listed, short

LIMIT = 64_000
"""Characters: GitHub answers 422, body is too long, above 65,536; the rest is for what is posted around the review."""
MOST_ENVIRONMENTS = 40
MOST_NOTES = 20
MOST_STEPS = 60
MOST_ENTRIES = 30
MOST_ATTRIBUTES = 12


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
_TITLES = {_BLOCKED: "Blocked", _APPROVAL: "Needs approval", _FINE: "Fine"}


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
    told = [decision for decision in reversed(Decision) if level.parts]
    return templates().get_template("comment.md.j2").render(
        report=report,
        answers=answers(report),
        environments=[line(one) for one in worst_first[:MOST_ENVIRONMENTS]],
        more_environments=len(worst_first[MOST_ENVIRONMENTS:]),
        many=len(report.environments) > 1,
        parts=[_part(report, decision, level) for decision in told],
        planned=planned(report),
        meanings=meanings(row.finding.effect.impact for decision in told for row in report.of(decision)),
        steps=by_time(steps),
        commands=level.commands,
        whole_sections=level.whole_sections,
        drift=report.drift if level.drift else [],
        drift_count=len(report.drift),
        notes=report.notes[:MOST_NOTES],
        shortened=shortened,
    )  # fmt: skip


def _part(report: Report, decision: Decision, level: _Level) -> dict[str, Any]:
    rows = report.of(decision)
    summarised = decision in level.summarised
    passes = entries(report, rows) if decision is _BLOCKED else []
    return {
        "title": f"{_TITLES[decision]}: {counted(sum(row.count for row in rows), 'change')}",
        "folded": decision is _FINE,
        "rows": [] if summarised else [_cells(row) for row in rows],
        "summary": summary(rows) if summarised else [],
        "entries": passes[:MOST_ENTRIES],
        "more_entries": len(passes[MOST_ENTRIES:]),
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
    told = []
    for one in changed(row)[:MOST_ATTRIBUTES]:
        before = f"{code(one.before)} to " if one.before else ""
        forced = f", {one.forced}" if one.forced else ""
        told.append(
            f"{code(one.attribute)} {before}{code(one.after)}{forced}" if one.attribute else one.after
        )
    more = len(row.findings) - MOST_ATTRIBUTES
    return "<br>".join([*told, f"and {counted(more, 'attribute')} more"] if more > 0 else told)


def _allowed(row: Row) -> str:
    allowed = row.finding.allowed
    if allowed is None:
        return ""
    return f"Allowed until {allowed.expires} by {code(allowed.owner)}: {prose(allowed.reason)}. "
