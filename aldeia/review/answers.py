"""Answers: a reviewer's questions, each in a sentence: merge, loss, downtime, time, and what sections add."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from aldeia.review.judge import STORES, Decision
from aldeia.review.render import code, prose
from aldeia.review.report import Report, Status
from aldeia.review.verdict import Impact

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aldeia.review.judge import Finding

MOST_NAMES = 3
LONGEST_NAME = 60


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
    blocked, approval = (count(report, decision) for decision in (Decision.BLOCKED, Decision.APPROVAL))
    if blocked:
        refused = sum(row.count for row in report.of(Decision.BLOCKED) if row.finding.effect.refused)
        half_way = f" AWS refuses {changes(refused)} of it, and the apply would stop half-way."
        return f"**No**: {changes(blocked)} blocked.{half_way if refused else ''}"
    new = sum(section.needs_approval for section in report.sections)
    if approval or new:
        what = [f"{changes(approval)} to be looked at"] * bool(approval) + ["new security findings"] * bool(
            new
        )
        return f"**After a person's approval**: {' and '.join(what)}."
    return "**Yes**."


def _lost(report: Report) -> str:
    lost = [finding for one in report.environments for finding in one.lost]
    # The stores of every environment first: logs and keys go with them.
    lost.sort(key=lambda one: one.type not in STORES)
    names = [f"{code(short(one.address))} in {code(short(one.environment))}" for one in lost]
    told = [f"**Yes**: {listed(dict.fromkeys(names))}."] if names else []
    older = [finding for one in report.environments for finding in one.findings if finding.forgets]
    if older:
        what = dict.fromkeys(f"{code(short(one.attribute))} of {code(short(one.address))}" for one in older)
        told.append(f"What is older than a new limit is deleted for ever: {listed(what)}.")
    unknown = _unknown(report, {"update", "replace", "delete"})
    if unknown:
        told.append(f"Not known for {unknown}.")
    return " ".join(told) or "No."


def _down(report: Report) -> str:
    down = [finding for one in report.environments for finding in one.down]
    # Of one thing the worst is told: what is destroyed is not also changed.
    worst = {one.identifier: one for one in sorted(down, key=lambda one: one.effect.impact)}
    names = sorted(f"{code(short(finding.identifier))} ({_outage(finding)})" for finding in worst.values())
    told = [f"**Yes**: {listed(names)}."] if names else []
    if report.waiting:
        waiting = sorted({code(short(finding.attribute)) for finding in report.waiting})
        told.append(
            f"{'Also' if names else 'Not by the apply'}: {listed(waiting)} waits for a reboot that somebody has to make."
        )
    unknown = _unknown(report, {"create", "update", "replace", "delete"})
    if unknown:
        told.append(f"Not known for {unknown}.")
    return " ".join(told) or "No."


def _unknown(report: Report, actions: set[str]) -> str:
    """Name what nobody wrote down."""
    return listed(
        dict.fromkeys(
            code(short(finding.address))
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
    told = listed(sorted(times, key=lambda time: (time != "during the apply", time)))
    return f"{told[:1].upper()}{told[1:]}." if times else "-"


def count(report: Report, decision: Decision) -> int:
    """Count the changes that are decided on alike."""
    return sum(row.count for row in report.of(decision))


def changes(number: int) -> str:
    """Write how many changes there are."""
    return f"{number:,} change" if number == 1 else f"{number:,} changes"


def listed(names: Iterable[str]) -> str:
    """Name the first ones, and count the rest."""
    shown = list(names)
    rest = len(shown) - MOST_NAMES
    return ", ".join(shown[:MOST_NAMES]) + (f" and {rest:,} more" if rest > 0 else "")


def short(name: str) -> str:
    """Shorten a name that is longer than a cell is wide."""
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 3]}..."
