"""Every metric that a runbook asks CloudWatch for is one that the store emits, with a statistic that it has."""

from __future__ import annotations

import re

from aldeia.catalog.metrics import metrics
from tests.operations.rendered import all_blocks

ASKED = re.compile(r'--namespace (\S+) --metric-name (\S+) .*?--dimensions "Name=(\w+),.*?--statistics (\w+)')
DIMENSIONS = {"AWS/RDS": "DBInstanceIdentifier", "AWS/ElastiCache": "CacheClusterId"}


def asked() -> dict[tuple[str, ...], str]:
    return {
        found: page
        for block, page in all_blocks("sh").items()
        for found in ASKED.findall(block.replace("\\\n", " "))
    }


def test_every_metric_is_one_that_aws_has() -> None:
    assert len(asked()) > 20
    for (namespace, name, dimension, statistic), page in asked().items():
        assert (namespace, name) in metrics(), page
        assert dimension == DIMENSIONS[namespace], page
        assert statistic in {"Average", "Maximum", "Minimum", "Sum"}, page
