"""DescribeUserGroups, which moto lacks: all groups, or the one that is named, else UserGroupNotFound.

Could be offered to moto as it stands.
"""

from __future__ import annotations

from moto.core.responses import PaginatedResult
from moto.elasticache.responses import ElastiCacheResponse

from tests.emulator.create_user_group import user_group, user_groups
from tests.emulator.extension import adds


@adds(ElastiCacheResponse)
def describe_user_groups(self: ElastiCacheResponse) -> PaginatedResult:
    backend, named = self.elasticache_backend, self._get_param("UserGroupId")
    wanted = [named] if named else list(user_groups(backend))
    return PaginatedResult({"UserGroups": [user_group(backend, group_id) for group_id in wanted]})
