"""AWS regions: the partition of each, and the letters of its availability zones.

Sources: partitions and names, botocore 1.44.5 (`endpoints.json`, RDS); letters, EC2 DescribeInstanceTypeOfferings
by availability zone, as recorded in moto 5.2.5 (`instance_type_offerings/availability-zone`); read 2026-11-23.
An account sees a choice of a region's zones: the record is of some accounts, so a letter that is not here is most
probably, but not certainly, no zone. `us-east-1z` and the like are certain.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Region:
    """A region of AWS."""

    partition: str
    zone_letters: str | None
    """Letters of the zones, as `abc`; None where no record of them was found."""
    estimated: bool = False
    """Whether the letters come from no record but from what such regions have had since they opened."""


def _commercial(letters: dict[str, tuple[str, ...]]) -> dict[str, Region]:
    return {name: Region("aws", zones) for zones, names in letters.items() for name in names}


# Zones that old accounts have beside the recorded ones: b of Tokyo and c of Northern California.
_FOUND_BY_OLD_ACCOUNTS = {
    "ap-northeast-1": Region("aws", "abcd", estimated=True),
    "us-west-1": Region("aws", "abc", estimated=True),
}

REGIONS = dict(
    sorted(
        {
            **_commercial({
                "abc": (
                    "af-south-1", "ap-east-1", "ap-northeast-3", "ap-south-1", "ap-south-2", "ap-southeast-1",
                    "ap-southeast-2", "ap-southeast-3", "ap-southeast-4", "ap-southeast-5", "ca-west-1",
                    "eu-central-1", "eu-central-2", "eu-north-1", "eu-south-1", "eu-south-2", "eu-west-1",
                    "eu-west-3", "il-central-1", "me-central-1", "me-south-1", "sa-east-1", "us-east-2",
                ),
                "abcd": ("ap-northeast-2", "eu-west-2", "us-west-2"),
                "abcdef": ("us-east-1",),
                "abd": ("ca-central-1",),
            }),
            **_FOUND_BY_OLD_ACCOUNTS,
            **{name: Region("aws", None) for name in ("ap-east-2", "ap-southeast-6", "ap-southeast-7", "mx-central-1")},
            **{name: Region("aws-cn", None) for name in ("cn-north-1", "cn-northwest-1")},
            **{name: Region("aws-us-gov", "abc", estimated=True) for name in ("us-gov-east-1", "us-gov-west-1")},
        }.items()
    )
)  # fmt: skip

BACKUP_REPLICATION = {"us-east-1": ("us-west-2",)}
"""Regions between which RDS replicates automated backups, as far as AWS's own examples say so (RDS user guide,
Replicating automated backups, read 2026-11-23). A pair that is not here is unknown, not impossible: ask
`aws rds describe-source-regions --region DESTINATION`."""


def zones(region: str) -> tuple[str, ...]:
    """Give the names of a region's zones, `us-east-1a` first; none where they are not known."""
    letters = REGIONS[region].zone_letters if region in REGIONS else None
    return tuple(f"{region}{letter}" for letter in letters or "")


def zone_exists(zone: str) -> bool | None:
    """Say whether a zone exists; None where the zones of its region are not known.

    >>> zone_exists("us-east-1f"), zone_exists("us-east-1z"), zone_exists("mx-central-1a")
    (True, False, None)
    """
    named = re.fullmatch(r"([a-z]+(?:-[a-z]+)+-\d+)[a-z]", zone)
    if named is None:
        return False
    known = zones(named[1])
    return zone in known if known else None
