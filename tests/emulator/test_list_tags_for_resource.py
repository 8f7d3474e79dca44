from __future__ import annotations

from typing import Any

from tests.emulator.examples import make_users

TAGS = [{"Key": "Environment", "Value": "staging"}]


def test_a_parameter_group_has_its_tags(elasticache: Any) -> None:
    group = elasticache.create_cache_parameter_group(
        CacheParameterGroupName="mine", CacheParameterGroupFamily="redis7", Description="mine", Tags=TAGS
    )["CacheParameterGroup"]

    assert elasticache.list_tags_for_resource(ResourceName=group["ARN"])["TagList"] == TAGS


def test_a_user_group_has_its_tags(elasticache: Any) -> None:
    make_users(elasticache)
    group = elasticache.create_user_group(
        UserGroupId="group", Engine="redis", UserIds=["redis-default"], Tags=TAGS
    )

    assert elasticache.list_tags_for_resource(ResourceName=group["ARN"])["TagList"] == TAGS
