"""What AWS must say of the database after an apply: the specification's values, not the manifest's."""

from __future__ import annotations

from typing import Any

from tests.terraform.account import Account, last_part, tags_of
from tests.terraform.promised.promise import ABSENT, Promise


def instance(account: Account) -> dict[str, Any]:
    return _instances(account)[f"{account.prefix}-db"]


def replica(account: Account) -> dict[str, Any]:
    return _instances(account).get(f"{account.prefix}-db-replica", {})


def _instances(account: Account) -> dict[str, dict[str, Any]]:
    found = account.ask("rds", "describe_db_instances")["DBInstances"]
    return {one["DBInstanceIdentifier"]: one | _in_names(account, one) for one in found}


def _in_names(account: Account, one: dict[str, Any]) -> dict[str, Any]:
    return {
        "DBParameterGroups": [
            (group["DBParameterGroupName"], group["ParameterApplyStatus"])
            for group in one["DBParameterGroups"]
        ],
        "DBSubnetGroup": one["DBSubnetGroup"]["DBSubnetGroupName"],
        "EnabledCloudwatchLogsExports": sorted(one.get("EnabledCloudwatchLogsExports", [])),
        "Port": one["Endpoint"]["Port"],
        "KmsKeyId": account.key(one["KmsKeyId"]),
        "MonitoringRoleArn": last_part(one.get("MonitoringRoleArn")),
        "PerformanceInsightsKMSKeyId": account.key(one.get("PerformanceInsightsKMSKeyId")),
        "TagList": tags_of(one["TagList"]),
        "VpcSecurityGroups": [
            account.security_group(group["VpcSecurityGroupId"]) for group in one["VpcSecurityGroups"]
        ],
    }


INSTANCE = Promise(
    instance,
    (
        ("DBInstanceStatus", "available"),
        ("DBInstanceClass", "db.t3.small", "db.t3.large", "db.t3.large"),
        ("Engine", "postgres"),
        ("EngineVersion", "15.15"),  # the emulator's newest where 15 is asked for
        ("AutoMinorVersionUpgrade", True, True, False),
        ("EngineLifecycleSupport", "open-source-rds-extended-support-disabled"),
        ("StorageType", "gp3"),
        ("AllocatedStorage", 50, 100, 400),
        ("MaxAllocatedStorage", None, 500, 500),
        ("Iops", 3000, 3000, 16000),
        ("StorageThroughput", 125, 125, 600),
        ("DBName", "aldeia_staging", "aldeia_production", "aldeia_production"),
        ("MasterUsername", "aldeia_admin"),
        ("Port", 5432),
        ("MultiAZ", False, True, True),
        ("PubliclyAccessible", False),
        (
            "DBSubnetGroup",
            "aldeia-staging-db-subnet-group", "aldeia-prod-db-subnet-group", "aldeia-variant-db-subnet-group",
        ),
        ("VpcSecurityGroups", ["aldeia-staging-db-sg"], ["aldeia-prod-db-sg"], ["aldeia-variant-db-sg"]),
        (
            "DBParameterGroups",
            [("aldeia-postgres15-staging", "in-sync")],
            [("aldeia-postgres15-prod", "in-sync")],
            [("aldeia-postgres15-variant", "in-sync")],
        ),
        ("StorageEncrypted", True),
        ("KmsKeyId", "alias/aldeia-staging-data", "alias/aldeia-prod-data", "alias/aldeia-variant-data"),
        ("CACertificateIdentifier", "rds-ca-rsa2048-g1"),
        ("IAMDatabaseAuthenticationEnabled", False),
        ("BackupRetentionPeriod", 7, 30, 30),
        ("PreferredBackupWindow", "03:00-04:00"),
        ("PreferredMaintenanceWindow", "sun:04:00-sun:05:00"),
        ("CopyTagsToSnapshot", True),
        ("MonitoringInterval", 0, 60, 60),
        ("MonitoringRoleArn", None, "aldeia-prod-db-monitoring", "aldeia-variant-db-monitoring"),
        ("PerformanceInsightsEnabled", False, True, True),
        ("PerformanceInsightsRetentionPeriod", None, 7, 7),
        ("PerformanceInsightsKMSKeyId", None, "alias/aldeia-prod-data", "alias/aldeia-variant-data"),
        ("DatabaseInsightsMode", "standard"),
        ("EnabledCloudwatchLogsExports", ["postgresql", "upgrade"], ["postgresql", "upgrade"], ["upgrade"]),
        ("DeletionProtection", False, True, True),
        ("ReadReplicaDBInstanceIdentifiers", [], [], ["aldeia-variant-db-replica"]),
        (
            "TagList",
            *(
                {
                    "Application": "aldeia-chatbot", "DataClassification": classification, "ManagedBy": "aldeia",
                    "Environment": environment, "Owner": "aldeia-platform", "Project": "aldeia",
                }
                for environment, classification in (
                    ("staging", "internal"), ("production", "confidential"), ("variant", "confidential"),
                )
            ),
        ),
    ),
    whole=False,
)  # fmt: skip

REPLICA = Promise(
    replica,
    (
        ("DBInstanceStatus", None, None, "available"),
        ("DBInstanceClass", None, None, "db.t3.medium"),
        ("ReadReplicaSourceDBInstanceIdentifier", None, None, "aldeia-variant-db"),
        ("EngineVersion", None, None, "15.15"),
        ("AutoMinorVersionUpgrade", None, None, False),
        ("EngineLifecycleSupport", None, None, "open-source-rds-extended-support-disabled"),
        ("StorageType", None, None, "gp3"),
        ("MaxAllocatedStorage", None, None, 500),
        ("Port", None, None, 5432),
        ("MultiAZ", None, None, False),
        ("PubliclyAccessible", None, None, False),
        ("DBSubnetGroup", None, None, "aldeia-variant-db-subnet-group"),
        ("VpcSecurityGroups", None, None, ["aldeia-variant-db-sg"]),
        ("DBParameterGroups", None, None, [("aldeia-postgres15-variant", "in-sync")]),
        ("StorageEncrypted", None, None, True),
        ("KmsKeyId", None, None, "alias/aldeia-variant-data"),
        ("BackupRetentionPeriod", None, None, 0),
        ("PreferredMaintenanceWindow", None, None, "sun:04:00-sun:05:00"),
        ("MonitoringInterval", None, None, 60),
        ("MonitoringRoleArn", None, None, "aldeia-variant-db-monitoring"),
        ("PerformanceInsightsEnabled", None, None, True),
        ("PerformanceInsightsRetentionPeriod", None, None, 7),
        ("PerformanceInsightsKMSKeyId", None, None, "alias/aldeia-variant-data"),
        ("DeletionProtection", None, None, False),
    ),
    whole=False,
)


def subnet_group(account: Account) -> dict[str, Any]:
    [group] = account.ask("rds", "describe_db_subnet_groups")["DBSubnetGroups"]
    return {
        "name": group["DBSubnetGroupName"],
        "description": group["DBSubnetGroupDescription"],
        "subnets": sorted(account.subnet(subnet["SubnetIdentifier"]) for subnet in group["Subnets"]),
    }


SUBNET_GROUP = Promise(
    subnet_group,
    (
        (
            "name",
            "aldeia-staging-db-subnet-group", "aldeia-prod-db-subnet-group", "aldeia-variant-db-subnet-group",
        ),
        (
            "description",
            "Subnet group for staging database",
            "Subnet group for production database",
            "Subnet group for variant database",
        ),
        (
            "subnets",
            [
                "aldeia-staging-private-db-1a 10.0.20.0/24 us-east-1a",
                "aldeia-staging-private-db-1b 10.0.21.0/24 us-east-1b",
            ],
            [
                "aldeia-prod-private-db-1a 10.1.20.0/24 us-east-1a",
                "aldeia-prod-private-db-1b 10.1.21.0/24 us-east-1b",
            ],
            [
                "aldeia-variant-private-db-1a 10.1.20.0/24 us-east-1a",
                "aldeia-variant-private-db-1b 10.1.21.0/24 us-east-1b",
            ],
        ),
    ),
)  # fmt: skip


def parameters(account: Account) -> dict[str, Any]:
    [group] = account.ask("rds", "describe_db_parameter_groups")["DBParameterGroups"]
    name = group["DBParameterGroupName"]
    found = account.ask("rds", "describe_db_parameters", DBParameterGroupName=name, Source="user")
    values = {
        one["ParameterName"]: (one["ParameterValue"], one["ApplyMethod"]) for one in found["Parameters"]
    }
    return values | {"the group": (name, group["DBParameterGroupFamily"])}


PARAMETERS = Promise(
    parameters,
    (
        (
            "the group",
            ("aldeia-postgres15-staging", "postgres15"),
            ("aldeia-postgres15-prod", "postgres15"),
            ("aldeia-postgres15-variant", "postgres15"),
        ),
        ("shared_buffers", ("{DBInstanceClassMemory/32768}", "pending-reboot")),
        (
            "max_connections",
            ("100", "pending-reboot"), ("200", "pending-reboot"), ("200", "pending-reboot"),
        ),
        ("work_mem", ("4096", "immediate"), ("8192", "immediate"), ("8192", "immediate")),
        (
            "maintenance_work_mem",
            ("65536", "immediate"), ("262144", "immediate"), ("262144", "immediate"),
        ),
        ("effective_cache_size", ("{DBInstanceClassMemory*3/32768}", "immediate")),
        ("random_page_cost", ("1.1", "immediate")),
        ("log_min_duration_statement", ("1000", "immediate")),
        ("log_connections", ("1", "immediate")),
        ("log_disconnections", ("1", "immediate")),
        ("log_lock_waits", ("1", "immediate")),
        ("log_temp_files", ("0", "immediate")),
        ("shared_preload_libraries", ("pg_stat_statements", "pending-reboot")),
        ("rds.force_ssl", ("1", "immediate")),
    ),
)  # fmt: skip


def copies(account: Account) -> dict[str, Any]:
    found = account.ask("rds", "describe_db_instance_automated_backups", "us-west-2")
    return {
        copy["DBInstanceIdentifier"]: (
            copy["Status"], copy["Region"], copy["BackupRetentionPeriod"], account.key(copy["KmsKeyId"])
        )
        for copy in found["DBInstanceAutomatedBackups"]
    }  # fmt: skip


COPIES = Promise(
    copies,
    (
        ("aldeia-prod-db", ABSENT, ("replicating", "us-east-1", 30, "alias/aldeia-prod-recovery"), ABSENT),
        (
            "aldeia-variant-db",
            ABSENT, ABSENT, ("replicating", "us-east-1", 30, "alias/aldeia-variant-recovery"),
        ),
    ),
)  # fmt: skip

PROMISES = {
    "the database": INSTANCE,
    "the read replica": REPLICA,
    "the database's subnet group": SUBNET_GROUP,
    "the database's parameters": PARAMETERS,
    "the copies of backups in us-west-2": COPIES,
}
