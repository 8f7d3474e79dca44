"""Instance classes and node types: every row is whole, and agrees with EC2 and with AWS's own pages."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from aldeia.catalog import instance_classes
from aldeia.catalog.database_families import FAMILIES
from aldeia.catalog.engine_versions import CACHE_VERSIONS, POSTGRESQL_MAJORS
from aldeia.catalog.instance_classes import (
    CACHE_NODE_TYPES,
    DATABASE_CLASSES,
    Credits,
    InstanceClass,
    NodeType,
    runs,
)
from tools.catalog import class_table, instance_types

CSV = Path(instance_classes.__file__).with_name("database_classes.csv")


@pytest.fixture(scope="module")
def machines() -> dict[str, Any]:
    return instance_types()


def test_the_table_is_what_the_tool_makes_of_ec2s_data() -> None:
    assert CSV.read_text(encoding="utf-8") == class_table()


def test_every_family_is_there_with_all_its_sizes() -> None:
    assert list(DATABASE_CLASSES) == [
        f"db.{name}.{size}" for name, family in FAMILIES.items() for size in family.sizes
    ]
    assert (len(FAMILIES), len(DATABASE_CLASSES), len(CACHE_NODE_TYPES)) == (30, 236, 80)


@pytest.mark.parametrize(("name", "row"), DATABASE_CLASSES.items())
def test_a_class_is_whole(name: str, row: InstanceClass) -> None:
    assert row.vcpus >= 2
    assert row.memory_gib >= 1
    assert row.architecture == ("arm64" if "g" in name.split(".")[1] else "x86_64")
    assert 0 < row.ebs_baseline_mb_per_second <= row.ebs_burst_mb_per_second
    assert 0 < row.ebs_baseline_iops <= row.ebs_burst_iops
    assert 0 < row.network_baseline_gbit_per_second <= row.network_burst_gbit_per_second
    assert row.local_storage_gb is None or row.local_storage_gb > 0
    assert set(row.first_minors) <= set(POSTGRESQL_MAJORS)
    assert set(row.first_minors) >= {"13", "14", "15"}
    assert (row.credits is not None) == name.startswith("db.t")


def test_a_larger_size_has_no_less_of_anything() -> None:
    rows = list(DATABASE_CLASSES.items())
    for (name, smaller), (next_name, larger) in pairwise(rows):
        if name.split(".")[1] == next_name.split(".")[1]:
            assert smaller.vcpus <= larger.vcpus
            assert smaller.memory_gib < larger.memory_gib
            assert smaller.ebs_baseline_mb_per_second <= larger.ebs_baseline_mb_per_second
            assert smaller.network_baseline_gbit_per_second <= larger.network_baseline_gbit_per_second


# From the RDS user guide, Hardware specifications for DB instance classes: vCPU, memory, EBS Mbit/s at most.
@pytest.mark.parametrize(
    ("name", "vcpus", "memory_gib", "ebs_megabits"),
    [
        ("db.t3.small", 2, 2, 2_085),
        ("db.t3.large", 2, 8, 2_780),
        ("db.m8g.48xlarge", 192, 768, 40_000),
        ("db.m8g.24xlarge", 96, 384, 30_000),
        ("db.m8g.4xlarge", 16, 64, 10_000),
        ("db.m6i.32xlarge", 128, 512, 40_000),
        ("db.r5.24xlarge", 96, 768, 19_000),
        ("db.r5b.24xlarge", 96, 768, 60_000),
        ("db.x2g.16xlarge", 64, 1_024, 19_000),
    ],
)
def test_figures_are_those_of_the_rds_user_guide(
    name: str, vcpus: int, memory_gib: int, ebs_megabits: int
) -> None:
    row = DATABASE_CLASSES[name]
    assert (row.vcpus, row.memory_gib) == (vcpus, memory_gib)
    assert row.ebs_burst_mb_per_second * 8 == ebs_megabits


def test_credits_fill_the_balance_in_a_day_and_make_the_baseline() -> None:
    for row in DATABASE_CLASSES.values():
        if row.credits is not None:
            assert row.credits.most == 24 * row.credits.earned_per_hour
            assert row.credits.earned_per_hour == row.vcpus * 60 * row.credits.baseline_percent / 100
    assert DATABASE_CLASSES["db.t3.large"].credits == Credits(30, 36, 864)


@pytest.mark.parametrize(
    ("name", "version", "answer"),
    [
        ("db.t3.micro", "13", True),
        ("db.t3.micro", "13.1", True),
        ("db.m7g.large", "13.3", False),
        ("db.m7g.large", "13.4", True),
        ("db.r8g.large", "15.3", False),
        ("db.r8g.large", "15.4", True),
        ("db.r8gd.large", "18.1", True),
        ("db.r8gd.large", "18.0", False),
        ("db.m6i.large", "18", True),
        ("db.t3.micro", "18", None),
        ("db.x2idn.16xlarge", "16", None),
    ],
)
def test_a_class_runs_a_version_from_its_first_on(name: str, version: str, answer: bool | None) -> None:
    assert runs(name, version) is answer


@pytest.mark.parametrize(("name", "row"), CACHE_NODE_TYPES.items())
def test_a_node_type_is_whole(name: str, row: NodeType, machines: dict[str, Any]) -> None:
    machine = machines[name.removeprefix("cache.")]
    assert row.vcpus == machine["VCpuInfo"]["DefaultVCpus"]
    assert [row.architecture] == machine["ProcessorInfo"]["SupportedArchitectures"]
    assert 0.3 < row.maxmemory_bytes / (machine["MemoryInfo"]["SizeInMiB"] * 2**20) < 1
    assert 0 < row.network_baseline_gbit_per_second <= row.network_burst_gbit_per_second
    assert row.first_versions["valkey"] == "7.2"
    assert (row.credits is not None) == name.startswith("cache.t")
    assert (row.data_tiering_disk_gib is not None) == name.startswith("cache.r6gd.")


def test_a_larger_node_has_more_memory() -> None:
    rows = list(CACHE_NODE_TYPES.items())
    for (name, smaller), (next_name, larger) in pairwise(rows):
        if name.split(".")[1] == next_name.split(".")[1]:
            assert smaller.maxmemory_bytes < larger.maxmemory_bytes
            assert smaller.network_baseline_gbit_per_second <= larger.network_baseline_gbit_per_second


# Memory in GiB from another page of the guide (Supported node types) than the bytes in the table.
@pytest.mark.parametrize(
    ("name", "memory_gib"),
    [
        ("cache.t3.micro", 0.5), ("cache.t3.small", 1.37), ("cache.t4g.medium", 3.09), ("cache.m5.large", 6.38),
        ("cache.m5.24xlarge", 314.32), ("cache.m6g.8xlarge", 103.68), ("cache.m8g.12xlarge", 187.96),
        ("cache.r5.12xlarge", 317.77), ("cache.r5.24xlarge", 635.61), ("cache.r6g.16xlarge", 419.09),
        ("cache.r6gd.xlarge", 26.32), ("cache.r7g.4xlarge", 105.81), ("cache.r8g.16xlarge", 504.52),
        ("cache.c7gn.12xlarge", 78.56), ("cache.c8gn.12xlarge", 92.99),
    ],
)  # fmt: skip
def test_memory_agrees_with_the_table_of_node_types(name: str, memory_gib: float) -> None:
    assert CACHE_NODE_TYPES[name].maxmemory_bytes / 2**30 == pytest.approx(memory_gib, abs=0.011)


def test_an_engine_runs_on_the_types_that_its_page_lists() -> None:
    without_redis = {
        name.split(".")[1] for name, row in CACHE_NODE_TYPES.items() if "redis" not in row.first_versions
    }
    assert without_redis == {"m8g", "r8g", "c8gn"}
    assert {row.engine for row in CACHE_VERSIONS.values()} == {"redis", "valkey"}
