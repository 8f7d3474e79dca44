"""The real provider against the emulator: staging from nothing, and then nothing left to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from aldeia.manifest.loader import load
from stacks.synthesis import synthesize
from tests.emulator.server import Emulator
from tests.emulator.workspace import prepare_for_apply
from tests.stacks.documents import ROOT
from tests.terraform.provider import cannot, terraform
from tests.terraform.workspace import ProviderMissingError, Workspace

pytestmark = [pytest.mark.terraform, pytest.mark.slow]

HOW = ("-input=false", "-no-color", "-parallelism=30")
NOTHING_TO_DO = 0


@pytest.fixture
def staging(emulator: Emulator, tmp_path: Path) -> Workspace:
    """A workspace for staging; skips, or fails in CI, where Terraform or its provider is not to be had."""
    if terraform() is None:
        cannot("there is no terraform on the PATH: install Terraform 1.11 or newer")
    synthesize(list(load([ROOT / "envs" / "staging.yaml"])), tmp_path / "cdktf.out")
    stack = tmp_path / "cdktf.out" / "stacks" / "aldeia-staging"
    try:
        return prepare_for_apply(stack, tmp_path / "work", emulator.endpoint)
    except ProviderMissingError as error:
        cannot(f"the AWS provider cannot be had here (tests/README.md): {error}")


def test_staging_applies_from_nothing_and_a_second_plan_is_empty(staging: Workspace) -> None:
    applied = staging.run("apply", "-auto-approve", *HOW)
    assert applied.returncode == 0, applied.stderr

    planned = staging.run("plan", "-detailed-exitcode", *HOW)

    assert planned.returncode == NOTHING_TO_DO, planned.stdout + planned.stderr
