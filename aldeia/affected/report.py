"""Report: what a change touches, for people, for programs, and for the matrix of a workflow."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aldeia.affected.touched import Affected, Reason, Touched

FORMAT = 1
"""The version of the JSON: raised when a program that reads it would have to change."""
MOST_REASONS = 5


def as_text(found: Affected) -> str:
    """Write a line for each environment, and its reasons below."""
    lines = [line for one in found.touched for line in _lines(one)]
    if not found.touched:
        lines.append(f"no environment is touched since {found.base.commit[:12]}")
    if found.untouched:
        lines.append(f"untouched: {', '.join(found.untouched)}")
    return "\n".join([*lines, *(f"note: {note}" for note in found.notes)])


def _lines(one: Touched) -> list[str]:
    rest = len(one.reasons) - MOST_REASONS
    more = [f"  and {rest} files more"] if rest > 0 else []
    reasons = [f"  {said(reason)}" for reason in one.reasons[:MOST_REASONS]]
    return [f"{one.environment.name}: {one.change}{_not_planned(one)}", *reasons, *more]


def said(reason: Reason) -> str:
    """Write one file with what it is and what became of it."""
    change = reason.change
    became = f"renamed from {change.before}" if change.before else change.status
    return f"{change.path} ({reason.kind.word}, {became})"


def _not_planned(one: Touched) -> str:
    if one.change == "deleted":
        return "; its resources stay in AWS until somebody destroys them"
    return "" if one.planned else "; not planned in CI, as its state is a file in somebody's checkout"


def as_json(found: Affected) -> str:
    """Write everything, for programs."""
    return json.dumps(
        {
            "format": FORMAT,
            "base": found.base.commit,
            "environments": [_entry(one) for one in found.touched],
            "untouched": found.untouched,
            "notes": found.notes,
            "matrix": _matrix(found),
        },
        indent=2,
    )


def _entry(one: Touched) -> dict[str, object]:
    reasons = [
        {"path": reason.change.path, "kind": reason.kind.word, "change": reason.change.status}
        for reason in one.reasons
    ]
    return {
        "environment": one.environment.name,
        "change": one.change,
        "planned": one.planned,
        "reasons": reasons,
    }


def as_matrix(found: Affected) -> str:
    """Write one line for `strategy.matrix` of GitHub Actions: what is to be planned, with what its job has to know.

    GitHub refuses a matrix without an entry: compare it with `{"include":[]}` first.
    """
    return json.dumps(_matrix(found), separators=(",", ":"))


def _matrix(found: Affected) -> dict[str, object]:
    include = [
        {
            "environment": one.name,
            "region": one.region,
            "role": f"{one.project}-{one.stage}-ci",
            "stack": one.stack,
        }
        for one in (touched.environment for touched in found.touched if touched.planned)
    ]
    return {"include": include}


FORMATS = {"text": as_text, "json": as_json, "matrix": as_matrix}
