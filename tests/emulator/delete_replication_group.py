"""DeleteReplicationGroup: moto says `deleting` and keeps the group, and forgets the final snapshot.

AWS takes FinalSnapshotIdentifier's snapshot, answers the group as `deleting`, and soon no longer knows it: here, at once.
Could be offered to moto, whose state manager could make the `deleting` last.
"""

from __future__ import annotations

from collections.abc import Callable

from moto.core.responses import ActionResult
from moto.elasticache.responses import ElastiCacheResponse

from tests.emulator.extension import corrects


@corrects(ElastiCacheResponse)
def delete_replication_group(
    motos_own: Callable[[ElastiCacheResponse], ActionResult], self: ElastiCacheResponse
) -> ActionResult:
    backend, group_id = self.elasticache_backend, self._get_param("ReplicationGroupId")
    [group] = backend.describe_replication_groups(group_id)
    if snapshot := self._get_param("FinalSnapshotIdentifier"):
        backend.create_snapshot(
            snapshot_name=snapshot,
            replication_group_id=group_id,
            cache_cluster_id=None,
            kms_key_id=group.kms_key_id,
            tags=[],
        )
    answer = motos_own(self)
    del backend.replication_groups[group_id]
    return answer
