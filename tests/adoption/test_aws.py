"""What AWS refuses is said in a sentence that says what to do."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.client import BaseClient
from botocore.exceptions import ClientError

from aldeia.adoption import AdoptionError
from aldeia.adoption.aws import Aws
from aldeia.adoption.outcome import find_all
from tests.adoption.conftest import Ask, search
from tests.adoption.examples import stack

CREDENTIALS = "set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, to those with which you apply"
READING = "AWS's own policy ReadOnlyAccess has all that adopting needs"
KEY = {"description": "aldeia-staging: data"}


def refuse(monkeypatch: pytest.MonkeyPatch, code: str, *, only: str = "", key_id: str = "") -> None:
    """Let AWS refuse every request, or those of one name, or those about one key."""
    as_it_is = BaseClient._make_api_call

    def call(self: Any, operation: str, parameters: dict[str, Any]) -> Any:
        if (not only or operation == only) and (not key_id or parameters.get("KeyId") == key_id):
            raise ClientError({"Error": {"Code": code, "Message": "no"}}, operation)
        return as_it_is(self, operation, parameters)

    monkeypatch.setattr(BaseClient, "_make_api_call", call)


def refusal(service: str = "rds", action: str = "describe_db_instances") -> str:
    with pytest.raises(AdoptionError) as refused:
        Aws().ask(service, action, {}, "us-east-1")
    return str(refused.value)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (
            "AccessDenied",
            f"AWS does not let you call rds:DescribeDBInstances in us-east-1; {READING}",
        ),
        (
            "ExpiredToken",
            f"AWS does not take these credentials (ExpiredToken); {CREDENTIALS}",
        ),
        ("Throttling", "AWS answers rds:DescribeDBInstances in us-east-1 with Throttling: no"),
    ],
)
def test_a_refusal_is_a_sentence(code: str, said: str, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    refuse(monkeypatch, code)

    assert refusal() == said


def test_without_credentials_it_says_where_to_put_them(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(name, "/nonexistent")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setattr("boto3.DEFAULT_SESSION", None)

    assert refusal() == (f"AWS cannot be asked: Unable to locate credentials; {CREDENTIALS}")


def test_what_cannot_be_reached_is_said_to_be_so(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")

    assert refusal() == 'AWS cannot be reached: Could not connect to the endpoint URL: "http://127.0.0.1:9/"'


def test_a_key_that_somebody_keeps_to_himself_is_passed_over(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs, ours = (
        ask("kms").create_key(Description=words)["KeyMetadata"]["KeyId"]
        for words in ("theirs", KEY["description"])
    )
    refuse(monkeypatch, "AccessDeniedException", key_id=theirs)

    found = find_all(search(stack(aws_kms_key__data=KEY)), {}).found

    assert [one.import_id for one in found] == [ours]


def test_where_no_key_may_be_looked_at_it_does_not_say_that_there_is_none(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask("kms").create_key(Description=KEY["description"])
    refuse(monkeypatch, "AccessDeniedException", only="DescribeKey")

    with pytest.raises(AdoptionError) as refused:
        find_all(search(stack(aws_kms_key__data=KEY)), {})

    assert str(refused.value) == (f"AWS does not let you call kms:DescribeKey in us-east-1; {READING}")


def test_the_same_question_is_asked_once(ask: Ask) -> None:
    aws = Aws()
    aws.ask("ec2", "describe_vpcs", {}, "us-east-1")
    before = len(aws.ask("ec2", "describe_vpcs", {}, "us-east-1")[0]["Vpcs"])
    ask("ec2").create_vpc(CidrBlock="10.9.0.0/16")

    assert len(aws.ask("ec2", "describe_vpcs", {}, "us-east-1")[0]["Vpcs"]) == before
