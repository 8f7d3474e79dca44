from __future__ import annotations

from typing import Any

from tests.emulator.conftest import Client
from tests.emulator.examples import instance_now, make_instance


def make_replica(rds: Any, **settings: Any) -> dict[str, Any]:
    answer = rds.create_db_instance_read_replica(
        DBInstanceIdentifier="replica", SourceDBInstanceIdentifier="db", **settings
    )
    made: dict[str, Any] = answer["DBInstance"]
    return made


def test_a_replica_is_an_instance_of_its_own(rds: Any) -> None:
    source = make_instance(rds, Tags=[{"Key": "Name", "Value": "db"}])

    replica = make_replica(rds, DBInstanceClass="db.t3.medium", Tags=[{"Key": "Name", "Value": "replica"}])

    assert replica["DbiResourceId"] != source["DbiResourceId"]
    assert replica["TagList"] == [{"Key": "Name", "Value": "replica"}]
    assert replica["DBInstanceClass"] == "db.t3.medium"
    assert replica["ReadReplicaSourceDBInstanceIdentifier"] == "db"
    assert instance_now(rds)["TagList"] == [{"Key": "Name", "Value": "db"}]
    assert instance_now(rds)["ReadReplicaDBInstanceIdentifiers"] == ["replica"]


def test_a_replica_does_not_inherit_protection_backups_and_monitoring(rds: Any) -> None:
    make_instance(
        rds,
        BackupRetentionPeriod=30,
        DeletionProtection=True,
        EnablePerformanceInsights=True,
        MonitoringInterval=60,
        MonitoringRoleArn="arn:aws:iam::123456789012:role/monitoring",
        MultiAZ=True,
    )

    replica = make_replica(rds)

    assert replica["BackupRetentionPeriod"] == 0
    assert replica["DeletionProtection"] is False
    assert replica["MonitoringInterval"] == 0
    assert replica["MultiAZ"] is False
    assert replica["PerformanceInsightsEnabled"] is False
    assert "MonitoringRoleArn" not in replica


def test_a_replica_has_its_sources_lifecycle_support_and_not_its_copies_of_backups(
    client: Client, rds: Any
) -> None:
    source = make_instance(rds, EngineLifecycleSupport="open-source-rds-extended-support-disabled")
    client("rds", "us-west-2").start_db_instance_automated_backups_replication(
        SourceDBInstanceArn=source["DBInstanceArn"]
    )

    replica = make_replica(rds)

    assert replica["EngineLifecycleSupport"] == "open-source-rds-extended-support-disabled"
    assert "DBInstanceAutomatedBackupsReplications" not in replica
    assert len(instance_now(rds)["DBInstanceAutomatedBackupsReplications"]) == 1
