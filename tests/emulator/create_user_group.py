"""CreateUserGroup, which moto lacks together with everything else about ElastiCache's user groups.

AWS refuses a group in which no user is named `default` (DefaultUserRequired). The users say which groups they are in,
the group which replication groups use it. Could be offered to moto as it stands.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from moto.core.responses import ActionResult
from moto.elasticache.exceptions import ElastiCacheException, UserNotFound
from moto.elasticache.models import ElastiCacheBackend, User
from moto.elasticache.responses import ElastiCacheResponse
from moto.utilities.utils import get_partition

from tests.emulator.extension import adds


@dataclass
class UserGroup:
    """A group of users, as DescribeUserGroups answers it."""

    user_group_id: str
    engine: str
    user_ids: list[str]
    arn: str
    status: str = "active"
    minimum_engine_version: str = "6.0"
    replication_groups: list[str] = field(default_factory=list)


def user_groups(backend: ElastiCacheBackend) -> dict[str, UserGroup]:
    """Give the user groups of an account and region by id; they go with everything else when moto is reset."""
    groups: dict[str, UserGroup] = backend.__dict__.setdefault("user_groups", {})
    return groups


def user_group(backend: ElastiCacheBackend, user_group_id: str) -> UserGroup:
    """Give one group with the replication groups that use it, or raise what AWS answers."""
    group = user_groups(backend).get(user_group_id)
    if group is None:
        raise ElastiCacheException("UserGroupNotFound", f"User group {user_group_id} not found.")
    group.replication_groups = [
        used.replication_group_id
        for used in backend.replication_groups.values()
        if user_group_id in used.user_group_ids
    ]
    return group


def set_users(backend: ElastiCacheBackend, group: UserGroup, user_ids: list[str]) -> None:
    """Put these users, of whom one must be named `default`, into a group, and no others."""
    users = [_user(backend, user_id) for user_id in user_ids]
    if "default" not in {user.name for user in users}:
        raise ElastiCacheException("DefaultUserRequired", "You must add default user to the user group.")
    group.user_ids = user_ids
    for user in backend.users.values():
        others = [name for name in user.user_group_ids if name != group.user_group_id]
        user.user_group_ids = others + ([group.user_group_id] if user.id in user_ids else [])


def _user(backend: ElastiCacheBackend, user_id: str) -> User:
    if user_id not in backend.users:
        raise UserNotFound(user_id)
    return backend.users[user_id]


@adds(ElastiCacheResponse)
def create_user_group(self: ElastiCacheResponse) -> ActionResult:
    backend, user_group_id = self.elasticache_backend, self._get_param("UserGroupId")
    if user_group_id in user_groups(backend):
        raise ElastiCacheException("UserGroupAlreadyExists", f"User Group {user_group_id} already exists.")
    place = f"{backend.region_name}:{backend.account_id}"
    group = UserGroup(
        user_group_id=user_group_id,
        engine=self._get_param("Engine").lower(),
        user_ids=[],
        arn=f"arn:{get_partition(backend.region_name)}:elasticache:{place}:usergroup:{user_group_id}",
    )
    set_users(backend, group, self._get_param("UserIds", []))
    user_groups(backend)[user_group_id] = group
    backend.tagging_service.tag_resource(group.arn, self._get_param("Tags", []))
    return ActionResult(group)
