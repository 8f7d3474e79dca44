"""An apply that ended after it made a secret and before it stored the value can be planned again."""

from __future__ import annotations

from pathlib import Path

import pytest

from aldeia.manifest.loader import load
from stacks.synthesis import synthesize
from tests.emulator.server import Emulator
from tests.missing import needs_terraform, needs_the_provider
from tests.stacks.documents import ROOT
from tests.terraform.workspace import prepare_for_apply

pytestmark = [pytest.mark.terraform, pytest.mark.slow]

HOW = ("-input=false", "-no-color")
SECRETS = ("aws_secretsmanager_secret.database_master", "aws_secretsmanager_secret.cache_token")
CHANGES = 2


def test_a_secret_without_a_value_does_not_stop_the_plan(tmp_path: Path) -> None:
    needs_terraform()
    synthesize(list(load([ROOT / "envs" / "staging.yaml"])), tmp_path / "cdktf.out")
    stack = tmp_path / "cdktf.out" / "stacks" / "aldeia-staging"
    with Emulator() as emulator:
        emulator.reset()
        with needs_the_provider():
            workspace = prepare_for_apply(stack, tmp_path / "work", emulator.endpoint)
        begun = workspace.run("apply", "-auto-approve", *HOW, *(f"-target={secret}" for secret in SECRETS))
        assert begun.returncode == 0, begun.stderr

        planned = workspace.run("plan", "-detailed-exitcode", *HOW)

    assert planned.returncode == CHANGES, planned.stderr
    assert planned.stderr == ""
