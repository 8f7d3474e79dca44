"""DeleteUserGroup, which moto lacks: refused while a replication group uses it (InvalidUserGroupState).

AWS answers `deleting`, and soon no longer knows the group: here, at once. Could be offered to moto as it stands.
"""

from __future__ import annotations

from moto.core.responses import ActionResult
from moto.elasticache.exceptions import ElastiCacheException
from moto.elasticache.responses import ElastiCacheResponse

from tests.emulator.create_user_group import user_group, user_groups
from tests.emulator.extension import adds


@adds(ElastiCacheResponse)
def delete_user_group(self: ElastiCacheResponse) -> ActionResult:
    backend = self.elasticache_backend
    group = user_group(backend, self._get_param("UserGroupId"))
    if group.replication_groups:
        raise ElastiCacheException(
            "InvalidUserGroupState",
            f"User group {group.user_group_id} is associated with a replication group.",
        )
    for user in backend.users.values():
        user.user_group_ids = [name for name in user.user_group_ids if name != group.user_group_id]
    del user_groups(backend)[group.user_group_id]
    group.status = "deleting"
    return ActionResult(group)
