"""Comment: the review as one Markdown comment for GitHub, verdict first, never too long and never cut."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aldeia.review.costs import in_short
from aldeia.review.judge import STORES, Decision
from aldeia.review.render import code, prose, templates
from aldeia.review.report import Environment, Report, Row, Status
from aldeia.review.verdict import Impact

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from aldeia.review.judge import Finding
    from aldeia.review.steps import OperatorStep

LIMIT = 64_000
"""Characters: GitHub answers 422, body is too long, above 65,536; the rest is for what is posted around the review."""
MOST_ENVIRONMENTS = 40
MOST_NAMES = 3
LONGEST_NAME = 60
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


def answers(report: Report) -> dict[str, str]:
    """Answer a reviewer's questions in a sentence each, in Markdown."""
    return {
        "May it be merged?": _merge(report),
        "Is anything lost?": _lost(report),
        "Is there downtime?": _down(report),
        "When?": _when(report),
    } | {section.question: prose(section.answer) for section in report.sections}


def _merge(report: Report) -> str:
    if report.status is Status.NO_CHANGE:
        return "Nothing changes."
    blocked, approval = (_count(report, decision) for decision in (_BLOCKED, _APPROVAL))
    if blocked:
        refused = sum(row.count for row in report.of(_BLOCKED) if row.finding.effect.refused)
        half_way = f" AWS refuses {_changes(refused)} of it, and the apply would stop half-way."
        return f"**No**: {_changes(blocked)} blocked.{half_way if refused else ''}"
    new = sum(section.needs_approval for section in report.sections)
    if approval or new:
        what = [f"{_changes(approval)} to be looked at"] * bool(approval) + ["new security findings"] * bool(
            new
        )
        return f"**After a person's approval**: {' and '.join(what)}."
    return "**Yes**."


def _lost(report: Report) -> str:
    lost = [finding for one in report.environments for finding in one.lost]
    # The stores of every environment first: logs and keys go with them.
    lost.sort(key=lambda one: one.type not in STORES)
    names = [f"{code(_short(one.address))} in {code(_short(one.environment))}" for one in lost]
    told = [f"**Yes**: {_listed(dict.fromkeys(names))}."] if names else []
    older = [finding for one in report.environments for finding in one.findings if finding.forgets]
    if older:
        what = dict.fromkeys(f"{code(_short(one.attribute))} of {code(_short(one.address))}" for one in older)
        told.append(f"What is older than a new limit is deleted for ever: {_listed(what)}.")
    unknown = _unknown(report, {"update", "replace", "delete"})
    if unknown:
        told.append(f"Not known for {unknown}.")
    return " ".join(told) or "No."


def _down(report: Report) -> str:
    down = [finding for one in report.environments for finding in one.down]
    names = sorted({f"{code(_short(finding.identifier))} ({_outage(finding)})" for finding in down})
    told = [f"**Yes**: {_listed(names)}."] if names else []
    if report.waiting:
        waiting = sorted({code(_short(finding.attribute)) for finding in report.waiting})
        told.append(
            f"{'Also' if names else 'Not by the apply'}: {_listed(waiting)} waits for a reboot that somebody has to make."
        )
    unknown = _unknown(report, {"create", "update", "replace", "delete"})
    if unknown:
        told.append(f"Not known for {unknown}.")
    return " ".join(told) or "No."


def _unknown(report: Report, actions: set[str]) -> str:
    """Name what nobody wrote down."""
    return _listed(
        dict.fromkeys(
            code(_short(finding.address))
            for one in report.environments
            for finding in one.findings
            if finding.effect.impact is Impact.UNKNOWN and finding.action in actions
        )
    )


def _outage(finding: Finding) -> str:
    if finding.effect.impact >= Impact.REPLACEMENT:
        return "destroyed"
    return f"{finding.effect.impact.words}, {finding.effect.lasts}; {finding.when.split(',')[0]}"


def _when(report: Report) -> str:
    """Say when what anybody could notice happens."""
    times = Counter(
        finding.when.split(",")[0]
        for one in report.environments
        for finding in one.findings
        if finding.effect.impact >= Impact.ONLINE
    )
    # What happens with the merge comes first, then what waits, by its date.
    listed = _listed(sorted(times, key=lambda time: (time != "during the apply", time)))
    return f"{listed[:1].upper()}{listed[1:]}." if times else "-"


def line(environment: Environment) -> dict[str, str | int]:
    """Give the cells of one environment's line."""
    windows = sorted(
        {(finding.at, finding.when) for finding in environment.findings if finding.at is not None}
    )
    return {
        "name": _short(environment.name),
        "verdict": f"**{environment.status.words}**"
        if environment.status is Status.BLOCKED
        else environment.status.words,
        "resources": environment.resources,
        "impact": environment.impact.words,
        "lost": _lost_in_short(environment),
        "down": "yes" if environment.down else _not_known(environment) or "no",
        "window": windows[0][1].split(",")[0] if windows else "-",
        "cost": in_short(environment.bill),
    }


def _lost_in_short(environment: Environment) -> str:
    if environment.lost:
        return "yes"
    if any(one.forgets for one in environment.findings):
        return "what is older"
    return _not_known(environment) or "no"


def _not_known(environment: Environment) -> str:
    return "not known" if environment.impact is Impact.UNKNOWN else ""


def _part(report: Report, decision: Decision, level: _Level) -> dict[str, Any]:
    rows = report.of(decision)
    summarised = decision in level.summarised
    return {
        "title": f"{_TITLES[decision]}: {_changes(sum(row.count for row in rows))}",
        "folded": decision is _FINE,
        "rows": [] if summarised else [_cells(row) for row in rows],
        "summary": _summary(rows) if summarised else [],
        "help": _help(rows) if decision is _BLOCKED else "",
    }


def _cells(row: Row) -> dict[str, str]:
    finding = row.finding
    effect = finding.effect
    return {
        "environments": _listed([code(_short(name)) for name in row.environments]),
        "resources": _listed([code(address) for address in row.addresses]),
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


def _help(rows: list[Row]) -> str:
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


def _count(report: Report, decision: Decision) -> int:
    return sum(row.count for row in report.of(decision))


def _changes(count: int) -> str:
    return f"{count:,} change" if count == 1 else f"{count:,} changes"


def _listed(names: Iterable[str]) -> str:
    shown = list(names)
    rest = len(shown) - MOST_NAMES
    return ", ".join(shown[:MOST_NAMES]) + (f" and {rest:,} more" if rest > 0 else "")


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 3]}..."
