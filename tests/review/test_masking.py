"""No secret is ever shown: by Terraform's marks, by its name, by its looks; and what is none stays readable."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from aldeia.review.difference import Difference
from aldeia.review.judge import judged
from aldeia.review.masking import MASKED, masked, shown
from tests.review.minimal import changed, plan

RANDOM = "vN3kQ8zR1mT5xW7yB2cD4fG6hJ9pL0sA"


def said(before: Any, after: Any, attribute: str = "description", **more: Any) -> tuple[str, str]:
    return shown(Difference(attribute, "", before, after, **more))


def test_what_terraform_marks_is_masked_at_any_depth(tmp_path: Path) -> None:
    marks: dict[str, Any] = {"before_sensitive": {"tags": {"note": True}}, "after_sensitive": {}}
    [finding] = judged(
        plan(tmp_path, changed("aws_vpc", {"tags": {"note": "plain"}}, {"tags": {"note": "words"}}, **marks))
    )

    assert (finding.before, finding.after) == (MASKED, MASKED)


def test_a_mark_on_the_whole_resource_masks_everything(tmp_path: Path) -> None:
    [finding] = judged(
        plan(tmp_path, changed("aws_vpc", {"tags": {"a": "1"}}, {"tags": {"a": "2"}}, before_sensitive=True))
    )

    assert (finding.before, finding.after) == (MASKED, MASKED)


@pytest.mark.parametrize(
    "attribute", ["password", "password_wo", "auth_token", "secret_string_wo_secret", "passwords"]
)
def test_what_is_named_like_a_secret_is_masked_without_a_mark(attribute: str) -> None:
    assert said("short", "other", attribute) == (MASKED, MASKED)


@pytest.mark.parametrize(
    "value", [RANDOM, f"token is {RANDOM}", "postgresql://user:hunter2@host/db", "AKIAABCDEFGHIJKLMNOP"]
)
def test_what_looks_like_a_secret_is_masked_wherever_it_stands(value: str) -> None:
    assert said("a", value) == ("a", MASKED)
    assert RANDOM not in said([], [{"deep": {"er": value}}])[1]


def test_a_secret_in_a_tag_is_masked_and_its_neighbours_are_not() -> None:
    assert said({}, {"Owner": "us", "Note": RANDOM}, "tags") == (
        "none",
        '{"Note": "(sensitive)", "Owner": "us"}',
    )


@pytest.mark.parametrize(
    "value",
    [
        "vpc-4e15b787a807c7e19",
        "db.t3.large",
        "key/00000000-0000-0000-0000-000000000002",
        "rds-ca-rsa2048-g1",
        "{DBInstanceClassMemory*3/32768}",
        "aldeia-staging-db-subnet-group",
        "5.100.0",
    ],
)
def test_what_is_no_secret_stays_readable(value: str) -> None:
    assert said("a", value) == ("a", value)


def test_an_arn_is_shown_by_what_tells_it_from_others() -> None:
    before = "arn:aws:kms:us-east-1:123456789012:key/d830b2c2-d02e-4c17-8d78-1cfad1dac20a"

    assert said(before, None) == ("key/d830b2c2-d02e-4c17-8d78-1cfad1dac20a", "none")


@pytest.mark.parametrize(
    "attribute", ["password_wo_version", "auth_token_update_strategy", "master_user_secret_kms_key_id"]
)
def test_a_counter_of_a_secret_is_shown(attribute: str) -> None:
    assert said("1", "2", attribute) == ("1", "2")


def test_long_values_are_shortened_and_control_characters_taken_out() -> None:
    assert said("a\x1b[31m", "word " * 40) == ("a [31m", "word " * 15 + "wo...")


def test_masking_goes_through_everything() -> None:
    assert masked({"a": [RANDOM, 1, None], "password": "x", "ok": True}) == {
        "a": [MASKED, 1, None],
        "password": MASKED,
        "ok": True,
    }


def test_of_a_policy_only_the_statements_that_change_are_named() -> None:
    before = '{"Statement": [{"Sid": "A", "Effect": "Allow"}, {"Sid": "B"}]}'
    after = '{"Statement": [{"Sid": "A", "Effect": "Deny"}, {"Sid": "C"}]}'

    assert said(before, after, "policy") == ("", "C added, A changed, B removed")
    assert said("no policy", after, "policy")[0] == "no policy"
