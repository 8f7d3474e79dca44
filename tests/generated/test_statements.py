"""Patterns are compared as IAM does, for whoever asks."""

from __future__ import annotations

import pytest

from aldeia.generated.statements import covers, fits, fits_action, fits_arn, listed

TOPIC = "arn:aws:sns:us-east-1:123456789012:aldeia-prod-alarms"
ALARM = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:aldeia-prod-db-cpu-high"


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("*", TOPIC),
        ("*", ""),
        (TOPIC, TOPIC),
        ("arn:aws:sns:*", TOPIC),
        ("arn:aws:sns:us-east-?:123456789012:aldeia-*-alarms", TOPIC),
        ("a[b]*", "a[b]c"),
        ("a.c", "a.c"),
    ],
)
def test_a_text_fits(pattern: str, text: str) -> None:
    assert fits(pattern, text)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("", TOPIC),
        ("arn:aws:SNS:*", TOPIC),
        ("arn:aws:sns:us-east-1:123456789012:aldeia-prod", TOPIC),
        ("a?", "a"),
        ("a?", "abb"),
        ("a[bc]", "ab"),
        ("a.c", "abc"),
    ],
)
def test_a_text_does_not_fit(pattern: str, text: str) -> None:
    assert not fits(pattern, text)


def test_actions_are_not_told_apart_by_case() -> None:
    assert fits_action("RDS:Describe*", "rds:describeDBInstances")
    assert not fits_action("rds:Describe*", "rds:DeleteDBInstance")


@pytest.mark.parametrize(
    "pattern",
    ["*", ALARM, "arn:aws:cloudwatch:us-east-1:123456789012:*", "arn:*:*:*:*:alarm:*", "arn:aws:cloudwatch:*:*:alarm:aldeia-prod-*"],
)  # fmt: skip
def test_an_arn_fits_part_by_part(pattern: str) -> None:
    assert fits_arn(pattern, ALARM)


@pytest.mark.parametrize(
    "pattern",
    ["arn:*", "arn:aws:cloudwatch:*", "arn:aws:cloudwatch:*:alarm:*", "arn:aws:cloudwatch:us-east-1:*:topic", ALARM.upper()],
)  # fmt: skip
def test_no_letter_of_a_pattern_stands_for_a_colon_between_the_parts_of_an_arn(pattern: str) -> None:
    assert not fits_arn(pattern, ALARM)


@pytest.mark.parametrize(
    ("pattern", "other"),
    [("*", "a*"), ("a*", "a*"), ("a*", "ab*c"), ("a*", "a?"), ("a?", "a?"), ("a?", "ab"), ("a*c", "a*b?c")],
)
def test_a_pattern_covers_another(pattern: str, other: str) -> None:
    assert covers(pattern, other)


@pytest.mark.parametrize(
    ("pattern", "other"),
    [("a?", "a*"), ("a", "a*"), ("a?c", "a*c"), ("a*c", "a*"), ("ab*", "a*"), ("a", "a?")],
)
def test_a_pattern_does_not_cover_a_wider_one(pattern: str, other: str) -> None:
    assert not covers(pattern, other)


def test_values_of_conditions_are_texts_as_iam_compares_them() -> None:
    assert listed([True, 30, "a"]) == ["true", "30", "a"]
    assert listed(False) == ["false"]
