from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.emulator.examples import error_code, group_now, make_group


def test_a_deleted_group_is_gone_and_its_members_with_it(elasticache: Any) -> None:
    make_group(elasticache)

    answer = elasticache.delete_replication_group(ReplicationGroupId="redis")

    assert answer["ReplicationGroup"]["Status"] == "deleting"
    with pytest.raises(ClientError) as error:
        group_now(elasticache)
    assert error_code(error) == "ReplicationGroupNotFoundFault"
    assert elasticache.describe_cache_clusters()["CacheClusters"] == []


def test_the_final_snapshot_stays(elasticache: Any) -> None:
    make_group(elasticache)

    elasticache.delete_replication_group(ReplicationGroupId="redis", FinalSnapshotIdentifier="redis-final")

    [snapshot] = elasticache.describe_snapshots()["Snapshots"]
    assert (snapshot["SnapshotName"], snapshot["ReplicationGroupId"]) == ("redis-final", "redis")
