"""The catalogue of metrics: CloudWatch's own words, and the figures that alarms have gone wrong by."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from typing import get_args

import boto3
import pytest

from aldeia.catalog import metrics as module
from aldeia.catalog.metrics import NEEDS, Ceiling, Metric, Namespace, metrics

EVERY = pytest.mark.parametrize("metric", metrics().values(), ids=lambda metric: metric.name)


def test_no_metric_is_there_twice() -> None:
    with Path(module.__file__).with_name("metrics.csv").open(encoding="utf-8", newline="") as file:
        rows = Counter((row["namespace"], row["metric"]) for row in csv.DictReader(file))

    assert [key for key, count in rows.items() if count > 1] == []
    assert list(rows) == sorted(rows, key=lambda key: (key[0], key[1].lower()))


def test_units_are_cloudwatchs_own() -> None:
    client = boto3.client("cloudwatch", region_name="us-east-1")
    units = client.meta.service_model.shape_for("StandardUnit").enum

    assert {metric.unit for metric in metrics().values()} <= set(units)


@EVERY
def test_a_row_uses_the_words_that_are_explained(metric: Metric) -> None:
    assert metric.namespace in get_args(Namespace)
    assert metric.needs in NEEDS
    assert metric.ceiling in get_args(Ceiling)
    assert f"* {metric.source}" in str(module.__doc__) or f"; {metric.source}" in str(module.__doc__)


@EVERY
def test_a_row_bounds_a_threshold(metric: Metric) -> None:
    assert metric.highest is None or metric.lowest < metric.highest
    if metric.unit == "Percent" and "Baseline" not in metric.name:
        assert (metric.lowest, metric.highest) == (1, 100)


@pytest.mark.parametrize(
    ("metric", "unit", "dimensions", "needs"),
    [
        ("AWS/RDS ReadLatency", "Seconds", ["DBInstanceIdentifier"], ""),
        ("AWS/RDS ReplicaLag", "Seconds", ["DBInstanceIdentifier"], "read_replica"),
        ("AWS/RDS DBLoad", "None", ["DBInstanceIdentifier"], "performance_insights"),
        ("AWS/RDS EBSIOBalance%", "Percent", ["DBInstanceIdentifier"], "ebs_burst"),
        ("AWS/RDS CPUCreditBalance", "Count", ["DBInstanceIdentifier"], "credits"),
        ("AWS/ElastiCache SwapUsage", "Bytes", ["CacheClusterId", "CacheClusterId+CacheNodeId"], ""),
        ("AWS/ElastiCache CurrVolatileItems", "Count", ["CacheClusterId+CacheNodeId"], ""),
        ("AWS/ElastiCache ReplicationLag", "Seconds", ["CacheClusterId", "CacheClusterId+CacheNodeId"], "replicated"),
    ],
)  # fmt: skip
def test_what_alarms_have_gone_wrong_by(metric: str, unit: str, dimensions: list[str], needs: str) -> None:
    namespace, name = metric.split()
    found = metrics()[namespace, name]

    assert (found.unit, ["+".join(sorted(names)) for names in found.dimensions], found.needs) == (
        unit,
        dimensions,
        needs,
    )


def test_credits_are_told_every_five_minutes_and_all_else_every_minute() -> None:
    slow = {metric.name for metric in metrics().values() if metric.period_seconds != 60}

    assert slow == {metric.name for metric in metrics().values() if metric.needs == "credits"}
    assert {metric.period_seconds for metric in metrics().values()} == {60, 300}


def test_a_latency_in_milliseconds_lies_beyond_what_a_latency_in_seconds_may_be() -> None:
    for metric in metrics().values():
        if metric.unit == "Seconds" and "Latency" in metric.name:
            assert metric.highest == 2  # milliseconds, which no volume keeps to: no threshold is as low
