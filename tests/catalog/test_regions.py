"""The regions and zones of the catalogue, against what EC2 said of itself as moto records it."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import moto.ec2
import pytest
from botocore.session import Session

from aldeia.catalog.regions import BACKUP_REPLICATION, REGIONS, zone_exists, zones

OFFERINGS = Path(moto.ec2.__file__).parent / "resources" / "instance_type_offerings" / "availability-zone"


def recorded(region: str) -> set[str]:
    """Give the zones in which EC2 offers anything at all."""
    file = OFFERINGS / f"{region}.json.gz"
    return {offer["Location"] for offer in json.loads(gzip.decompress(file.read_bytes()))}


def test_the_regions_are_those_in_which_rds_is() -> None:
    for partition in ("aws", "aws-cn", "aws-us-gov"):
        listed = {name for name, region in REGIONS.items() if region.partition == partition}
        assert listed == set(Session().get_available_regions("rds", partition_name=partition))


def test_zones_are_the_recorded_ones() -> None:
    regions = sorted(file.name.split(".")[0] for file in OFFERINGS.iterdir())

    assert len(regions) == 30
    for name in regions:
        if REGIONS[name].estimated:
            assert recorded(name) < set(zones(name))
        else:
            assert recorded(name) == set(zones(name))


def test_a_region_has_two_zones_or_more_or_they_are_not_known() -> None:
    for name, region in REGIONS.items():
        letters = region.zone_letters
        assert letters is None or (len(letters) >= 2 and sorted(set(letters)) == list(letters)), name


@pytest.mark.parametrize(
    ("zone", "exists"),
    [
        ("us-east-1a", True),
        ("us-east-1f", True),
        ("us-east-1g", False),
        ("us-east-1z", False),
        ("us-west-2d", True),
        ("us-west-2e", False),
        ("ca-central-1c", False),
        ("us-gov-west-1a", True),
        ("mx-central-1a", None),
        ("xx-nowhere-1a", None),
        ("us-east-1", False),
        ("", False),
    ],
)
def test_a_zone_exists_or_not_or_it_is_not_known(zone: str, exists: bool | None) -> None:
    assert zone_exists(zone) is exists


def test_backups_are_replicated_between_known_regions_of_one_partition() -> None:
    for source, destinations in BACKUP_REPLICATION.items():
        assert source not in destinations
        assert {REGIONS[name].partition for name in destinations} == {REGIONS[source].partition}
