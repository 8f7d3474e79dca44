"""A security group opens one TCP port to one other group of this stack or of the application's, by a rule of its own."""

from __future__ import annotations

from collections.abc import Iterator

from aldeia.generated.stack import Resource
from policies.rule import Rule

_RULES = ("aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule")
_GROUPS = ("aws_security_group", "aws_default_security_group")


def faults(holder: Resource) -> Iterator[str]:
    """Judge a rule by what it opens, a group by the rules written into it."""
    if holder.type in _GROUPS:
        for direction in ("ingress", "egress"):
            if holder.get(direction):
                yield f"{direction} is written into the group, where it hides from the rules"
        return
    if not holder.get("referenced_security_group_id"):
        yield "it opens to addresses, not to a security group"
    if holder.get("ip_protocol") != "tcp":
        yield f"ip_protocol is {holder.get('ip_protocol')}, not tcp"
    if holder.get("from_port") is None or holder.get("from_port") != holder.get("to_port"):
        yield f"it opens the ports {holder.get('from_port')} to {holder.get('to_port')}, not one"


RULE = Rule(
    id="CKV2_ALDEIA_8",
    title="A security group opens one port to one group",
    severity="high",
    types=(*_RULES, *_GROUPS),
    faults=faults,
)
