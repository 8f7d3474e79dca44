"""Credentials: made by AWS, stored before they are used, and kept out of the state wherever Terraform can.

The order is what matters. A random value is written into a secret first; whoever needs it reads it back from there.
A run that dies in between leaves a secret that the next run uses, never a store whose password nobody holds.
What is ephemeral or write-only (`_wo`) is in neither the state nor the plan (docs/adr/0004-where-secrets-live.md).
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from cdktf import TerraformStack
from cdktf_cdktf_provider_aws.data_aws_secretsmanager_secret_version import DataAwsSecretsmanagerSecretVersion
from cdktf_cdktf_provider_aws.secretsmanager_secret import SecretsmanagerSecret
from cdktf_cdktf_provider_aws.secretsmanager_secret_version import SecretsmanagerSecretVersion
from constructs import Construct

from aldeia.connections import database_url, redis_url
from stacks.addresses import at

if TYPE_CHECKING:
    from aldeia.manifest.cache import Cache
    from aldeia.manifest.database import Database
    from aldeia.manifest.recovery import Recovery
    from aldeia.naming import Names

# RDS takes 8 to 128 characters without / " @ and space, ElastiCache 16 to 128 with few signs: letters and digits
# suit both and need no escaping in a URL. 32 of them are 190 bits.
SECRET_CHARACTERS = 32


class StoredRandom(Construct):
    """A random value in a secret, read back from there by everyone who needs it."""

    def __init__(  # a construct's inputs are its documentation; named ones read well
        self,
        scope: Construct,
        id_: str,
        *,
        key: str,
        name: str,
        description: str,
        version: int,
        recovery: Recovery,
        key_arn: str,
    ) -> None:
        super().__init__(scope, id_)
        stack = TerraformStack.of(self)
        stack.add_override(
            f"ephemeral.aws_secretsmanager_random_password.{key}",
            {"password_length": SECRET_CHARACTERS, "exclude_punctuation": True},
        )
        secret = _secret(self, key, name=name, description=description, recovery=recovery, key_arn=key_arn)
        stored = at(
            key,
            SecretsmanagerSecretVersion(
                self,
                "version",
                secret_id=secret.id,
                secret_string_wo=f"${{ephemeral.aws_secretsmanager_random_password.{key}.random_password}}",
                secret_string_wo_version=version,
            ),
        )
        # Through the version, not the secret: so it is read after the value is in. And through its arn, which is the
        # secret's, but unknown while there is no version: a plan would read a secret_id at once, and fail where a run
        # ended before the value was in.
        stack.add_override(
            f"ephemeral.aws_secretsmanager_secret_version.{key}",
            {"secret_id": f"${{aws_secretsmanager_secret_version.{key}.arn}}"},
        )
        self._key = key
        self._secret_id = stored.secret_id
        self.value = f"ephemeral.aws_secretsmanager_secret_version.{key}.secret_string"
        """The stored value as a Terraform expression without braces; may only go into write-only arguments."""

    def as_state(self) -> str:
        """Read the value once more as data, for an argument that is not write-only.

        It is then in the state, marked sensitive: ElastiCache's `auth_token` has no other way (provider 5.100 and 6.25).
        """
        data = at(self._key, DataAwsSecretsmanagerSecretVersion(self, "stored", secret_id=self._secret_id))
        return data.secret_string


def database_password(
    scope: Construct, id_: str, *, names: Names, database: Database, recovery: Recovery, key_arn: str
) -> StoredRandom:
    """Make the master user's password."""
    return StoredRandom(
        scope,
        id_,
        key="database_master",
        name=names.database_master_secret,
        description=f"Password of {database.username}, the master user of {names.database}",
        version=database.password_version,
        recovery=recovery,
        key_arn=key_arn,
    )


def cache_token(
    scope: Construct, id_: str, *, names: Names, cache: Cache, recovery: Recovery, key_arn: str
) -> StoredRandom:
    """Make the AUTH token of the replication group."""
    return StoredRandom(
        scope,
        id_,
        key="cache_token",
        name=names.cache_token_secret,
        description=f"AUTH token of {names.cache}",
        version=cache.token_version,
        recovery=recovery,
        key_arn=key_arn,
    )


class DatabaseSecret(Construct):
    """What the application needs to connect to the database."""

    def __init__(  # a construct's inputs are its documentation; named ones read well
        self,
        scope: Construct,
        id_: str,
        *,
        names: Names,
        database: Database,
        recovery: Recovery,
        password: str,
        instance: str,
        replica: str | None,
        key_arn: str,
    ) -> None:
        super().__init__(scope, id_)
        counted_replica = "aws_db_instance.database_replica" if replica else None
        secret = _connection_secret(
            self,
            "database",
            name=names.database_secret,
            description=f"How the application connects to {names.database}",
            fields=self._fields(database, password, instance, replica),
            counted=self._fields(database, password, "aws_db_instance.database", counted_replica),
            version=database.password_version,
            recovery=recovery,
            key_arn=key_arn,
        )
        self.name = secret.name
        self.arn = secret.arn

    @staticmethod
    def _fields(database: Database, password: str, instance: str, replica: str | None) -> dict[str, str]:
        encoded = f"${{urlencode({password})}}"
        host = f"${{{instance}.address}}"
        fields = {
            "DATABASE_URL": database_url(database, password=encoded, host=host),
            "dbname": database.name,
            "engine": "postgres",
            "host": host,
            "password": f"${{{password}}}",
            "port": str(database.port),
            "username": database.username,
        }
        if replica is not None:
            replica_host = f"${{{replica}.address}}"
            fields["DATABASE_REPLICA_URL"] = database_url(database, password=encoded, host=replica_host)
        return fields


class CacheSecret(Construct):
    """What the application needs to connect to the cache."""

    def __init__(  # a construct's inputs are its documentation; named ones read well
        self,
        scope: Construct,
        id_: str,
        *,
        names: Names,
        cache: Cache,
        recovery: Recovery,
        token: str | None,
        group: str,
        key_arn: str,
    ) -> None:
        super().__init__(scope, id_)
        secret = _connection_secret(
            self,
            "cache",
            name=names.cache_secret,
            description=f"How the application connects to {names.cache}",
            fields=self._fields(names, cache, token, group),
            counted=self._fields(names, cache, token, "aws_elasticache_replication_group.cache"),
            version=cache.token_version,
            recovery=recovery,
            key_arn=key_arn,
        )
        self.name = secret.name
        self.arn = secret.arn

    @staticmethod
    def _fields(names: Names, cache: Cache, token: str | None, group: str) -> dict[str, str]:
        host = f"${{{group}.primary_endpoint_address}}"
        encoded = f"${{urlencode({token})}}" if token else None
        fields = {
            "REDIS_URL": redis_url(cache, names, token=encoded, host=host),
            "host": host,
            "port": str(cache.port),
        }
        if token is not None:
            fields["password"] = f"${{{token}}}"
        else:
            fields["username"] = names.cache_user
        return fields


def _connection_secret(  # named parts of one secret
    scope: Construct,
    key: str,
    *,
    name: str,
    description: str,
    fields: dict[str, str],
    counted: dict[str, str],
    version: int,
    recovery: Recovery,
    key_arn: str,
) -> SecretsmanagerSecret:
    secret = _secret(scope, key, name=name, description=description, recovery=recovery, key_arn=key_arn)
    at(
        key,
        SecretsmanagerSecretVersion(
            scope,
            "version",
            secret_id=secret.id,
            secret_string_wo=f"${{jsonencode({{{_members(fields)}}})}}",
            # By the addresses that the stores had first: one that is only moved writes no secret anew.
            secret_string_wo_version=_content_version(description, _members(counted), version),
        ),
    )
    return secret


def _secret(
    scope: Construct, key: str, *, name: str, description: str, recovery: Recovery, key_arn: str
) -> SecretsmanagerSecret:
    return at(
        key,
        SecretsmanagerSecret(
            scope,
            "secret",
            name=name,
            description=description,
            kms_key_id=key_arn,
            recovery_window_in_days=recovery.secret_recovery_window.days,
        ),
    )


def _members(fields: dict[str, str]) -> str:
    return ", ".join(f"{field} = {_expression(text)}" for field, text in sorted(fields.items()))


def _expression(text: str) -> str:
    """Write text, which may hold ${...}, as a Terraform string expression."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _content_version(*content: object) -> int:
    """Number a write-only content: Terraform writes one anew only when its version is another.

    The password's version alone would not do: a new port or user name must reach the application too.
    """
    return zlib.crc32(repr(content).encode())
