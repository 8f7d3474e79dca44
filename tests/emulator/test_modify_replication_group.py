from __future__ import annotations

from typing import Any

import pytest

from tests.emulator.examples import group_now, make_group, make_users

SLOW_LOG = {
    "LogType": "slow-log",
    "DestinationType": "cloudwatch-logs",
    "DestinationDetails": {"CloudWatchLogsDetails": {"LogGroup": "slow"}},
    "LogFormat": "json",
}


def modify(elasticache: Any, **changes: Any) -> dict[str, Any]:
    elasticache.modify_replication_group(ReplicationGroupId="redis", ApplyImmediately=True, **changes)
    return group_now(elasticache)


@pytest.mark.parametrize(
    ("change", "value"),
    [("SnapshotWindow", "01:00-02:00"), ("AutoMinorVersionUpgrade", True), ("SnapshotRetentionLimit", 3)],
)
def test_a_setting_of_the_group_changes(elasticache: Any, change: str, value: object) -> None:
    make_group(elasticache, AutoMinorVersionUpgrade=False)

    assert modify(elasticache, **{change: value})[change] == value


def test_a_setting_of_the_members_changes(elasticache: Any) -> None:
    make_group(elasticache, CacheParameterGroupName="default.redis7")

    modify(
        elasticache,
        CacheParameterGroupName="redis7-mine",
        PreferredMaintenanceWindow="mon:06:00-mon:07:00",
        SecurityGroupIds=["sg-2"],
    )

    for member in elasticache.describe_cache_clusters()["CacheClusters"]:
        assert member["CacheParameterGroup"]["CacheParameterGroupName"] == "redis7-mine"
        assert member["PreferredMaintenanceWindow"] == "mon:06:00-mon:07:00"
        assert member["SecurityGroups"] == [{"SecurityGroupId": "sg-2", "Status": "active"}]


def test_a_token_can_be_set_and_taken_away(elasticache: Any) -> None:
    make_group(elasticache, TransitEncryptionEnabled=True)

    set_now = modify(elasticache, AuthToken="x" * 16, AuthTokenUpdateStrategy="SET")
    deleted_now = modify(elasticache, AuthTokenUpdateStrategy="DELETE")

    assert set_now["AuthTokenEnabled"] is True
    assert deleted_now["AuthTokenEnabled"] is False


def test_user_groups_come_and_go(elasticache: Any) -> None:
    make_users(elasticache)
    make_group(elasticache, UserGroupIds=["one"])

    assert modify(elasticache, UserGroupIdsToAdd=["two"])["UserGroupIds"] == ["one", "two"]
    assert modify(elasticache, UserGroupIdsToRemove=["one"])["UserGroupIds"] == ["two"]


def test_a_log_can_be_turned_on_and_off(elasticache: Any) -> None:
    make_group(elasticache)

    [turned_on] = modify(elasticache, LogDeliveryConfigurations=[SLOW_LOG])["LogDeliveryConfigurations"]
    turned_off = modify(elasticache, LogDeliveryConfigurations=[{"LogType": "slow-log", "Enabled": False}])

    assert turned_on == SLOW_LOG | {"Status": "active"}
    assert turned_off["LogDeliveryConfigurations"] == []
