"""ResetCacheParameterGroup, which moto lacks: all values, or those that are named, are the family's own again.

Could be offered to moto as it stands.
"""

from __future__ import annotations

from moto.core.responses import ActionResult
from moto.elasticache.responses import ElastiCacheResponse

from tests.emulator.create_cache_parameter_group import cache_parameter_group
from tests.emulator.extension import adds


@adds(ElastiCacheResponse)
def reset_cache_parameter_group(self: ElastiCacheResponse) -> ActionResult:
    group = cache_parameter_group(self.elasticache_backend, self._get_param("CacheParameterGroupName"))
    if self._get_bool_param("ResetAllParameters"):
        group.parameters.clear()
    for value in self._get_param("ParameterNameValues", []):
        group.parameters.pop(value["ParameterName"], None)
    return ActionResult({"CacheParameterGroupName": group.cache_parameter_group_name})
