from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.emulator.conftest import Client
from tests.emulator.examples import error_code, instance_now, make_instance


def test_the_copies_end(client: Client, rds: Any) -> None:
    source = make_instance(rds)["DBInstanceArn"]
    west = client("rds", "us-west-2")
    west.start_db_instance_automated_backups_replication(SourceDBInstanceArn=source)

    backup = west.stop_db_instance_automated_backups_replication(SourceDBInstanceArn=source)

    assert backup["DBInstanceAutomatedBackup"]["Status"] == "deleting"
    assert instance_now(rds)["DBInstanceAutomatedBackupsReplications"] == []
    with pytest.raises(ClientError) as error:
        west.stop_db_instance_automated_backups_replication(SourceDBInstanceArn=source)
    assert error_code(error) == "DBInstanceNotFound"
