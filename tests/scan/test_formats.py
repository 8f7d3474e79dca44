"""One scan in every format: a finding that failed, one that is waived, and a waiver that has expired."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as ET

import pytest

from aldeia.manifest.problem import Place, Problem
from aldeia.scan.findings import Finding, Report
from aldeia.scan.formats import FORMATS
from aldeia.scan.waivers import Waiver

JSON = Place("cdktf.out/stacks/aldeia-staging/cdk.tf.json", 460)
FAILED = Finding(
    "staging",
    "aws_db_instance.database",
    "CKV2_ALDEIA_16",
    "Backups are kept long enough",
    JSON,
    "high",
    ("backup_retention_period is 3, expected at least 7 days",),
    "database.backup_retention",
    "database.backup_retention: raise it",
    Place("envs/staging.yaml", 51, 3),
)
WAIVED = Finding(
    "staging", "aws_db_instance.database", "CKV_AWS_157", "Ensure Multi-AZ", JSON, remedy="mend it in stacks/"
)
WAIVER = Waiver(
    "CKV_AWS_157", "aws_db_instance.database", (), "half the price | in staging", "me", date(2027, 1, 1), JSON
)
EXPIRED = Problem(
    Place("envs/policy/waivers.yaml", 9, 5), "", "a is waived until 2026-01-01, which is past", fix="mend it"
)
REPORT = Report([FAILED], [(WAIVED, WAIVER)], [EXPIRED], {"staging": 320}, 1.5)
SENTENCE = (
    "aws_db_instance.database: Backups are kept long enough: backup_retention_period is 3, expected at least 7 days; "
    "database.backup_retention: raise it"
)


def test_text_has_a_line_for_each() -> None:
    assert FORMATS["text"](REPORT).splitlines() == [
        f"envs/staging.yaml:51:3: high: {SENTENCE} ({JSON.file}:460) [CKV2_ALDEIA_16]",
        "envs/policy/waivers.yaml:9:5: a is waived until 2026-01-01, which is past; mend it",
        "staging: 320 passed, 1 failed, 1 waived",
        "1.5 s; aldeia scan --waivers lists what is waived, and why",
    ]


def test_json_has_all_of_each() -> None:
    document = json.loads(FORMATS["json"](REPORT))

    assert document["passed"] == {"staging": 320}
    assert document["failed"] == [
        {
            "environment": "staging",
            "address": "aws_db_instance.database",
            "check": "CKV2_ALDEIA_16",
            "title": "Backups are kept long enough",
            "severity": "high",
            "faults": ["backup_retention_period is 3, expected at least 7 days"],
            "setting": "database.backup_retention",
            "remedy": "database.backup_retention: raise it",
            "manifest": {"file": "envs/staging.yaml", "line": 51, "column": 3},
            "json": {"file": JSON.file, "line": 460, "column": 1},
        }
    ]
    assert document["waived"][0]["waiver"] == {
        "reason": "half the price | in staging",
        "owner": "me",
        "expires": "2027-01-01",
    }
    assert document["waivers"] == [
        {
            "file": "envs/policy/waivers.yaml",
            "line": 9,
            "column": 5,
            "message": "a is waived until 2026-01-01, which is past; mend it",
        }
    ]


def test_sarif_has_what_github_requires() -> None:
    document = json.loads(FORMATS["sarif"](REPORT))
    [run] = document["runs"]
    failed, waived, waiver = run["results"]

    assert document["version"] == "2.1.0"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == [
        "CKV2_ALDEIA_16",
        "CKV_AWS_157",
        "waivers",
    ]
    assert all(
        rule["shortDescription"]["text"] and rule["help"]["text"] for rule in run["tool"]["driver"]["rules"]
    )
    assert (failed["ruleId"], failed["level"], failed["message"]["text"], failed["suppressions"]) == (
        "CKV2_ALDEIA_16",
        "error",
        f"staging: {SENTENCE}",
        [],
    )
    assert failed["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "envs/staging.yaml"},
                "region": {"startLine": 51, "startColumn": 3},
            }
        }
    ]
    assert waived["suppressions"] == [{"kind": "external", "justification": "half the price | in staging"}]
    assert (waived["level"], waiver["level"]) == ("warning", "error")
    fingerprints = [result["partialFingerprints"]["aldeia/v1"] for result in run["results"]]
    assert len(set(fingerprints)) == 3


def test_a_finding_that_moves_keeps_its_fingerprint() -> None:
    moved = replace(FAILED, decided=Place("envs/staging.yaml", 99, 3))

    before, after = (
        json.loads(FORMATS["sarif"](Report([found], [], [], {"staging": 1})))["runs"][0]["results"][0]
        for found in (FAILED, moved)
    )
    assert before["partialFingerprints"] == after["partialFingerprints"]
    assert before["locations"] != after["locations"]


def test_junit_counts_what_failed_and_what_is_waived() -> None:
    suites = ET.fromstring(FORMATS["junit"](REPORT))
    staging, waivers = suites.findall("testsuite")

    assert dict(staging.attrib) == {"name": "staging", "tests": "3", "failures": "1", "skipped": "1"}
    assert [case.get("name") for case in staging] == [
        "320 checks passed",
        "CKV2_ALDEIA_16 aws_db_instance.database",
        "CKV_AWS_157 aws_db_instance.database",
    ]
    assert [failure.get("message") for failure in staging.iter("failure")] == [SENTENCE]
    assert [skipped.get("message") for skipped in staging.iter("skipped")] == ["half the price | in staging"]
    assert waivers.get("failures") == "1"


def test_github_has_a_command_for_each() -> None:
    assert FORMATS["github"](REPORT).splitlines() == [
        f"::error file=envs/staging.yaml,line=51,col=3,title=CKV2_ALDEIA_16::{SENTENCE} ({JSON.file}:460)",
        (
            "::error file=envs/policy/waivers.yaml,line=9,col=5,title=waivers::"
            "a is waived until 2026-01-01, which is past; mend it"
        ),
    ]


def test_markdown_has_a_table() -> None:
    assert FORMATS["markdown"](REPORT).splitlines() == [
        "## Security scan",
        "",
        "* staging: 320 passed, 1 failed, 1 waived",
        "",
        "| severity | where | what | check |",
        "|---|---|---|---|",
        f"| high | `envs/staging.yaml:51:3` | {SENTENCE} | CKV2_ALDEIA_16 |",
        "",
        "* envs/policy/waivers.yaml:9:5: a is waived until 2026-01-01, which is past; mend it",
    ]


@pytest.mark.parametrize("name", FORMATS)
def test_a_clean_scan_can_be_written_in_every_format(name: str) -> None:
    assert "CKV" not in FORMATS[name](Report([], [], [], {"staging": 320}))
