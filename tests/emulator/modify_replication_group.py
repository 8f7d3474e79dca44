"""ModifyReplicationGroup: moto changes six settings and ignores the others.

AWS changes these too: version, parameter group, windows, security groups, AUTH token (ROTATE and SET), user groups, log
delivery, encryption mode, minor upgrades. Its maintenance window is taken to be now: nothing stays pending without
ApplyImmediately. Could be offered to moto as it stands.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from moto.core.responses import ActionResult
from moto.core.utils import utcnow
from moto.elasticache.models import ReplicationGroup
from moto.elasticache.responses import ElastiCacheResponse

from tests.emulator.create_replication_group import keep_tokens, tokens_of
from tests.emulator.extension import corrects

TAKEN_AS_GIVEN = {
    "EngineVersion": "engine_version",
    "CacheParameterGroupName": "cache_parameter_group_name",
    "PreferredMaintenanceWindow": "preferred_maintenance_window",
    "SnapshotWindow": "snapshot_window",
    "SnapshottingClusterId": "snapshotting_cluster_id",
    "SecurityGroupIds": "security_group_ids",
    "NotificationTopicArn": "notification_topic_arn",
    "AutoMinorVersionUpgrade": "auto_minor_version_upgrade",
    "TransitEncryptionEnabled": "transit_encryption_enabled",
    "TransitEncryptionMode": "transit_encryption_mode",
    "IpDiscovery": "ip_discovery",
}


@corrects(ElastiCacheResponse)
def modify_replication_group(
    motos_own: Callable[[ElastiCacheResponse], ActionResult], self: ElastiCacheResponse
) -> ActionResult:
    answer = motos_own(self)
    group = self.elasticache_backend.replication_groups[self._get_param("ReplicationGroupId")]
    for parameter, attribute in TAKEN_AS_GIVEN.items():
        if (value := self._get_param(parameter)) is not None:
            setattr(group, attribute, value)
    _change_token(self, group)
    _change_user_groups(self, group)
    _change_log_delivery(group, self._get_param("LogDeliveryConfigurations", []))
    return answer


def _change_token(response: ElastiCacheResponse, group: ReplicationGroup) -> None:
    """ROTATE lets the newest two tokens in, SET the new one only, DELETE none."""
    strategy, token = response._get_param("AuthTokenUpdateStrategy"), response._get_param("AuthToken")
    if strategy == "DELETE":
        keep_tokens(group, [])
    elif token:
        before = tokens_of(group)[-1:] if strategy == "ROTATE" else []
        keep_tokens(group, [*before, token])
        group.auth_token_last_modified_date = utcnow()


def _change_user_groups(response: ElastiCacheResponse, group: ReplicationGroup) -> None:
    removed = set(response._get_param("UserGroupIdsToRemove", []))
    kept = [] if response._get_bool_param("RemoveUserGroups") else group.user_group_ids
    added = response._get_param("UserGroupIdsToAdd", [])
    group.user_group_ids = [name for name in kept if name not in removed] + added


def _change_log_delivery(group: ReplicationGroup, changes: list[dict[str, Any]]) -> None:
    """A change names its log; what is not named stays."""
    for change in changes:
        group.log_delivery_configurations = [
            present
            for present in group.log_delivery_configurations
            if present["LogType"] != change["LogType"]
        ]
        if change.get("Enabled", True):
            group.log_delivery_configurations.append({**change, "Status": "active"})
