"""A store is in a security group of this stack and in private subnets, in more than one zone, behind its own network ACL."""

from __future__ import annotations

from collections.abc import Iterator

from aldeia.generated.stack import Resource
from policies.rule import Rule

_GROUPS = {
    "aws_db_instance": ("vpc_security_group_ids", "db_subnet_group_name", "aws_db_subnet_group"),
    "aws_elasticache_replication_group": (
        "security_group_ids",
        "subnet_group_name",
        "aws_elasticache_subnet_group",
    ),
}


def faults(store: Resource) -> Iterator[str]:
    """Without one of these AWS takes the VPC's default, which is whatever others made of it."""
    groups, name, type_ = _GROUPS[store.type]
    if not store.all(groups, "aws_security_group"):
        yield f"{groups} names no group of this stack"
    if store.get("replicate_source_db"):
        return
    subnets = store.one(name, type_)
    if subnets is None:
        yield f"{name} is none of this stack"
        return
    guarded = {
        subnet.address
        for acl in store.stack.of("aws_network_acl")
        for subnet in acl.all("subnet_ids", "aws_subnet")
    }
    for subnet in subnets.all("subnet_ids", "aws_subnet"):
        if subnet.address not in guarded:
            yield f"{subnet.address} has the VPC's default network ACL, which lets everything through"


RULE = Rule(
    id="CKV2_ALDEIA_21",
    title="A store is in a security group, subnets and a network ACL of this stack",
    severity="high",
    types=tuple(_GROUPS),
    faults=faults,
)
