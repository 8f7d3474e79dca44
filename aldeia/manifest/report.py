"""Report: the problems of manifests as a person, a program, a pull request or a code scanner reads them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from aldeia.manifest.rules import BETWEEN, RULES
from aldeia.sarif import SarifResult, SarifRule, sarif

if TYPE_CHECKING:
    from collections.abc import Callable

    from aldeia.manifest.loader import Checked
    from aldeia.manifest.problem import Problem
    from aldeia.manifest.waiving import Waived

SHAPE = SarifRule(
    "manifest", "A manifest is YAML with the settings that envs/schema.json lists.", "Correct the setting."
)
"""What is found before any rule is asked."""


def as_text(checked: Checked) -> str:
    """Give a line for each problem, and one that counts them."""
    names = ", ".join(manifest.environment for manifest in checked.manifests)
    waived = f"; {_count(len(checked.waived), 'problem')} waived" if checked.waived else ""
    if not checked.problems:
        return f"no problem in {names}{waived}"
    warnings = len(checked.problems) - len(checked.errors)
    counts = [_count(len(checked.errors), "error")] if checked.errors else []
    counts += [_count(warnings, "warning")] if warnings else []
    return "\n".join([*map(str, checked.problems), f"{' and '.join(counts)}{waived}"])


def as_json(checked: Checked) -> str:
    """Give every problem and every waived one as an object."""
    document = {
        "environments": [manifest.environment for manifest in checked.manifests],
        "problems": [_fields(problem) for problem in checked.problems],
        "waived": [_fields(waived.problem) | {"waiver": _waiver(waived)} for waived in checked.waived],
    }
    return json.dumps(document, indent=2, ensure_ascii=False)


def as_github(checked: Checked) -> str:
    """Give a workflow command for each problem, which GitHub shows beside the line of the pull request."""
    return "\n".join(
        f"::{problem.severity} file={_property(problem.place.file)},line={max(problem.place.line, 1)},"
        f"col={problem.place.column},title={_property(problem.rule or SHAPE.id)}::{_data(problem.sentence)}"
        for problem in checked.problems
    )


def as_sarif(checked: Checked) -> str:
    """Give a SARIF document; what is waived is suppressed in it."""
    rules = [
        SarifRule(rule.id, rule.sentence, f"{rule.fix}. Source: {rule.source}") for rule in (*RULES, *BETWEEN)
    ]
    results = [_result(problem) for problem in checked.problems]
    results += [_result(waived.problem, waived.waiver.reason) for waived in checked.waived]
    return json.dumps(sarif("aldeia validate", [SHAPE, *rules], results), indent=2, ensure_ascii=False)


FORMATS: dict[str, Callable[[Checked], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
}


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _fields(problem: Problem) -> dict[str, Any]:
    place = {"file": problem.place.file, "line": problem.place.line, "column": problem.place.column}
    words = {
        "got": problem.got.removeprefix("got "),
        "expected": problem.expected.removeprefix("expected "),
        "fix": problem.fix,
    }
    return place | {"setting": problem.setting, "severity": problem.severity, "rule": problem.rule} | words


def _waiver(waived: Waived) -> dict[str, str]:
    waiver = waived.waiver
    return {"reason": waiver.reason, "owner": waiver.owner, "expires": str(waiver.expires)}


def _result(problem: Problem, suppression: str = "") -> SarifResult:
    place = problem.place
    rule = problem.rule or SHAPE.id
    return SarifResult(
        rule, problem.severity, problem.sentence, place.file, place.line, place.column, suppression
    )


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
