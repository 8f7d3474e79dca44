"""A network ACL lets in one TCP port at a time, and out only what answers: the ports that clients take for themselves."""

from __future__ import annotations

from collections.abc import Iterator

from aldeia.generated.stack import Resource
from policies.rule import Rule

ANSWERS = (1024, 65535)
"""Ephemeral ports, as the VPC user guide has them for a network ACL in front of many kinds of clients."""


def faults(rule: Resource) -> Iterator[str]:
    """An ACL has no state, so that answers need a way out; whatever is begun in the subnet has none."""
    if rule.get("rule_action") == "deny":
        return
    if rule.get("rule_action") != "allow" or not rule.get("cidr_block"):
        yield "it does not say what it allows to whom"
    if rule.get("protocol") != "tcp":
        yield f"protocol is {rule.get('protocol')}, not tcp"
    ports = (rule.get("from_port"), rule.get("to_port"))
    if rule.is_true("egress"):
        if ports != ANSWERS:
            yield f"it lets out the ports {ports[0]} to {ports[1]}, not {ANSWERS[0]} to {ANSWERS[1]}"
    elif rule.get("egress") is None:
        yield "it does not say in which direction"
    elif ports[0] is None or ports[0] != ports[1]:
        yield f"it lets in the ports {ports[0]} to {ports[1]}, not one"


RULE = Rule(
    id="CKV2_ALDEIA_25",
    title="A network ACL lets in one port at a time, and out only answers",
    severity="medium",
    types=("aws_network_acl_rule",),
    faults=faults,
)
