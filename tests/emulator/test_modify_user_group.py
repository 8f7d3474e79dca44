from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.emulator.examples import error_code, make_users


@pytest.fixture
def group(elasticache: Any) -> str:
    make_users(elasticache)
    elasticache.create_user_group(UserGroupId="group", Engine="redis", UserIds=["redis-default"])
    return "group"


def test_users_come_and_go(elasticache: Any, group: str) -> None:
    added = elasticache.modify_user_group(UserGroupId=group, UserIdsToAdd=["app"])
    removed = elasticache.modify_user_group(UserGroupId=group, UserIdsToRemove=["app"])

    assert added["UserIds"] == ["redis-default", "app"]
    assert removed["UserIds"] == ["redis-default"]


def test_the_default_user_stays(elasticache: Any, group: str) -> None:
    with pytest.raises(ClientError) as error:
        elasticache.modify_user_group(UserGroupId=group, UserIdsToRemove=["redis-default"])

    assert error_code(error) == "DefaultUserRequired"
