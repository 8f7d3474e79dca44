"""A policy lets a service in or keeps it out, by IAM's own rules, and says why."""

from __future__ import annotations

import json
from typing import Any

import pytest

from aldeia.alarms.proof.permissions import Request, refused

ACCOUNT = "${data.aws_caller_identity.current.account_id}"
TOPIC = "${aws_sns_topic.alarms.arn}"
ALARM = f"arn:aws:cloudwatch:us-east-1:{ACCOUNT}:alarm:aldeia-prod-db-cpu-high"
REQUEST = Request(
    "cloudwatch.amazonaws.com",
    "sns:Publish",
    TOPIC,
    {"aws:SourceArn": ALARM, "aws:SourceAccount": ACCOUNT, "aws:SecureTransport": "true"},
)
ALLOW = {
    "Sid": "Alarms",
    "Effect": "Allow",
    "Principal": {"Service": "cloudwatch.amazonaws.com"},
    "Action": "sns:Publish",
    "Resource": TOPIC,
}
DENY = {"Sid": "NotHere", "Effect": "Deny", "Principal": "*", "Action": "sns:*", "Resource": "*"}


def policy(*statements: dict[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def under(operator: str, key: str, value: Any) -> str:
    return policy({**ALLOW, "Condition": {operator: {key: value}}})


def test_a_statement_lets_the_service_in() -> None:
    assert refused(policy(ALLOW), REQUEST) is None


@pytest.mark.parametrize(
    "change",
    [
        {"Principal": "*"},
        {"Principal": {"AWS": "*"}},
        {"Principal": {"Service": ["rds.amazonaws.com", "cloudwatch.amazonaws.com"]}},
        {"Action": ["sns:Subscribe", "SNS:Publish"]},
        {"Action": "sns:Pub*"},
        {"Action": "*"},
        {"Resource": "*"},
    ],
)
def test_a_statement_that_means_the_request_lets_it_in(change: dict[str, Any]) -> None:
    assert refused(policy({**ALLOW, **change}), REQUEST) is None


@pytest.mark.parametrize(
    "change",
    [
        {"Principal": {"Service": "events.amazonaws.com"}},
        {"Principal": {"AWS": "cloudwatch.amazonaws.com"}},
        {"Action": "sns:Subscribe"},
        {"Action": "sns:Publis?h"},
        {"Resource": "${aws_sns_topic.other.arn}"},
        {"Effect": "Deny", "Action": "sns:Subscribe"},
    ],
)
def test_a_statement_about_something_else_does_not(change: dict[str, Any]) -> None:
    assert (
        refused(policy({**ALLOW, **change}), REQUEST)
        == "no statement lets cloudwatch.amazonaws.com sns:Publish"
    )


@pytest.mark.parametrize(
    ("operator", "key", "value"),
    [
        ("StringEquals", "aws:SourceAccount", ACCOUNT),
        ("StringEquals", "AWS:sourceaccount", [ACCOUNT]),
        ("ArnLike", "aws:SourceArn", f"arn:aws:cloudwatch:us-east-1:{ACCOUNT}:alarm:aldeia-prod-*"),
        ("StringLike", "aws:SourceArn", "*:alarm:aldeia-prod-??-cpu-high"),
        ("Bool", "aws:SecureTransport", "true"),
        ("StringNotEquals", "aws:SourceAccount", "123456789012"),
        ("StringNotEquals", "aws:PrincipalOrgID", "o-1"),
        ("StringEqualsIfExists", "aws:PrincipalOrgID", "o-1"),
        ("StringEqualsIgnoreCase", "aws:SecureTransport", "TRUE"),
    ],
)
def test_a_condition_that_is_met_lets_it_in(operator: str, key: str, value: Any) -> None:
    assert refused(under(operator, key, value), REQUEST) is None


@pytest.mark.parametrize(
    ("operator", "key", "value", "why"),
    [
        (
            "StringEquals", "aws:SourceAccount", "123456789012",
            f"Alarms asks for StringEquals aws:SourceAccount 123456789012, which is {ACCOUNT}",
        ),
        (
            "ArnLike", "aws:SourceArn", ["*:alarm:a-*", "*:alarm:b-*"],
            f"Alarms asks for ArnLike aws:SourceArn *:alarm:a-* or *:alarm:b-*, which is {ALARM}",
        ),
        (
            "StringEquals", "kms:ViaService", "sns.us-east-1.amazonaws.com",
            "Alarms asks for StringEquals kms:ViaService sns.us-east-1.amazonaws.com, which is not told by the service",
        ),
        (
            "StringNotLike", "aws:SourceArn", "arn:aws:cloudwatch:*",
            f"Alarms asks for StringNotLike aws:SourceArn arn:aws:cloudwatch:*, which is {ALARM}",
        ),
        (
            "DateGreaterThan", "aws:CurrentTime", "2026-01-01T00:00:00Z",
            "Alarms asks for DateGreaterThan aws:CurrentTime 2026-01-01T00:00:00Z, which is not told by the service",
        ),
    ],
)  # fmt: skip
def test_a_condition_that_is_not_met_keeps_it_out_and_is_named(
    operator: str, key: str, value: Any, why: str
) -> None:
    assert refused(under(operator, key, value), REQUEST) == why


def test_a_denial_wins_over_what_is_allowed() -> None:
    assert refused(policy(ALLOW, DENY), REQUEST) == "NotHere denies it"


def test_a_denial_under_a_condition_that_is_not_met_denies_nothing() -> None:
    in_the_clear = {**DENY, "Condition": {"Bool": {"aws:SecureTransport": "false"}}}

    assert refused(policy(ALLOW, in_the_clear), REQUEST) is None


def test_one_statement_that_lets_it_in_is_enough() -> None:
    elsewhere = {**ALLOW, "Condition": {"StringEquals": {"aws:SourceAccount": "123456789012"}}}

    assert refused(policy(elsewhere, ALLOW), REQUEST) is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "there is no policy that could be read"),
        (None, "there is no policy that could be read"),
        ("${aws_iam_policy_document.x.json}", "the policy is known only after an apply, so nothing can be proved of it"),
    ],
)  # fmt: skip
def test_what_is_no_policy_lets_nobody_in(text: object, why: str) -> None:
    assert refused(text, REQUEST) == why
