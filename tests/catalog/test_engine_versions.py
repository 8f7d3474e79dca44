"""What the catalogue says of engine versions hangs together, and the day of a question decides its answer."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

import pytest

from aldeia.catalog.engine_versions import (
    CACHE_VERSIONS,
    POSTGRESQL,
    POSTGRESQL_MAJORS,
    MajorVersion,
    is_in_standard_support,
)

MAJORS = list(POSTGRESQL_MAJORS.items())


def test_the_majors_are_those_that_rds_has_from_13_on() -> None:
    assert list(POSTGRESQL_MAJORS) == ["13", "14", "15", "16", "17", "18"]
    assert set(POSTGRESQL) <= set(POSTGRESQL_MAJORS)


@pytest.mark.parametrize(("name", "major"), MAJORS)
def test_a_major_hangs_together(name: str, major: MajorVersion) -> None:
    assert major.family == f"postgres{name}"
    assert 0 < major.first_minor <= major.newest_minor
    for version, since in major.withdrawn.items():
        assert version.split(".")[0] == name
        assert int(version.split(".")[1]) < major.first_minor
        assert not since or date.fromisoformat(since) < date(2026, 11, 23)
    assert all(int(target) > int(name) and target in POSTGRESQL_MAJORS for target in major.upgrades_to)
    assert major.estimated <= {field.name for field in fields(MajorVersion)}


@pytest.mark.parametrize(("name", "major"), MAJORS)
def test_support_ends_at_a_month_s_end_years_after_the_release(name: str, major: MajorVersion) -> None:
    ends = major.standard_support_ends
    assert (ends.month, ends.day) == (2, 29 if ends.year % 4 == 0 else 28)
    assert major.extended_support_ends is not None
    assert major.extended_support_ends.year == ends.year + 3
    assert major.released is None or ends.year - major.released.year in {5, 6}


def test_a_later_major_is_supported_for_longer() -> None:
    ends = [major.standard_support_ends for major in POSTGRESQL_MAJORS.values()]
    assert ends == sorted(set(ends))


@pytest.mark.parametrize(
    ("version", "on", "supported"),
    [
        ("13", date(2026, 2, 28), True),
        ("13", date(2026, 3, 1), False),
        ("13.23", date(2026, 3, 1), False),
        ("15.15", date(2026, 11, 23), True),
        ("15", date(2028, 2, 29), True),
        ("15", date(2028, 3, 1), False),
        ("17", date(2030, 2, 28), True),
    ],
)
def test_standard_support_lasts_to_the_end_of_its_last_day(version: str, on: date, supported: bool) -> None:
    assert is_in_standard_support(version, on) is supported


def test_the_support_of_an_unknown_version_is_not_guessed() -> None:
    with pytest.raises(KeyError, match="12"):
        is_in_standard_support("12.22", date(2026, 11, 23))


def test_withdrawn_minors_are_those_of_the_mails() -> None:
    on_may_day = {
        version
        for major in POSTGRESQL_MAJORS.values()
        for version, since in major.withdrawn.items()
        if since == "2026-05-01"
    }
    assert on_may_day == {
        "14.14", "14.15", "14.16", "14.17", "15.7", "15.8", "15.9", "15.10", "15.11", "15.12",
        "16.5", "16.6", "16.7", "16.8", "17.1", "17.2", "17.3", "17.4",
    }  # fmt: skip
    assert POSTGRESQL_MAJORS["15"].withdrawn["15.4"] == "2024-12-09"


def test_each_cache_version_is_of_one_engine_and_family() -> None:
    assert {version: (row.engine, row.family) for version, row in CACHE_VERSIONS.items()} == {
        "6.2": ("redis", "redis6.x"),
        "7.0": ("redis", "redis7"),
        "7.1": ("redis", "redis7"),
        "7.2": ("valkey", "valkey7"),
        "8.0": ("valkey", "valkey8"),
        "8.1": ("valkey", "valkey8"),
        "8.2": ("valkey", "valkey8"),
        "9.0": ("valkey", "valkey9"),
        "9.1": ("valkey", "valkey9"),
    }
    assert [version for version, row in CACHE_VERSIONS.items() if not row.iam_authentication] == ["6.2"]
