from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.emulator.conftest import Client
from tests.emulator.examples import error_code, instance_now, make_instance


def test_the_second_region_keeps_backups_of_the_first(client: Client, rds: Any) -> None:
    source = make_instance(rds, BackupRetentionPeriod=7)

    backup = client("rds", "us-west-2").start_db_instance_automated_backups_replication(
        SourceDBInstanceArn=source["DBInstanceArn"], BackupRetentionPeriod=30, KmsKeyId="a-key"
    )["DBInstanceAutomatedBackup"]

    arn = backup["DBInstanceAutomatedBackupsArn"]
    assert arn.startswith("arn:aws:rds:us-west-2:123456789012:auto-backup:ab-")
    assert (backup["Status"], backup["BackupRetentionPeriod"], backup["KmsKeyId"]) == (
        "replicating",
        30,
        "a-key",
    )
    assert (backup["Region"], backup["DbiResourceId"]) == ("us-east-1", source["DbiResourceId"])
    assert instance_now(rds)["DBInstanceAutomatedBackupsReplications"] == [
        {"DBInstanceAutomatedBackupsArn": arn}
    ]


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ({"BackupRetentionPeriod": 0}, "InvalidDBInstanceState"),
        ({"StorageEncrypted": True}, "InvalidParameterValue"),
    ],
)
def test_an_instance_without_backups_or_a_copy_without_its_key_is_refused(
    client: Client, rds: Any, settings: dict[str, Any], code: str
) -> None:
    source = make_instance(rds, **settings)

    with pytest.raises(ClientError) as error:
        client("rds", "us-west-2").start_db_instance_automated_backups_replication(
            SourceDBInstanceArn=source["DBInstanceArn"]
        )

    assert error_code(error) == code
