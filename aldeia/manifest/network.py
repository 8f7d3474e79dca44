"""Network: address blocks, zones, and what may be there already."""

from typing import Annotated

from pydantic import Field

from aldeia.manifest.limits import Matching
from aldeia.manifest.logs import LogRetention
from aldeia.manifest.section import Section
from aldeia.manifest.values import Cidr

AvailabilityZone = Annotated[
    str, Matching(r"[a-z]{2}(-[a-z]+)+-[0-9][a-z]", "an availability zone as us-east-1a")
]


class Subnet(Section):
    """A block of addresses in one availability zone; its name is made from the zone."""

    availability_zone: AvailabilityZone
    """The zone; its last part is in the subnet's name."""
    cidr: Cidr
    """The subnet's block, inside the VPC's."""


class Network(Section):
    """Where the stores live and who may reach them."""

    vpc: Annotated[
        str, Matching(r"create|vpc-[0-9a-f]{8,17}", "create, or the id of an existing VPC as vpc-0a1b2c3d")
    ]
    """`create`, or the id of a VPC that is there already."""
    vpc_cidr: Cidr
    """The VPC's block; that of the existing VPC when one is named."""
    database_subnets: Annotated[tuple[Subnet, ...], Field(min_length=2)]
    """Private subnets for both stores, in two zones at the least."""
    application_subnets: tuple[Subnet, ...]
    """The application's private subnets: made in a created VPC, only let in where the VPC is an existing one.
    An empty list makes none and lets the whole VPC through the network ACL; the security groups still decide."""
    application_security_group: Annotated[
        str,
        Matching(
            r"create|sg-[0-9a-f]{8,17}", "create, or the id of an existing security group as sg-0a1b2c3d"
        ),
    ]
    """The only group that reaches the stores: `create`, or the id of one that is there already."""
    flow_log_retention: LogRetention
    """How long VPC flow logs are kept; a created VPC always has them."""
