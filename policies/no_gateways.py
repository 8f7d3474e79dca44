"""The data tier makes nothing that leads to the internet, so that public access is impossible and not merely switched off."""

from __future__ import annotations

from collections.abc import Iterator

from aldeia.generated.stack import Resource
from policies.rule import Rule

_GATEWAYS = (
    "aws_internet_gateway",
    "aws_egress_only_internet_gateway",
    "aws_nat_gateway",
    "aws_eip",
    "aws_vpn_gateway",
    "aws_vpc_peering_connection",
)


def faults(resource: Resource) -> Iterator[str]:
    """A gateway is refused outright; a store must say that it is not public."""
    if resource.type in _GATEWAYS:
        yield f"a stack of the data tier has no {resource.type}"
    elif resource.type == "aws_subnet":
        if not resource.is_false("map_public_ip_on_launch"):
            yield "what is launched here gets a public address"
    elif resource.get("publicly_accessible") not in (False, "false"):
        yield "publicly_accessible is not false"


RULE = Rule(
    id="CKV2_ALDEIA_10",
    title="Public access is impossible by construction",
    severity="critical",
    types=("aws_db_instance", "aws_subnet", *_GATEWAYS),
    faults=faults,
)
