"""Encryption: four customer-managed keys, each usable by exactly the services that need it."""

from __future__ import annotations

from cdktf import TerraformProvider, TerraformResourceLifecycle
from cdktf_cdktf_provider_aws.kms_alias import KmsAlias
from cdktf_cdktf_provider_aws.kms_key import KmsKey
from constructs import Construct

from aldeia.manifest.encryption import Encryption as EncryptionSection
from aldeia.naming import Names
from stacks.addresses import at
from stacks.policies import Statement, administered_by_account, policy, used_by_service, used_through


class EncryptionKey(Construct):
    """A rotating key and its alias."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        names: Names,
        encryption: EncryptionSection,
        purpose: str,
        description: str,
        statements: list[Statement],
        protected: bool,
        provider: TerraformProvider | None = None,
    ) -> None:
        super().__init__(scope, id_)
        key = at(
            purpose,
            KmsKey(
                self,
                "key",
                description=description,
                enable_key_rotation=True,
                rotation_period_in_days=encryption.key_rotation.days,
                deletion_window_in_days=encryption.key_deletion_window.days,
                policy=policy(*statements),
                lifecycle=TerraformResourceLifecycle(prevent_destroy=True) if protected else None,
                provider=provider,
            ),
        )
        at(
            purpose,
            KmsAlias(
                self, "alias", name=names.key_alias(purpose), target_key_id=key.key_id, provider=provider
            ),
        )
        self.arn = key.arn


class Encryption(Construct):
    """The keys of the stores, the secrets, the logs and the alarm topic."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        names: Names,
        encryption: EncryptionSection,
        region: str,
        account_id: str,
        protected: bool,
    ) -> None:
        super().__init__(scope, id_)

        def key(purpose: str, description: str, *users: Statement) -> EncryptionKey:
            return EncryptionKey(
                self,
                purpose,
                names=names,
                encryption=encryption,
                purpose=purpose,
                description=f"{names.prefix}: {description}",
                statements=[administered_by_account(account_id), *users],
                protected=protected,
            )

        # Performance Insights encrypts through rds too. Copies of backups in another region are read through RDS of this
        # one, whoever asks for them there: a key is used in its own region (tests/permissions/implied.py).
        self.data = key(
            "data",
            "database and cache at rest, their backups",
            used_through([f"rds.{region}.amazonaws.com", f"elasticache.{region}.amazonaws.com"], account_id),
        )
        self.secrets = key(
            "secrets",
            "the secrets of database and cache",
            used_through([f"secretsmanager.{region}.amazonaws.com"], account_id),
        )
        self.logs = key(
            "logs",
            "log groups of network, database and cache",
            used_by_service(
                f"logs.{region}.amazonaws.com",
                ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
                {
                    "ArnLike": {
                        "kms:EncryptionContext:aws:logs:arn": _log_group_arns(names, region, account_id)
                    }
                },
            ),
        )
        self.alarms = key(
            "alarms",
            "the alarm topics",
            used_by_service(
                "cloudwatch.amazonaws.com",
                ["kms:Decrypt", "kms:GenerateDataKey*"],
                {"StringEquals": {"aws:SourceAccount": account_id}},
            ),
            # RDS names no source account when it uses a key; SNS names the topic.
            used_by_service(
                "events.rds.amazonaws.com",
                ["kms:Decrypt", "kms:GenerateDataKey*"],
                {
                    "ArnLike": {
                        "kms:EncryptionContext:aws:sns:topicArn": f"arn:aws:sns:{region}:{account_id}:{names.prefix}-*"
                    }
                },
                sid="UsedByDatabaseEvents",
            ),
        )


def _log_group_arns(names: Names, region: str, account_id: str) -> list[str]:
    groups = (names.flow_log_group, names.database_log_group("*"), names.cache_log_group("*"))
    return [f"arn:aws:logs:{region}:{account_id}:log-group:{group}" for group in groups]
