"""The verbs new and schema: what they write, and where they refuse to."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import aldeia


@pytest.mark.parametrize("form", [[], ["--extends"]], ids=["whole", "extends"])
def test_a_new_environment_is_valid_and_becomes_a_stack(checkout: Path, form: list[str]) -> None:
    done = aldeia(checkout, "new", "qa", "--from", "staging", *form)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "wrote envs/qa.yaml; read it, then: make synth ENVIRONMENT=qa\n"
    assert aldeia(checkout, "validate").stdout == "no problem in production, qa, staging; 4 problems waived\n"
    assert aldeia(checkout, "synth", "--environment", "qa").returncode == 0
    made = json.loads((checkout / "cdktf.out" / "stacks" / "aldeia-qa" / "cdk.tf.json").read_text())
    assert made["resource"]["aws_db_instance"]["database"]["identifier"] == "aldeia-qa-db"
    assert made["resource"]["aws_vpc"]["main"]["cidr_block"] == "10.2.0.0/16"


def test_a_new_environment_that_cannot_be_is_refused_in_one_sentence(checkout: Path) -> None:
    done = aldeia(checkout, "new", "staging", "--from", "production")

    assert (done.returncode, done.stdout, done.stderr) == (
        1, "", "envs/staging.yaml is there already; choose another name\n",
    )  # fmt: skip


def test_the_schema_is_written_in_a_checkout_alone(tmp_path: Path) -> None:
    done = aldeia(tmp_path, "schema")

    assert (done.returncode, done.stderr) == (
        1,
        "envs: there is no such directory here; run this in a checkout of the data tier, which has it\n",
    )
    assert list(tmp_path.iterdir()) == []
