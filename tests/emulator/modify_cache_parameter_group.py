"""ModifyCacheParameterGroup, which moto lacks: it sets values, at most 20 in one call, and answers the group's name.

Could be offered to moto as it stands.
"""

from __future__ import annotations

from moto.core.responses import ActionResult
from moto.elasticache.exceptions import InvalidParameterValueException
from moto.elasticache.responses import ElastiCacheResponse

from tests.emulator.create_cache_parameter_group import cache_parameter_group
from tests.emulator.extension import adds

MOST_AT_ONCE = 20


@adds(ElastiCacheResponse)
def modify_cache_parameter_group(self: ElastiCacheResponse) -> ActionResult:
    group = cache_parameter_group(self.elasticache_backend, self._get_param("CacheParameterGroupName"))
    values = self._get_param("ParameterNameValues", [])
    if not 1 <= len(values) <= MOST_AT_ONCE:
        raise InvalidParameterValueException(
            f"The number of parameters must be between 1 and {MOST_AT_ONCE}, not {len(values)}."
        )
    group.parameters |= {value["ParameterName"]: value["ParameterValue"] for value in values}
    return ActionResult({"CacheParameterGroupName": group.cache_parameter_group_name})
