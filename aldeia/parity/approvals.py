"""Approvals: the differences between two environments that are meant, each with its reason, read from a file.

Read as strictly as a manifest: whatever is wrong with the file is told at once, with file and line.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeGuard

from aldeia.manifest.problem import Problem
from aldeia.manifest.settings import written
from aldeia.manifest.yaml_file import YamlFile, read, setting

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from aldeia.manifest.problem import Place
    from aldeia.manifest.yaml_file import Path_

_NEEDED = {"pairs": (), "pair": ("between", "approved"), "approval": ("setting", "reason")}
_KNOWN = _NEEDED | {"pairs": ("pairs",), "approval": ("setting", "values", "reason")}
# Fewer words than four are a label.
_REASON = re.compile(r"\S+( \S+){3,}")
PAIR = 2


class ApprovalError(Exception):
    """Every problem of the file."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))


@dataclass(frozen=True)
class Approval:
    """A difference that is meant: of one setting, or of all that are under a path."""

    setting: str
    values: tuple[str, str] | None
    """The two that are approved, in the order of the pair; None: any two."""
    reason: str
    place: Place

    def covers(self, name: str) -> bool:
        return name == self.setting or name.startswith((f"{self.setting}.", f"{self.setting}["))


@dataclass(frozen=True)
class Pair:
    """Two environments, and what may differ between them."""

    between: tuple[str, str]
    approvals: tuple[Approval, ...]
    place: Place


def load(path: Path) -> list[Pair]:
    """Read a file of approvals; raises ApprovalError with every problem found."""
    file = read(path, str(path))
    pairs = list(_pairs(file)) if file.values is not None and not file.problems else []
    if file.problems:
        raise ApprovalError(sorted(file.problems, key=lambda problem: problem.place))
    return pairs


def _pairs(file: YamlFile) -> Iterator[Pair]:
    for path, values in _maps(file, (), "pairs", "pair", file.values or {}):
        between = values.get("between")
        if not _is_pair(between) or between[0] == between[1]:
            _refuse(file, (*path, "between"), "expected two environments", fix="as [staging, production]")
            continue
        approvals = tuple(_approvals(file, path, values))
        _refuse_repetition(file, approvals)
        yield Pair((between[0], between[1]), approvals, file.place((*path, "between")))


def _approvals(file: YamlFile, at: Path_, values: dict[str, Any]) -> Iterator[Approval]:
    for path, entry in _maps(file, at, "approved", "approval", values):
        name, reason, both = entry.get("setting"), entry.get("reason"), entry.get("values")
        if not isinstance(name, str) or not name:
            _refuse(
                file,
                (*path, "setting"),
                "expected a setting",
                fix="as database.storage, or database for all of it",
            )
        elif not isinstance(reason, str) or not _REASON.fullmatch(" ".join(reason.split())):
            _refuse(file, (*path, "reason"), "expected a sentence that says why the two differ")
        elif both is not None and not (isinstance(both, list) and len(both) == PAIR):
            _refuse(file, (*path, "values"), "expected two values, one for each environment", fix="as [1, 2]")
        else:
            texts = _texts(file, (*path, "values"), both) if both is not None else None
            yield Approval(name, texts, " ".join(reason.split()), file.place((*path, "setting")))


def _maps(
    file: YamlFile, at: Path_, key: str, kind: str, values: dict[str, Any]
) -> Iterator[tuple[Path_, dict[str, Any]]]:
    """Give the good items of a list of maps, and tell what is wrong with the others."""
    if at == ():
        _refuse_keys(file, at, values, "pairs")
    items = values.get(key)
    if not isinstance(items, list):
        _refuse(file, (*at, key), "expected a list", fix="write [] when there is none")
        return
    for index, item in enumerate(items):
        path = (*at, key, index)
        if not isinstance(item, dict):
            _refuse(file, path, "expected a map", fix=f"write {', '.join(_KNOWN[kind])}")
        elif _refuse_keys(file, path, item, kind):
            yield path, item


def _refuse_keys(file: YamlFile, path: Path_, values: dict[str, Any], kind: str) -> bool:
    """Tell of keys that are unknown or missing; gives whether there was none."""
    before = len(file.problems)
    for key in values.keys() - set(_KNOWN[kind]):
        near = difflib.get_close_matches(key, _KNOWN[kind], n=1)
        fix = f"did you mean {near[0]}?" if near else f"known here: {', '.join(_KNOWN[kind])}"
        _refuse(file, (*path, key), "unknown setting", fix=fix)
    if before == len(file.problems):
        for key in _NEEDED[kind]:
            if key not in values:
                _refuse(file, (*path, key), "missing", fix="add it")
    return before == len(file.problems)


def _is_pair(value: object) -> TypeGuard[list[str]]:
    return isinstance(value, list) and len(value) == PAIR and all(isinstance(item, str) for item in value)


def _texts(file: YamlFile, path: Path_, both: list[Any]) -> tuple[str, str]:
    first, second = (written(value, file.written.get((*path, index))) for index, value in enumerate(both))
    return first, second


def _refuse_repetition(file: YamlFile, approvals: tuple[Approval, ...]) -> None:
    first: dict[str, Place] = {}
    for approval in approvals:
        before = first.setdefault(approval.setting, approval.place)
        if before is not approval.place:
            got = f"{approval.setting} is approved already on line {before.line}"
            file.problems.append(Problem(approval.place, "", got, fix="keep one of the two"))


def _refuse(file: YamlFile, path: Path_, got: str, *, fix: str = "") -> None:
    file.problems.append(Problem(file.place(path), setting(path), got, fix=fix))
