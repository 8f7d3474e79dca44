"""A key that somebody deletes can be rescued: what it encrypted is lost with it."""

from __future__ import annotations

from collections.abc import Iterator

from aldeia.generated.stack import Resource
from policies.rule import Rule

LONGEST_DAYS = 30
"""The longest that KMS waits (ScheduleKeyDeletion: 7 to 30 days), and what it does when nothing is said."""
MOST_ROTATION_DAYS = 366


def faults(key: Resource) -> Iterator[str]:
    """Ask for rotation at least once a year, and in a protected environment for the longest wait."""
    if not key.is_true("enable_key_rotation"):
        yield "the key is not rotated"
    elif key.count("rotation_period_in_days") > MOST_ROTATION_DAYS:
        yield f"the key is rotated only every {key.count('rotation_period_in_days')} days"
    days = key.count("deletion_window_in_days") or LONGEST_DAYS
    if key.stack.is_protected and days < LONGEST_DAYS:
        yield f"the key is gone {days} days after it is deleted, not {LONGEST_DAYS}"
    if not key.is_false("bypass_policy_lockout_safety_check"):
        yield "the key can be made one that nobody manages"
    if key.get("is_enabled") in (False, "false"):
        yield "the key is switched off"


RULE = Rule(
    id="CKV2_ALDEIA_3",
    title="A key is rotated every year and can be rescued for as long as AWS allows",
    severity="high",
    types=("aws_kms_key",),
    faults=faults,
)
