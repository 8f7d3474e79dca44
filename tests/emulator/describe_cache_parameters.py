"""DescribeCacheParameters, which moto lacks: the values of a group, with where each comes from.

AWS answers the family's parameters too (`Source` system); here there are only those that were set (`Source` user).
Could be offered to moto when it has the families' tables.
"""

from __future__ import annotations

from moto.core.responses import ActionResult
from moto.elasticache.responses import ElastiCacheResponse

from tests.emulator.create_cache_parameter_group import cache_parameter_group
from tests.emulator.extension import adds


@adds(ElastiCacheResponse)
def describe_cache_parameters(self: ElastiCacheResponse) -> ActionResult:
    group = cache_parameter_group(self.elasticache_backend, self._get_param("CacheParameterGroupName"))
    values = group.parameters if self._get_param("Source") in {None, "user"} else {}
    parameters = [
        {"ParameterName": name, "ParameterValue": value, "Source": "user", "IsModifiable": True}
        for name, value in sorted(values.items())
    ]
    return ActionResult({"Parameters": parameters, "CacheNodeTypeSpecificParameters": []})
