"""Database: Amazon RDS for PostgreSQL, with all that it needs around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf import TerraformResourceLifecycle
from cdktf_cdktf_provider_aws.db_instance import DbInstance
from cdktf_cdktf_provider_aws.db_parameter_group import DbParameterGroup, DbParameterGroupParameter
from cdktf_cdktf_provider_aws.db_subnet_group import DbSubnetGroup
from cdktf_cdktf_provider_aws.iam_role import IamRole
from cdktf_cdktf_provider_aws.iam_role_policy_attachment import IamRolePolicyAttachment
from constructs import Construct

from aldeia.alarms.log_rows import LOG
from aldeia.manifest.database import Database as DatabaseSection
from aldeia.manifest.logs import kept_for
from aldeia.manifest.parameters import aws_value
from aldeia.manifest.recovery import Recovery
from aldeia.naming import Names
from stacks.addresses import address, at
from stacks.logs import log_group
from stacks.policies import assumed_by_service

if TYPE_CHECKING:
    from cdktf_cdktf_provider_aws.cloudwatch_log_group import CloudwatchLogGroup

MONITORING_POLICY_ARN = "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole"


class Database(Construct):
    """The instance, its groups, its monitoring role, its logs, and a read replica when one is asked for."""

    def __init__(  # a construct's inputs are its documentation; named ones read well
        self,
        scope: Construct,
        id_: str,
        *,
        names: Names,
        database: DatabaseSection,
        recovery: Recovery,
        subnet_ids: list[str],
        security_group_id: str,
        password: str,
        data_key_arn: str,
        logs_key_arn: str,
        account_id: str,
        region: str,
        permissions_boundary_arn: str | None,
    ) -> None:
        super().__init__(scope, id_)
        self._names = names
        self._database = database
        self._data_key_arn = data_key_arn
        self._security_group_id = security_group_id
        self._monitoring_role_arn = self._monitoring_role(
            f"arn:aws:rds:{region}:{account_id}:db:{names.database}*", account_id, permissions_boundary_arn
        )
        self._parameter_group_name = self._parameter_group()
        logs = self._log_groups(logs_key_arn)
        instance = self._instance(recovery, subnet_ids, password, list(logs.values()))
        replica = self._replica(instance) if database.read_replica.enabled else None
        self.instance = address(instance)
        self.replica = address(replica) if replica else None
        self.log_group_name = logs[LOG].name if LOG in logs else None
        self.address = instance.address
        self.arn = instance.arn
        self.resource_id = instance.resource_id
        self.replica_address = replica.address if replica else None
        self.instance_ids = [one.identifier for one in (instance, replica) if one]

    def _instance(
        self, recovery: Recovery, subnet_ids: list[str], password: str, logs: list[CloudwatchLogGroup]
    ) -> DbInstance:
        database, names = self._database, self._names
        insights = database.performance_insights
        subnet_group = at(
            "database",
            DbSubnetGroup(
                self,
                "subnet-group",
                name=names.database_subnet_group,
                description=f"Subnet group for {names.environment} database",
                subnet_ids=subnet_ids,
            ),
        )
        return at(
            "database",
            DbInstance(
                self,
                "instance",
                identifier=names.database,
                engine="postgres",
                engine_version=database.engine_version,
                auto_minor_version_upgrade=database.auto_minor_version_upgrade,
                # Extended Support is paid by vCPU and hour, and on unless refused.
                engine_lifecycle_support="open-source-rds-extended-support-disabled",
                instance_class=database.instance_class,
                storage_type="gp3",
                allocated_storage=database.storage.gib,
                max_allocated_storage=database.storage_ceiling.gib if database.storage_ceiling else None,
                iops=database.iops,
                storage_throughput=database.throughput.mib if database.throughput else None,
                db_subnet_group_name=subnet_group.name,
                vpc_security_group_ids=[self._security_group_id],
                port=database.port,
                multi_az=database.multi_az,
                publicly_accessible=False,
                db_name=database.name,
                username=database.username,
                password_wo=f"${{{password}}}",
                password_wo_version=database.password_version,
                iam_database_authentication_enabled=database.iam_authentication,
                ca_cert_identifier=database.ca_certificate,
                storage_encrypted=True,
                kms_key_id=self._data_key_arn,
                backup_retention_period=database.backup_retention.days,
                backup_window=database.backup_window.aws,
                copy_tags_to_snapshot=True,
                delete_automated_backups=recovery.may_be_destroyed,
                maintenance_window=database.maintenance_window.aws,
                apply_immediately=database.apply_immediately,
                parameter_group_name=self._parameter_group_name,
                enabled_cloudwatch_logs_exports=sorted(database.log_exports),
                monitoring_interval=database.enhanced_monitoring_interval.seconds,
                monitoring_role_arn=self._monitoring_role_arn,
                performance_insights_enabled=insights,
                performance_insights_retention_period=database.performance_insights_retention.days
                if insights
                else None,
                performance_insights_kms_key_id=self._data_key_arn if insights else None,
                database_insights_mode="standard",
                deletion_protection=database.deletion_protection,
                skip_final_snapshot=not recovery.final_snapshot,
                final_snapshot_identifier=names.database_final_snapshot(recovery.final_snapshot_number)
                if recovery.final_snapshot
                else None,
                # Groups that RDS makes itself are not encrypted and keep for ever: ours must be there first.
                depends_on=list(logs),
                lifecycle=None
                if recovery.may_be_destroyed
                else TerraformResourceLifecycle(prevent_destroy=True),
            ),
        )

    def _replica(self, source: DbInstance) -> DbInstance:
        """Make a second instance that takes reads; what is left out it has from its source."""
        database = self._database
        return at(
            "database_replica",
            DbInstance(
                self,
                "replica",
                identifier=self._names.database_replica,
                replicate_source_db=source.identifier,
                instance_class=database.read_replica.instance_class,
                auto_minor_version_upgrade=database.auto_minor_version_upgrade,
                storage_type="gp3",
                max_allocated_storage=database.storage_ceiling.gib if database.storage_ceiling else None,
                vpc_security_group_ids=[self._security_group_id],
                port=database.port,
                publicly_accessible=False,
                iam_database_authentication_enabled=database.iam_authentication,
                ca_cert_identifier=database.ca_certificate,
                storage_encrypted=True,
                backup_retention_period=0,
                copy_tags_to_snapshot=True,
                maintenance_window=database.maintenance_window.aws,
                apply_immediately=database.apply_immediately,
                parameter_group_name=self._parameter_group_name,
                monitoring_interval=database.enhanced_monitoring_interval.seconds,
                monitoring_role_arn=self._monitoring_role_arn,
                performance_insights_enabled=database.performance_insights,
                performance_insights_retention_period=database.performance_insights_retention.days
                if database.performance_insights
                else None,
                performance_insights_kms_key_id=self._data_key_arn if database.performance_insights else None,
                database_insights_mode="standard",
                # It holds nothing that its source does not: turning it off in the manifest must work.
                deletion_protection=False,
                skip_final_snapshot=True,
            ),
        )

    def _parameter_group(self) -> str:
        database = self._database
        group = at(
            "database",
            DbParameterGroup(
                self,
                "parameter-group",
                name=self._names.database_parameter_group(database.major_version),
                family=database.parameter_family,
                description=f"{self._names.database}: PostgreSQL {database.major_version}",
                parameter=_parameters(database),
                # A new major version has a group of another name, and the old one is in use until the upgrade.
                lifecycle=TerraformResourceLifecycle(create_before_destroy=True),
            ),
        )
        return group.name

    def _monitoring_role(self, source_arn: str, account_id: str, boundary_arn: str | None) -> str | None:
        if self._database.enhanced_monitoring_interval.seconds == 0:
            return None
        role = at(
            "database_monitoring",
            IamRole(
                self,
                "monitoring-role",
                name=self._names.database_monitoring_role,
                assume_role_policy=assumed_by_service("monitoring.rds.amazonaws.com", source_arn, account_id),
                permissions_boundary=boundary_arn,
            ),
        )
        at(
            "database_monitoring",
            IamRolePolicyAttachment(
                self, "monitoring-policy", role=role.name, policy_arn=MONITORING_POLICY_ARN
            ),
        )
        return role.arn

    def _log_groups(self, key_arn: str) -> dict[str, CloudwatchLogGroup]:
        """Make the group of each exported log, by AWS's name of the log."""
        return {
            log: log_group(
                self,
                f"database_{log}",
                name=self._names.database_log_group(log),
                retention=kept_for(log, self._database.log_retention),
                key_arn=key_arn,
            )
            for log in sorted(self._database.log_exports)
        }


def _parameters(database: DatabaseSection) -> list[DbParameterGroupParameter]:
    """Write the parameters in AWS's units; a static one can only wait for a restart."""
    table = database.parameter_table
    values = {name: aws_value(table[name], value.written) for name, value in database.parameters.items()}
    values["rds.force_ssl"] = "1"
    return [
        DbParameterGroupParameter(
            name=name,
            value=value,
            apply_method="pending-reboot" if table[name].static else "immediate",
        )
        for name, value in sorted(values.items())
    ]
