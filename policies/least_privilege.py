"""A role may do what is listed, to what is listed; nothing is granted by a star, and no broad policy of AWS's is attached."""

from __future__ import annotations

from collections.abc import Iterator

from aldeia.generated.stack import Resource
from aldeia.generated.statements import actions, allows, listed, sid, statements
from policies.rule import Rule

ATTACHABLE = ("arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole",)
"""AWS's policies that we take: each is what one service asks for, and no more."""


def faults(holder: Resource) -> Iterator[str]:
    """An attachment may also name a policy of this stack, which is judged where it stands."""
    if holder.type == "aws_iam_role_policy_attachment":
        arn = holder.get("policy_arn")
        if arn not in ATTACHABLE and holder.one("policy_arn", "aws_iam_policy") is None:
            yield f"{arn} is none of the policies that may be attached"
        return
    for statement in filter(allows, statements(holder.get("policy")) or []):
        if "NotAction" in statement or "NotResource" in statement:
            yield f"{sid(statement)} allows whatever it does not name"
        for action in actions(statement):
            if action == "*" or action.endswith(":*"):
                yield f"{sid(statement)} allows {action}"
        resources = listed(statement.get("Resource"))
        if "*" in resources and not statement.get("Condition") and not _only_reads(actions(statement)):
            yield f"{sid(statement)} changes any resource"


def _only_reads(names: list[str]) -> bool:
    return all(name.split(":")[-1].startswith(("Describe", "List", "Get")) for name in names)


RULE = Rule(
    id="CKV2_ALDEIA_18",
    title="A role may do what is listed, to what is listed",
    severity="high",
    types=("aws_iam_role_policy", "aws_iam_policy", "aws_iam_role_policy_attachment"),
    faults=faults,
)
