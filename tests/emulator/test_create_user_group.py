from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.emulator.examples import error_code, make_users


def test_users_know_the_group_they_are_in(elasticache: Any) -> None:
    make_users(elasticache)

    answer = elasticache.create_user_group(
        UserGroupId="group", Engine="redis", UserIds=["redis-default", "app"]
    )

    assert answer["ARN"] == "arn:aws:elasticache:us-east-1:123456789012:usergroup:group"
    assert (answer["Status"], answer["UserIds"]) == ("active", ["redis-default", "app"])
    [user] = elasticache.describe_users(UserId="app")["Users"]
    assert user["UserGroupIds"] == ["group"]


@pytest.mark.parametrize(
    ("user_ids", "code"), [(["app"], "DefaultUserRequired"), (["redis-default", "nobody"], "UserNotFound")]
)
def test_a_group_needs_the_default_user_and_users_that_are_there(
    elasticache: Any, user_ids: list[str], code: str
) -> None:
    make_users(elasticache)

    with pytest.raises(ClientError) as error:
        elasticache.create_user_group(UserGroupId="group", Engine="redis", UserIds=user_ids)

    assert error_code(error) == code
    assert elasticache.describe_user_groups()["UserGroups"] == []
