from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.emulator.examples import error_code, make_group, make_users


@pytest.fixture
def group(elasticache: Any) -> str:
    make_users(elasticache)
    elasticache.create_user_group(UserGroupId="group", Engine="redis", UserIds=["redis-default"])
    return "group"


def test_a_deleted_group_is_gone_and_its_users_stay(elasticache: Any, group: str) -> None:
    answer = elasticache.delete_user_group(UserGroupId=group)

    assert answer["Status"] == "deleting"
    assert elasticache.describe_user_groups()["UserGroups"] == []
    [user] = elasticache.describe_users(UserId="redis-default")["Users"]
    assert user["UserGroupIds"] == []


def test_a_group_in_use_stays(elasticache: Any, group: str) -> None:
    make_group(elasticache, UserGroupIds=[group])

    with pytest.raises(ClientError) as error:
        elasticache.delete_user_group(UserGroupId=group)

    assert error_code(error) == "InvalidUserGroupState"
