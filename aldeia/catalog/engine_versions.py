"""Engine versions: which can be created, until when AWS supports them, and what each may be upgraded to.

Sources, read 2026-11-23 unless said otherwise:
minors that are no longer created: AWS's mails of 2024-12 (15.2 to 15.6) and 2026-05 (14.14 to 14.17, 15.9 to 15.12,
16.5 to 16.8, 17.1 to 17.4), and for older ones the marks `deprecated` in AWS CDK's `PostgresEngineVersion`;
newest minors: the same class of AWS CDK;
releases and ends of support: the release calendar of RDS for PostgreSQL as endoflife.date recorded it in 2025-02;
major upgrades: RDS user guide, Choosing a major version for an RDS for PostgreSQL upgrade;
Redis and Valkey: ElastiCache user guide, engine versions and engine specific parameters.
A major version that is not here is not refused by AWS but by us: docs/catalog.md says how to add it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

_NO_LONGER = "2026-05-01"
# The table of upgrades that was read ends at 17; RDS has offered the step to every later major so far.
_TO_18 = frozenset({"upgrades_to"})


@dataclass(frozen=True)
class MajorVersion:
    """What can be asked of one major version of PostgreSQL."""

    first_minor: int
    """The oldest minor version that a new instance may have."""
    withdrawn: dict[str, str]
    """Minor versions that AWS no longer creates, and since when; an empty text where the day is not known."""
    newest_minor: int
    """The newest minor version known to be on RDS; a later one may be there and is not refused."""
    family: str
    """The family of its parameter groups."""
    released: date | None
    """When RDS first offered the major version."""
    standard_support_ends: date
    """The last day of RDS standard support; from the next day Extended Support is billed per vCPU and hour."""
    extended_support_ends: date | None
    upgrades_to: tuple[str, ...]
    """Major versions that it can be upgraded to in one step, the nearest first."""
    estimated: frozenset[str] = field(default_factory=frozenset)
    """Names of the fields above whose value follows AWS's pattern but was not found in a source."""


def _withdrawn(major: str, since: dict[str, tuple[int, ...]]) -> dict[str, str]:
    return {f"{major}.{minor}": day for day, minors in since.items() for minor in minors}


POSTGRESQL_MAJORS = {
    "13": MajorVersion(
        first_minor=20,
        withdrawn=_withdrawn("13", {"": (*range(1, 15), 17, 19)}),
        newest_minor=23,
        family="postgres13",
        released=date(2021, 2, 24),
        standard_support_ends=date(2026, 2, 28),
        extended_support_ends=date(2029, 2, 28),
        upgrades_to=("14", "15", "16", "17", "18"),
        estimated=frozenset({"first_minor", "upgrades_to"}),
    ),
    "14": MajorVersion(
        first_minor=20,
        withdrawn=_withdrawn("14", {"": tuple(range(1, 12)), _NO_LONGER: (14, 15, 16, 17)}),
        newest_minor=22,
        family="postgres14",
        released=date(2022, 2, 3),
        standard_support_ends=date(2027, 2, 28),
        extended_support_ends=date(2030, 2, 28),
        upgrades_to=("15", "16", "17", "18"),
        estimated=_TO_18,
    ),
    "15": MajorVersion(
        first_minor=15,
        withdrawn=_withdrawn("15", {"2024-12-09": (2, 3, 4, 5, 6), _NO_LONGER: (7, 8, 9, 10, 11, 12)}),
        newest_minor=17,
        family="postgres15",
        released=date(2023, 2, 27),
        standard_support_ends=date(2028, 2, 29),
        extended_support_ends=date(2031, 2, 28),
        upgrades_to=("16", "17", "18"),
        estimated=_TO_18,
    ),
    "16": MajorVersion(
        first_minor=11,
        withdrawn=_withdrawn("16", {"": (1, 2), _NO_LONGER: (5, 6, 7, 8)}),
        newest_minor=13,
        family="postgres16",
        released=date(2023, 11, 17),
        standard_support_ends=date(2029, 2, 28),
        extended_support_ends=date(2032, 2, 29),
        upgrades_to=("17", "18"),
        estimated=_TO_18,
    ),
    "17": MajorVersion(
        first_minor=7,
        withdrawn=_withdrawn("17", {_NO_LONGER: (1, 2, 3, 4)}),
        newest_minor=9,
        family="postgres17",
        released=date(2024, 11, 14),
        standard_support_ends=date(2030, 2, 28),
        extended_support_ends=date(2033, 2, 28),
        upgrades_to=("18",),
        estimated=_TO_18,
    ),
    "18": MajorVersion(
        first_minor=1,
        withdrawn={},
        newest_minor=3,
        family="postgres18",
        released=None,
        standard_support_ends=date(2031, 2, 28),
        extended_support_ends=date(2034, 2, 28),
        upgrades_to=(),
        estimated=frozenset({"standard_support_ends", "extended_support_ends"}),
    ),
}

POSTGRESQL = {"15": POSTGRESQL_MAJORS["15"]}
"""The majors that a manifest may ask for."""


def is_in_standard_support(version: str, on: date) -> bool:
    """Say whether RDS supports a version, as `15` or `15.15`, without extra charge on a day; KeyError if unknown.

    >>> is_in_standard_support("13", date(2026, 2, 28)), is_in_standard_support("13.23", date(2026, 3, 1))
    (True, False)
    """
    return on <= POSTGRESQL_MAJORS[version.split(".", maxsplit=1)[0]].standard_support_ends


@dataclass(frozen=True)
class CacheVersion:
    """What can be asked of one version of Redis OSS or Valkey on ElastiCache."""

    engine: str
    """`redis` or `valkey`, as ElastiCache's API has it."""
    family: str
    """The family of its parameter groups; with cluster mode on, the default group is `default.FAMILY.cluster.on`."""
    iam_authentication: bool
    """Whether users may log in by IAM: from Redis OSS 7.0, and every Valkey."""
    data_tiering: bool
    """Whether r6gd nodes may be used: from Redis OSS 6.2, and every Valkey."""
    log_delivery: tuple[str, ...] = ("slow-log", "engine-log")
    """Logs it can send: slow-log from Redis OSS 6.0, engine-log from 6.2."""
    auto_upgrade_to: str | None = None
    """The version that automatic minor upgrades are known to take it to."""


CACHE_VERSIONS = {
    "6.2": CacheVersion("redis", "redis6.x", iam_authentication=False, data_tiering=True),
    "7.0": CacheVersion("redis", "redis7", iam_authentication=True, data_tiering=True, auto_upgrade_to="7.1"),
    "7.1": CacheVersion("redis", "redis7", iam_authentication=True, data_tiering=True),
    "7.2": CacheVersion("valkey", "valkey7", iam_authentication=True, data_tiering=True),
    "8.0": CacheVersion("valkey", "valkey8", iam_authentication=True, data_tiering=True),
    "8.1": CacheVersion("valkey", "valkey8", iam_authentication=True, data_tiering=True),
    "8.2": CacheVersion("valkey", "valkey8", iam_authentication=True, data_tiering=True),
    "9.0": CacheVersion("valkey", "valkey9", iam_authentication=True, data_tiering=True),
    "9.1": CacheVersion("valkey", "valkey9", iam_authentication=True, data_tiering=True),
}
"""By version; no version is both of Redis OSS, which ends at 7.1 on ElastiCache, and of Valkey, which begins at 7.2."""
