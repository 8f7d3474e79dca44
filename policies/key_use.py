"""A key is used by AWS's services alone: the account's own principals use it through one of them, and not directly."""

from __future__ import annotations

from collections.abc import Iterator

from aldeia.generated.stack import Resource
from aldeia.generated.statements import Statement, actions, allows, condition, principals, sid, statements
from policies.rule import Rule

_USES = ("kms:CreateGrant", "kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey", "kms:ReEncrypt")


def faults(key: Resource) -> Iterator[str]:
    """Ask for kms:ViaService and kms:CallerAccount of every statement that lets principals of an account use the key."""
    for statement in filter(allows, statements(key.get("policy")) or []):
        if any(action in {"*", "kms:*"} for action in actions(statement)):
            yield f"{sid(statement)} allows every action"
        elif any(kind == "AWS" for kind, _ in principals(statement)) and _uses(statement):
            services = condition(statement, "kms:ViaService", "StringEquals")
            if not services or any("*" in service for service in services):
                yield f"{sid(statement)} lets the account use the key without going through a service"
            if not condition(statement, "kms:CallerAccount", "StringEquals"):
                yield f"{sid(statement)} does not say from which account"


def _uses(statement: Statement) -> bool:
    return any(action.startswith(_USES) for action in actions(statement))


RULE = Rule(
    id="CKV2_ALDEIA_2",
    title="A key is used only through the services that need it",
    severity="high",
    types=("aws_kms_key",),
    faults=faults,
)
