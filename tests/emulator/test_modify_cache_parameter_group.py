from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.emulator.examples import error_code, make_parameter_group


def test_a_value_that_is_set_again_changes(elasticache: Any) -> None:
    make_parameter_group(elasticache)

    answer = elasticache.modify_cache_parameter_group(
        CacheParameterGroupName="redis7-mine",
        ParameterNameValues=[{"ParameterName": "timeout", "ParameterValue": "60"}],
    )

    assert answer["CacheParameterGroupName"] == "redis7-mine"
    found = elasticache.describe_cache_parameters(CacheParameterGroupName="redis7-mine")["Parameters"]
    assert {parameter["ParameterName"]: parameter["ParameterValue"] for parameter in found} == {
        "maxmemory-policy": "allkeys-lru",
        "timeout": "60",
    }


def test_twenty_one_values_at_once_are_refused(elasticache: Any) -> None:
    make_parameter_group(elasticache)
    values = [{"ParameterName": f"name-{number}", "ParameterValue": "1"} for number in range(21)]

    with pytest.raises(ClientError) as error:
        elasticache.modify_cache_parameter_group(
            CacheParameterGroupName="redis7-mine", ParameterNameValues=values
        )

    assert error_code(error) == "InvalidParameterValue"
