"""Every rule on a small stack of its own: which resources pass, which fail, and what is said of them."""

from __future__ import annotations

import json
import subprocess
from datetime import date
from pathlib import Path

import pytest

from aldeia.generated.stack import Stack
from aldeia.scan import checkov
from policies.index import RULES
from policies.rule import Rule
from tests.policies.examples import EXAMPLES
from tests.policies.small import stack

FILES = {"__init__", "for_checkov", "index", "rule", "stack", "statements"}
ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALDEIA_TODAY", str(date(2026, 11, 23)))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_passes_and_fails_what_it_should(rule: Rule) -> None:
    document, verdicts = EXAMPLES[rule.id]

    assert rule.judge(Stack(document)) == verdicts


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rules_example_has_a_pass_and_a_failure(rule: Rule) -> None:
    _, verdicts = EXAMPLES[rule.id]

    assert [] in verdicts.values()
    assert any(verdicts.values())


def test_every_file_of_policies_is_a_rule_in_the_index() -> None:
    modules = {rule.faults.__module__ for rule in RULES}
    files = {path.stem for path in (ROOT / "policies").glob("*.py")} - FILES

    assert modules == {f"policies.{name}" for name in files}


def test_rules_are_numbered_from_one() -> None:
    assert [rule.id for rule in RULES] == [f"CKV2_ALDEIA_{number}" for number in range(1, len(RULES) + 1)]


def test_an_environment_that_protects_one_resource_is_held_to_protect_all() -> None:
    [rule] = (rule for rule in RULES if rule.id == "CKV2_ALDEIA_11")
    keys = {"kept": {"lifecycle": {"prevent_destroy": True}}, "forgotten": {}}

    assert rule.judge(Stack(stack("live", aws_kms_key=keys))) == {
        "aws_kms_key.kept": [],
        "aws_kms_key.forgotten": ["lifecycle.prevent_destroy is not true"],
    }
    assert rule.judge(Stack(stack("staging", aws_kms_key={"free": {}}))) == {"aws_kms_key.free": []}


@pytest.mark.slow
def test_checkov_says_of_every_resource_what_the_rules_say(tmp_path: Path, checkov_python: Path) -> None:
    for id_, (document, _) in EXAMPLES.items():
        path = tmp_path / id_ / "cdk.tf.json"
        path.parent.mkdir()
        path.write_text(json.dumps(checkov.readable(document), indent=2), encoding="utf-8")

    records = checkov.run(tmp_path, checkov_python)

    for id_, (_, verdicts) in EXAMPLES.items():
        said = {
            record.block: list(record.faults)
            for record in records
            if (record.check, record.stack) == (id_, id_)
        }
        assert said == verdicts


@pytest.mark.slow
def test_the_plain_command_finds_the_same_by_external_checks(tmp_path: Path, checkov_python: Path) -> None:
    document, verdicts = EXAMPLES["CKV2_ALDEIA_12"]
    (tmp_path / "cdk.tf.json").write_text(json.dumps(document, indent=2), encoding="utf-8")
    command = [str(checkov_python.with_name("checkov")), "-d", str(tmp_path), "--framework", "terraform_json"]
    how = ["--external-checks-dir", str(ROOT / "policies"), "--skip-download", "-o", "json"]
    environment = {"PYTHONPATH": str(ROOT), "HOME": str(tmp_path), "CKV_SKIP_PACKAGE_UPDATE_CHECK": "true"}

    done = subprocess.run([*command, *how], env=environment, capture_output=True, text=True, check=False)

    failed = json.loads(done.stdout)["results"]["failed_checks"]
    assert {one["resource"] for one in failed if one["check_id"] == "CKV2_ALDEIA_12"} == {
        address for address, faults in verdicts.items() if faults
    }
