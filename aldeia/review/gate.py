"""Gate: which dangerous changes may pass, and which entries of the file do nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from aldeia.review.allowed import Allowed
    from aldeia.review.judge import Finding


def passed(findings: Iterable[Finding], entries: list[Allowed], today: date) -> list[Finding]:
    """Give the findings, each with the entry that lets it pass, if one that has not expired does."""
    living = [entry for entry in entries if entry.expires >= today]
    by_key = {(entry.environment, entry.address, entry.action): entry for entry in living}
    return [
        replace(finding, allowed=by_key.get((finding.environment, finding.address, finding.effect.gate)))
        if finding.effect.gate
        else finding
        for finding in findings
    ]


def notes(findings: Iterable[Finding], entries: list[Allowed], reviewed: set[str], today: date) -> list[str]:
    """Say in a sentence each which entries have expired, and which nothing in the reviewed plans needs."""
    needed = {(one.environment, one.address, one.effect.gate) for one in findings if one.effect.gate}
    told = []
    for entry in entries:
        what = f"{entry.place}: {entry.action} of {entry.address} in {entry.environment}"
        if entry.expires < today:
            told.append(
                f"{what} expired on {entry.expires} and allows nothing; take it away or ask {entry.owner}"
            )
        elif entry.environment in reviewed and (entry.environment, entry.address, entry.action) not in needed:
            told.append(f"{what} is needed by nothing in this plan; take it away once it is applied")
    return told
