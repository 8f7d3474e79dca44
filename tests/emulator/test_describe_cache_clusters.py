from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.emulator.examples import error_code, make_group


def test_a_member_has_its_groups_settings(elasticache: Any) -> None:
    make_group(elasticache, CacheParameterGroupName="default.redis7")

    [member] = elasticache.describe_cache_clusters(CacheClusterId="redis-002")["CacheClusters"]

    assert member["ARN"] == "arn:aws:elasticache:us-east-1:123456789012:cluster:redis-002"
    assert member["ReplicationGroupId"] == "redis"
    assert member["CacheNodeType"] == "cache.t3.small"
    assert member["EngineVersion"] == "7.0.7"
    assert member["PreferredAvailabilityZone"] == "us-east-1b"
    assert member["PreferredMaintenanceWindow"] == "sun:06:00-sun:07:00"
    assert member["CacheParameterGroup"]["CacheParameterGroupName"] == "default.redis7"
    assert member["SecurityGroups"] == [{"SecurityGroupId": "sg-1", "Status": "active"}]
    assert [node["CacheNodeStatus"] for node in member["CacheNodes"]] == ["available"]


def test_all_members_are_among_the_clusters(elasticache: Any) -> None:
    make_group(elasticache)

    found = elasticache.describe_cache_clusters()["CacheClusters"]

    assert [cluster["CacheClusterId"] for cluster in found] == ["redis-001", "redis-002"]


def test_a_member_too_many_is_not_found(elasticache: Any) -> None:
    make_group(elasticache)

    with pytest.raises(ClientError) as error:
        elasticache.describe_cache_clusters(CacheClusterId="redis-003")

    assert error_code(error) == "CacheClusterNotFound"
