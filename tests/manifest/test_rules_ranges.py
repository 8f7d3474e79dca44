"""The rule of rules/ranges.py: where it begins to refuse on each class (EDGES, tried in test_rules.py)."""

from __future__ import annotations

from typing import Any

import pytest

from aldeia.manifest.rules import ranges as rules
from aldeia.manifest.rules import thresholds
from tests.examples import Edge, said_by

RULE = rules.a_threshold_is_between_always_and_never
REPLICA = {"database.read_replica.enabled": True, "database.read_replica.instance_class": "db.t3.medium"}
# The example is db.t3.large with 100 GiB and cache.t3.micro: setting, the last that is taken, the first that is not,
# as it is shown, the range and its reason.
RANGES: tuple[tuple[str, Any, Any, str, str], ...] = (
    ("database.read_iops_above", 2_999, 3_000, "3,000", "1 to 2,999, as db.t3.large and its volume do 3,000 a second"),
    ("database.write_iops_above", 1, 3_000, "3,000", "1 to 2,999, as db.t3.large and its volume do 3,000 a second"),
    ("database.disk_queue_above", 300, 301, "301", "1 to 300, at which each waits 100 ms"),
    ("database.swap_above", "2048 MB", "2049 MB", "2049 MB", "1 MB to 2048 MB, 25% of db.t3.large"),
    ("database.swap_above", "1 MB", "1023 kB", "1023 kB", "1 MB to 2048 MB, 25% of db.t3.large"),
    ("database.load_above", 8, 9, "9", "1 to 8, 4 for each vCPU of db.t3.large"),
    ("database.surplus_credits_above", 863, 864, "864", "0 to 863, as db.t3.large has 864"),
    ("database.cpu_credits_below", 863, 864, "864", "1 to 863, as db.t3.large has 864 at most"),
    (
        "database.transaction_ids_above", 200_000_001, 200_000_000, "200,000,000",
        "200,000,001 to 1,999,999,999, between the first freeze and the last id",
    ),
    (
        "database.transaction_ids_above", 1_999_999_999, 2_000_000_000, "2,000,000,000",
        "200,000,001 to 1,999,999,999, between the first freeze and the last id",
    ),
    ("read_replica.lag_above", "301 s", "5 min", "5 min", "301 s to 3600 s, as an idle database shows up to 5 min"),
    ("read_replica.free_storage_below", "50 GB", "51 GB", "51 GB", "1024 MB to 51200 MB, half of 100 GiB"),
    ("read_replica.free_storage_below", "1 GB", "1023 MB", "1023 MB", "1024 MB to 51200 MB, half of 100 GiB"),
    ("read_replica.freeable_memory_below", "614 MB", "615 MB", "615 MB", "50 MB to 614 MB, 15% of db.t3.medium"),
    ("read_replica.connections_above", 194, 195, "195", "1 to 194, below what max_connections leaves"),
    ("read_replica.cpu_credits_below", 575, 576, "576", "1 to 575, as db.t3.medium has 576 at most"),
    ("cache.connections_above", 64_999, 65_000, "65,000", "1 to 64,999, as a node takes 65,000"),
    ("cache.network_in_above", "35762 MB", "35763 MB", "35763 MB", "1 MB to 35762 MB, a minute of the 5 Gbit/s of cache.t3.micro"),
    ("cache.network_out_above", "1 MB", "1023 kB", "1023 kB", "1 MB to 35762 MB, a minute of the 5 Gbit/s of cache.t3.micro"),
    ("cache.cpu_credits_below", 287, 288, "288", "1 to 287, as cache.t3.micro has 288 at most"),
)  # fmt: skip
EDGES = tuple(
    Edge(
        RULE,
        {**REPLICA, f"alarms.{setting}": accepted},
        {**REPLICA, f"alarms.{setting}": refused},
        f"alarms.{setting}: got {shown}, expected {expected}; or it is on always, or never",
    )
    for setting, accepted, refused, shown, expected in RANGES
)


@pytest.mark.parametrize(
    ("setting", "value"),
    [("database.cpu_credits_below", 10_000), ("cache.cpu_credits_below", 10_000)],
)
def test_credits_are_of_no_interest_where_there_are_none(setting: str, value: int) -> None:
    steady = {"database.instance_class": "db.m7g.large", "cache.node_type": "cache.m7g.large"}
    assert said_by(RULE, {**steady, f"alarms.{setting}": value}) == []


def test_a_volume_that_grows_past_the_step_may_do_more() -> None:
    grows = {
        "database.storage_ceiling": "500 GiB",
        "database.instance_class": "db.m7g.xlarge",
        "alarms.database.read_iops_above": 11_999,
    }
    assert said_by(RULE, grows) == []
    assert said_by(RULE, {**grows, "alarms.database.read_iops_above": 12_000}) != []


def test_the_replicas_thresholds_are_of_no_interest_without_one() -> None:
    assert said_by(RULE, {"alarms.read_replica.lag_above": "1 s"}) == []


def test_a_threshold_of_nothing_is_another_rules_business() -> None:
    assert said_by(RULE, {"alarms.database.read_iops_above": 0}) == []
    assert said_by(thresholds.a_threshold_is_more_than_nothing, {"alarms.database.read_iops_above": 0}) != []


def test_an_unknown_class_is_another_rules_business() -> None:
    unknown = {"database.instance_class": "db.z9.large", "cache.node_type": "cache.z9.large"}
    assert said_by(RULE, {**unknown, "alarms.database.read_iops_above": 10**9}) == []
