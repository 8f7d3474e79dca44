"""Changes: settings of production.yaml that may be changed in place, and what a plan then says, attribute by attribute."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from unittest.mock import ANY

Difference = dict[str, tuple[Any, ...]]
ANOTHER = (ANY, ANY)
"""A text or a checksum that must differ, whatever it is: the rest of the row says why."""
REPLACED, MADE, DELETED = ("there", "replaced"), ("nothing", "made"), ("there", "deleted")
DATABASE, CACHE = "aws_db_instance.database", "aws_elasticache_replication_group.cache"
# Those that wait for `sustained_for`.
DATABASE_ALARMS = (
    "connections_high", "cpu_high", "memory_low", "read_latency_high", "storage_low", "swap_high",
    "transaction_ids_high", "write_latency_high",
)  # fmt: skip
CACHE_ALARMS = (
    "connections_high", "cpu_high", "engine_cpu_high", "evictions", "hit_rate_low", "memory_critical",
    "memory_warning", "network_in_high", "network_out_high", "replication_lag_high", "swap_high",
)  # fmt: skip
KEYS = ("alarms", "data", "logs", "recovery", "secrets")
SECRETS = ("cache", "cache_token", "database", "database_master")
EVICTIONS_WAIVER = """\
  - rule: evictions_are_an_alarm_only_where_they_are_not_normal
    reason: the specification asks to be told of the first eviction, while the cache has room
    owner: aldeia-platform
    expires: 2027-11-30
"""


@dataclass(frozen=True)
class Change:
    """One setting: a line of the manifest as written and instead, and by address what must differ, before and after."""

    setting: str
    written: str
    instead: str
    differs: dict[str, Difference]
    and_then: tuple[tuple[str, str], ...] = ()
    """Other lines that must follow, such as a waiver that nothing needs any more."""

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        return ((self.written, self.instead), *self.and_then)


def in_database(setting: str, written: str, instead: str, **differs: tuple[Any, Any]) -> Change:
    """Change what is an attribute of the instance and of nothing else."""
    return Change(f"database.{setting}", written, instead, {DATABASE: differs})


def in_cache(setting: str, written: str, instead: str, **differs: tuple[Any, Any]) -> Change:
    """Change what is an attribute of the replication group and of nothing else."""
    return Change(f"cache.{setting}", written, instead, {CACHE: differs})


def of_the_database(setting: str, written: str, instead: str, symptom: str, *threshold: float) -> Change:
    """Change a threshold of the database's alarm."""
    differs: Difference = {"threshold": threshold, "alarm_description": ANOTHER}
    address = f"aws_cloudwatch_metric_alarm.database_{symptom}"
    return Change(f"alarms.database.{setting}", written, instead, {address: differs})


def of_the_nodes(  # as the others, and the lines that follow
    setting: str,
    written: str,
    instead: str,
    symptom: str,
    *threshold: float,
    and_then: tuple[tuple[str, str], ...] = (),
) -> Change:
    """Change a threshold of the alarm that each of the two nodes has."""
    differs: Difference = {"threshold": threshold, "alarm_description": ANOTHER}
    addresses = [f"aws_cloudwatch_metric_alarm.cache_{node}_{symptom}" for node in ("001", "002")]
    return Change(f"alarms.cache.{setting}", written, instead, dict.fromkeys(addresses, differs), and_then)


def each(addresses: Iterable[str], **differs: tuple[Any, Any]) -> dict[str, Difference]:
    """Expect the same of several addresses."""
    return dict.fromkeys(addresses, differs)


ALARM = "aws_cloudwatch_metric_alarm"
WINDOW: Difference = {"metric_query": ANOTHER, "alarm_description": ANOTHER}

CHANGES = (
    Change(
        "database.instance_class", "instance_class: db.t3.large", "instance_class: db.m6i.large",
        {
            DATABASE: {"instance_class": ("db.t3.large", "db.m6i.large")},
            # It has no credits to run out of.
            f"{ALARM}.database_cpu_credits_low": {"is": DELETED},
            f"{ALARM}.database_surplus_credits_charged": {"is": DELETED},
        },
    ),
    in_database("storage", "storage: 100 GiB", "storage: 200 GiB", allocated_storage=(100, 200)),
    in_database(
        "storage_ceiling", "storage_ceiling: 500 GiB", "storage_ceiling: 600 GiB", max_allocated_storage=(500, 600)
    ),
    Change(
        "database.password_version", "password_version: 1", "password_version: 2",
        {
            DATABASE: {"password_wo_version": (1, 2)},
            # A value that is only written is another version of its secret, which keeps the last one.
            "aws_secretsmanager_secret_version.database_master": {"is": REPLACED, "secret_string_wo_version": (1, 2)},
            "aws_secretsmanager_secret_version.database": {"is": REPLACED, "secret_string_wo_version": ANOTHER},
        },
    ),
    in_database(
        "backup_retention", "backup_retention: 30 days", "backup_retention: 35 days", backup_retention_period=(30, 35)
    ),
    in_database(
        "backup_window", "backup_window: 03:00-04:00", "backup_window: 02:00-03:00",
        backup_window=("03:00-04:00", "02:00-03:00"),
    ),
    Change(
        "database.maintenance_window", "maintenance_window: Sun 04:00-05:00", "maintenance_window: Mon 05:00-06:00",
        {
            DATABASE: {"maintenance_window": ("sun:04:00-sun:05:00", "mon:05:00-mon:06:00")},
            f"{ALARM}.database_maintenance": WINDOW,
        },
    ),
    in_database(
        "apply_immediately", "apply_immediately: false     #", "apply_immediately: true     #",
        apply_immediately=(False, True),
    ),
    in_database(
        "enhanced_monitoring_interval", "monitoring_interval: 60 s", "monitoring_interval: 30 s",
        monitoring_interval=(60, 30),
    ),
    in_database(
        "performance_insights_retention", "insights_retention: 7 days", "insights_retention: 31 days",
        performance_insights_retention_period=(7, 31),
    ),
    in_database(
        "iam_authentication", "iam_authentication: false", "iam_authentication: true",
        iam_database_authentication_enabled=(False, True),
    ),
    in_database(
        "ca_certificate", "ca_certificate: rds-ca-rsa2048-g1", "ca_certificate: rds-ca-rsa4096-g1",
        ca_cert_identifier=("rds-ca-rsa2048-g1", "rds-ca-rsa4096-g1"),
    ),
    Change(
        "database.log_exports", "log_exports: [postgresql, upgrade]", "log_exports: [postgresql]",
        {
            DATABASE: {"enabled_cloudwatch_logs_exports": (["postgresql", "upgrade"], ["postgresql"])},
            "aws_cloudwatch_log_group.database_upgrade": {"is": DELETED},
        },
    ),
    Change(
        "database.log_retention", "log_retention: 90 days", "log_retention: 180 days",
        each(["aws_cloudwatch_log_group.database_postgresql"], retention_in_days=(90, 180)),
    ),
    Change(
        "database.parameters.work_mem, which is dynamic", "work_mem: 8MB", "work_mem: 10MB",
        {"aws_db_parameter_group.database": {"parameter.work_mem": ("8192", "10240")}},
    ),
    Change(
        "database.parameters.max_connections, which is static", "max_connections: 200", "max_connections: 220",
        {"aws_db_parameter_group.database": {"parameter.max_connections": ("200", "220")}},
    ),
    Change(
        "database.parameters.log_lock_waits, which is taken away", "    log_lock_waits: on\n", "",
        {"aws_db_parameter_group.database": {"parameter.log_lock_waits": ("1", None)}},
    ),
    Change(
        "database.pool.processes, which is the application's", "processes: 4 ", "processes: 3 ",
        each(
            (f"{ALARM}.cache_{node}_connections_high" for node in ("001", "002")),
            threshold=(400, 300), alarm_description=ANOTHER,
        ),
    ),
    Change(
        "cache.node_type", "node_type: cache.t3.small", "node_type: cache.t3.medium",
        {
            CACHE: {"node_type": ("cache.t3.small", "cache.t3.medium")},
            # 80% of a minute of 0.128 and of 0.256 Gbit/s, in whole MB.
            **each(
                (f"{ALARM}.cache_{node}_network_{way}_high" for node in ("001", "002") for way in ("in", "out")),
                threshold=(767557632, 1535115264), alarm_description=ANOTHER,
            ),
        },
    ),
    Change(
        "cache.token_version", "token_version: 1", "token_version: 2",
        {
            CACHE: {"auth_token": ANOTHER},
            "aws_secretsmanager_secret_version.cache_token": {"is": REPLACED, "secret_string_wo_version": (1, 2)},
            "aws_secretsmanager_secret_version.cache": {"is": REPLACED, "secret_string_wo_version": ANOTHER},
        },
    ),
    in_cache(
        "snapshot_retention", "snapshot_retention: 14 days", "snapshot_retention: 21 days",
        snapshot_retention_limit=(14, 21),
    ),
    in_cache(
        "snapshot_window", "snapshot_window: 03:00-05:00", "snapshot_window: 02:00-04:00",
        snapshot_window=("03:00-05:00", "02:00-04:00"),
    ),
    Change(
        "cache.maintenance_window", "maintenance_window: Sun 06:00-07:00", "maintenance_window: Mon 06:00-07:00",
        {
            CACHE: {"maintenance_window": ("sun:06:00-sun:07:00", "mon:06:00-mon:07:00")},
            f"{ALARM}.cache_maintenance": WINDOW,
        },
    ),
    in_cache(
        "apply_immediately", "apply_immediately: false\n", "apply_immediately: true\n", apply_immediately=(False, True)
    ),
    Change(
        "cache.log_retention", "log_retention: 30 days", "log_retention: 60 days",
        each(["aws_cloudwatch_log_group.cache_slow_log"], retention_in_days=(30, 60)),
    ),
    Change(
        "cache.parameters.timeout", "timeout: 300 s", "timeout: 600 s",
        {"aws_elasticache_parameter_group.cache": {"parameter.timeout": ("300", "600")}},
    ),
    Change(
        "cache.parameters.notify-keyspace-events", "notify-keyspace-events: Ex", "notify-keyspace-events: Exg",
        {"aws_elasticache_parameter_group.cache": {"parameter.notify-keyspace-events": ("Ex", "Exg")}},
    ),
    Change(
        "network.flow_log_retention", "flow_log_retention: 365 days", "flow_log_retention: 400 days",
        each(["aws_cloudwatch_log_group.flow_logs"], retention_in_days=(365, 400)),
    ),
    Change(
        "encryption.key_rotation", "key_rotation: 365 days", "key_rotation: 180 days",
        each((f"aws_kms_key.{key}" for key in KEYS), rotation_period_in_days=(365, 180)),
    ),
    Change(
        "encryption.key_deletion_window", "key_deletion_window: 30 days", "key_deletion_window: 14 days",
        each((f"aws_kms_key.{key}" for key in KEYS), deletion_window_in_days=(30, 14)),
    ),
    Change(
        "alarms.subscriptions", "oncall@aldeia.example", "second@aldeia.example",
        {
            "aws_sns_topic_subscription.email_oncall_aldeia_example": {"is": DELETED},
            "aws_sns_topic_subscription.email_second_aldeia_example": {"is": MADE},
        },
    ),
    Change(
        "alarms.quiet_during_maintenance", "quiet_during_maintenance: true", "quiet_during_maintenance: false",
        {
            f"aws_cloudwatch_composite_alarm.{store}": {"actions_suppressor": ANOTHER} for store in ("cache", "database")
        } | each((f"{ALARM}.{store}_maintenance" for store in ("cache", "database")), **{"is": DELETED}),
    ),
    of_the_database("load_above", "load_above: auto", "load_above: 3", "load_high", 2, 3),
    Change(
        "alarms.sustained_for", "sustained_for: 5 min", "sustained_for: 10 min",
        each(
            (
                *(f"aws_cloudwatch_metric_alarm.database_{symptom}" for symptom in DATABASE_ALARMS),
                *(f"aws_cloudwatch_metric_alarm.cache_001_{symptom}" for symptom in CACHE_ALARMS),
                *(f"aws_cloudwatch_metric_alarm.cache_002_{symptom}" for symptom in CACHE_ALARMS),
            ),
            evaluation_periods=(5, 10), datapoints_to_alarm=(5, 10), alarm_description=ANOTHER,
        ),
    ),
    of_the_database("cpu_above", "cpu_above: 75%", "cpu_above: 80%", "cpu_high", 75, 80),
    of_the_database(
        "freeable_memory_below", "memory_below: 512 MB", "memory_below: 256 MB", "memory_low", 536870912, 268435456
    ),
    of_the_database(
        "free_storage_below", "storage_below: 5 GB", "storage_below: 10 GB", "storage_low", 5368709120, 10737418240
    ),
    of_the_database(
        "connections_above", "connections_above: 180", "connections_above: 170", "connections_high", 180, 170
    ),
    of_the_database(
        "read_latency_above", "read_latency_above: 10 ms", "read_latency_above: 20 ms", "read_latency_high", 0.01, 0.02
    ),
    of_the_database(
        "write_latency_above", "write_latency_above: 10 ms", "write_latency_above: 25 ms", "write_latency_high",
        0.01, 0.025,
    ),
    of_the_nodes("cpu_above", "cpu_above: 45%", "cpu_above: 40%", "cpu_high", 45, 40),
    of_the_nodes("engine_cpu_above", "engine_cpu_above: 70%", "engine_cpu_above: 80%", "engine_cpu_high", 70, 80),
    of_the_nodes(
        "memory_warning_above", "memory_warning_above: 75%", "memory_warning_above: 70%", "memory_warning", 75, 70
    ),
    of_the_nodes(
        "memory_critical_above", "memory_critical_above: 85%", "memory_critical_above: 90%", "memory_critical", 85, 90
    ),
    of_the_nodes(
        "evictions_above", "evictions_above: 0", "evictions_above: 100", "evictions", 0, 100,
        and_then=((EVICTIONS_WAIVER, ""),),
    ),
    of_the_nodes("hit_rate_below", "hit_rate_below: 90%", "hit_rate_below: 80%", "hit_rate_low", 90, 80),
    of_the_nodes("swap_above", "swap_above: 50 MB", "swap_above: 100 MB", "swap_high", 52428800, 104857600),
    Change(
        # AWS has no other way: copying stops and begins anew.
        "recovery.cross_region_backups.retention", "    retention: 30 days", "    retention: 35 days",
        {
            "aws_db_instance_automated_backups_replication.database": {
                "is": REPLACED, "retention_period": (30, 35)
            }
        },
    ),
    Change(
        "recovery.secret_recovery_window", "recovery_window: 30 days", "recovery_window: 7 days",
        each((f"aws_secretsmanager_secret.{secret}" for secret in SECRETS), recovery_window_in_days=(30, 7)),
    ),
    Change(
        "recovery.final_snapshot_number", "snapshot_number: 1", "snapshot_number: 2",
        {
            DATABASE: {"final_snapshot_identifier": ("aldeia-prod-db-final-1", "aldeia-prod-db-final-2")},
            CACHE: {"final_snapshot_identifier": ("aldeia-prod-redis-final-1", "aldeia-prod-redis-final-2")},
        },
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Replacement:
    """What AWS cannot change in what is there: a line of the manifest, or attributes where the manifest has no say."""

    what: str
    address: str
    line: tuple[str, str] | None = None
    attributes: dict[str, Any] | None = None


SECRETS_KEY = "${aws_kms_key.secrets.arn}"
REPLACEMENTS = (
    Replacement("database.name", DATABASE, ("name: aldeia_production", "name: aldeia_other")),
    Replacement("database.username", DATABASE, ("username: aldeia_admin", "username: aldeia_owner")),
    Replacement(
        "the database's encryption", DATABASE, attributes={"storage_encrypted": False, "kms_key_id": None}
    ),
    Replacement("the database's key", DATABASE, attributes={"kms_key_id": SECRETS_KEY}),
    Replacement("cache.port", CACHE, ("port: 6379", "port: 6380")),
    Replacement(
        "the cache's encryption",
        CACHE,
        attributes={"at_rest_encryption_enabled": "false", "kms_key_id": None},
    ),
    Replacement("the cache's key", CACHE, attributes={"kms_key_id": SECRETS_KEY}),
    Replacement("the cache's subnet group", CACHE, attributes={"subnet_group_name": "another-subnet-group"}),
    Replacement("an older version of Redis", CACHE, attributes={"engine_version": "6.2"}),
)
