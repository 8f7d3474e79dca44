from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.emulator.conftest import Client
from tests.emulator.examples import error_code, make_instance


def test_a_copy_is_found_by_its_arn(client: Client, rds: Any) -> None:
    west = client("rds", "us-west-2")
    backup = west.start_db_instance_automated_backups_replication(
        SourceDBInstanceArn=make_instance(rds)["DBInstanceArn"]
    )["DBInstanceAutomatedBackup"]

    [found] = west.describe_db_instance_automated_backups(
        DBInstanceAutomatedBackupsArn=backup["DBInstanceAutomatedBackupsArn"]
    )["DBInstanceAutomatedBackups"]

    assert found == backup


def test_the_region_that_receives_lists_its_copies(client: Client, rds: Any) -> None:
    west = client("rds", "us-west-2")
    backup = west.start_db_instance_automated_backups_replication(
        SourceDBInstanceArn=make_instance(rds)["DBInstanceArn"]
    )["DBInstanceAutomatedBackup"]

    assert west.describe_db_instance_automated_backups()["DBInstanceAutomatedBackups"] == [backup]
    assert backup not in rds.describe_db_instance_automated_backups()["DBInstanceAutomatedBackups"]


def test_a_copy_that_is_not_there_is_not_found(rds: Any) -> None:
    with pytest.raises(ClientError) as error:
        rds.describe_db_instance_automated_backups(DBInstanceAutomatedBackupsArn="none")

    assert error_code(error) == "DBInstanceAutomatedBackupNotFound"


def test_a_copy_is_listed_when_none_is_named(client: Client, rds: Any) -> None:
    west = client("rds", "us-west-2")
    source = make_instance(rds)["DBInstanceArn"]
    west.start_db_instance_automated_backups_replication(SourceDBInstanceArn=source)

    listed = west.describe_db_instance_automated_backups()["DBInstanceAutomatedBackups"]

    assert [(backup["DBInstanceArn"], backup["Status"]) for backup in listed] == [(source, "replicating")]
