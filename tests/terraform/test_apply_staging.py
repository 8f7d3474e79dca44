"""Staging, from nothing and back: the real provider applies it to the emulator, and destroys it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.emulator.known_secrets import cache_tokens, database_password
from tests.stacks.renamed import synthesize_renamed
from tests.terraform import proofs
from tests.terraform.account import Account
from tests.terraform.applied import HOW, Applied, backend_of
from tests.terraform.destroyed import left_over
from tests.terraform.leaks import TOKENS_PLACES, Traces
from tests.terraform.promised.promises import PROMISES

pytestmark = [pytest.mark.terraform, pytest.mark.slow(minutes=4)]

ENVIRONMENT = "staging"


def test_nothing_is_left_to_do(traces: Traces) -> None:
    proofs.assert_nothing_is_left_to_do(traces)


@pytest.mark.parametrize("about", PROMISES)
def test_what_was_promised_is_there(account: Account, about: str) -> None:
    proofs.assert_promised(account, about)


@pytest.mark.parametrize("about", PROMISES)
def test_each_row_fails_when_aws_says_otherwise(account: Account, about: str) -> None:
    proofs.assert_every_row_can_fail(account, about)


def test_alarms_arrive_where_people_have_subscribed(account: Account) -> None:
    proofs.assert_alarms_arrive(account)


def test_the_outputs_are_what_is_there(applied: Applied, account: Account) -> None:
    proofs.assert_outputs(applied, account)


def test_the_databases_password_is_nowhere_but_in_secrets_manager(traces: Traces) -> None:
    password = database_password("aldeia-staging-db")

    assert password is not None
    assert traces.places_of(password) == set()


def test_the_auth_token_is_only_where_the_provider_must_know_it(traces: Traces) -> None:
    [token] = cache_tokens("aldeia-staging-redis")

    # auth_token is no write-only argument, and the data source that feeds it is kept too (docs/adr/0004).
    assert traces.places_of(token) == TOKENS_PLACES


def test_the_state_is_a_file_in_the_checkout(applied: Applied) -> None:
    assert backend_of(applied)["type"] == "local"
    assert (applied.directory / "terraform.aldeia-staging.tfstate").is_file()


@pytest.mark.parametrize("declared", [True, False])
def test_a_renamed_database_is_moved_where_that_is_declared_and_destroyed_where_it_is_not(
    applied: Applied, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, declared: bool
) -> None:
    applied_json = applied.workspace.directory / "cdk.tf.json"
    before = applied_json.read_text(encoding="utf-8")
    applied_json.write_text(
        synthesize_renamed(monkeypatch, tmp_path, declared=declared).text, encoding="utf-8"
    )
    try:
        planned = applied.workspace.run("plan", "-out=renamed", "-refresh=false", *HOW)
        assert planned.returncode == 0, planned.stderr
        changes = applied.workspace.json("show", "-json", "renamed")["resource_changes"]
    finally:
        applied_json.write_text(before, encoding="utf-8")

    done = {
        one["address"]: one["change"]["actions"] for one in changes if one["change"]["actions"] != ["no-op"]
    }
    moved = {one["address"]: one["previous_address"] for one in changes if "previous_address" in one}
    if declared:
        assert (done, moved) == ({}, {"aws_db_instance.main": "aws_db_instance.database"})
    else:
        assert done["aws_db_instance.database"] == ["delete"]
        assert moved == {}


def test_it_can_be_destroyed_and_leaves_nothing(applied: Applied, account: Account) -> None:
    done = applied.workspace.run("destroy", "-auto-approve", *HOW)

    assert done.returncode == 0, done.stderr
    assert applied.state()["resources"] == []
    assert left_over(account) == {}
