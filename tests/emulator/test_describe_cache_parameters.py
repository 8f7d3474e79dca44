from __future__ import annotations

from typing import Any

import pytest

from tests.emulator.examples import make_parameter_group

SET = [
    {
        "ParameterName": "maxmemory-policy",
        "ParameterValue": "allkeys-lru",
        "Source": "user",
        "IsModifiable": True,
    },
    {"ParameterName": "timeout", "ParameterValue": "300", "Source": "user", "IsModifiable": True},
]


@pytest.mark.parametrize(("source", "expected"), [("user", SET), ("system", [])])
def test_only_what_comes_from_the_source_is_answered(
    elasticache: Any, source: str, expected: list[dict[str, Any]]
) -> None:
    make_parameter_group(elasticache)

    found = elasticache.describe_cache_parameters(CacheParameterGroupName="redis7-mine", Source=source)

    assert found["Parameters"] == expected
