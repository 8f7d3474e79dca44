"""Forms: the review as a page, as JSON for machines, and as text for a terminal."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from aldeia.money.bill import cents
from aldeia.review.answers import answers
from aldeia.review.cells import by_time, changed, entries, line, meanings
from aldeia.review.judge import Decision
from aldeia.review.render import templates

if TYPE_CHECKING:
    from aldeia.review.cells import Entry
    from aldeia.review.judge import Finding
    from aldeia.review.report import Report, Row
    from aldeia.review.section import Section

# What Markdown's escapes stand before.
_MARKS = re.compile(r"\\([\\`*_\[\]<>|~#])")
JSON_FORMAT = 1
"""Goes up when a reader of the JSON would have to change."""


def write_page(report: Report) -> str:
    """Write every change as one HTML page that needs nothing else."""
    page = templates().get_template("report.html.j2")
    return page.render(
        report=report,
        environments=[line(one) for one in report.environments],
        answers={question: _bold(answer) for question, answer in answers(report).items()},
        changed=changed,
        entries=entries(report, report.of(Decision.BLOCKED)),
        meanings=meanings(row.finding.effect.impact for row in report.rows),
        steps=by_time(report.steps),
    )


def write_json(report: Report) -> str:
    """Write everything for a machine: `{format, verdict, status, environments, changes, drift, steps, notes, sections}`."""
    document = {
        "format": JSON_FORMAT,
        "verdict": report.status.words,
        "status": int(report.status),
        "environments": [
            {
                "environment": one.name,
                "verdict": one.status.words,
                "impact": one.impact.words,
                "resources": one.resources,
                "outputs": one.outputs,
                "usd_a_month": {
                    "known_before": str(cents(one.bill.before)),
                    "known_after": str(cents(one.bill.after)),
                    "not_known": list(one.bill.unknown),
                },
            }
            for one in report.environments
        ],
        "changes": [_change(finding) for one in report.environments for finding in one.findings],
        "drift": [vars(one) for one in report.drift],
        "steps": [vars(step) for step in report.steps],
        "notes": report.notes,
        "sections": [_section(section) for section in report.sections],
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _section(section: Section) -> dict[str, Any]:
    return {
        "title": section.title,
        "summary": section.summary,
        "rows": [dict(zip(section.columns, row, strict=True)) for row in section.rows],
        "notes": list(section.notes),
    }


def _change(finding: Finding) -> dict[str, Any]:
    effect = finding.effect
    return {
        "environment": finding.environment,
        "address": finding.address,
        "type": finding.type,
        "action": finding.action,
        "attribute": finding.attribute,
        "before": finding.before,
        "after": finding.after,
        "decision": finding.decision.name.lower(),
        "impact": effect.impact.words,
        "when": finding.when,
        "at": finding.at.isoformat() if finding.at else None,
        "lasts": effect.lasts,
        "touches": effect.touches,
        "gate": effect.gate,
        "allowed_until": finding.allowed.expires.isoformat() if finding.allowed else None,
        "source": effect.source.url,
    }


def write_text(report: Report) -> str:
    """Write the answers, then a line for each change that needs a person and a count of the others."""
    plain = _plain_answers(report)
    width = max(map(len, plain)) + 1
    lines = [
        f"{report.status.words}: {', '.join(one.name for one in report.environments)}",
        *(f"  {question.lower():<{width}}{answer}" for question, answer in plain.items()),
    ]
    for row in report.rows:
        finding = row.finding
        if finding.decision:
            where = f"{', '.join(row.environments)}: {', '.join(row.addresses)}"
            gate = f", {finding.effect.gate}" if finding.effect.gate else ""
            lasts = f"; {finding.effect.lasts}" if finding.effect.lasts != "-" else ""
            lines += ["", f"{finding.decision.name.lower()}: {where}", *_plain_changes(row)]
            lines += [
                f"  {finding.effect.impact.words}{gate}; {finding.when}{lasts}; {finding.effect.touches}"
            ]
    passing = entries(report, report.of(Decision.BLOCKED))
    if passing:
        lines += [
            "",
            "to let what is blocked pass, below changes: (without a []) in envs/policy/allowed-changes.yaml, each with a reason",
        ]
    lines += map(_plain_entry, passing)
    fine = sum(row.count for row in report.rows if not row.finding.decision)
    lines += ["", f"fine: {fine}"] if fine else []
    for title, steps in by_time(report.steps):
        lines += ["", title.lower()]
        for step in steps:
            lines += [
                f"  {step.environment}: {step.text}",
                *(f"    {line}" for line in step.command.splitlines()),
                *([f"    ({step.note})"] if step.note else []),
            ]
    lines += [
        f"changed outside Terraform: {one.environment}: {one.address} {one.attribute} {one.before} -> {one.after}; {one.outcome}"
        for one in report.drift
    ]
    return "\n".join([*lines, *report.notes]) + "\n"


def _plain_answers(report: Report) -> dict[str, str]:
    return {key: _plain(answer) for key, answer in answers(report).items()}


def _plain_entry(one: Entry) -> str:
    return (
        f"  - {{environment: {one.environment}, address: {one.address}, action: {one.action}, "
        f"reason: , owner: {one.owner}, expires: {one.expires}}}"
    )


def _plain_changes(row: Row) -> list[str]:
    return [
        f"  {one.attribute} {f'{one.before} -> ' if one.before else ''}{one.after}".rstrip()
        if one.attribute
        else f"  {one.after}"
        for one in changed(row)
    ]


def _bold(answer: str) -> tuple[str, str]:
    """Part an answer into the words that are bold, which it begins with, and the rest."""
    found = re.match(r"\*\*([^*]+)\*\*(.*)", answer, re.DOTALL)
    return (found[1], _plain(found[2])) if found else ("", _plain(answer))


def _plain(text: str) -> str:
    """Take Markdown's marks out of a sentence."""
    return _MARKS.sub(r"\1", text.replace("**", "").replace("`", ""))
