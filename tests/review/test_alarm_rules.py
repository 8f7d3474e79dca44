"""What changes in the rule of a composite alarm is told by the alarms that it asks, not by its text."""

from __future__ import annotations

import pytest

from aldeia.review.alarm_rules import asked
from aldeia.review.difference import Difference
from aldeia.review.masking import shown

LONG = " OR ".join(f'ALARM("aldeia-staging-redis-001-alarm-{i}")' for i in range(5))


@pytest.mark.parametrize(
    ("rule", "names"),
    [
        ('ALARM("a") OR OK(b) AND NOT INSUFFICIENT_DATA( "c" )', {"a", "b", "c"}),
        ("ALARM(arn:aws:cloudwatch:us-east-1:123456789012:alarm:a)", {"arn:aws:cloudwatch:us-east-1:123456789012:alarm:a"}),
        ("TRUE", set()),
        (None, set()),
    ],
)  # fmt: skip
def test_the_alarms_of_a_rule_are_found(rule: str | None, names: set[str]) -> None:
    assert asked(rule) == names


def test_what_a_rule_no_longer_asks_is_named() -> None:
    after = LONG.rpartition(" OR ")[0]

    assert shown(Difference("alarm_rule", before=LONG, after=after)) == (
        "", "aldeia-staging-redis-001-alarm-4 no longer asked",
    )  # fmt: skip
    assert shown(Difference("alarm_rule", before=after, after=LONG)) == (
        "", "aldeia-staging-redis-001-alarm-4 asked besides",
    )  # fmt: skip


def test_a_rule_of_the_same_alarms_is_shown_as_it_stands() -> None:
    assert shown(Difference("alarm_rule", before="ALARM(a) OR ALARM(b)", after="ALARM(a) AND ALARM(b)")) == (
        "ALARM(a) OR ALARM(b)", "ALARM(a) AND ALARM(b)",
    )  # fmt: skip
