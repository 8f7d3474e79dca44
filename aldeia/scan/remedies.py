"""Remedies: how bad a finding is, which setting of the manifest decides it, and what to do there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain


@dataclass(frozen=True)
class Remedy:
    """What to do about a check at an address."""

    setting: str
    """As `database.backup_retention`; empty where no setting decides."""
    words: str


_NO_SETTING = Remedy("", "mend it in stacks/: no setting of the manifest decides it")
_DATABASE_LOGS = r"aws_cloudwatch_log_group\.database_"
_CACHE_LOGS = r"aws_cloudwatch_log_group\.cache_"
_FLOW_LOGS = r"aws_cloudwatch_log_group\.flow_logs"
_DATABASE = r"aws_db_instance\.database"
_CACHE = r"aws_elasticache_replication_group\.cache"

# By check: what the address looks like, the setting, what to do. The first that fits counts.
_TABLE: dict[tuple[str, ...], tuple[tuple[str, str, str], ...]] = {
    ("CKV_AWS_338",): (
        (_DATABASE_LOGS, "database.log_retention", "raise it to 365 days or more"),
        (_CACHE_LOGS, "cache.log_retention", "raise it to 365 days or more"),
        (_FLOW_LOGS, "network.flow_log_retention", "raise it to 365 days or more"),
    ),
    ("CKV_AWS_66", "CKV2_ALDEIA_19"): (
        (_DATABASE_LOGS, "database.log_retention", "raise it"),
        (_CACHE_LOGS, "cache.log_retention", "raise it"),
        (_FLOW_LOGS, "network.flow_log_retention", "raise it"),
    ),
    ("CKV_AWS_161",): (
        (_DATABASE, "database.iam_authentication", "set it to true where 1,000 MiB of memory are spare"),
    ),
    ("CKV_AWS_157",): ((_DATABASE, "database.multi_az", "set it to true"),),
    ("CKV_AWS_118",): ((_DATABASE, "database.enhanced_monitoring_interval", "set it to 60 s or less"),),
    ("CKV_AWS_353",): ((_DATABASE, "database.performance_insights", "set it to true"),),
    ("CKV_AWS_293",): ((_DATABASE, "database.deletion_protection", "set it to true"),),
    ("CKV_AWS_226",): ((_DATABASE, "database.auto_minor_version_upgrade", "set it to true"),),
    ("CKV_AWS_211",): ((_DATABASE, "database.ca_certificate", "set it to rds-ca-rsa2048-g1"),),
    ("CKV_AWS_129", "CKV2_ALDEIA_20"): ((_DATABASE, "database.log_exports", "list postgresql and upgrade"),),
    ("CKV_AWS_133",): ((_DATABASE, "database.backup_retention", "raise it"),),
    ("CKV_AWS_134",): ((_CACHE, "cache.snapshot_retention", "raise it"),),
    ("CKV2_ALDEIA_16",): (
        (_DATABASE, "database.backup_retention", "raise it"),
        (_CACHE, "cache.snapshot_retention", "raise it"),
        ("aws_db_instance_automated_backups_", "recovery.cross_region_backups.retention", "raise it"),
    ),
    ("CKV2_AWS_50",): ((_CACHE, "cache.automatic_failover", "set it to true, with two nodes or more"),),
    ("CKV_AWS_31", "CKV2_ALDEIA_22"): ((_CACHE, "cache.authentication", "set it to token or iam"),),
    ("CKV2_AWS_57",): (
        (r"aws_secretsmanager_secret\.database", "database.password_version", "rotate by raising it"),
        (r"aws_secretsmanager_secret\.cache", "cache.token_version", "rotate by raising it"),
    ),
    ("CKV2_AWS_5",): (
        (r"aws_security_group\.application", "network.application_security_group", "name an existing group"),
    ),
    ("CKV_AWS_7",): ((r"aws_kms_key\.", "encryption.key_rotation", "set it to 365 days or less"),),
    ("CKV2_ALDEIA_3",): ((r"aws_kms_key\.", "encryption.key_deletion_window", "set it to 30 days"),),
    ("CKV2_ALDEIA_6",): ((r"", "alarms.subscriptions", "name who is told"),),
    ("CKV2_ALDEIA_7",): ((r"aws_network_acl", "network.vpc_cidr", "use a private block"),),
    ("CKV2_ALDEIA_11",): (
        (r"aws_secretsmanager_secret\.", "recovery.secret_recovery_window", "set it to 30 days"),
        (r"", "recovery.may_be_destroyed", "set it to false"),
    ),
    ("CKV2_ALDEIA_12",): ((_DATABASE, "database.ca_certificate", "set it to rds-ca-rsa2048-g1"),),
    ("CKV2_ALDEIA_13",): (
        (_DATABASE, "database.engine_version", "take a version in standard support"),
        (_CACHE, "cache.engine_version", "take a version in standard support"),
    ),
    ("CKV2_ALDEIA_15",): ((_CACHE, "state.backend", "set it to s3, or cache.authentication to iam"),),
}
_BY_CHECK = dict(chain.from_iterable(((check, rows) for check in checks) for checks, rows in _TABLE.items()))

# checkov keeps its severities to paying customers: these are ours, for the checks that concern what we make.
_SEVERITIES = {
    "critical": ("CKV_AWS_17", "CKV_AWS_24", "CKV_AWS_25", "CKV_AWS_260", "CKV_AWS_277", "CKV_AWS_33"),
    "high": (
        "CKV_AWS_16", "CKV_AWS_29", "CKV_AWS_30", "CKV_AWS_31", "CKV_AWS_133", "CKV_AWS_293", "CKV_AWS_382",
        "CKV2_AWS_69",
    ),
    "low": ("CKV_AWS_118", "CKV_AWS_226", "CKV_AWS_338", "CKV_AWS_353", "CKV2_AWS_5", "CKV2_AWS_60"),
}  # fmt: skip
_SEVERITY = {check: severity for severity, checks in _SEVERITIES.items() for check in checks}


def remedy_of(check: str, address: str) -> Remedy:
    """Give what to do about a check at an address."""
    for pattern, setting, words in _BY_CHECK.get(check, ()):
        if re.match(pattern, address):
            return Remedy(setting, f"{setting}: {words}")
    return _NO_SETTING


def severity_of(check: str) -> str:
    """Say how bad it is when a check of checkov's fails: critical, high, medium or low."""
    return _SEVERITY.get(check, "medium")


def settings() -> set[str]:
    """Give every setting that a remedy names."""
    return {setting for rows in _BY_CHECK.values() for _, setting, _ in rows}
