"""Drift: what is live and not as the manifests have it, as one issue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aldeia.github.issue import close_issue, open_issue
from aldeia.review.render import code
from aldeia.review.report import Status
from aldeia.review.run import report_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from aldeia.github.client import GitHub
    from aldeia.review.report import Report

MARKER = "<!-- aldeia drift -->"
LABEL = "drift"
TITLE = "What is live is not what the manifests say"
SEEN = (
    "What is merged was planned, and there is a difference: either somebody changed it by hand, or it is not applied. "
    "What is to stay belongs into the manifest, or the next apply sets it back."
)
GONE = "What is live is again what the manifests say."
MOST_ROWS = 150
"""Of some 300 characters at most: they fit into an issue."""


@dataclass(frozen=True)
class Drifted:
    """What was found."""

    body: str
    """Empty when everything is as it should be."""
    missing: tuple[str, ...]
    """Environments that were not looked at."""


def look(plans: Sequence[Path], expected: Sequence[str], run_url: str) -> Drifted:
    """Tell drift from plans of what is merged: whatever they would change differs. Raises ReviewError."""
    report = report_of(plans) if plans else None
    seen = {one.name for one in report.environments} if report else set()
    missing = tuple(name for name in expected if name not in seen)
    rows = _rows(report) if report else []
    if not rows and not missing:
        return Drifted("", ())
    where = f" [The run that found it]({run_url})." if run_url else ""
    lines = [
        MARKER,
        f"{SEEN}{where}",
        *_warning(missing),
        *_table(rows),
    ]
    return Drifted("\n".join(lines) + "\n", missing)


def tell(github: GitHub, found: Drifted, author: str, run_url: str) -> str:
    """Open, mend or close the issue, and say which; raises GitHubError."""
    if found.body:
        return f"wrote {open_issue(github, TITLE, found.body, label=LABEL, author=author)}"
    where = f" [The run that saw it]({run_url})." if run_url else ""
    closed = close_issue(github, MARKER, f"{GONE}{where}", label=LABEL, author=author)
    return f"closed {closed}" if closed else "no issue is open"


def _warning(missing: tuple[str, ...]) -> list[str]:
    if not missing:
        return []
    names = ", ".join(map(code, missing))
    return ["", "> [!CAUTION]", f"> **{names} could not be looked at**: its job in the run failed."]


def _table(rows: list[str]) -> list[str]:
    if not rows:
        return []
    head = ["", "| environment | resource | attribute | live | and now |", "|---|---|---|---|---|"]
    more = ["", f"and {len(rows) - MOST_ROWS} more, in the run's log."] if len(rows) > MOST_ROWS else []
    return [*head, *rows[:MOST_ROWS], *more]


def _rows(report: Report) -> list[str]:
    outside = {(one.environment, one.address, one.attribute): one for one in report.drift}
    rows = []
    for environment in report.environments:
        if environment.status is Status.NO_CHANGE:
            continue
        for finding in environment.findings:
            outside.pop((environment.name, finding.address, finding.attribute), None)
            what = finding.action if not finding.attribute else f"set to {code(finding.after)}"
            live = code(finding.before) if finding.attribute else ""
            rows.append(
                _row(environment.name, finding.address, finding.attribute, live, f"the next apply: {what}")
            )
    rows += [
        _row(one.environment, one.address, one.attribute, code(one.after), one.outcome)
        for one in outside.values()
    ]
    return sorted(rows)


def _row(environment: str, address: str, attribute: str, live: str, outcome: str) -> str:
    return f"| {code(environment)} | {code(address)} | {code(attribute)} | {live} | {outcome} |"
