"""What a test's workspace changes of a stack, and what counts as a machine's lack."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.emulator.server import Emulator
from tests.missing import needs_terraform
from tests.stacks.documents import ROOT
from tests.terraform import workspace
from tests.terraform.applied import synthesized
from tests.terraform.workspace import OVERRIDE, Workspace, beside, prepare_for_apply


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Production's, whose state is in S3."""
    return synthesized(ROOT / "envs" / "production.yaml", tmp_path_factory.mktemp("stack"))


@pytest.mark.terraform
def test_a_bucket_that_is_not_there_is_a_fault_and_no_reason_to_skip(
    stack: Path, emulator: Emulator, tmp_path: Path
) -> None:
    needs_terraform()

    with pytest.raises(AssertionError, match="does not exist"):
        prepare_for_apply(stack, tmp_path / "work", emulator.endpoint)


def test_only_the_provider_is_overridden_where_the_state_is_the_stacks(
    stack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workspace, "_initialised", lambda directory, *_: Workspace(directory))

    made = prepare_for_apply(stack, tmp_path / "work", "http://127.0.0.1:1")

    override = json.loads((made.directory / OVERRIDE).read_text(encoding="utf-8"))
    assert set(override) == {"provider"}
    assert [(one.get("alias"), one["region"]) for one in override["provider"]["aws"]] == [
        (None, "us-east-1"),
        ("recovery", "us-west-2"),
    ]


def test_another_version_of_a_stack_has_the_same_state_and_provider(stack: Path, tmp_path: Path) -> None:
    first = Workspace(tmp_path / "first")
    (first.directory / ".terraform").mkdir(parents=True)
    for name in (OVERRIDE, ".terraform.lock.hcl"):
        (first.directory / name).write_text(name, encoding="utf-8")

    second = beside(first, stack, tmp_path / "second")

    assert (second.directory / ".terraform").resolve() == first.directory / ".terraform"
    assert (second.directory / OVERRIDE).read_text(encoding="utf-8") == OVERRIDE
    assert (second.directory / "cdk.tf.json").read_bytes() == (stack / "cdk.tf.json").read_bytes()
