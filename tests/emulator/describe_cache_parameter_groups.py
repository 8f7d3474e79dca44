"""DescribeCacheParameterGroups, which moto lacks: all groups, or the one that is named, else CacheParameterGroupNotFound.

AWS's own groups (default.redis7) are not among them here. Could be offered to moto.
"""

from __future__ import annotations

from moto.core.responses import PaginatedResult
from moto.elasticache.responses import ElastiCacheResponse

from tests.emulator.create_cache_parameter_group import cache_parameter_group, cache_parameter_groups
from tests.emulator.extension import adds


@adds(ElastiCacheResponse)
def describe_cache_parameter_groups(self: ElastiCacheResponse) -> PaginatedResult:
    backend, name = self.elasticache_backend, self._get_param("CacheParameterGroupName")
    groups = (
        [cache_parameter_group(backend, name)] if name else list(cache_parameter_groups(backend).values())
    )
    return PaginatedResult({"CacheParameterGroups": groups})
