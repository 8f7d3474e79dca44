"""Rules about address blocks and zones."""

from collections.abc import Iterator
from itertools import combinations

from aldeia.catalog.regions import REGIONS, zone_exists, zones
from aldeia.manifest.environment import Manifest
from aldeia.manifest.network import Subnet
from aldeia.manifest.rules.fault import Fault, suggestion
from aldeia.manifest.rules.rule import HARMFUL, REFUSED, rule

ADDRESSES_OF_AWS = 5

Listed = tuple[tuple[str | int, ...], Subnet]


def _subnets(manifest: Manifest) -> list[Listed]:
    return [
        (("network", kind, index), subnet)
        for kind in ("database_subnets", "application_subnets")
        for index, subnet in enumerate(getattr(manifest.network, kind))
    ]


@rule(
    REFUSED,
    source="botocore, endpoints.json; aldeia/catalog/regions.py",
    fix="correct the name, or add the region to the catalogue",
    example={"recovery.cross_region_backups.region": "us-west-9"},
)
def regions_are_in_the_catalogue(manifest: Manifest) -> Iterator[Fault]:
    """Every region that is named is one of AWS's commercial partition."""
    commercial = [name for name, region in REGIONS.items() if region.partition == "aws"]
    for path, name in (
        (("region",), manifest.region),
        (("state", "region"), manifest.state.region),
        (("recovery", "cross_region_backups", "region"), manifest.recovery.cross_region_backups.region),
    ):
        if name is not None and name not in commercial:
            yield Fault(
                path, name, "a region of the catalogue",
                suggestion(name, commercial, "add it in aldeia/catalog/regions.py"),
            )  # fmt: skip


@rule(
    REFUSED,
    source="VPC user guide, subnet CIDR blocks",
    fix="take a block inside the VPC's, or widen the VPC",
    example={"network.vpc_cidr": "10.9.0.0/16", "network.database_subnets.0.cidr": "10.8.20.0/24"},
)
def subnets_lie_in_the_vpc(manifest: Manifest) -> Iterator[Fault]:
    """Every subnet's block lies in the VPC's."""
    vpc = manifest.network.vpc_cidr
    for path, subnet in _subnets(manifest):
        if not subnet.cidr.network.subnet_of(vpc.network):
            yield Fault((*path, "cidr"), str(subnet.cidr), f"a block inside the VPC's {vpc}")


@rule(
    REFUSED,
    source="VPC user guide, subnet CIDR blocks",
    fix="give each subnet a block of its own",
    example={"network.database_subnets.1.cidr": "10.9.20.0/25"},
)
def subnets_do_not_overlap(manifest: Manifest) -> Iterator[Fault]:
    """No two subnets share an address."""
    for (_, first), (path, second) in combinations(_subnets(manifest), 2):
        if first.cidr.network.overlaps(second.cidr.network):
            yield Fault((*path, "cidr"), str(second.cidr), f"a block that does not overlap {first.cidr}")


@rule(
    REFUSED,
    source="VPC user guide, subnets",
    fix="take a zone of the region, or change the region",
    example={"region": "us-east-1", "network.database_subnets.1.availability_zone": "us-west-2b"},
)
def zones_belong_to_the_region(manifest: Manifest) -> Iterator[Fault]:
    """Every subnet's zone belongs to the environment's region."""
    for path, subnet in _subnets(manifest):
        if subnet.availability_zone[:-1] != manifest.region:
            yield Fault(
                (*path, "availability_zone"), subnet.availability_zone, f"a zone of {manifest.region}"
            )
        elif zone_exists(subnet.availability_zone) is False:
            yield Fault(
                (*path, "availability_zone"), subnet.availability_zone, f"one of {', '.join(zones(manifest.region))}",
                "or add it in aldeia/catalog/regions.py",
            )  # fmt: skip


@rule(
    REFUSED,
    source="RDS user guide, working with a DB instance in a VPC: a subnet group covers two zones at the least",
    fix="put each subnet in a zone of its own",
    example={"network.database_subnets.1.availability_zone": "us-east-1a"},
)
def a_zone_has_one_subnet_of_a_kind(manifest: Manifest) -> Iterator[Fault]:
    """Each subnet of a list is in another zone: RDS needs two of them, and a subnet is named after its zone."""
    for (first_path, first), (path, second) in combinations(_subnets(manifest), 2):
        if first_path[1] == path[1] and first.availability_zone == second.availability_zone:
            yield Fault(
                (*path, "availability_zone"), second.availability_zone, "another zone for each subnet in the list",
                "RDS needs two zones, and a subnet is named after its zone",
            )  # fmt: skip


@rule(
    HARMFUL,
    source="VPC user guide, subnet sizing: AWS keeps five addresses of each; RDS and ElastiCache take a second one "
    "for each node while they replace it",
    fix="take larger blocks",
    example={
        "network.database_subnets.0.cidr": "10.9.20.0/28",
        "cache.nodes": 5,
        "cache.availability_zones": ["us-east-1a"] * 5,
    },
)
def database_subnets_have_room_to_replace_every_node(manifest: Manifest) -> Iterator[Fault]:
    """Every node can be replaced by a new one beside it: maintenance and failover need the addresses."""
    databases = 1 + manifest.database.read_replica.enabled
    for index, subnet in enumerate(manifest.network.database_subnets):
        nodes = manifest.cache.availability_zones.count(subnet.availability_zone)
        room, wanted = subnet.cidr.network.num_addresses - ADDRESSES_OF_AWS, 2 * (databases + nodes)
        if room < wanted:
            yield Fault(
                ("network", "database_subnets", index, "cidr"), f"{subnet.cidr}, {room} addresses",
                f"{wanted}, two for each of {databases + nodes} nodes",
            )  # fmt: skip


@rule(
    REFUSED,
    source="VPC user guide, security group rules: a group is named by one of the same VPC, or of a peered one",
    fix="let both be created, or name the VPC that the group is in",
    example={"network.application_security_group": "sg-0a1b2c3d"},
)
def a_group_that_is_there_is_in_a_vpc_that_is_there(manifest: Manifest) -> Iterator[Fault]:
    """A security group that is there already is in another VPC than the one that is to be made."""
    network = manifest.network
    if network.vpc == "create" and network.application_security_group != "create":
        yield Fault(
            ("network", "application_security_group"), f"{network.application_security_group} with vpc create",
            "create, or the id of an existing VPC as vpc", "a group belongs to one VPC",
        )  # fmt: skip


RULES = (
    a_group_that_is_there_is_in_a_vpc_that_is_there,
    regions_are_in_the_catalogue,
    subnets_lie_in_the_vpc,
    subnets_do_not_overlap,
    zones_belong_to_the_region,
    a_zone_has_one_subnet_of_a_kind,
    database_subnets_have_room_to_replace_every_node,
)
