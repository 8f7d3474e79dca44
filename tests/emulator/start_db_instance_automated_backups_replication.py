"""StartDBInstanceAutomatedBackupsReplication, which moto lacks: a region keeps copies of another region's backups.

It is asked of the region that gets the copies. AWS answers an automated backup that is `replicating`, with an ARN of its
own; the source instance lists that ARN. Could be offered to moto as it stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from moto.core.responses import ActionResult
from moto.moto_api._internal import mock_random
from moto.rds.exceptions import RDSClientError
from moto.rds.models import DBInstance, RDSBackend
from moto.rds.responses import RDSResponse

from tests.emulator.extension import adds

DEFAULT_RETENTION_DAYS = 7


@dataclass
class ReplicatedBackup:
    """An instance's automated backups as the second region has them."""

    source: DBInstance
    db_instance_automated_backups_arn: str
    backup_retention_period: int
    kms_key_id: str | None
    status: str = "replicating"

    def answer(self) -> dict[str, Any]:
        """Give what DescribeDBInstanceAutomatedBackups says of it."""
        source = self.source
        return {
            "DBInstanceAutomatedBackupsArn": self.db_instance_automated_backups_arn,
            "DBInstanceArn": source.db_instance_arn,
            "DBInstanceIdentifier": source.db_instance_identifier,
            "DbiResourceId": source.dbi_resource_id,
            "Region": source.region,
            "Status": self.status,
            "BackupRetentionPeriod": self.backup_retention_period,
            "KmsKeyId": self.kms_key_id,
            "Encrypted": source.storage_encrypted,
            "Engine": source.engine,
            "EngineVersion": source.engine_version,
            "AllocatedStorage": source.allocated_storage,
            "MasterUsername": source.master_username,
            "Port": source.port,
        }


def replicated_backups(backend: RDSBackend) -> dict[str, ReplicatedBackup]:
    """Give a region's copies by the ARN of the instance; they go with everything else when moto is reset."""
    backups: dict[str, ReplicatedBackup] = backend.__dict__.setdefault("replicated_backups", {})
    return backups


@adds(RDSResponse)
def start_db_instance_automated_backups_replication(self: RDSResponse) -> ActionResult:
    backend, source_arn = self.backend, self.params["SourceDBInstanceArn"]
    source = backend.find_db_from_id(source_arn)
    if not source.backup_retention_period:
        raise RDSClientError(
            "InvalidDBInstanceState", "Automated backups are not enabled for the source DB instance."
        )
    if source.storage_encrypted and not self.params.get("KmsKeyId"):
        raise RDSClientError("InvalidParameterValue", "KmsKeyId is required for an encrypted DB instance.")
    place = f"{backend.region_name}:{backend.account_id}"
    backup = ReplicatedBackup(
        source=source,
        db_instance_automated_backups_arn=f"arn:aws:rds:{place}:auto-backup:ab-{mock_random.get_random_hex(39)}",
        backup_retention_period=self.params.get("BackupRetentionPeriod", DEFAULT_RETENTION_DAYS),
        kms_key_id=self.params.get("KmsKeyId"),
    )
    replicated_backups(backend)[source_arn] = backup
    source.__dict__["db_instance_automated_backups_replications"] = [
        {"DBInstanceAutomatedBackupsArn": backup.db_instance_automated_backups_arn}
    ]
    return ActionResult({"DBInstanceAutomatedBackup": backup.answer()})
