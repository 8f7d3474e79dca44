"""SARIF 2.1.0: findings in the form that code scanning reads (GitHub's "Upload a SARIF file" among others)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterable

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


@dataclass(frozen=True)
class SarifRule:
    """What is known of a rule beside its findings."""

    id: str
    sentence: str
    help: str


@dataclass(frozen=True)
class SarifResult:
    """One finding: where, what, and why it may stay if it may."""

    rule_id: str
    level: Literal["error", "warning", "note"]
    message: str
    file: str
    line: int = 1
    column: int = 1
    suppression: str = ""
    """The reason a waiver gives; empty when the finding is not waived."""


def sarif(tool: str, rules: Iterable[SarifRule], results: Iterable[SarifResult]) -> dict[str, Any]:
    """Give one run of a tool as a SARIF document."""
    listed = [
        {"id": rule.id, "shortDescription": {"text": rule.sentence}, "help": {"text": rule.help}}
        for rule in sorted(rules, key=lambda rule: rule.id)
    ]
    driver = {"name": tool, "rules": listed}
    run = {"tool": {"driver": driver}, "results": [_result(result) for result in results]}
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _result(result: SarifResult) -> dict[str, Any]:
    region = {"startLine": max(result.line, 1), "startColumn": max(result.column, 1)}
    location = {"physicalLocation": {"artifactLocation": {"uri": quote(result.file)}, "region": region}}
    # Without the line: a finding that moves with its file stays the same one.
    identity = hashlib.sha256(f"{result.rule_id}\0{result.file}\0{result.message}".encode()).hexdigest()
    suppressions = [{"kind": "external", "justification": result.suppression}] if result.suppression else []
    return {
        "ruleId": result.rule_id,
        "level": result.level,
        "message": {"text": result.message},
        "locations": [location],
        "partialFingerprints": {"aldeia/v1": identity},
        "suppressions": suppressions,
    }
