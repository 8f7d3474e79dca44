from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.emulator.examples import error_code, make_group, make_parameter_group


def test_a_deleted_group_is_gone(elasticache: Any) -> None:
    make_parameter_group(elasticache)

    elasticache.delete_cache_parameter_group(CacheParameterGroupName="redis7-mine")

    assert elasticache.describe_cache_parameter_groups()["CacheParameterGroups"] == []


def test_a_group_in_use_stays(elasticache: Any) -> None:
    make_parameter_group(elasticache)
    make_group(elasticache, CacheParameterGroupName="redis7-mine")

    with pytest.raises(ClientError) as error:
        elasticache.delete_cache_parameter_group(CacheParameterGroupName="redis7-mine")

    assert error_code(error) == "InvalidCacheParameterGroupState"
