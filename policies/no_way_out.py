"""The subnets of the stores have no way out: a route table of their own, in which no route is added."""

from __future__ import annotations

from collections.abc import Iterator

from aldeia.generated.stack import Resource
from policies.rule import Rule

_PUBLIC_ADDRESS = (
    "map_public_ip_on_launch",
    "assign_ipv6_address_on_creation",
    "enable_resource_name_dns_a_record_on_launch",
)


def faults(group: Resource) -> Iterator[str]:
    """Follow a subnet group to its subnets and on to their routes; a subnet of another stack cannot be followed."""
    for subnet in group.all("subnet_ids", "aws_subnet"):
        for name in _PUBLIC_ADDRESS:
            if not subnet.is_false(name):
                yield f"{subnet.address} has {name}"
        tables = _tables(subnet)
        if not tables:
            yield f"{subnet.address} has the VPC's main route table, whose routes others set"
        for table in tables:
            yield from _ways_out(subnet, table)


def _tables(subnet: Resource) -> list[Resource]:
    return [
        table
        for association in subnet.stack.of("aws_route_table_association")
        if subnet in association.all("subnet_id", "aws_subnet")
        for table in association.all("route_table_id", "aws_route_table")
    ]


def _ways_out(subnet: Resource, table: Resource) -> Iterator[str]:
    if table.get("route"):
        yield f"{subnet.address} has routes, written into {table.address}"
    if table.get("propagating_vgws"):
        yield f"{subnet.address} has routes that a gateway adds to {table.address}"
    for route in subnet.stack.of("aws_route"):
        if table in route.all("route_table_id", "aws_route_table"):
            yield f"{subnet.address} has the route {route.address}"


RULE = Rule(
    id="CKV2_ALDEIA_9",
    title="The stores' subnets have no route out",
    severity="high",
    types=("aws_db_subnet_group", "aws_elasticache_subnet_group"),
    faults=faults,
)
