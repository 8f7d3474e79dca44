"""Formats: a scan as a person, a program, a pull request, a test report or a code scanner reads it."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any, Literal
from xml.etree import ElementTree as ET

from aldeia.sarif import SarifResult, SarifRule, sarif

if TYPE_CHECKING:
    from collections.abc import Callable

    from aldeia.manifest.problem import Place
    from aldeia.scan.findings import Finding, Report
    from aldeia.scan.waivers import Waiver

Level = Literal["error", "warning", "note"]
LEVELS: dict[str, Level] = {"critical": "error", "high": "error", "medium": "warning", "low": "note"}
ORDER = ("critical", "high", "medium", "low")
WAIVERS = "waivers"
"""The rule that a waiver breaks which has expired or which no finding needs."""


def as_text(report: Report) -> str:
    """Give a line for each finding, the worst first, one for each faulty waiver, and the counts."""
    lines = [
        f"{found.shown}: {found.severity}: {_told(found)} [{found.check}]" for found in _worst_first(report)
    ]
    listing = "; aldeia scan --waivers lists what is waived, and why" if report.waived else ""
    return "\n".join([*lines, *map(str, report.useless), *counts(report), f"{report.seconds:.1f} s{listing}"])


def counts(report: Report) -> list[str]:
    """Say for each environment how many checks passed, failed and are waived."""
    failed = Counter(found.environment for found in report.failed)
    waived = Counter(found.environment for found, _ in report.waived)
    return [
        f"{name}: {passed} passed, {failed[name]} failed, {waived[name]} waived"
        for name, passed in sorted(report.passed.items())
    ]


def as_json(report: Report) -> str:
    """Give every finding, every waived one and every faulty waiver as an object."""
    document = {
        "passed": report.passed,
        "failed": [_fields(found) for found in _worst_first(report)],
        "waived": [_fields(found) | {"waiver": _waiver(waiver)} for found, waiver in report.waived],
        "waivers": [_place(problem.place) | {"message": problem.sentence} for problem in report.useless],
    }
    return json.dumps(document, indent=2, ensure_ascii=False)


def as_sarif(report: Report) -> str:
    """Give a SARIF document; what is waived is suppressed in it."""
    findings = [(found, "") for found in _worst_first(report)]
    findings += [(found, waiver.reason) for found, waiver in report.waived]
    rules = {found.check: SarifRule(found.check, found.title, found.remedy) for found, _ in findings}
    rules[WAIVERS] = SarifRule(
        WAIVERS, "A waiver holds and is needed.", "Take it away, or agree on a new day."
    )
    results = [
        SarifResult(
            found.check,
            LEVELS[found.severity],
            f"{found.environment}: {found.sentence}",
            found.shown.file,
            found.shown.line,
            found.shown.column,
            reason,
        )
        for found, reason in findings
    ]
    results += [
        SarifResult(
            WAIVERS, "error", problem.sentence, problem.place.file, problem.place.line, problem.place.column
        )
        for problem in report.useless
    ]
    return json.dumps(sarif("aldeia scan", rules.values(), results), indent=2, ensure_ascii=False)


def as_junit(report: Report) -> str:
    """Give a test suite for each environment: a case for each finding, one for all that passed, one for each faulty waiver."""
    suites = ET.Element("testsuites", name="aldeia scan")
    for name, passed in sorted(report.passed.items()):
        failed = [found for found in report.failed if found.environment == name]
        waived = [(found, waiver) for found, waiver in report.waived if found.environment == name]
        suite = _suite(
            suites, name, cases=1 + len(failed) + len(waived), failures=len(failed), skipped=len(waived)
        )
        ET.SubElement(suite, "testcase", name=f"{passed} checks passed", classname=name)
        for found in failed:
            ET.SubElement(_case(suite, found), "failure", message=found.sentence, type=found.severity)
        for found, waiver in waived:
            ET.SubElement(_case(suite, found), "skipped", message=waiver.reason)
    suite = _suite(suites, WAIVERS, cases=len(report.useless), failures=len(report.useless), skipped=0)
    for problem in report.useless:
        case = ET.SubElement(suite, "testcase", name=str(problem.place), classname=WAIVERS)
        ET.SubElement(case, "failure", message=problem.sentence)
    ET.indent(suites)
    return ET.tostring(suites, encoding="unicode", xml_declaration=True)


def as_github(report: Report) -> str:
    """Give a workflow command for each finding, which GitHub shows beside the line of the pull request."""
    lines = [
        _command(LEVELS[found.severity].replace("note", "notice"), found.shown, found.check, _told(found))
        for found in _worst_first(report)
    ]
    lines += [_command("error", problem.place, WAIVERS, problem.sentence) for problem in report.useless]
    return "\n".join(lines)


def as_markdown(report: Report) -> str:
    """Give a table for a pull request's comment, and the counts."""
    lines = ["## Security scan", "", *(f"* {count}" for count in counts(report)), ""]
    if report.failed:
        lines += ["| severity | where | what | check |", "|---|---|---|---|"]
        lines += [
            f"| {found.severity} | `{found.shown}` | {_cell(found.sentence)} | {found.check} |"
            for found in _worst_first(report)
        ]
        lines.append("")
    lines += [f"* {_cell(str(problem))}" for problem in report.useless]
    return "\n".join(lines).rstrip("\n")


FORMATS: dict[str, Callable[[Report], str]] = {
    "text": as_text,
    "json": as_json,
    "sarif": as_sarif,
    "junit": as_junit,
    "github": as_github,
    "markdown": as_markdown,
}


def listed(waivers: list[Waiver]) -> str:
    """List waivers by their last day, the nearest first."""
    return "\n".join(
        f"{waiver.expires}{' EXPIRED' if waiver.has_expired else ''}  {waiver.owner}  {waiver.check} at {waiver.address} "
        f"in {', '.join(name for name, _ in waiver.environments)} ({waiver.place.file}:{waiver.place.line})\n    {waiver.reason}"
        for waiver in sorted(waivers, key=lambda waiver: (waiver.expires, waiver.place))
    )


def _worst_first(report: Report) -> list[Finding]:
    return sorted(report.failed, key=lambda found: (ORDER.index(found.severity), found))


def _told(found: Finding) -> str:
    """Name the JSON, too, when a person is sent to the manifest."""
    line = f":{found.place.line}" if found.place.line else ""
    return f"{found.sentence} ({found.place.file}{line})" if found.decided else found.sentence


def _fields(found: Finding) -> dict[str, Any]:
    return {
        "environment": found.environment,
        "address": found.address,
        "check": found.check,
        "title": found.title,
        "severity": found.severity,
        "faults": list(found.faults),
        "setting": found.setting,
        "remedy": found.remedy,
        "manifest": _place(found.decided) if found.decided else None,
        "json": _place(found.place),
    }


def _place(place: Place) -> dict[str, Any]:
    return {"file": place.file, "line": place.line, "column": place.column}


def _waiver(waiver: Waiver) -> dict[str, str]:
    return {"reason": waiver.reason, "owner": waiver.owner, "expires": str(waiver.expires)}


def _suite(suites: ET.Element, name: str, *, cases: int, failures: int, skipped: int) -> ET.Element:
    attributes = {"name": name, "tests": str(cases), "failures": str(failures), "skipped": str(skipped)}
    return ET.SubElement(suites, "testsuite", attributes)


def _case(suite: ET.Element, found: Finding) -> ET.Element:
    attributes = {
        "name": f"{found.check} {found.address}",
        "classname": found.environment,
        "file": found.shown.file,
        "line": str(found.shown.line),
    }
    return ET.SubElement(suite, "testcase", attributes)


def _command(level: str, place: Place, title: str, text: str) -> str:
    where = f"file={_property(place.file)},line={max(place.line, 1)},col={place.column}"
    return f"::{level} {where},title={_property(title)}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
