from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.emulator.examples import error_code, make_parameter_group


def test_a_group_is_found_by_its_name(elasticache: Any) -> None:
    make_parameter_group(elasticache)

    named = elasticache.describe_cache_parameter_groups(CacheParameterGroupName="redis7-mine")

    assert [group["CacheParameterGroupFamily"] for group in named["CacheParameterGroups"]] == ["redis7"]
    assert (
        elasticache.describe_cache_parameter_groups()["CacheParameterGroups"] == named["CacheParameterGroups"]
    )


def test_a_group_that_is_not_there_is_not_found(elasticache: Any) -> None:
    with pytest.raises(ClientError) as error:
        elasticache.describe_cache_parameter_groups(CacheParameterGroupName="redis7-mine")

    assert error_code(error) == "CacheParameterGroupNotFound"
