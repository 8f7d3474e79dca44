"""EnvironmentStack: the contents page of one environment."""

from __future__ import annotations

from cdktf import TerraformOutput, TerraformStack
from cdktf_cdktf_provider_aws.data_aws_caller_identity import DataAwsCallerIdentity
from constructs import Construct

from aldeia.alarms.table import alarms_of
from aldeia.manifest.environment import Manifest
from aldeia.naming import names_of
from stacks.access import Access
from stacks.addresses import at
from stacks.cache import Cache
from stacks.credentials import CacheSecret, CacheToken, DatabasePassword, DatabaseSecret
from stacks.database import Database
from stacks.encryption import Encryption
from stacks.monitoring import Monitoring
from stacks.network import Network
from stacks.recovery import Recovery
from stacks.terraform import Terraform


class EnvironmentStack(TerraformStack):
    """One environment: one stack, one state, one plan."""

    def __init__(self, scope: Construct, id_: str, *, manifest: Manifest) -> None:
        super().__init__(scope, id_)
        names = names_of(manifest)
        protected = not manifest.recovery.may_be_destroyed

        terraform = Terraform(self, "terraform", manifest=manifest)
        caller = at("current", DataAwsCallerIdentity(self, "caller"))
        keys = Encryption(
            self,
            "encryption",
            names=names,
            encryption=manifest.encryption,
            region=manifest.region,
            account_id=caller.account_id,
            protected=protected,
        )
        network = Network(
            self,
            "network",
            names=names,
            network=manifest.network,
            store_ports={"cache": manifest.cache.port, "database": manifest.database.port},
            logs_key_arn=keys.logs.arn,
            account_id=caller.account_id,
            region=manifest.region,
        )
        access = Access(
            self,
            "access",
            names=names,
            network=manifest.network,
            vpc_id=network.vpc_id,
            database_port=manifest.database.port,
            cache_port=manifest.cache.port,
        )
        password = DatabasePassword(
            self,
            "database-password",
            names=names,
            database=manifest.database,
            recovery=manifest.recovery,
            key_arn=keys.secrets.arn,
        )
        database = Database(
            self,
            "database",
            names=names,
            database=manifest.database,
            recovery=manifest.recovery,
            subnet_ids=network.database_subnet_ids,
            security_group_id=access.database_security_group_id,
            password=password.value,
            data_key_arn=keys.data.arn,
            logs_key_arn=keys.logs.arn,
            account_id=caller.account_id,
            region=manifest.region,
        )
        database_secret = DatabaseSecret(
            self,
            "database-secret",
            names=names,
            database=manifest.database,
            recovery=manifest.recovery,
            password=password.value,
            replica_address=database.replica_address,
            key_arn=keys.secrets.arn,
        )
        token = None
        if manifest.cache.authentication == "token":
            token = CacheToken(
                self,
                "cache-token",
                names=names,
                cache=manifest.cache,
                recovery=manifest.recovery,
                key_arn=keys.secrets.arn,
            )
        cache = Cache(
            self,
            "cache",
            names=names,
            cache=manifest.cache,
            recovery=manifest.recovery,
            subnet_ids=network.database_subnet_ids,
            security_group_id=access.cache_security_group_id,
            auth_token=token.stored if token else None,
            data_key_arn=keys.data.arn,
            logs_key_arn=keys.logs.arn,
        )
        cache_secret = CacheSecret(
            self,
            "cache-secret",
            names=names,
            cache=manifest.cache,
            recovery=manifest.recovery,
            token=token.value if token else None,
            key_arn=keys.secrets.arn,
        )
        monitoring = Monitoring(
            self,
            "monitoring",
            names=names,
            alarms=alarms_of(manifest),
            subscriptions=manifest.alarms.subscriptions,
            topic_key_arn=keys.alarms.arn,
            account_id=caller.account_id,
            region=manifest.region,
        )
        if terraform.recovery_provider is not None:
            Recovery(
                self,
                "recovery",
                names=names,
                copies=manifest.recovery.cross_region_backups,
                encryption=manifest.encryption,
                database_arn=database.arn,
                account_id=caller.account_id,
                protected=protected,
                provider=terraform.recovery_provider,
            )
        self._outputs(
            vpc_id=network.vpc_id,
            database_subnet_ids=network.database_subnet_ids,
            application_security_group_id=access.application_security_group_id,
            database_security_group_id=access.database_security_group_id,
            cache_security_group_id=access.cache_security_group_id,
            secrets_key_arn=keys.secrets.arn,
            database_address=database.address,
            database_port=manifest.database.port,
            database_name=manifest.database.name,
            database_resource_id=database.resource_id,
            database_replica_address=database.replica_address,
            database_secret_name=database_secret.name,
            database_secret_arn=database_secret.arn,
            cache_address=cache.primary_address,
            cache_reader_address=cache.reader_address,
            cache_port=manifest.cache.port,
            cache_secret_name=cache_secret.name,
            cache_secret_arn=cache_secret.arn,
            cache_arn=cache.arn,
            cache_user_arn=cache.user_arn,
            alarm_topic_arn=monitoring.topic_arn,
        )

    def _outputs(self, **values: str | int | list[str] | None) -> None:
        for name, value in values.items():
            if value is not None:
                TerraformOutput(self, name, value=value)
