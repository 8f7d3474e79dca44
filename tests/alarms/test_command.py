"""`aldeia alarms ENV`: its proof and its simulation, of what synth has made."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from aldeia.cli import app
from tests.examples import ENVIRONMENTS
from tests.faults.stacks import good_stack

HOURS = [
    "time,aldeia-prod-db/CPUUtilization",
    *(f"03:{minute:02d},{90 if minute > 3 else 20}" for minute in range(12)),
]


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with both manifests, and production synthesized."""
    shutil.copytree(ENVIRONMENTS, tmp_path / "envs")
    stack = tmp_path / "cdktf.out" / "stacks" / "aldeia-production" / "cdk.tf.json"
    stack.parent.mkdir(parents=True)
    stack.write_text(json.dumps(good_stack("production")), encoding="utf-8")
    (tmp_path / "hours.csv").write_text("\n".join(HOURS), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, ["alarms", *words])
    return done.exit_code, done.stdout, done.stderr


def test_the_proof_ends_with_0_when_all_chains_hold(checkout: Path) -> None:
    status, out, _ = run("production", "--proof")

    assert status == 0
    assert out.splitlines()[0].startswith("aldeia-prod-")
    assert out.splitlines()[-1].endswith("chains hold, from the metric to somebody who is told")


def test_the_proof_ends_with_1_when_one_is_broken(checkout: Path) -> None:
    document = good_stack("production")
    del document["resource"]["aws_sns_topic_subscription"]
    path = checkout / "cdktf.out" / "stacks" / "aldeia-production" / "cdk.tf.json"
    path.write_text(json.dumps(document), encoding="utf-8")

    status, out, _ = run("production", "--proof", "--format", "json")

    assert status == 1
    assert json.loads(out)["broken"] > 20


def test_the_proof_says_what_makes_its_input(checkout: Path) -> None:
    assert run("staging", "--proof") == (
        1,
        "",
        "cdktf.out/stacks/aldeia-staging/cdk.tf.json: there is no such file; run make synth ENVIRONMENT=staging first\n",
    )


def test_a_simulation_tells_what_would_have_been_said(checkout: Path) -> None:
    status, out, _ = run("production", "--simulate", "hours.csv")

    assert status == 0
    assert out.splitlines()[0] == "03:09  aldeia-prod-db-cpu-high  ALARM, tells aws_sns_topic.warnings"
    changes = json.loads(run("production", "--simulate", "hours.csv", "--format", "json")[1])["changes"]
    assert [change["alarm"] for change in changes] == ["aldeia-prod-db-cpu-high", "aldeia-prod-db-critical"]


def test_a_file_that_is_no_series_is_refused(checkout: Path) -> None:
    (checkout / "hours.csv").write_text("time,x\n03:00,1\n", encoding="utf-8")

    status, _, error = run("production", "--simulate", "hours.csv")

    assert (status, error.split(";")[0]) == (1, "hours.csv:1: x: no alarm watches it")
