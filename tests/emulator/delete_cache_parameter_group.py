"""DeleteCacheParameterGroup, which moto lacks: refused while a replication group uses it (InvalidCacheParameterGroupState).

Could be offered to moto as it stands.
"""

from __future__ import annotations

from moto.core.responses import EmptyResult
from moto.elasticache.exceptions import ElastiCacheException
from moto.elasticache.responses import ElastiCacheResponse

from tests.emulator.create_cache_parameter_group import cache_parameter_group, cache_parameter_groups
from tests.emulator.extension import adds


@adds(ElastiCacheResponse)
def delete_cache_parameter_group(self: ElastiCacheResponse) -> EmptyResult:
    backend = self.elasticache_backend
    name = cache_parameter_group(
        backend, self._get_param("CacheParameterGroupName")
    ).cache_parameter_group_name
    if any(group.cache_parameter_group_name == name for group in backend.replication_groups.values()):
        raise ElastiCacheException(
            "InvalidCacheParameterGroupState",
            f"One or more cache clusters use the cache parameter group {name}.",
        )
    del cache_parameter_groups(backend)[name]
    return EmptyResult()
