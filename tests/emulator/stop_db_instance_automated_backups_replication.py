"""StopDBInstanceAutomatedBackupsReplication, which moto lacks: the second region's copies end with it.

Could be offered to moto as it stands.
"""

from __future__ import annotations

from moto.core.responses import ActionResult
from moto.rds.exceptions import DBInstanceNotFoundError
from moto.rds.responses import RDSResponse

from tests.emulator.extension import adds
from tests.emulator.start_db_instance_automated_backups_replication import replicated_backups


@adds(RDSResponse)
def stop_db_instance_automated_backups_replication(self: RDSResponse) -> ActionResult:
    source_arn = self.params["SourceDBInstanceArn"]
    backup = replicated_backups(self.backend).pop(source_arn, None)
    if backup is None:
        raise DBInstanceNotFoundError(source_arn)
    backup.source.__dict__["db_instance_automated_backups_replications"] = []
    backup.status = "deleting"
    return ActionResult({"DBInstanceAutomatedBackup": backup.answer()})
