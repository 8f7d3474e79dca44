"""ModifyUserGroup, which moto lacks: users come and go; the one named `default` must stay (DefaultUserRequired).

Could be offered to moto as it stands.
"""

from __future__ import annotations

from moto.core.responses import ActionResult
from moto.elasticache.responses import ElastiCacheResponse

from tests.emulator.create_user_group import set_users, user_group
from tests.emulator.extension import adds


@adds(ElastiCacheResponse)
def modify_user_group(self: ElastiCacheResponse) -> ActionResult:
    group = user_group(self.elasticache_backend, self._get_param("UserGroupId"))
    removed = set(self._get_param("UserIdsToRemove", []))
    kept = [user_id for user_id in group.user_ids if user_id not in removed]
    set_users(self.elasticache_backend, group, kept + self._get_param("UserIdsToAdd", []))
    return ActionResult(group)
