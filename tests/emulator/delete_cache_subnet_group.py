"""DeleteCacheSubnetGroup, which moto lacks: refused while a replication group is in it (CacheSubnetGroupInUse).

Could be offered to moto as it stands.
"""

from __future__ import annotations

from moto.core.responses import EmptyResult
from moto.elasticache.exceptions import ElastiCacheException
from moto.elasticache.responses import ElastiCacheResponse

from tests.emulator.extension import adds


@adds(ElastiCacheResponse)
def delete_cache_subnet_group(self: ElastiCacheResponse) -> EmptyResult:
    backend = self.elasticache_backend
    [subnet_group] = backend.describe_cache_subnet_groups(self._get_param("CacheSubnetGroupName"))
    name = subnet_group.cache_subnet_group_name
    if any(group.cache_subnet_group_name == name for group in backend.replication_groups.values()):
        raise ElastiCacheException(
            "CacheSubnetGroupInUse", f"Cache subnet group {name} is currently in use by a cache cluster."
        )
    del backend.cache_subnet_groups[name]
    return EmptyResult()
