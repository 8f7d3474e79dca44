"""Rules about address blocks and zones."""

from collections.abc import Iterator
from itertools import combinations

from aldeia.manifest.environment import Manifest
from aldeia.manifest.network import Subnet
from aldeia.manifest.rules.fault import Fault

Listed = tuple[tuple[str | int, ...], Subnet]


def _subnets(manifest: Manifest) -> list[Listed]:
    return [
        (("network", kind, index), subnet)
        for kind in ("database_subnets", "application_subnets")
        for index, subnet in enumerate(getattr(manifest.network, kind))
    ]


def subnets_lie_in_the_vpc(manifest: Manifest) -> Iterator[Fault]:
    vpc = manifest.network.vpc_cidr
    for path, subnet in _subnets(manifest):
        if not subnet.cidr.network.subnet_of(vpc.network):
            yield Fault((*path, "cidr"), str(subnet.cidr), f"a block inside the VPC's {vpc}")


def subnets_do_not_overlap(manifest: Manifest) -> Iterator[Fault]:
    for (_, first), (path, second) in combinations(_subnets(manifest), 2):
        if first.cidr.network.overlaps(second.cidr.network):
            yield Fault((*path, "cidr"), str(second.cidr), f"a block that does not overlap {first.cidr}")


def zones_belong_to_the_region(manifest: Manifest) -> Iterator[Fault]:
    for path, subnet in _subnets(manifest):
        if subnet.availability_zone[:-1] != manifest.region:
            yield Fault(
                (*path, "availability_zone"), subnet.availability_zone, f"a zone of {manifest.region}"
            )


def a_zone_has_one_subnet_of_a_kind(manifest: Manifest) -> Iterator[Fault]:
    for (first_path, first), (path, second) in combinations(_subnets(manifest), 2):
        if first_path[1] == path[1] and first.availability_zone == second.availability_zone:
            yield Fault(
                (*path, "availability_zone"), second.availability_zone, "another zone for each subnet in the list",
                "RDS needs two zones, and a subnet is named after its zone",
            )  # fmt: skip


RULES = (
    subnets_lie_in_the_vpc,
    subnets_do_not_overlap,
    zones_belong_to_the_region,
    a_zone_has_one_subnet_of_a_kind,
)
