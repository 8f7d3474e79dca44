"""The rules of rules/network.py: where each begins to refuse (EDGES, tried in test_rules.py), and what is told once."""

from __future__ import annotations

from aldeia.manifest.rules import network as rules
from tests.examples import Changes, Edge

THIRD = "network.database_subnets.2"


def nodes(number: int) -> Changes:
    return {"cache.nodes": number, "cache.availability_zones": ["us-east-1a"] * number}


EDGES = (
    Edge(
        rules.subnets_lie_in_the_vpc,
        {"network.database_subnets.1.cidr": "10.9.255.0/24"},
        {"network.database_subnets.1.cidr": "10.10.0.0/24"},
        "network.database_subnets[1].cidr: got 10.10.0.0/24, expected a block inside the VPC's 10.9.0.0/16",
    ),
    Edge(
        rules.subnets_lie_in_the_vpc,
        {"network.application_subnets": [{"availability_zone": "us-east-1a", "cidr": "10.9.0.0/20"}]},
        {"network.application_subnets": [{"availability_zone": "us-east-1a", "cidr": "10.8.0.0/20"}]},
        "network.application_subnets[0].cidr: got 10.8.0.0/20, expected a block inside the VPC's 10.9.0.0/16",
    ),
    Edge(
        rules.subnets_do_not_overlap,
        {"network.database_subnets.1.cidr": "10.9.19.0/24"},
        {"network.database_subnets.1.cidr": "10.9.20.128/25"},
        "network.database_subnets[1].cidr: got 10.9.20.128/25, expected a block that does not overlap 10.9.20.0/24",
    ),
    Edge(
        rules.subnets_do_not_overlap,
        {"network.application_subnets": [{"availability_zone": "us-east-1a", "cidr": "10.9.22.0/23"}]},
        {"network.application_subnets": [{"availability_zone": "us-east-1a", "cidr": "10.9.20.0/24"}]},
        "network.application_subnets[0].cidr: got 10.9.20.0/24, expected a block that does not overlap 10.9.20.0/24",
    ),
    Edge(
        rules.zones_belong_to_the_region,
        {THIRD: {"availability_zone": "us-east-1f", "cidr": "10.9.22.0/24"}},
        {THIRD: {"availability_zone": "us-east-2f", "cidr": "10.9.22.0/24"}},
        "network.database_subnets[2].availability_zone: got us-east-2f, expected a zone of us-east-1",
    ),
    Edge(
        rules.a_zone_has_one_subnet_of_a_kind,
        {THIRD: {"availability_zone": "us-east-1c", "cidr": "10.9.22.0/24"}},
        {THIRD: {"availability_zone": "us-east-1b", "cidr": "10.9.22.0/24"}},
        "network.database_subnets[2].availability_zone: got us-east-1b, expected another zone for each subnet in the list; "
        "RDS needs two zones, and a subnet is named after its zone",
    ),
    Edge(
        # The other list may use the same zone.
        rules.a_zone_has_one_subnet_of_a_kind,
        {"network.application_subnets": [{"availability_zone": "us-east-1a", "cidr": "10.9.1.0/24"}]},
        {
            "network.application_subnets": [
                {"availability_zone": "us-east-1a", "cidr": "10.9.1.0/24"},
                {"availability_zone": "us-east-1a", "cidr": "10.9.2.0/24"},
            ]
        },
        "network.application_subnets[1].availability_zone: got us-east-1a, expected another zone for each subnet in the "
        "list; RDS needs two zones, and a subnet is named after its zone",
    ),
    Edge(
        rules.regions_are_in_the_catalogue,
        {"recovery.cross_region_backups.region": "us-west-2"},
        {"recovery.cross_region_backups.region": "us-west-9"},
        "recovery.cross_region_backups.region: got us-west-9, expected a region of the catalogue; "
        "did you mean us-west-2? If not, add it in aldeia/catalog/regions.py",
    ),
    Edge(
        rules.zones_belong_to_the_region,
        {"network.database_subnets.1.availability_zone": "us-east-1f"},
        {"network.database_subnets.1.availability_zone": "us-east-1z"},
        "network.database_subnets[1].availability_zone: got us-east-1z, expected one of us-east-1a, us-east-1b, "
        "us-east-1c, us-east-1d, us-east-1e, us-east-1f; or add it in aldeia/catalog/regions.py",
    ),
    Edge(
        # 16 addresses less AWS's 5, for the database and four or five nodes, twice each.
        rules.database_subnets_have_room_to_replace_every_node,
        {"network.database_subnets.0.cidr": "10.9.20.0/28", **nodes(4)},
        {"network.database_subnets.0.cidr": "10.9.20.0/28", **nodes(5)},
        "network.database_subnets[0].cidr: got 10.9.20.0/28, 11 addresses, expected 12, two for each of 6 nodes",
    ),
    Edge(
        rules.a_group_that_is_there_is_in_a_vpc_that_is_there,
        {"network.vpc": "vpc-0a1b2c3d", "network.application_security_group": "sg-0a1b2c3d"},
        {"network.application_security_group": "sg-0a1b2c3d"},
        "network.application_security_group: got sg-0a1b2c3d with vpc create, expected create, or the id of an existing "
        "VPC as vpc; a group belongs to one VPC",
    ),
)
