"""Production from nothing: as promised, its state in S3, and not to be destroyed."""

from __future__ import annotations

import json

import pytest

from tests.emulator.known_secrets import cache_tokens, database_password
from tests.terraform import proofs
from tests.terraform.account import Account
from tests.terraform.applied import HOW, STATE_BUCKET, Applied
from tests.terraform.destroyed import protected_addresses
from tests.terraform.leaks import TOKENS_PLACES, Traces
from tests.terraform.promised.promises import PROMISES

pytestmark = [pytest.mark.terraform, pytest.mark.slow(minutes=4)]

ENVIRONMENT = "production"


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
    password = database_password("aldeia-prod-db")

    assert password is not None
    assert traces.places_of(password) == set()


def test_the_auth_token_is_only_where_the_provider_must_know_it(traces: Traces) -> None:
    [token] = cache_tokens("aldeia-prod-redis")

    # auth_token is no write-only argument, and the data source that feeds it is kept too (docs/adr/0004).
    assert traces.places_of(token) == TOKENS_PLACES


def test_the_state_is_in_the_bucket_and_encrypted(applied: Applied, account: Account) -> None:
    stored = account.client("s3").get_object(Bucket=STATE_BUCKET, Key="production/data-tier.tfstate")

    assert json.loads(stored["Body"].read()) == applied.state()
    assert (stored["ServerSideEncryption"], stored["SSEKMSKeyId"]) == (
        "aws:kms",
        "alias/aldeia-terraform-state",
    )
    assert list(applied.directory.rglob("*.tfstate")) == [
        applied.workspace.directory / ".terraform" / "terraform.tfstate"  # names the backend, holds no state
    ]


def test_nobody_else_can_change_it_meanwhile(applied: Applied, account: Account) -> None:
    lock = {
        "ID": "00000000-0000-0000-0000-000000000000",
        "Operation": "OperationTypeApply",
        "Who": "a colleague",
    }
    place = {"Bucket": STATE_BUCKET, "Key": "production/data-tier.tfstate.tflock"}
    account.client("s3").put_object(**place, Body=json.dumps(lock))

    refused = applied.workspace.run("plan", "-refresh=false", *HOW)
    account.client("s3").delete_object(**place)

    assert refused.returncode == 1
    assert "Error acquiring the state lock" in refused.stderr
    assert "a colleague" in refused.stderr


def test_the_lock_is_let_go_after_each_run(account: Account) -> None:
    [stored] = account.client("s3").list_objects_v2(Bucket=STATE_BUCKET)["Contents"]

    assert stored["Key"] == "production/data-tier.tfstate"


def test_it_cannot_be_destroyed(applied: Applied, account: Account) -> None:
    before = applied.state()

    refused = applied.workspace.run("destroy", "-auto-approve", *HOW)

    assert refused.returncode == 1
    # The other three keys would go after the stores that need them: Terraform does not get as far.
    assert protected_addresses(refused) == {
        "aws_db_instance.database",
        "aws_elasticache_replication_group.cache",
        "aws_kms_key.alarms",
        "aws_kms_key.recovery",
    }
    assert applied.state() == before
    proofs.assert_promised(account, "the database")
