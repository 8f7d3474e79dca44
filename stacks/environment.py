"""EnvironmentStack: the contents page of one environment."""

from __future__ import annotations

from cdktf import TerraformOutput, TerraformStack
from cdktf_cdktf_provider_aws.data_aws_caller_identity import DataAwsCallerIdentity
from constructs import Construct

from aldeia.alarms.dashboard import dashboard_of
from aldeia.alarms.log_filters import log_filters_of
from aldeia.alarms.pages import pages_of
from aldeia.alarms.table import alarms_of
from aldeia.manifest.environment import Manifest
from aldeia.naming import names_of
from stacks.access import Access
from stacks.addresses import at
from stacks.cache import Cache
from stacks.credentials import CacheSecret, DatabaseSecret, cache_token, database_password
from stacks.dashboard import Dashboard
from stacks.database import Database
from stacks.encryption import Encryption
from stacks.log_filters import LogFilters
from stacks.monitoring import Monitoring
from stacks.moves import write_moves
from stacks.network import Network
from stacks.recovery import Recovery
from stacks.terraform import Terraform
from stacks.topics import Topics


class EnvironmentStack(TerraformStack):
    """One environment: one stack, one state, one plan."""

    def __init__(self, scope: Construct, id_: str, *, manifest: Manifest) -> None:
        super().__init__(scope, id_)
        self._manifest = manifest
        self._names = names_of(manifest)
        terraform = Terraform(self, "terraform", manifest=manifest)
        self._account_id = at("current", DataAwsCallerIdentity(self, "caller")).account_id

        keys = self._encryption()
        topics = self._topics(keys)
        network = self._network(keys)
        access = self._access(network)
        database, database_secret = self._database(keys, network, access)
        cache, cache_secret = self._cache(keys, network, access, topics)
        self._monitoring(topics, database)
        self._watch_the_log(database)
        self._dashboard()
        self._recovery(terraform, database)

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
            alarm_topic_arn=topics.critical.arn,
            warning_topic_arn=topics.warnings.arn,
        )
        write_moves(self)

    def _encryption(self) -> Encryption:
        return Encryption(
            self,
            "encryption",
            names=self._names,
            encryption=self._manifest.encryption,
            region=self._manifest.region,
            account_id=self._account_id,
            protected=not self._manifest.recovery.may_be_destroyed,
        )

    @property
    def _permissions_boundary_arn(self) -> str | None:
        name = self._manifest.permissions_boundary
        return f"arn:aws:iam::{self._account_id}:policy/{name}" if name else None

    def _network(self, keys: Encryption) -> Network:
        return Network(
            self,
            "network",
            names=self._names,
            network=self._manifest.network,
            store_ports={"cache": self._manifest.cache.port, "database": self._manifest.database.port},
            logs_key_arn=keys.logs.arn,
            account_id=self._account_id,
            region=self._manifest.region,
            permissions_boundary_arn=self._permissions_boundary_arn,
        )

    def _access(self, network: Network) -> Access:
        return Access(
            self,
            "access",
            names=self._names,
            network=self._manifest.network,
            vpc_id=network.vpc_id,
            database_port=self._manifest.database.port,
            cache_port=self._manifest.cache.port,
        )

    def _database(
        self, keys: Encryption, network: Network, access: Access
    ) -> tuple[Database, DatabaseSecret]:
        """Store the password, make the database with it, and write down how to connect: in this order."""
        names, section, recovery = self._names, self._manifest.database, self._manifest.recovery
        password = database_password(
            self,
            "database-password",
            names=names,
            database=section,
            recovery=recovery,
            key_arn=keys.secrets.arn,
        )
        database = Database(
            self,
            "database",
            names=names,
            database=section,
            recovery=recovery,
            subnet_ids=network.database_subnet_ids,
            security_group_id=access.database_security_group_id,
            password=password.value,
            data_key_arn=keys.data.arn,
            logs_key_arn=keys.logs.arn,
            account_id=self._account_id,
            region=self._manifest.region,
            permissions_boundary_arn=self._permissions_boundary_arn,
        )
        secret = DatabaseSecret(
            self,
            "database-secret",
            names=names,
            database=section,
            recovery=recovery,
            password=password.value,
            instance=database.instance,
            replica=database.replica,
            key_arn=keys.secrets.arn,
        )
        return database, secret

    def _cache(
        self, keys: Encryption, network: Network, access: Access, topics: Topics
    ) -> tuple[Cache, CacheSecret]:
        """Store the AUTH token, unless IAM logs in, make the cache with it, and write down how to connect."""
        names, section, recovery = self._names, self._manifest.cache, self._manifest.recovery
        token = None
        if section.authentication == "token":
            token = cache_token(
                self,
                "cache-token",
                names=names,
                cache=section,
                recovery=recovery,
                key_arn=keys.secrets.arn,
            )
        cache = Cache(
            self,
            "cache",
            names=names,
            cache=section,
            recovery=recovery,
            subnet_ids=network.database_subnet_ids,
            security_group_id=access.cache_security_group_id,
            auth_token=token.as_state() if token else None,
            events=topics.cache_events,
            data_key_arn=keys.data.arn,
            logs_key_arn=keys.logs.arn,
        )
        secret = CacheSecret(
            self,
            "cache-secret",
            names=names,
            cache=section,
            recovery=recovery,
            token=token.value if token else None,
            group=cache.group,
            key_arn=keys.secrets.arn,
        )
        return cache, secret

    def _topics(self, keys: Encryption) -> Topics:
        return Topics(
            self,
            "topics",
            names=self._names,
            subscriptions=self._manifest.alarms.subscriptions,
            key_arn=keys.alarms.arn,
            account_id=self._account_id,
            region=self._manifest.region,
        )

    def _monitoring(self, topics: Topics, database: Database) -> None:
        alarms = alarms_of(self._manifest)
        Monitoring(
            self,
            "monitoring",
            names=self._names,
            alarms=alarms,
            pages=pages_of(self._manifest, alarms),
            topics=topics,
            instance_ids=database.instance_ids,
        )

    def _watch_the_log(self, database: Database) -> None:
        if database.log_group_name is not None:
            filters = log_filters_of(self._manifest)
            LogFilters(self, "log-filters", filters=filters, log_group_name=database.log_group_name)

    def _dashboard(self) -> None:
        body = dashboard_of(self._manifest, self._account_id)
        Dashboard(self, "dashboard", names=self._names, body=body)

    def _recovery(self, terraform: Terraform, database: Database) -> None:
        if terraform.recovery_provider is None:
            return
        Recovery(
            self,
            "recovery",
            names=self._names,
            copies=self._manifest.recovery.cross_region_backups,
            encryption=self._manifest.encryption,
            database_arn=database.arn,
            account_id=self._account_id,
            protected=not self._manifest.recovery.may_be_destroyed,
            provider=terraform.recovery_provider,
        )

    def _outputs(self, **values: str | int | list[str] | None) -> None:
        for name, value in values.items():
            if value is not None:
                TerraformOutput(self, name, value=value)
