"""DescribeDBInstanceAutomatedBackups: moto knows no replicated backups, and ignores the ARN it is asked for.

AWS answers the one with that ARN, else DBInstanceAutomatedBackupNotFound; asked for none in particular it lists the
replicated ones beside the region's own. Could be offered to moto as it stands.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

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
    copies = [backup.answer() for backup in replicated_backups(self.backend).values()]
    if wanted is None:
        own = cast("dict[str, list[Any]]", motos_own(self).result)["DBInstanceAutomatedBackups"]
        return ActionResult({"DBInstanceAutomatedBackups": [*own, *copies]})
    found = [copy for copy in copies if copy["DBInstanceAutomatedBackupsArn"] == wanted]
    if not found:
        raise RDSClientError(
            "DBInstanceAutomatedBackupNotFound", f"DBInstanceAutomatedBackup {wanted} not found."
        )
    return ActionResult({"DBInstanceAutomatedBackups": found})
