"""Answers: a reviewer's questions, each in a sentence: merge, loss, downtime, time, work, and what sections add."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from aldeia.review.judge import STORES, Decision
from aldeia.review.render import code, prose
from aldeia.review.report import Report, Status
from aldeia.review.verdict import Impact, Step
from aldeia.review.words import MOST_NAMES, counted, first_part, listed, sentence, short

if TYPE_CHECKING:
    from aldeia.review.judge import Finding

NOW = "during the apply"
MOST_ALARMS = 6
STARTS = "Merging starts the apply, unless the environment has required reviewers on GitHub: then they do."


def answers(report: Report) -> dict[str, str]:
    """Answer a reviewer's questions in a sentence each, in Markdown."""
    silent = {"Does an alarm fall silent?": _silent(report)} if _silent(report) else {}
    return {
        "May it be merged?": _merge(report),
        "Is anything lost?": _lost(report),
        "Is there downtime?": _down(report),
        **silent,
        "When?": _when(report),
        "What is to be done?": _work(report),
    } | {section.question: prose(section.answer) for section in report.sections}


def _merge(report: Report) -> str:
    if report.status is Status.NO_CHANGE:
        return "Nothing changes."
    blocked, approval = (
        sum(row.count for row in report.of(decision)) for decision in (Decision.BLOCKED, Decision.APPROVAL)
    )
    if blocked:
        return f"**No**: {counted(blocked, 'change')} blocked.{_refused(report)}{_allowed_by(report)}"
    new = any(section.needs_approval for section in report.sections)
    what = [f"{counted(approval, 'change')} to be looked at"] * bool(approval)
    what += ["new security findings"] * new
    return f"**After approval** by {_whom(report)}: {' and '.join(what)}." if what else "**Yes**."


def _allowed_by(report: Report) -> str:
    """Say what would have to happen first; nothing where no entry helps."""
    if not any(row.finding.effect.gate for row in report.of(Decision.BLOCKED)):
        return ""
    return f" With the entries below, and a reason for each, it may pass after approval by {_whom(report)}."


def _refused(report: Report) -> str:
    refused = sum(row.count for row in report.of(Decision.BLOCKED) if row.finding.effect.refused)
    told = f" AWS refuses {counted(refused, 'change')} of it, and the apply would stop half-way."
    return told if refused else ""


def _whom(report: Report) -> str:
    """Name the owners of what is not fine, or of everything where only a section asks."""
    asked = [one for one in report.environments if one.status in {Status.NEEDS_APPROVAL, Status.BLOCKED}]
    owned = [one for one in asked or report.environments if one.owner]
    owners = dict.fromkeys(code(short(one.owner)) for one in owned)
    if not owners:
        return "somebody other than the author"
    if len(owners) == 1:
        return f"somebody of {next(iter(owners))} who is not the author"
    each = [f"{code(short(one.owner))} for {code(short(one.name))}" for one in owned]
    return f"somebody each of {listed(each)}, who is not the author"


def _lost(report: Report) -> str:
    lost = [finding for one in report.environments for finding in one.lost]
    # The stores of every environment first: logs and keys go with them.
    lost.sort(key=lambda one: one.type not in STORES)
    names = {
        (one.address, one.environment): f"{code(short(one.address))} in {code(short(one.environment))}"
        for one in lost
    }
    told = [f"**Yes**: {listed(names.values())}."] if names else []
    older = [finding for one in report.environments for finding in one.findings if finding.forgets]
    if older:
        what = {
            (one.attribute, one.address): f"{code(short(one.attribute))} of {code(short(one.address))}"
            for one in older
        }
        begin = "Also" if told else "**Yes, in part**:"
        told.append(f"{begin} what is older than a new limit, for good: {listed(what.values())}.")
    if any(finding.effect.before for finding in (*lost, *older)):
        told.append("Before merging a copy can be kept: see below.")
    unknown = _unknown(report, {"update", "replace", "delete"})
    if unknown:
        told.append(f"Not known for {unknown}.")
    return " ".join(told) or "No."


def _down(report: Report) -> str:
    told = [*_broken(report), *_shut_out(report), *_slower(report), *_later(report), *_failing(report)]
    unknown = _unknown(report, {"create", "update", "replace", "delete"})
    if unknown:
        told.append(f"Not known for {unknown}.")
    return " ".join(told) or "No."


def _broken(report: Report) -> list[str]:
    down = [finding for one in report.environments for finding in one.down]
    # Of one thing the worst is told: what is destroyed is not also changed.
    worst = {one.identifier: one for one in sorted(down, key=lambda one: one.effect.impact)}
    names = sorted(f"{code(short(finding.identifier))} ({_outage(finding)})" for finding in worst.values())
    return [f"**Yes**: {listed(names)}."] if names else []


def _outage(finding: Finding) -> str:
    impact = "destroyed" if finding.destroyed else finding.effect.impact.words
    return f"{impact}, {finding.effect.lasts}; {first_part(finding.when)}"


def _shut_out(report: Report) -> list[str]:
    refusing: dict[tuple[str, str], set[str]] = defaultdict(set)
    for environment in report.environments:
        for one in environment.shut_out:
            name = one.identifier if one.type in STORES else one.address
            begin = "the apply" if one.when == NOW else first_part(one.when)
            lasts = one.effect.lasts if one.effect.lasts != "seconds" else "for seconds"
            refusing[one.effect.shuts_out, f"from {begin} on, {lasts}"].add(code(short(name)))
    told = [
        f"{who} are refused by {listed(sorted(names))} {until}" for (who, until), names in refusing.items()
    ]
    return [f"**For some**: {'; '.join(told[:MOST_NAMES])}."] if told else []


def _slower(report: Report) -> list[str]:
    slow = {
        f"{code(short(one.identifier))} ({one.effect.lasts}; {first_part(one.when)})"
        for environment in report.environments
        for one in environment.findings
        if one.effect.slows
    }
    return [f"Slower for a while: {listed(sorted(slow))}."] if slow else []


def _later(report: Report) -> list[str]:
    """Tell what does not come with the apply, but with what somebody does after it."""
    findings = [one for environment in report.environments for one in environment.findings]
    waiting = sorted({code(short(one.attribute)) for one in findings if one.waits_for_a_reboot})
    told = [f"Not by the apply, but with the reboot that {listed(waiting)} waits for: minutes, when you choose, or when AWS's maintenance restarts it first."]  # fmt: skip
    retiring = any(Step.RETIRE_OLD_TOKEN in one.effect.after for one in findings)
    refused = "Not by the apply, but from the last step on clients that still have the old token are refused."
    return told * bool(waiting) + [refused] * retiring


def _failing(report: Report) -> list[str]:
    """Tell where AWS may refuse in the middle of the apply."""
    failing: dict[str, set[str]] = defaultdict(set)
    for environment in report.environments:
        for one in environment.findings:
            if one.effect.may_fail:
                failing[one.effect.may_fail].add(code(short(one.address)))
    whys = [f"{why} ({listed(sorted(names))})" for why, names in failing.items()]
    return (
        [f"**Perhaps**: AWS refuses, and the apply stops half-way, if {'; or if '.join(whys)}."]
        if whys
        else []
    )


def _silent(report: Report) -> str:
    silent = {one.address: one for environment in report.environments for one in environment.silenced}
    # Alarms that go come first: what they are made of goes with them.
    order = sorted(
        silent.values(), key=lambda one: (one.type != "aws_cloudwatch_metric_alarm", one.action != "delete")
    )
    told = [f"**Yes**: {listed([code(short(one.address)) for one in order], MOST_ALARMS)}."] if order else []
    late: dict[str, set[str]] = defaultdict(set)
    for environment in report.environments:
        for one in environment.findings:
            if one.fits_from and one.decision:
                late[one.fits_from].add(code(short(one.address)))
    told += [
        f"**Until {first_part(window)}** what is set for afterwards may not fire: {listed(sorted(names), MOST_ALARMS)}."
        for window, names in late.items()
    ]
    return " ".join(told)


def _unknown(report: Report, actions: set[str]) -> str:
    """Name what nobody wrote down."""
    addresses = dict.fromkeys(
        finding.address
        for one in report.environments
        for finding in one.findings
        if finding.effect.impact is Impact.UNKNOWN and finding.action in actions
    )
    return listed(code(short(address)) for address in addresses)


def _when(report: Report) -> str:
    """Say when what anybody could notice happens: what comes with the apply first, then what waits, by its date."""
    times = Counter(
        (finding.at is not None, first_part(finding.when))
        for one in report.environments
        for finding in one.findings
        if finding.effect.impact >= Impact.ONLINE
    )
    told = []
    for (_, when), number in sorted(times.items()):
        how_many = f" ({counted(number, 'change')})" if len(times) > 1 else ""
        told.append(f"{when}{how_many}")
    if not told:
        return "-"
    start = f" {STARTS}" if any(when == NOW for _, when in times) else ""
    window = (
        " What waits for a window that is over by the apply waits a week more."
        if any(late for late, _ in times)
        else ""
    )
    return f"{sentence('; '.join(told[:4]))}{start}{window}"


def _work(report: Report) -> str:
    blocked = [row.finding for row in report.of(Decision.BLOCKED)]
    allow = ", or allow what is blocked" if any(one.effect.gate for one in blocked) else ""
    first = f"change the plan{allow}" if blocked else ""
    before = sum(step.before for step in report.steps)
    after = len(report.steps) - before
    steps = [f"{counted(before, 'step')} before merging"] * bool(before)
    steps += [f"{counted(after, 'step')} after the apply"] * bool(after)
    told = "; then ".join(part for part in (first, " and ".join(steps)) if part)
    return f"{sentence(told)[:-1]}: see below." if told else "Nothing."
