from __future__ import annotations

from typing import Any

import pytest

from tests.emulator.examples import make_parameter_group


@pytest.mark.parametrize(
    ("what", "left"),
    [
        (
            {"ParameterNameValues": [{"ParameterName": "timeout", "ParameterValue": "0"}]},
            ["maxmemory-policy"],
        ),
        ({"ResetAllParameters": True}, []),
    ],
)
def test_what_is_reset_is_no_longer_the_users(
    elasticache: Any, what: dict[str, Any], left: list[str]
) -> None:
    make_parameter_group(elasticache)

    elasticache.reset_cache_parameter_group(CacheParameterGroupName="redis7-mine", **what)

    found = elasticache.describe_cache_parameters(CacheParameterGroupName="redis7-mine", Source="user")
    assert [parameter["ParameterName"] for parameter in found["Parameters"]] == left
