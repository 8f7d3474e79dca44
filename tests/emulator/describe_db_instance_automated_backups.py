"""DescribeDBInstanceAutomatedBackups: moto knows no replicated backups, and ignores the ARN it is asked for.

AWS answers the one with that ARN, else DBInstanceAutomatedBackupNotFound; asked for none in particular, all of them. Could be offered to moto as it stands.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from moto.core.responses import ActionResult
from moto.rds.exceptions import RDSClientError
from moto.rds.responses import RDSResponse

from tests.emulator.extension import corrects
from tests.emulator.start_db_instance_automated_backups_replication import replicated_backups


@corrects(RDSResponse)
def describe_db_instance_automated_backups(
    motos_own: Callable[[RDSResponse], ActionResult], self: RDSResponse
) -> ActionResult:
    wanted = self.params.get("DBInstanceAutomatedBackupsArn")
    if wanted is None:
        answer: Any = motos_own(self).result
        copies = [backup.answer() for backup in replicated_backups(self.backend).values()]
        return ActionResult({"DBInstanceAutomatedBackups": [*answer["DBInstanceAutomatedBackups"], *copies]})
    for backup in replicated_backups(self.backend).values():
        if backup.db_instance_automated_backups_arn == wanted:
            return ActionResult({"DBInstanceAutomatedBackups": [backup.answer()]})
    raise RDSClientError(
        "DBInstanceAutomatedBackupNotFound", f"DBInstanceAutomatedBackup {wanted} not found."
    )
