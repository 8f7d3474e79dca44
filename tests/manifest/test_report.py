"""The problems of a manifest in the forms that people, programs, pull requests and code scanners read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from aldeia.manifest.loader import check
from aldeia.manifest.report import FORMATS
from tests.examples import example_text

if TYPE_CHECKING:
    from pathlib import Path

    from aldeia.manifest.loader import Checked

SENTENCE = (
    "database.storage_ceiling: got 101 GiB, expected at least 110 GiB, a tenth above storage (100 GiB); "
)
SENTENCE += "or null, and the volume never grows"
WAIVER = {
    "rule": "the_connections_alarm_comes_before_the_limit",
    "reason": "the pooler in front refuses first",
    "owner": "team",
    "expires": "2026-12-31",
}


@pytest.fixture
def checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Checked:
    """An error by a rule, a fault of shape, and a problem that is waived."""
    monkeypatch.setenv("ALDEIA_TODAY", "2026-11-23")
    monkeypatch.chdir(tmp_path)
    changes = {
        "database.storage_ceiling": "101 GiB",
        "alarms.database.connections_above": 195,
        "waivers": [WAIVER],
    }
    (tmp_path / "a,b").mkdir()
    (tmp_path / "a,b" / "testing.yaml").write_text(example_text(changes), encoding="utf-8")
    (tmp_path / "c.yaml").write_text("a: 100%\n", encoding="utf-8")
    return check([tmp_path / "a,b" / "testing.yaml", tmp_path / "c.yaml"])


def test_text_has_a_line_for_each_problem_and_counts_them(checked: Checked) -> None:
    first, *_, last = FORMATS["text"](checked).splitlines()

    assert first == f"a,b/testing.yaml:33:3: {SENTENCE} [the_storage_ceiling_leaves_room]"
    assert last == "15 errors; 1 problem waived"


def test_json_has_every_part_by_its_name(checked: Checked) -> None:
    document = json.loads(FORMATS["json"](checked))

    assert document["environments"] == ["testing"]
    assert document["problems"][0] == {
        "file": "a,b/testing.yaml",
        "line": 33,
        "column": 3,
        "setting": "database.storage_ceiling",
        "severity": "error",
        "rule": "the_storage_ceiling_leaves_room",
        "got": "101 GiB",
        "expected": "at least 110 GiB, a tenth above storage (100 GiB)",
        "fix": "or null, and the volume never grows",
    }
    assert document["waived"][0]["waiver"] == {
        "reason": "the pooler in front refuses first",
        "owner": "team",
        "expires": "2026-12-31",
    }


def test_github_is_told_in_its_own_escapes(checked: Checked) -> None:
    first, *_, last = FORMATS["github"](checked).splitlines()

    assert (
        first
        == f"::error file=a%2Cb/testing.yaml,line=33,col=3,title=the_storage_ceiling_leaves_room::{SENTENCE}"
    )
    assert last.startswith(
        "::error file=c.yaml,line=1,col=1,title=manifest::a: unknown setting; known here: "
    )


def test_sarif_has_the_rule_the_place_and_what_is_waived(checked: Checked) -> None:
    [run] = json.loads(FORMATS["sarif"](checked))["runs"]
    results: list[dict[str, Any]] = run["results"]
    rules = {rule["id"] for rule in run["tool"]["driver"]["rules"]}

    assert {result["ruleId"] for result in results} <= rules
    assert results[0] == {
        "ruleId": "the_storage_ceiling_leaves_room",
        "level": "error",
        "message": {"text": SENTENCE},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "a%2Cb/testing.yaml"},
                    "region": {"startLine": 33, "startColumn": 3},
                }
            }
        ],
        "partialFingerprints": results[0]["partialFingerprints"],
        "suppressions": [],
    }
    assert [result["suppressions"] for result in results if result["suppressions"]] == [
        [{"kind": "external", "justification": "the pooler in front refuses first"}]
    ]


def test_a_finding_that_moves_within_its_file_is_the_same_one_to_a_scanner(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path, identities = tmp_path / "c.yaml", []
    for above in ("", "# a comment\n\n"):
        path.write_text(f"{above}a: 1\n", encoding="utf-8")
        [run] = json.loads(FORMATS["sarif"](check([path])))["runs"]
        identities.append([result["partialFingerprints"] for result in run["results"]])

    assert identities[0] == identities[1]


def test_nothing_wrong_is_said_with_the_names(tmp_path: Path) -> None:
    path = tmp_path / "testing.yaml"
    path.write_text(example_text(), encoding="utf-8")

    assert FORMATS["text"](check([path])) == "no problem in testing"
    assert FORMATS["github"](check([path])) == ""
