from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.emulator.examples import error_code


def test_a_group_has_an_arn(elasticache: Any) -> None:
    answer = elasticache.create_cache_parameter_group(
        CacheParameterGroupName="Mine", CacheParameterGroupFamily="redis7", Description="mine"
    )

    assert answer["CacheParameterGroup"] == {
        "CacheParameterGroupName": "mine",
        "CacheParameterGroupFamily": "redis7",
        "Description": "mine",
        "IsGlobal": False,
        "ARN": "arn:aws:elasticache:us-east-1:123456789012:parametergroup:mine",
    }


def test_a_name_that_is_taken_is_refused(elasticache: Any) -> None:
    group = {"CacheParameterGroupName": "mine", "CacheParameterGroupFamily": "redis7", "Description": "mine"}
    elasticache.create_cache_parameter_group(**group)

    with pytest.raises(ClientError) as error:
        elasticache.create_cache_parameter_group(**group)

    assert error_code(error) == "CacheParameterGroupAlreadyExists"
