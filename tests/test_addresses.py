"""`aldeia addresses`: what differs from the committed lists, and what of it would be destroyed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from aldeia.addresses import compare, compare_all
from tests.stacks.documents import ROOT

STACKS = ("aldeia-production", "aldeia-staging")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout whose synth made what is committed."""
    (tmp_path / "envs").symlink_to(ROOT / "envs")
    lists = tmp_path / "tests" / "stacks" / "addresses"
    lists.mkdir(parents=True)
    for stack in STACKS:
        path = ROOT / "tests" / "stacks" / "addresses" / f"{stack}.txt"
        shutil.copy(path, lists)
        made(tmp_path, stack, path.read_text(encoding="utf-8").split())
    return tmp_path


def made(directory: Path, stack: str, addresses: list[str], *moves: tuple[str, str]) -> None:
    document: dict[str, object] = {"resource": {}}
    resources: dict[str, dict[str, object]] = {}
    for address in addresses:
        type_, _, name = address.partition(".")
        resources.setdefault(type_, {})[name] = {}
    document["resource"] = resources
    if moves:
        document["moved"] = [{"from": before, "to": now} for before, now in moves]
    path = directory / "cdktf.out" / "stacks" / stack / "cdk.tf.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document), encoding="utf-8")


def staging(directory: Path) -> list[str]:
    path = directory / "tests" / "stacks" / "addresses" / "aldeia-staging.txt"
    return path.read_text(encoding="utf-8").split()


def run(directory: Path, *words: str) -> tuple[int, str, str]:
    environment = {name: value for name, value in os.environ.items() if name != "ENVIRONMENT"}
    done = subprocess.run(
        [sys.executable, "-m", "aldeia", "addresses", *words],
        cwd=directory, env=environment | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


def test_what_is_as_committed_is_said_in_a_line_each(checkout: Path) -> None:
    counts = [
        len((checkout / "tests/stacks/addresses" / f"{stack}.txt").read_text().split()) for stack in STACKS
    ]

    assert run(checkout) == (
        0, f"aldeia-production: {counts[0]} addresses, as committed\naldeia-staging: {counts[1]} addresses, as committed\n", "",
    )  # fmt: skip


def test_a_renaming_without_a_declaration_would_destroy(checkout: Path) -> None:
    renamed = [one.replace("aws_db_instance.database", "aws_db_instance.main") for one in staging(checkout)]
    made(checkout, "aldeia-staging", renamed)
    status, said, _ = run(checkout, "staging")

    assert status == 1
    assert said.splitlines()[1:] == [
        (
            'aldeia-staging: this would destroy aws_db_instance.database: keep the name, or declare Move("aws_db_instance.database", '
            '"aws_db_instance.main") in stacks/moves.py; if it shall go, take it out of tests/stacks/addresses/aldeia-staging.txt'
        ),
        "aldeia-staging: aws_db_instance.main: new; make snapshots adds it to the list",
    ]


def test_a_removal_would_destroy(checkout: Path) -> None:
    made(checkout, "aldeia-staging", [one for one in staging(checkout) if one != "aws_kms_key.data"])
    status, said, _ = run(checkout, "staging")

    assert status == 1
    assert "this would destroy aws_kms_key.data: keep the name, or declare" in said
    assert '"aws_kms_key.<its new name>"' in said


def test_a_declared_move_is_told_and_is_fine(checkout: Path) -> None:
    renamed = [one.replace("aws_db_instance.database", "aws_db_instance.main") for one in staging(checkout)]
    made(checkout, "aldeia-staging", renamed, ("aws_db_instance.database", "aws_db_instance.main"))

    status, said, _ = run(checkout, "staging")
    assert status == 0
    assert said.splitlines()[1:] == [
        "aldeia-staging: aws_db_instance.main: moved, was aws_db_instance.database"
    ]
    _, said, _ = run(checkout, "staging", "--format", "json")
    assert json.loads(said)["aldeia-staging"] == {
        "gone": [], "moved": [{"from": "aws_db_instance.database", "to": "aws_db_instance.main"}], "new": [],
    }  # fmt: skip


def test_something_new_is_told_and_is_fine(checkout: Path) -> None:
    made(checkout, "aldeia-staging", [*staging(checkout), "aws_sqs_queue.queue"])

    assert run(checkout, "-e", "staging")[:2] == (
        0,
        (
            f"aldeia-staging: {len(staging(checkout)) + 1} addresses\n"
            "aldeia-staging: aws_sqs_queue.queue: new; make snapshots adds it to the list\n"
        ),
    )


def test_without_a_synth_the_way_is_told(checkout: Path) -> None:
    shutil.rmtree(checkout / "cdktf.out")

    assert run(checkout, "staging") == (
        1, "", "cdktf.out/stacks/aldeia-staging/cdk.tf.json: there is no such JSON; run make synth first\n",
    )  # fmt: skip


def test_a_list_whose_environment_is_gone_is_told(checkout: Path) -> None:
    (checkout / "tests" / "stacks" / "addresses" / "aldeia-qa.txt").write_text(
        "aws_vpc.main\n", encoding="utf-8"
    )

    assert run(checkout)[::2] == (
        1,
        "tests/stacks/addresses/aldeia-qa.txt: there is no manifest of aldeia-qa; take the list away once it is destroyed\n",
    )


def test_only_one_new_address_of_the_same_type_is_proposed() -> None:
    made_now: dict[str, dict[str, Any]] = {"resource": {"aws_vpc": {"b": {}, "c": {}}}}

    assert '"aws_vpc.<its new name>"' in compare("x", ["aws_vpc.a"], made_now).faults[0]


def test_what_an_account_has_once_is_compared_where_it_was_made(tmp_path: Path) -> None:
    lists, out = tmp_path / "lists", tmp_path / "out"
    lists.mkdir()
    (lists / "aldeia-bootstrap.txt").write_text("aws_s3_bucket.state\n")

    assert compare_all(out, lists, [], every=True, once=["aldeia-bootstrap"]) == []

    made = out / "stacks" / "aldeia-bootstrap"
    made.mkdir(parents=True)
    (made / "cdk.tf.json").write_text("{}")
    [compared] = compare_all(out, lists, [], every=True, once=["aldeia-bootstrap"])

    assert (compared.stack, compared.gone) == ("aldeia-bootstrap", ["aws_s3_bucket.state"])


def test_an_environment_without_a_list_is_told_in_one_line(checkout: Path) -> None:
    count = len(staging(checkout))
    (checkout / "tests" / "stacks" / "addresses" / "aldeia-staging.txt").unlink()

    assert run(checkout, "staging") == (
        0,
        f"aldeia-staging: {count} addresses, and no list of them; make snapshots writes it\n",
        "",
    )
