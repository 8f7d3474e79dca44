"""What is applied: the plan that was reviewed, or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from aldeia.pull_requests import PipelineError
from aldeia.pull_requests.planning import apply, keep
from aldeia.pull_requests.terraform import PLAN_FILE, Stack, stack_of
from tests.review.fixtures import PLANS
from tests.stacks.documents import ROOT


@pytest.fixture(autouse=True)
def without_terraform(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An apply that is tried all the same ends in the words of a missing program."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("PATH", str(tmp_path))


def stack(directory: Path, name: str) -> Stack:
    made = Stack(directory / "stack")
    made.directory.mkdir()
    made.plan_json.write_bytes((PLANS / f"{name}.json").read_bytes())
    (made.directory / PLAN_FILE).write_bytes(b"secrets in clear text")
    return made


def refused(made: Stack, reviewed: Path, environment: str) -> str:
    with pytest.raises(PipelineError) as error:
        apply(environment, made, reviewed, print)
    return str(error.value)


def test_another_plan_is_not_applied_and_not_left_behind(tmp_path: Path) -> None:
    made = stack(tmp_path, "certificate")
    said = refused(made, PLANS / "storage-grows.json", "production")

    assert said.splitlines() == [
        "this is not the plan that was reviewed; plan it anew in a pull request:",
        "  aws_db_instance.database.allocated_storage: reviewed: 100 to 200; now: no change",
        "  aws_db_instance.database.ca_cert_identifier: reviewed: no change; now: rds-ca-rsa2048-g1 to rds-ca-rsa4096-g1",
    ]
    assert list(made.directory.iterdir()) == []


def test_a_plan_that_is_blocked_is_not_applied(tmp_path: Path) -> None:
    made = stack(tmp_path, "database-key")

    assert refused(made, PLANS / "database-key.json", "staging") == (
        "staging: the plan is blocked, so nothing was applied; plan it anew"
    )
    assert list(made.directory.iterdir()) == []


def test_the_reviewed_plan_is_given_to_terraform(tmp_path: Path) -> None:
    kept = tmp_path / "kept.json"
    keep(PLANS / "class-multi-az.json", kept)

    assert refused(stack(tmp_path, "class-multi-az"), kept, "production") == (
        "there is no terraform on the PATH: install Terraform 1.11 or newer"
    )


def test_without_a_plan_there_is_nothing_to_apply(tmp_path: Path) -> None:
    assert refused(Stack(tmp_path), PLANS / "class-multi-az.json", "production") == (
        "there is no plan of production; make one with aldeia plan production"
    )


def test_a_stack_that_was_not_made_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(PipelineError) as error:
        stack_of("staging", tmp_path)

    assert str(error.value) == (
        f"{tmp_path}/stacks/aldeia-staging: there is no cdk.tf.json; run make synth first"
    )
