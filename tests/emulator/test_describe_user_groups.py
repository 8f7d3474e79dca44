from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.emulator.examples import error_code, make_group, make_users


def test_a_group_knows_what_uses_it(elasticache: Any) -> None:
    make_users(elasticache)
    elasticache.create_user_group(UserGroupId="group", Engine="redis", UserIds=["redis-default"])
    make_group(elasticache, UserGroupIds=["group"])

    [group] = elasticache.describe_user_groups(UserGroupId="group")["UserGroups"]

    assert group["ReplicationGroups"] == ["redis"]
    assert elasticache.describe_user_groups()["UserGroups"] == [group]


def test_a_group_that_is_not_there_is_not_found(elasticache: Any) -> None:
    with pytest.raises(ClientError) as error:
        elasticache.describe_user_groups(UserGroupId="group")

    assert error_code(error) == "UserGroupNotFound"
