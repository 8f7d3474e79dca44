"""Waivers: the findings that stay, one check at one address, each with its environments, reason, owner and last day.

Read as strictly as a manifest: whatever is wrong with the file is told at once, with file and line.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from aldeia.manifest.problem import Place, Problem
from aldeia.manifest.yaml_file import YamlFile, read, setting
from aldeia.scan import ScanError
from aldeia.today import today

# What each text must look like, and what is said when it does not.
_TEXTS = {
    "check": (re.compile(r"CKV2?_[A-Z]+_[0-9]+"), "expected a check's id, as CKV_AWS_16"),
    "address": (
        re.compile(r"(data\.)?[a-z0-9_]+\.[A-Za-z_][A-Za-z0-9_-]*"),
        "expected one exact address, as aws_db_instance.database",
    ),
    # Fewer words than four are a label.
    "reason": (re.compile(r"\S+( \S+){3,}"), "expected a sentence that says why the finding stays"),
    "owner": (re.compile(r"\S.*"), "expected the person or team that answers for it"),
    "expires": (re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"), "expected the last day it holds, as 2027-11-30"),
}
_KEYS = ("check", "address", "environments", "reason", "owner", "expires")
LONGEST = timedelta(days=2 * 365)
"""As long as a manifest's own waivers may be."""
_NO_FILE = (
    "cannot be read: no such file or directory",
    "the file is empty",
    "the file has no settings",
    "this is a directory",
)
_WHAT_TO_ADD = {
    "check": "name it, as CKV_AWS_16",
    "address": "name the one resource, as aws_db_instance.database",
    "environments": "name them, as [staging, production]",
    "reason": "say why the finding stays",
    "owner": "say who answers for it",
    "expires": "say until when, as 2027-11-30",
}


class WaiverError(ScanError):
    """Every problem of the file."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@dataclass(frozen=True)
class Waiver:
    """One finding that stays, in one environment or several."""

    check: str
    address: str
    environments: tuple[tuple[str, Place], ...]
    """Each one's name, and where it is written."""
    reason: str
    owner: str
    """Who answers for it, and is asked when it expires."""
    expires: date
    """The last day it holds."""
    place: Place
    """Where the last day is written."""

    @property
    def has_expired(self) -> bool:
        return self.expires < today()


def load(path: Path) -> list[Waiver]:
    """Read a file of waivers; raises WaiverError with every problem found."""
    file = read(path, str(path))
    found = _waivers(file, file.values) if file.values is not None and not file.problems else []
    if file.problems:
        raise WaiverError(sorted(map(_for_waivers, file.problems), key=lambda problem: problem.place))
    return found


def _for_waivers(problem: Problem) -> Problem:
    """Say what to write where there is nothing to read; for manifests it is another thing."""
    fix = "write it, with the one line `waivers: []` while nothing is waived"
    return replace(problem, fix=fix) if problem.got in _NO_FILE else problem


def _waivers(file: YamlFile, values: dict[str, Any]) -> list[Waiver]:
    for key in sorted(set(values) - {"waivers"}):
        file.problems.append(Problem(file.place((key,)), key, "unknown setting", fix="known here: waivers"))
    entries = values.get("waivers")
    if not isinstance(entries, list):
        place = file.place(("waivers",))
        file.problems.append(Problem(place, "waivers", "expected a list", fix="write [] when there is none"))
        return []
    waivers = [waiver for index, entry in enumerate(entries) if (waiver := _waiver(file, index, entry))]
    _refuse_repetition(file, waivers)
    return waivers


def _waiver(file: YamlFile, index: int, entry: object) -> Waiver | None:
    if isinstance(entry, dict):
        return _Entry(file, index, entry).waiver()
    path = ("waivers", index)
    file.problems.append(
        Problem(file.place(path), setting(path), "expected a map", fix=f"write {', '.join(_KEYS)}")
    )
    return None


class _Entry:
    """One item of the list, being read."""

    def __init__(self, file: YamlFile, index: int, values: dict[str, Any]) -> None:
        self._file = file
        self._path = ("waivers", index)
        self._values = values

    def waiver(self) -> Waiver | None:
        """Build the waiver, or add what is wrong with it to the file's problems."""
        before = len(self._file.problems)
        self._keys()
        texts = {key: self._text(key) for key in _TEXTS}
        environments = self._environments()
        expires = self._day(texts["expires"]) if len(self._file.problems) == before else None
        if expires is None:
            return None
        place = self._file.place((*self._path, "expires"))
        words = (texts["check"], texts["address"], environments, texts["reason"], texts["owner"])
        return Waiver(*words, expires, place)

    def _day(self, text: str) -> date | None:
        """Give the last day; one that is not in the calendar or too far away is refused, one that is past is not."""
        try:
            day = date.fromisoformat(text)
        except ValueError:
            self._refuse("expires", f"got {text}", "expected a day that is in the calendar")
            return None
        if day - today() > LONGEST:
            self._refuse(
                "expires", f"got {text}", "expected a day within two years", fix="take an earlier one"
            )
            return None
        return day

    def _keys(self) -> None:
        unknown = [key for key in self._values if key not in _KEYS]
        meant = {key: difflib.get_close_matches(key, _KEYS, n=1) for key in unknown}
        for key, near in meant.items():
            known = f"known here: {', '.join(_KEYS)}"
            self._refuse(key, "unknown setting", fix=f"did you mean {near[0]}?" if near else known)
        mistyped = [key for near in meant.values() for key in near]
        for key in _KEYS:
            if key not in self._values and key not in mistyped:
                self._refuse(key, "missing", fix=_WHAT_TO_ADD[key])

    def _text(self, key: str) -> str:
        pattern, expected = _TEXTS[key]
        value = self._values.get(key)
        text = " ".join(value.split()) if isinstance(value, str) else ""
        if key in self._values and not pattern.fullmatch(text):
            written = self._file.written.get((*self._path, key), "several values")
            self._refuse(key, f"got {' '.join(written.split()) or 'nothing'}", expected)
        return text

    def _environments(self) -> tuple[tuple[str, Place], ...]:
        names = self._values.get("environments")
        if isinstance(names, list) and names and all(isinstance(name, str) for name in names):
            path = (*self._path, "environments")
            return tuple((name, self._file.place((*path, index))) for index, name in enumerate(names))
        if "environments" in self._values:
            self._refuse("environments", "expected a list of environments", fix="as [staging, production]")
        return ()

    def _refuse(self, key: str, got: str, expected: str = "", *, fix: str = "") -> None:
        path = (*self._path, key)
        self._file.problems.append(Problem(self._file.place(path), setting(path), got, expected, fix))


def _refuse_repetition(file: YamlFile, waivers: list[Waiver]) -> None:
    first: dict[tuple[str, str, str], Place] = {}
    for waiver in waivers:
        for name, place in waiver.environments:
            before = first.setdefault((waiver.check, waiver.address, name), place)
            if before != place:
                got = f"{waiver.check} at {waiver.address} in {name} is waived already on line {before.line}"
                file.problems.append(Problem(place, "", got, fix="keep one of the two"))
