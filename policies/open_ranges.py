"""Nothing is let in from or out to the internet: every range of a rule is of private addresses."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator

from aldeia.generated.stack import Resource, blocks_of
from policies.rule import Rule

_RANGES = ("cidr_ipv4", "cidr_ipv6", "cidr_block", "ipv6_cidr_block", "cidr_blocks", "ipv6_cidr_blocks")
_PRIVATE = tuple(
    map(ipaddress.ip_network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7"))
)
"""RFC 1918, RFC 6598 and RFC 4193. Two halves of the internet are the internet, so each range must lie in one of these."""


def faults(holder: Resource) -> Iterator[str]:
    """Look at the rule itself and at the rules written into a group or a network ACL."""
    yield from _of(holder.values)
    for direction in ("ingress", "egress"):
        if direction in holder.values and not isinstance(holder.values[direction], bool):
            for rule in blocks_of(holder.values[direction]):
                yield from _of(rule)


def _of(rule: dict[str, object]) -> Iterator[str]:
    if rule.get("rule_action", rule.get("action")) == "deny":
        return
    for name in _RANGES:
        value = rule.get(name)
        for text in value if isinstance(value, list) else [value]:
            if isinstance(text, str) and text and not text.startswith("${") and not _is_private(text):
                yield f"{name} is {text}, which is not private"


def _is_private(text: str) -> bool:
    try:
        network = ipaddress.ip_network(text, strict=False)
    except ValueError:
        return False
    return any(network.version == private.version and network.subnet_of(private) for private in _PRIVATE)  # type: ignore[arg-type]  # both are of one version


RULE = Rule(
    id="CKV2_ALDEIA_7",
    title="No rule opens the data tier to the internet, in or out",
    severity="critical",
    types=(
        "aws_security_group",
        "aws_security_group_rule",
        "aws_default_security_group",
        "aws_vpc_security_group_ingress_rule",
        "aws_vpc_security_group_egress_rule",
        "aws_network_acl",
        "aws_network_acl_rule",
        "aws_default_network_acl",
    ),
    faults=faults,
)
