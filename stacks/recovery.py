"""Recovery: the database's automated backups, copied to another region under a key of that region."""

from cdktf_cdktf_provider_aws.db_instance_automated_backups_replication import (
    DbInstanceAutomatedBackupsReplication,
)
from cdktf_cdktf_provider_aws.provider import AwsProvider
from constructs import Construct

from aldeia.manifest.encryption import Encryption
from aldeia.manifest.recovery import CrossRegionBackups
from aldeia.naming import Names
from stacks.addresses import at
from stacks.encryption import EncryptionKey
from stacks.policies import administered_by_account, used_through


class Recovery(Construct):
    """What is left when a region is lost."""

    def __init__(  # a construct's inputs are its documentation; named ones read well
        self,
        scope: Construct,
        id_: str,
        *,
        names: Names,
        copies: CrossRegionBackups,
        encryption: Encryption,
        database_arn: str,
        account_id: str,
        protected: bool,
        provider: AwsProvider,
    ) -> None:
        super().__init__(scope, id_)
        key = EncryptionKey(
            self,
            "key",
            names=names,
            encryption=encryption,
            purpose="recovery",
            description=f"{names.prefix}: copies of the database's backups",
            statements=[
                administered_by_account(account_id),
                used_through([f"rds.{copies.region}.amazonaws.com"], account_id),
            ],
            protected=protected,
            provider=provider,
        )
        at(
            "database",
            DbInstanceAutomatedBackupsReplication(
                self,
                "backups",
                source_db_instance_arn=database_arn,
                kms_key_id=key.arn,
                retention_period=copies.retention.days,
                # The replication is made in the region that receives.
                provider=provider,
            ),
        )
