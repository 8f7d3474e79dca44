"""Where one role has a permissions boundary, all have that services take: who may write roles is bounded by it."""

from __future__ import annotations

from collections.abc import Iterator

from aldeia.generated.stack import Resource
from aldeia.generated.statements import services, statements
from policies.rule import Rule


def faults(role: Resource) -> Iterator[str]:
    """A stack without any boundary is applied by people, whose own rights bound what they make."""
    if role.get("permissions_boundary") or not _is_a_services(role):
        return
    bounded = [one.address for one in role.stack.of("aws_iam_role") if one.get("permissions_boundary")]
    if bounded:
        yield f"it has no permissions boundary, and {bounded[0]} has one"


def _is_a_services(role: Resource) -> bool:
    return any(services(statement) for statement in statements(role.get("assume_role_policy")) or [])


RULE = Rule(
    id="CKV2_ALDEIA_28",
    title="Every role of a stack has the permissions boundary that one has",
    severity="high",
    types=("aws_iam_role",),
    faults=faults,
)
