"""Examples of the stores: how they are reached, kept and brought back."""

from __future__ import annotations

from tests.policies.small import Examples, stack

EXAMPLES: Examples = {
    "CKV2_ALDEIA_11": (
        stack(
            "production",
            aws_db_instance={
                "kept": {
                    "lifecycle": {"prevent_destroy": True},
                    "deletion_protection": True,
                    "skip_final_snapshot": False,
                    "delete_automated_backups": False,
                    "final_snapshot_identifier": "last",
                },
                "lost": {"skip_final_snapshot": True},
                "replica": {"replicate_source_db": "${aws_db_instance.kept.identifier}"},
            },
            aws_kms_key={"lost": {"lifecycle": [{"create_before_destroy": True}]}},
            aws_secretsmanager_secret={"kept": {}, "soon_gone": {"recovery_window_in_days": 0}},
        ),
        {
            "aws_db_instance.kept": [],
            "aws_db_instance.lost": [
                "lifecycle.prevent_destroy is not true",
                "deletion_protection is not true",
                "skip_final_snapshot is not false",
                "delete_automated_backups is not false",
                "final_snapshot_identifier is missing",
            ],
            "aws_db_instance.replica": [],
            "aws_kms_key.lost": ["lifecycle.prevent_destroy is not true"],
            "aws_secretsmanager_secret.kept": [],
            "aws_secretsmanager_secret.soon_gone": ["a deleted secret is gone after 0 days, not 30"],
        },
    ),
    "CKV2_ALDEIA_12": (
        stack(
            aws_db_parameter_group={
                "forced": {"parameter": [{"name": "rds.force_ssl", "value": "1"}]},
                "free": {"parameter": [{"name": "rds.force_ssl", "value": "0"}]},
            },
            aws_db_instance={
                "forced": {
                    "parameter_group_name": "${aws_db_parameter_group.forced.name}",
                    "ca_cert_identifier": "rds-ca-rsa2048-g1",
                },
                "free": {
                    "parameter_group_name": "${aws_db_parameter_group.free.name}",
                    "ca_cert_identifier": "rds-ca-2019",
                },
            },
            aws_elasticache_replication_group={
                "forced": {"transit_encryption_enabled": True, "transit_encryption_mode": "required"},
                "free": {"transit_encryption_enabled": False, "transit_encryption_mode": "preferred"},
            },
            aws_secretsmanager_secret_version={
                "verified": {"secret_string_wo": "postgresql://h/d?sslmode=verify-full rediss://h"},
                "believed": {"secret_string_wo": "postgresql://h/d?sslmode=require redis://h"},
            },
        ),
        {
            "aws_db_instance.forced": [],
            "aws_db_instance.free": [
                "ca_cert_identifier is rds-ca-2019, not one of rds-ca-rsa2048-g1, rds-ca-rsa4096-g1, rds-ca-ecc384-g1",
                "its parameter group does not set rds.force_ssl to 1",
            ],
            "aws_elasticache_replication_group.forced": [],
            "aws_elasticache_replication_group.free": [
                "transit_encryption_enabled is not true",
                "transit_encryption_mode is preferred, not required",
            ],
            "aws_secretsmanager_secret_version.verified": [],
            "aws_secretsmanager_secret_version.believed": [
                "DATABASE_URL does not say sslmode=verify-full",
                "REDIS_URL is redis://, not rediss://",
            ],
        },
    ),
    "CKV2_ALDEIA_13": (
        stack(
            aws_db_instance={
                "supported": {
                    "engine": "postgres",
                    "engine_version": "15",
                    "engine_lifecycle_support": "open-source-rds-extended-support-disabled",
                },
                "old": {"engine": "postgres", "engine_version": "13.23"},
                "unknown": {
                    "engine": "mysql",
                    "engine_version": "8.0",
                    "engine_lifecycle_support": "open-source-rds-extended-support-disabled",
                },
                "left_behind": {
                    "engine": "postgres",
                    "engine_version": "15",
                    "engine_lifecycle_support": "open-source-rds-extended-support-disabled",
                    "auto_minor_version_upgrade": False,
                },
            },
            aws_elasticache_replication_group={
                "supported": {"engine": "redis", "engine_version": "7.0"},
                "unknown": {"engine": "redis", "engine_version": "5.0.6"},
            },
        ),
        {
            "aws_db_instance.supported": [],
            "aws_db_instance.old": [
                "standard support of PostgreSQL 13.23 ended on 2026-02-28",
                "Extended Support would be paid without being asked for",
            ],
            "aws_db_instance.unknown": ["nobody knows here until when mysql 8.0 is supported"],
            "aws_db_instance.left_behind": ["it gets no minor versions, and names none"],
            "aws_elasticache_replication_group.supported": [],
            "aws_elasticache_replication_group.unknown": [
                "nobody knows here whether redis 5.0.6 is supported"
            ],
        },
    ),
    "CKV2_ALDEIA_16": (
        stack(
            "production",
            aws_db_instance={
                "long": {"backup_retention_period": 30, "copy_tags_to_snapshot": True},
                "short": {"backup_retention_period": 29},
                "replica": {"replicate_source_db": "a", "backup_retention_period": 0},
            },
            aws_elasticache_replication_group={
                "long": {"snapshot_retention_limit": 14},
                "short": {"snapshot_retention_limit": 13},
            },
        ),
        {
            "aws_db_instance.long": [],
            "aws_db_instance.short": [
                "backup_retention_period is 29, expected at least 30 days",
                "its snapshots lose the tags that say whose they are",
            ],
            "aws_db_instance.replica": [],
            "aws_elasticache_replication_group.long": [],
            "aws_elasticache_replication_group.short": [
                "snapshot_retention_limit is 13, expected at least 14 days"
            ],
        },
    ),
    "CKV2_ALDEIA_22": (
        stack(
            aws_elasticache_replication_group={
                "by_token": {"auth_token": "${data.a.b.c}", "auth_token_update_strategy": "ROTATE"},
                "losing_it": {"auth_token": "${data.a.b.c}", "auth_token_update_strategy": "DELETE"},
                "open": {},
            },
            aws_elasticache_user={
                "application": {
                    "access_string": "on ~* &* +@all -@admin -@dangerous +info",
                    "authentication_mode": {"type": "iam"},
                },
                "default": {"access_string": "off ~* -@all", "no_password_required": True},
                "administrator": {"access_string": "on ~* +@all", "no_password_required": True},
            },
        ),
        {
            "aws_elasticache_replication_group.by_token": [],
            "aws_elasticache_replication_group.losing_it": [
                "auth_token_update_strategy would take the token away"
            ],
            "aws_elasticache_replication_group.open": ["it asks for neither a token nor a user"],
            "aws_elasticache_user.application": [],
            "aws_elasticache_user.default": [],
            "aws_elasticache_user.administrator": [
                "its access string leaves administration to it",
                "it needs no password",
            ],
        },
    ),
    "CKV2_ALDEIA_26": (
        stack(
            "production",
            aws_db_instance={"two_zones": {"multi_az": True}, "one_zone": {}},
            aws_elasticache_replication_group={
                "two_zones": {"multi_az_enabled": True, "automatic_failover_enabled": True},
                "stuck": {"multi_az_enabled": True},
            },
        ),
        {
            "aws_db_instance.two_zones": [],
            "aws_db_instance.one_zone": ["multi_az is not true"],
            "aws_elasticache_replication_group.two_zones": [],
            "aws_elasticache_replication_group.stuck": ["automatic_failover_enabled is not true"],
        },
    ),
}
