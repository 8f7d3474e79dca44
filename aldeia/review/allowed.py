"""Allowed changes: what may pass although it is dangerous, each with its reason, its owner and its last day.

Read as strictly as a manifest: whatever is wrong with the file is told at once, with file and line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from aldeia.manifest.problem import Place, Problem
from aldeia.manifest.yaml_file import YamlFile, read, setting
from aldeia.review import ReviewError
from aldeia.review.verdict import Gate

if TYPE_CHECKING:
    from pathlib import Path

_ACTIONS = ", ".join(Gate)
# What each text must look like, and what is said when it does not.
_TEXTS = {
    "environment": (re.compile(r"[a-z](-?[a-z0-9])*"), "expected an environment's name, as staging"),
    "address": (
        re.compile(r"[a-z0-9_]+\.[A-Za-z_][A-Za-z0-9_-]*(\[[^\]]+\])?"),
        "expected one exact address, as aws_db_instance.database",
    ),
    "action": (re.compile("|".join(Gate)), f"expected one of {_ACTIONS}"),
    # Fewer words than four are a label.
    "reason": (re.compile(r"\S+( \S+){3,}"), "expected a sentence that says why it may pass"),
    "owner": (re.compile(r"\S.*"), "expected who answers for it"),
    "expires": (re.compile(r"\d{4}-\d{2}-\d{2}"), "expected the last day on which it counts, as 2026-12-31"),
}


@dataclass(frozen=True)
class Allowed:
    """One dangerous change that may pass, until a day."""

    environment: str
    address: str
    action: Gate
    reason: str
    owner: str
    expires: date
    place: Place

    def covers(self, environment: str, address: str, gate: Gate | None) -> bool:
        return (self.environment, self.address, self.action) == (environment, address, gate)


def load(path: Path) -> list[Allowed]:
    """Read the file; one that is not there allows nothing. Raises ReviewError with every problem found."""
    if not path.exists():
        return []
    file = read(path, str(path))
    entries = _entries(file, file.values) if file.values is not None and not file.problems else []
    found = [one for index, entry in enumerate(entries) if (one := _allowed(file, index, entry)) is not None]
    if file.problems:
        raise ReviewError(
            "\n".join(str(problem) for problem in sorted(file.problems, key=lambda one: one.place))
        )
    return found


def _entries(file: YamlFile, values: dict[str, Any]) -> list[Any]:
    for key in sorted(set(values) - {"changes"}):
        file.problems.append(Problem(file.place((key,)), key, "unknown setting", fix="known here: changes"))
    entries = values.get("changes")
    if isinstance(entries, list):
        return entries
    if entries is None and "changes" in values:
        return []  # the key alone, below which an entry can be pasted
    place = file.place(("changes",))
    file.problems.append(Problem(place, "changes", "expected a list", fix="write [] when there is none"))
    return []


def _allowed(file: YamlFile, index: int, entry: object) -> Allowed | None:
    path = ("changes", index)
    if not isinstance(entry, dict):
        fix = f"write {', '.join(_TEXTS)}"
        file.problems.append(Problem(file.place(path), setting(path), "expected a map", fix=fix))
        return None
    before = len(file.problems)
    for key in sorted(set(entry) - set(_TEXTS)):
        fix = f"known here: {', '.join(_TEXTS)}"
        file.problems.append(
            Problem(file.place((*path, key)), setting((*path, key)), "unknown setting", fix=fix)
        )
    texts = {key: _text(file, (*path, key), entry) for key in _TEXTS}
    expires = _day(file, (*path, "expires"), texts["expires"])
    if len(file.problems) > before or expires is None:
        return None
    return Allowed(
        texts["environment"], texts["address"], Gate(texts["action"]), texts["reason"], texts["owner"], expires,
        file.place(path),
    )  # fmt: skip


def _text(file: YamlFile, path: tuple[str | int, ...], entry: dict[str, Any]) -> str:
    key = str(path[-1])
    pattern, expected = _TEXTS[key]
    if key not in entry:
        file.problems.append(Problem(file.place(path), setting(path), "missing", expected, "add it"))
        return ""
    value = entry[key]
    text = " ".join(value.split()) if isinstance(value, str) else ""
    if not pattern.fullmatch(text):
        written = " ".join(file.written.get(path, "several values").split()) or "nothing"
        file.problems.append(Problem(file.place(path), setting(path), f"got {written}", expected))
    return text


def _day(file: YamlFile, path: tuple[str | int, ...], text: str) -> date | None:
    if not _TEXTS["expires"][0].fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        file.problems.append(
            Problem(file.place(path), setting(path), f"got {text}", "expected a day that the calendar has")
        )
        return None
