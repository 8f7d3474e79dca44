"""Report: the differences between two environments, each approved with its reason, or told as a problem."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from aldeia.manifest.layers import OWN
from aldeia.manifest.loader import named
from aldeia.manifest.problem import Problem
from aldeia.manifest.yaml_file import setting
from aldeia.parity.approvals import Approval, Pair, load
from aldeia.parity.differences import Difference, differences

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from aldeia.manifest.loader import Loaded
    from aldeia.parity.differences import Said

_NEVER_THE_SAME = tuple(map(setting, OWN))
_BY_NATURE = re.compile(
    r"environment|stage|state\.key|database\.name|network\.(vpc_cidr|[a-z]+_subnets\[\d+\]\.cidr)"
)
"""What `aldeia validate` refuses to be the same in two environments, so that nobody has to approve it."""
_NATURE = "no two environments share it"


@dataclass(frozen=True)
class Parity:
    """What differs between two environments, and what of it is not as it was approved."""

    between: tuple[str, str]
    differences: list[tuple[Difference, Approval | None]]
    """Each with the approval that covers it; values that are others than the approved ones are covered too."""
    problems: list[Problem]

    @property
    def status(self) -> int:
        return 1 if self.problems else 0


def compare(loaded: list[Loaded], between: tuple[str, str], policy: Path) -> Parity:
    """Compare two of the environments under a file of approvals.

    Raises ManifestError when one of the two is not there, and ApprovalError when the file is faulty.
    """
    first, second = (named(loaded, environment) for environment in between)
    pairs = load(policy)
    approvals = [approval for pair in pairs for approval in _as_asked(pair, between)]
    found = [(difference, _approval(difference, approvals)) for difference in differences(first, second)]
    unknown = _of_nobody(pairs, {manifest.environment for _, manifest in loaded})
    return Parity(between, found, [*_not_approved(found, policy), *_stale(found, approvals), *unknown])


def _as_asked(pair: Pair, between: tuple[str, str]) -> list[Approval]:
    """Give the approvals of a pair that is asked for, with their values in the order in which it is."""
    if pair.between == between:
        return list(pair.approvals)
    return [_turned(approval) for approval in pair.approvals] if pair.between == between[::-1] else []


def _of_nobody(pairs: list[Pair], there: set[str]) -> Iterator[Problem]:
    for pair in pairs:
        for environment in pair.between:
            if environment not in there:
                got = f"there is no environment {environment}"
                yield Problem(pair.place, "", got, fix="take the pair out")


def _turned(approval: Approval) -> Approval:
    values = approval.values and (approval.values[1], approval.values[0])
    return Approval(approval.setting, values, approval.reason, approval.place)


def _approval(difference: Difference, approvals: list[Approval]) -> Approval | None:
    """Give the approval that names a setting most closely; what no two share is approved by nature."""
    covering = [approval for approval in approvals if approval.covers(difference.setting)]
    if not covering and _BY_NATURE.fullmatch(difference.setting):
        return Approval(difference.setting, None, _NATURE, difference.second.place)
    return max(covering, key=lambda approval: len(approval.setting), default=None)


def _is_as_approved(difference: Difference, approval: Approval | None) -> bool:
    if approval is None:
        return False
    return approval.values in {None, (difference.first.value, difference.second.value)}


def _not_approved(found: list[tuple[Difference, Approval | None]], policy: Path) -> Iterator[Problem]:
    for difference, approval in found:
        if _is_as_approved(difference, approval):
            continue
        first, second = difference.first, difference.second
        if approval is None or approval.values is None:
            yield Problem(
                second.place, difference.setting, f"got {second.value}", f"expected {first.value} as in {first.place}",
                f"{_or_the_same(difference)}approve it with its reason in {policy}",
            )  # fmt: skip
        else:
            got = f"got {first.value} in {first.place} and {second.value} in {second.place}"
            expected = f"expected {approval.values[0]} and {approval.values[1]} as approved"
            yield Problem(
                approval.place, difference.setting, got, expected, "approve these, or change them back"
            )


def _or_the_same(difference: Difference) -> str:
    """Say that two may be made the same, unless they are what no two environments share."""
    return "" if difference.setting.startswith(_NEVER_THE_SAME) else "make them the same, or "


def _stale(found: list[tuple[Difference, Approval | None]], approvals: list[Approval]) -> Iterator[Problem]:
    used = {id(approval) for _, approval in found}
    for approval in approvals:
        if id(approval) not in used:
            got = "approved, and there is no such difference any more"
            yield Problem(approval.place, approval.setting, got, fix="take the approval out")


def as_text(parity: Parity) -> str:
    """Say what differs, section by section, and then what is not as it was approved."""
    lines: list[str] = []
    for section, members in groupby(parity.differences, key=lambda member: member[0].section):
        lines.append(section)
        for difference, approval in members:
            lines += _lines(difference, approval)
    if parity.problems:
        lines += ["", *map(str, parity.problems)]
    return "\n".join([*lines, _summary(parity)])


def _summary(parity: Parity) -> str:
    count, faults = len(parity.differences), len(parity.problems)
    told = f", {_number(faults, 'problem')}" if faults else ", all of them approved" if count else ""
    first, second = parity.between
    return f"{_number(count, 'difference')} between {first} and {second}{told}"


def _lines(difference: Difference, approval: Approval | None) -> list[str]:
    first, second = difference.first, difference.second
    mark = "  " if _is_as_approved(difference, approval) else "! "
    line = f"{mark}{difference.setting}: {first.value} in {first.environment}, {second.value} in {second.environment}"
    return [line, f"      {approval.reason}"] if approval and mark == "  " else [line]


def _number(count: int, noun: str) -> str:
    return f"{count or 'no'} {noun}{'' if count == 1 else 's'}"


def as_json(parity: Parity) -> str:
    """Give the same as JSON."""
    found = [
        {
            "setting": difference.setting,
            "values": {said.environment: _value(said) for said in (difference.first, difference.second)},
            "approved": _is_as_approved(difference, approval),
            "reason": approval.reason if approval and _is_as_approved(difference, approval) else None,
        }
        for difference, approval in parity.differences
    ]
    document = {"between": parity.between, "differences": found, "problems": list(map(str, parity.problems))}
    return json.dumps(document, indent=2, ensure_ascii=False)


def _value(said: Said) -> dict[str, Any]:
    place = said.place
    return {"value": said.value, "file": place.file, "line": place.line, "column": place.column}
