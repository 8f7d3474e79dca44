"""The rules of rules/storage.py: where each begins to refuse (EDGES, tried in test_rules.py), and what is told once."""

from __future__ import annotations

from aldeia.manifest.rules import storage as rules
from tests.examples import Edge, refusals

LARGE = {"database.instance_class": "db.r6i.4xlarge", "database.storage": "400 GiB"}

EDGES = (
    Edge(
        rules.gp3_is_provisioned_only_from_400_gib,
        {"database.storage": "400 GiB", "database.iops": 12_000},
        {"database.storage": "399 GiB", "database.iops": 12_000},
        "database.iops: got 12000 on 399 GiB, expected null below 400 GiB; "
        "set iops to null, gp3 then gives 3,000 IOPS and 125 MiB/s, or raise storage",
    ),
    Edge(
        rules.gp3_is_provisioned_only_from_400_gib,
        {"database.storage": "400 GiB", "database.iops": 12_000, "database.throughput": "500 MiB"},
        {"database.storage": "399 GiB", "database.throughput": "500 MiB"},
        "database.throughput: got 500 MiB on 399 GiB, expected null below 400 GiB; "
        "set throughput to null, gp3 then gives 3,000 IOPS and 125 MiB/s, or raise storage",
    ),
    Edge(
        rules.gp3_figures_go_together,
        {"database.storage": "400 GiB", "database.iops": 12_000, "database.throughput": "500 MiB"},
        {"database.storage": "400 GiB", "database.iops": None, "database.throughput": "500 MiB"},
        "database.iops: got null with a throughput of 500 MiB, expected at least 2000, four times that",
    ),
    Edge(
        rules.gp3_figures_go_together,
        {"database.storage": "400 GiB", "database.iops": 12_000, "database.throughput": "3000 MiB"},
        {"database.storage": "400 GiB", "database.iops": 12_000, "database.throughput": "3001 MiB"},
        "database.throughput: got 3001 MiB with 12000 IOPS, expected at most 3000 MiB",
    ),
    Edge(
        rules.the_storage_ceiling_leaves_room,
        {"database.storage": "101 GiB", "database.storage_ceiling": "112 GiB"},
        {"database.storage": "101 GiB", "database.storage_ceiling": "111 GiB"},
        "database.storage_ceiling: got 111 GiB, expected at least 112 GiB, a tenth above storage (101 GiB); "
        "or null, and the volume never grows",
    ),
    Edge(
        rules.gp3_iops_are_in_range,
        {"database.storage": "400 GiB", "database.iops": 64_000},
        {"database.storage": "400 GiB", "database.iops": 64_001},
        "database.iops: got 64001 on 400 GiB, expected 12000 to 64000; or null, gp3 then gives 12000",
    ),
    Edge(
        rules.gp3_iops_are_in_range,
        {"database.storage": "400 GiB", "database.iops": 12_000},
        {"database.storage": "400 GiB", "database.iops": 11_999},
        "database.iops: got 11999 on 400 GiB, expected 12000 to 64000; or null, gp3 then gives 12000",
    ),
    Edge(
        rules.storage_can_grow_more_than_once,
        {"database.storage": "101 GiB", "database.storage_ceiling": "128 GiB"},
        {"database.storage": "101 GiB", "database.storage_ceiling": "127 GiB"},
        "database.storage_ceiling: got 127 GiB, expected at least 128 GiB, 26% above storage (101 GiB)",
    ),
    Edge(
        rules.the_class_keeps_up_with_the_volume,
        {**LARGE, "database.iops": 20_000},
        {**LARGE, "database.iops": 20_001},
        "database.iops: got 20001, expected at most 20000, what db.r6i.4xlarge sustains; "
        "take a larger class, or set iops to null",
    ),
    Edge(
        rules.the_class_keeps_up_with_the_volume,
        {**LARGE, "database.iops": 12_000, "database.throughput": "596 MiB"},
        {**LARGE, "database.iops": 12_000, "database.throughput": "597 MiB"},
        "database.throughput: got 597 MiB, expected at most 596 MiB, what db.r6i.4xlarge sustains; "
        "take a larger class, or set throughput to null",
    ),
    Edge(
        # 1024 times the 8 GiB of db.t3.large.
        rules.the_volume_is_in_proportion_to_the_class,
        {"database.storage": "8192 GiB"},
        {"database.storage": "8193 GiB"},
        "database.storage: got 8193 GiB, expected at most 8192 GiB, 1024 times the memory of db.t3.large; "
        "AWS takes up to 65536 GiB, and a volume never shrinks; take less, or a larger class",
    ),
    Edge(
        rules.the_volume_is_in_proportion_to_the_class,
        {"database.storage_ceiling": "8192 GiB"},
        {"database.storage_ceiling": "8193 GiB"},
        "database.storage_ceiling: got 8193 GiB, expected at most 8192 GiB, 1024 times the memory of db.t3.large; "
        "AWS takes up to 65536 GiB, and a volume never shrinks; take less, or a larger class",
    ),
    Edge(
        rules.the_volume_is_in_proportion_to_the_class,
        {"database.storage": "8 TB"},
        {"database.storage": "50 TB"},
        "database.storage: got 50 TB, expected at most 8192 GiB, 1024 times the memory of db.t3.large; "
        "AWS takes up to 65536 GiB, and a volume never shrinks; did you mean 50 GiB?",
    ),
)


def test_throughput_on_a_small_volume_is_told_once() -> None:
    changes = {"database.storage": "399 GiB", "database.iops": 12_000, "database.throughput": "3001 MiB"}
    fix = "to null, gp3 then gives 3,000 IOPS and 125 MiB/s, or raise storage"
    assert refusals(changes) == [
        f"database.iops: got 12000 on 399 GiB, expected null below 400 GiB; set iops {fix}",
        f"database.throughput: got 3001 MiB on 399 GiB, expected null below 400 GiB; set throughput {fix}",
    ]
