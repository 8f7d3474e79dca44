"""The evaluator decides as IAM does, and fails at what it does not know."""

from __future__ import annotations

from typing import Any

import pytest

from tests.permissions.checks import Check
from tests.permissions.evaluator import allowed

DATABASE = "arn:aws:rds:us-east-1:123456789012:db:aldeia-prod-db"
MODIFY = Check("rds:ModifyDBInstance", DATABASE, (("aws:ResourceTag/Environment", "production"),))


def statement(**said: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": "rds:ModifyDBInstance", "Resource": DATABASE} | said


def condition(operator: str, key: str, value: Any) -> dict[str, Any]:
    return statement(Condition={operator: {key: value}})


@pytest.mark.parametrize(
    "said",
    [
        statement(),
        statement(Action="rds:modifydbinstance"),
        statement(Action=["rds:DeleteDBInstance", "rds:Modify*"]),
        statement(Resource=["arn:aws:rds:*:123456789012:db:aldeia-prod-??"]),
        condition("StringEquals", "aws:resourcetag/environment", ["staging", "production"]),
        condition("StringLike", "aws:ResourceTag/Environment", "prod*"),
        condition("StringNotEquals", "aws:ResourceTag/Environment", "staging"),
        condition("Null", "aws:ResourceTag/Project", "true"),
    ],
)
def test_what_a_statement_is_about_is_allowed(said: dict[str, Any]) -> None:
    assert allowed([said], MODIFY)


@pytest.mark.parametrize(
    "said",
    [
        statement(Effect="Deny"),
        statement(Action="rds:ModifyDBCluster"),
        statement(Resource=f"{DATABASE}-replica"),
        statement(Resource="arn:aws:rds:us-east-1:123456789012:db:aldeia-stag-*"),
        condition("StringEquals", "aws:ResourceTag/Environment", "staging"),
        condition("StringEquals", "aws:ResourceTag/Project", "aldeia"),
        condition("StringLike", "aws:ResourceTag/Environment", "stag*"),
        condition("StringNotEquals", "aws:ResourceTag/Environment", "production"),
        condition("Null", "aws:ResourceTag/Environment", "true"),
    ],
)
def test_what_no_statement_is_about_is_not(said: dict[str, Any]) -> None:
    assert not allowed([said], MODIFY)


def test_all_but_something_is_allowed_by_its_opposite() -> None:
    others = {"Effect": "Allow", "NotAction": "iam:*", "NotResource": f"{DATABASE}-replica"}

    assert allowed([others], MODIFY)
    assert not allowed([others], Check("iam:CreateUser", "*"))
    assert not allowed([others], Check("rds:ModifyDBInstance", f"{DATABASE}-replica"))


def test_a_denial_wins() -> None:
    assert not allowed([statement(), statement(Effect="Deny", Action="*", Resource="*")], MODIFY)


def test_every_condition_must_hold() -> None:
    both = statement(
        Condition={
            "StringEquals": {"aws:ResourceTag/Environment": "production", "aws:ResourceTag/Project": "aldeia"}
        }
    )

    assert not allowed([both], MODIFY)


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        (condition("DateLessThan", "aws:CurrentTime", "2027"), "the operator DateLessThan is not known here"),
        (statement(Principal="*"), "None says {'Principal'}"),
    ],
)
def test_what_is_not_known_is_refused(said: dict[str, Any], refusal: str) -> None:
    with pytest.raises(AssertionError) as error:
        allowed([said], MODIFY)

    assert refusal in str(error.value)
