"""Logs are kept, not for ever, and under a key that CloudWatch Logs may use."""

from __future__ import annotations

from collections.abc import Iterator

from aldeia.generated.stack import Resource
from aldeia.generated.statements import actions, allows, services, statements
from policies.rule import Rule

FLOOR_DAYS = 7
PRODUCTION_FLOOR_DAYS = 30
_OF_THE_KEY = ("kms:Encrypt*", "kms:Decrypt*", "kms:GenerateDataKey*")
"""CloudWatch Logs user guide, Encrypt log data in CloudWatch Logs using KMS."""


def faults(group: Resource) -> Iterator[str]:
    """Whether the key is ours is own_keys' business; here it has to be usable."""
    floor = PRODUCTION_FLOOR_DAYS if group.stack.is_protected else FLOOR_DAYS
    if group.count("retention_in_days") == 0:
        yield "it keeps logs for ever"
    elif group.count("retention_in_days") < floor:
        yield f"it keeps logs for {group.get('retention_in_days')} days, expected at least {floor}"
    key = group.one("kms_key_id", "aws_kms_key")
    if key is not None and not _usable(key):
        yield f"{key.address} does not let CloudWatch Logs use it"


def _usable(key: Resource) -> bool:
    found = statements(key.get("policy"))
    return found is None or any(
        allows(statement)
        and any(service.startswith("logs.") for service in services(statement))
        and set(_OF_THE_KEY) <= set(actions(statement))
        for statement in found
    )


RULE = Rule(
    id="CKV2_ALDEIA_19",
    title="Log groups keep what they get, not for ever, under a key that CloudWatch Logs may use",
    severity="medium",
    types=("aws_cloudwatch_log_group",),
    faults=faults,
)
