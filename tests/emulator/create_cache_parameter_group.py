"""CreateCacheParameterGroup, which moto lacks together with everything else about ElastiCache's parameter groups.

AWS answers the group with its ARN, refuses a name that is taken (CacheParameterGroupAlreadyExists), and lower-cases
the name. Could be offered to moto as it stands.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from moto.core.responses import ActionResult
from moto.elasticache.exceptions import ElastiCacheException
from moto.elasticache.models import ElastiCacheBackend
from moto.elasticache.responses import ElastiCacheResponse
from moto.utilities.utils import get_partition

from tests.emulator.extension import adds


@dataclass
class CacheParameterGroup:
    """A group, and the values in it that are not the family's own."""

    cache_parameter_group_name: str
    cache_parameter_group_family: str
    description: str
    arn: str
    is_global: bool = False
    parameters: dict[str, str] = field(default_factory=dict)


def cache_parameter_groups(backend: ElastiCacheBackend) -> dict[str, CacheParameterGroup]:
    """Give the groups of an account and region by name; they go with everything else when moto is reset."""
    groups: dict[str, CacheParameterGroup] = backend.__dict__.setdefault("cache_parameter_groups", {})
    return groups


def cache_parameter_group(backend: ElastiCacheBackend, name: str) -> CacheParameterGroup:
    """Give one group, or raise what AWS answers."""
    group = cache_parameter_groups(backend).get(name.lower())
    if group is None:
        raise ElastiCacheException("CacheParameterGroupNotFound", f"CacheParameterGroup {name} not found.")
    return group


@adds(ElastiCacheResponse)
def create_cache_parameter_group(self: ElastiCacheResponse) -> ActionResult:
    backend = self.elasticache_backend
    name = self._get_param("CacheParameterGroupName").lower()
    if name in cache_parameter_groups(backend):
        raise ElastiCacheException(
            "CacheParameterGroupAlreadyExists", f"Cache parameter group {name} already exists."
        )
    place = f"{backend.region_name}:{backend.account_id}"
    group = CacheParameterGroup(
        cache_parameter_group_name=name,
        cache_parameter_group_family=self._get_param("CacheParameterGroupFamily"),
        description=self._get_param("Description"),
        arn=f"arn:{get_partition(backend.region_name)}:elasticache:{place}:parametergroup:{name}",
    )
    cache_parameter_groups(backend)[name] = group
    backend.tagging_service.tag_resource(group.arn, self._get_param("Tags", []))
    return ActionResult({"CacheParameterGroup": group})
