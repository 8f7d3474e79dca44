"""Every planted security fault is found by a rule of ours, and the README's table of them is true."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.faults.fault import faults
from tests.policies import side_by_side
from tests.policies.mutation import noticed
from tests.policies.planted import PLANTED, Planted, good, merged
from tests.stacks.documents import ROOT

ONLY_IN_THE_MANIFEST = {
    "application_group_of_another_environment": "each stack by itself is as it should be: the fault lies between two",
    "password_in_a_remark": "a remark never gets into the stack",
    "token_in_a_local_state": "the stack's backend says it, which is no resource: secrets_in_state's own example",
}
"""Faults of tests/faults that let somebody in and have no patch, each with its reason; a rule of the manifest catches them."""


@pytest.mark.parametrize("fault", PLANTED, ids=lambda fault: fault.name)
def test_a_rule_of_ours_finds_it(fault: Planted) -> None:
    assert noticed(fault.document()) - noticed(good(fault.environment)) != set()


def test_every_fault_of_the_manifest_that_lets_somebody_in_is_planted_too() -> None:
    breaches = {fault.name for fault in faults() if fault.noticed == "breach"}

    assert breaches == {fault.name for fault in PLANTED if fault.name in breaches} | set(ONLY_IN_THE_MANIFEST)


@pytest.mark.slow
def test_the_readme_shows_both_side_by_side(checkov_python: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    assert side_by_side.table(side_by_side.said(checkov_python)) in readme


@pytest.mark.slow
def test_plain_checkov_reads_nothing_of_a_stack_and_is_content(checkov_python: Path, tmp_path: Path) -> None:
    """As the README says: `required_version` stops its parser, and the status is 0."""
    (tmp_path / "cdk.tf.json").write_text(
        (ROOT / "tests/stacks/snapshots/aldeia-production.tf.json").read_text(encoding="utf-8"),
        encoding="utf-8",
    )
    command = [str(checkov_python.with_name("checkov")), "-d", str(tmp_path), "--compact", "--skip-download"]
    environment = {"HOME": str(tmp_path), "CKV_SKIP_PACKAGE_UPDATE_CHECK": "true"}

    done = subprocess.run(
        [*command, "--framework", "terraform_json"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0
    assert "Passed checks:" not in done.stdout or "Passed checks: 0" in done.stdout


def test_a_patch_is_merged_as_the_standard_says() -> None:
    target = {"a": {"b": 1, "c": 2}, "d": [1]}

    assert merged(target, {"a": {"b": None, "e": 3}, "d": [2]}) == {"a": {"c": 2, "e": 3}, "d": [2]}
