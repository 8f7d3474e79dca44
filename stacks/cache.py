"""Cache: Amazon ElastiCache for Redis, always as a replication group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf import TerraformResourceLifecycle
from cdktf_cdktf_provider_aws.elasticache_parameter_group import (
    ElasticacheParameterGroup,
    ElasticacheParameterGroupParameter,
)
from cdktf_cdktf_provider_aws.elasticache_replication_group import (
    ElasticacheReplicationGroup,
    ElasticacheReplicationGroupLogDeliveryConfiguration,
)
from cdktf_cdktf_provider_aws.elasticache_subnet_group import ElasticacheSubnetGroup
from cdktf_cdktf_provider_aws.elasticache_user import ElasticacheUser, ElasticacheUserAuthenticationMode
from cdktf_cdktf_provider_aws.elasticache_user_group import ElasticacheUserGroup
from constructs import Construct

from aldeia.manifest.cache import Cache as CacheSection
from aldeia.manifest.logs import kept_for
from aldeia.manifest.parameters import aws_value
from aldeia.manifest.recovery import Recovery
from aldeia.naming import CACHE_LOGS, Names
from stacks.addresses import address, at
from stacks.logs import log_group
from stacks.topics import Topic

if TYPE_CHECKING:
    from cdktf_cdktf_provider_aws.cloudwatch_log_group import CloudwatchLogGroup

# Everything but what administers the server: an application that is taken over cannot reconfigure or empty it.
APPLICATION_ACCESS = "on ~* &* +@all -@admin -@dangerous +info"
NO_ACCESS = "off ~* -@all"


class Cache(Construct):
    """The replication group, its groups, its logs, and its users where IAM logs them in."""

    def __init__(  # a construct's inputs are its documentation; named ones read well
        self,
        scope: Construct,
        id_: str,
        *,
        names: Names,
        cache: CacheSection,
        recovery: Recovery,
        subnet_ids: list[str],
        security_group_id: str,
        auth_token: str | None,
        data_key_arn: str,
        logs_key_arn: str,
        events: Topic,
    ) -> None:
        super().__init__(scope, id_)
        self._names = names
        self._cache = cache
        self._events = events
        self.user_arn: str | None = None
        logs = {
            log: log_group(
                self,
                f"cache_{log.replace('-', '_')}",
                name=names.cache_log_group(log),
                retention=kept_for(log, cache.log_retention),
                key_arn=logs_key_arn,
            )
            for log in CACHE_LOGS
        }
        group = self._replication_group(
            recovery=recovery,
            subnet_ids=subnet_ids,
            security_group_id=security_group_id,
            auth_token=auth_token,
            data_key_arn=data_key_arn,
            logs=logs,
        )
        self.group = address(group)
        self.primary_address = group.primary_endpoint_address
        self.reader_address = group.reader_endpoint_address
        self.arn = group.arn

    def _replication_group(  # one flat provider call
        self,
        *,
        recovery: Recovery,
        subnet_ids: list[str],
        security_group_id: str,
        auth_token: str | None,
        data_key_arn: str,
        logs: dict[str, CloudwatchLogGroup],
    ) -> ElasticacheReplicationGroup:
        cache, names = self._cache, self._names
        subnet_group = at(
            "cache",
            ElasticacheSubnetGroup(
                self,
                "subnet-group",
                name=names.cache_subnet_group,
                description=f"Subnet group for {names.environment} cache",
                subnet_ids=subnet_ids,
            ),
        )
        return at(
            "cache",
            ElasticacheReplicationGroup(
                self,
                "replication-group",
                replication_group_id=names.cache,
                description=f"{names.cache}: sessions, rate limits, cache and chat of {names.environment}",
                engine="redis",
                engine_version=cache.engine_version,
                # A string in the provider's schema, as is at_rest_encryption_enabled.
                auto_minor_version_upgrade=str(cache.auto_minor_version_upgrade).lower(),
                node_type=cache.node_type,
                num_cache_clusters=cache.nodes,
                preferred_cache_cluster_azs=list(cache.availability_zones),
                multi_az_enabled=cache.multi_az,
                automatic_failover_enabled=cache.automatic_failover,
                subnet_group_name=subnet_group.name,
                security_group_ids=[security_group_id],
                port=cache.port,
                auth_token=auth_token,
                # Adds the new token beside the old one, so that running clients stay logged in.
                auth_token_update_strategy="ROTATE" if auth_token else None,
                user_group_ids=None if auth_token else [self._user_group()],
                transit_encryption_enabled=True,
                transit_encryption_mode="required",
                at_rest_encryption_enabled="true",
                kms_key_id=data_key_arn,
                snapshot_retention_limit=cache.snapshot_retention.days,
                snapshot_window=cache.snapshot_window.aws,
                final_snapshot_identifier=names.cache_final_snapshot(recovery.final_snapshot_number)
                if recovery.final_snapshot
                else None,
                maintenance_window=cache.maintenance_window.aws,
                apply_immediately=cache.apply_immediately,
                parameter_group_name=self._parameter_group(),
                log_delivery_configuration=[
                    ElasticacheReplicationGroupLogDeliveryConfiguration(
                        log_type=log,
                        log_format="json",
                        destination_type="cloudwatch-logs",
                        destination=group.name,
                    )
                    for log, group in logs.items()
                ],
                notification_topic_arn=self._events.arn,
                # ElastiCache calls a topic inactive that it may not publish to yet.
                depends_on=[self._events.policy],
                lifecycle=None
                if recovery.may_be_destroyed
                else TerraformResourceLifecycle(prevent_destroy=True),
            ),
        )

    def _parameter_group(self) -> str:
        """Name AWS's own group when no parameter is set, or make one."""
        cache = self._cache
        if not cache.parameters:
            return self._names.default_cache_parameter_group(cache.parameter_family)
        group = at(
            "cache",
            ElasticacheParameterGroup(
                self,
                "parameter-group",
                name=self._names.cache_parameter_group(cache.parameter_family),
                family=cache.parameter_family,
                # Without the minor version: another description is another group, and AWS deletes none that is in use.
                description=f"{self._names.cache}: {cache.parameter_family}",
                parameter=[
                    ElasticacheParameterGroupParameter(
                        name=name, value=aws_value(cache.parameter_table[name], value.written)
                    )
                    for name, value in sorted(cache.parameters.items())
                ],
                # A new family has a group of another name, and the old one is in use until the upgrade.
                lifecycle=TerraformResourceLifecycle(create_before_destroy=True),
            ),
        )
        return group.name

    def _user_group(self) -> str:
        """Make the application's user, and a default user that may do nothing: every group must have one."""
        names = self._names
        user = at(
            "cache_application",
            ElasticacheUser(
                self,
                "application-user",
                # IAM logs a user in only when its id is its name.
                user_id=names.cache_user,
                user_name=names.cache_user,
                engine="redis",
                access_string=APPLICATION_ACCESS,
                authentication_mode=ElasticacheUserAuthenticationMode(type="iam"),
            ),
        )
        self.user_arn = user.arn
        default = at(
            "cache_default",
            ElasticacheUser(
                self,
                "default-user",
                user_id=names.cache_default_user,
                user_name="default",
                engine="redis",
                access_string=NO_ACCESS,
                authentication_mode=ElasticacheUserAuthenticationMode(type="no-password-required"),
            ),
        )
        group = at(
            "cache",
            ElasticacheUserGroup(
                self,
                "user-group",
                user_group_id=names.cache,
                engine="redis",
                user_ids=[default.user_id, user.user_id],
            ),
        )
        return group.user_group_id
