"""Security: which findings of the scan come with the change and which go, as a section of the review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aldeia.review.section import Section

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aldeia.scan.difference import Difference, Found

_ORDER = ("critical", "high", "medium", "low")


def security(found: Difference) -> Section:
    """Tell what is new first; nothing else of what stays than how much it is."""
    return Section(
        title="Security findings",
        question="Is it less secure?",
        answer=_answer(found),
        summary=_answer(found),
        columns=("is", "severity", "environment", "resource", "what fails", "remedy, or why it is waived"),
        names=frozenset({"environment", "resource"}),
        rows=tuple(_rows(found)),
        needs_approval=bool(found.new),
    )


def _answer(found: Difference) -> str:
    counts = [(len(found.new), "new"), (len(found.waived), "waived with it"), (len(found.gone), "gone")]
    told = ", ".join(f"{count:,} {word}" for count, word in counts if count)
    kept = f" {found.kept:,} stay as they were." if found.kept else ""
    if not told:
        return f"No: the scan finds what it found before.{kept}"
    return f"{'Yes' if found.new else 'No'}: of the scan's findings, {told}.{kept}"


def _rows(found: Difference) -> Iterable[tuple[str, ...]]:
    for word, some in (("new", found.new), ("waived", found.waived), ("gone", found.gone)):
        for one in sorted(some, key=lambda one: (_severity(one), one)):
            why = "" if word == "gone" else one.waived or one.remedy
            yield word, one.severity, one.environment, one.address, f"{one.title} ({one.check})", why


def _severity(one: Found) -> int:
    return _ORDER.index(one.severity) if one.severity in _ORDER else len(_ORDER)
