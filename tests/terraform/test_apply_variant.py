"""The variant from nothing: everything optional, in a network that was there before, and no secret in Terraform's hands."""

from __future__ import annotations

import json

import pytest

from tests.emulator.known_secrets import cache_tokens, database_password
from tests.terraform import proofs
from tests.terraform.account import Account
from tests.terraform.applied import STATE_BUCKET, Applied
from tests.terraform.leaks import Traces
from tests.terraform.promised.promises import PROMISES

pytestmark = [pytest.mark.terraform, pytest.mark.slow(minutes=5)]

ENVIRONMENT = "variant"


def test_nothing_is_left_to_do(traces: Traces) -> None:
    proofs.assert_nothing_is_left_to_do(traces)


@pytest.mark.parametrize("about", PROMISES)
def test_what_was_promised_is_there(account: Account, about: str) -> None:
    proofs.assert_promised(account, about)


@pytest.mark.parametrize("about", PROMISES)
def test_each_row_fails_when_aws_says_otherwise(account: Account, about: str) -> None:
    proofs.assert_every_row_can_fail(account, about)


def test_alarms_arrive_where_people_have_subscribed(account: Account) -> None:
    proofs.assert_alarms_arrive(account, waits=False)


def test_the_outputs_are_what_is_there(applied: Applied, account: Account) -> None:
    proofs.assert_outputs(applied, account)


def test_no_secret_is_anywhere_but_in_secrets_manager(traces: Traces, account: Account) -> None:
    password = database_password("aldeia-variant-db")

    assert password is not None
    assert traces.places_of(password) == set()
    # Logged in by IAM: there is no token that could be anywhere.
    assert cache_tokens("aldeia-variant-redis") == []
    assert {one["Name"] for one in account.ask("secretsmanager", "list_secrets")["SecretList"]} == {
        "variant/cache/credentials",
        "variant/database/credentials",
        "variant/database/master",
    }


def test_the_state_is_in_the_bucket_under_the_key_that_is_named(applied: Applied, account: Account) -> None:
    stored = account.client("s3").get_object(Bucket=STATE_BUCKET, Key="production/data-tier.tfstate")

    assert json.loads(stored["Body"].read()) == applied.state()
    assert stored["ServerSideEncryption"] == "aws:kms"
    assert stored["SSEKMSKeyId"] == "alias/terraform-state"


def test_the_network_that_was_there_before_is_left_alone(applied: Applied) -> None:
    managed = {resource["type"] for resource in applied.state()["resources"] if resource["mode"] == "managed"}

    assert not managed & {"aws_vpc", "aws_default_security_group", "aws_vpc_security_group_egress_rule"}
