"""Cases: every change that has a committed plan, as a change of the manifest or of the Terraform JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

GONE = object()
"""Takes a key out of the JSON."""
Edit = tuple[str, Any]
"""A path into the JSON, its parts apart by `/`, and what stands there then; a function is given what stood there."""


@dataclass(frozen=True)
class Case:
    """One plan: what is changed of an environment that was applied as committed."""

    name: str
    environment: Literal["staging", "production"]
    manifest: tuple[tuple[str, str], ...] = ()
    """Words of the manifest, and others in their place."""
    json: tuple[Edit, ...] = ()
    state: tuple[tuple[str, str, Any], ...] = ()
    """Address, attribute and value of what is there otherwise than as committed."""
    how: Literal["change", "nothing-there", "destroy", "drift"] = "change"


DATABASE = "resource/aws_db_instance/database"
CACHE = "resource/aws_elasticache_replication_group/cache"
ALARM = "resource/aws_cloudwatch_metric_alarm/database_cpu_high"
PAGE = "resource/aws_cloudwatch_composite_alarm/cache"
LOG_FILTER = "resource/aws_cloudwatch_log_metric_filter/database_deadlocks_1"
EVENTS = "resource/aws_db_event_subscription/database_critical"
# The page of the database's alarms, whose rule names each of them.
ASKING = "resource/aws_cloudwatch_composite_alarm/database/alarm_rule"
NOT_ASKED = (
    ASKING,
    lambda rule: rule.replace('ALARM("${aws_cloudwatch_metric_alarm.database_cpu_high.alarm_name}") OR ', ""),
)
UNPROTECTED = (f"{DATABASE}/lifecycle", GONE)
ANYBODY = '{"Sid": "Anybody", "Effect": "Allow", "Principal": "*", "Action": "%s", "Resource": "*"}'


def _with_statement(action: str) -> Any:
    """Add a statement that lets anybody do something to a policy's text."""
    return lambda text: text.replace('"Statement": [', f'"Statement": [{ANYBODY % action}, ', 1)


def _case(name: str, environment: Literal["staging", "production"], *edits: Edit) -> Case:
    return Case(name, environment, json=edits)


CASES = (
    Case("nothing-changes", "staging"),
    Case("nothing-there", "staging", how="nothing-there"),
    Case("destroy", "staging", how="destroy"),
    Case("drift", "staging", how="drift"),
    Case("static-parameter", "production", (("max_connections: 200", "max_connections: 220"),)),
    Case("dynamic-parameter", "production", (("work_mem: 8MB", "work_mem: 16MB"),)),
    Case(
        "static-parameter-and-class",
        "production",
        (("max_connections: 200", "max_connections: 220"), ("class: db.t3.large", "class: db.t3.xlarge")),
    ),
    Case("storage-shrinks", "staging", (("storage: 50 GiB", "storage: 40 GiB"),)),
    Case("storage-grows", "production", (("storage: 100 GiB", "storage: 200 GiB"),)),
    Case(
        "gp3-performance",
        "production",
        (
            ("storage: 100 GiB", "storage: 400 GiB"),
            ("iops: null  ", "iops: 16000  "),
            ("throughput: null  ", "throughput: 600 MiB  "),
        ),
    ),
    _case("engine-minor", "production", (f"{DATABASE}/engine_version", "15.18")),
    _case(
        "engine-major",
        "staging",
        (f"{DATABASE}/engine_version", "16"),
        (f"{DATABASE}/allow_major_version_upgrade", True),
        ("resource/aws_db_parameter_group/database/family", "postgres16"),
        ("resource/aws_db_parameter_group/database/name", "aldeia-postgres16-staging"),
    ),
    Case("class-multi-az", "production", (("class: db.t3.large", "class: db.t3.xlarge"),)),
    Case("class-single-az", "staging", (("class: db.t3.small", "class: db.t3.medium"),)),
    Case("multi-az-on", "staging", (("multi_az: false              # half", "multi_az: true              # half"),)),
    _case("multi-az-off", "production", (f"{DATABASE}/multi_az", False)),
    Case("password-version", "staging", (("password_version: 1", "password_version: 2"),)),
    Case("token-rotated", "staging", (("token_version: 1", "token_version: 2"),)),
    _case("token-set", "staging", (f"{CACHE}/auth_token_update_strategy", "SET")),
    _case("tls-preferred", "staging", (f"{CACHE}/transit_encryption_mode", "preferred")),
    _case("token-deleted", "staging", (f"{CACHE}/auth_token_update_strategy", "DELETE")),
    Case(
        "tls-required",
        "staging",
        state=(("aws_elasticache_replication_group.cache", "transit_encryption_mode", "preferred"),),
    ),
    Case(
        "backup-windows",
        "production",
        (("backup_window: 03:00-04:00", "backup_window: 02:00-03:00"), ("snapshot_window: 03:00-05:00", "snapshot_window: 01:00-03:00")),
    ),
    _case("database-key", "staging", (f"{DATABASE}/kms_key_id", "${aws_kms_key.secrets.arn}")),
    _case("cache-key", "staging", (f"{CACHE}/kms_key_id", "${aws_kms_key.secrets.arn}")),
    _case("database-renamed-inside", "staging", (f"{DATABASE}/db_name", "aldeia_other")),
    _case(
        "subnet-group-moves",
        "staging",
        ("resource/aws_db_subnet_group/database/name", "aldeia-staging-other"),
    ),
    _case("cache-subnet-group-moves", "staging", ("resource/aws_elasticache_subnet_group/cache/name", "aldeia-staging-other")),
    _case("parameter-group-moves", "production", ("resource/aws_db_parameter_group/database/name", "aldeia-postgres15-other")),
    _case("database-renamed", "staging", (f"{DATABASE}/identifier", "aldeia-staging-other")),
    _case("alarm-off", "production", (f"{ALARM}/actions_enabled", False)),
    _case("alarm-removed", "production", (ALARM, GONE), NOT_ASKED),
    _case("alarm-looser", "production", (f"{ALARM}/threshold", 95)),
    _case("alarm-to-nobody", "production", (f"{ALARM}/alarm_actions", [])),
    _case("page-asks-fewer", "staging", (f"{PAGE}/alarm_rule", lambda rule: rule.rpartition(" OR ")[0])),
    _case("page-suppressed-otherwise", "staging", (f"{PAGE}/actions_suppressor/alarm", "${aws_cloudwatch_metric_alarm.database_cpu_high.alarm_name}")),
    _case("page-removed", "staging", (PAGE, GONE)),
    _case("events-fewer", "staging", (f"{EVENTS}/event_categories", ["deletion"])),
    _case("events-off", "staging", (f"{EVENTS}/enabled", False)),
    _case("key-policy-widened", "production", ("resource/aws_kms_key/data/policy", _with_statement("kms:Decrypt"))),
    _case("topic-policy-widened", "production", ("resource/aws_sns_topic_policy/alarms/policy", _with_statement("sns:Publish"))),
    _case(
        "role-policy-widened",
        "production",
        ("resource/aws_iam_role_policy/flow_logs/policy", lambda text: text.replace('"logs:PutLogEvents"', '"logs:*"', 1)),
        ("resource/aws_iam_role/database_monitoring/assume_role_policy", lambda text: text.replace("monitoring.rds.amazonaws.com", "ec2.amazonaws.com", 1)),
    ),
    _case("subscriber-removed", "production", ("resource/aws_sns_topic_subscription", GONE)),
    Case("subscriber-changed", "production", (("endpoint: oncall@aldeia.example", "endpoint: night@aldeia.example"),)),
    _case(
        "security-group-widened",
        "production",
        ("resource/aws_vpc_security_group_ingress_rule/database_from_application/referenced_security_group_id", GONE),
        ("resource/aws_vpc_security_group_ingress_rule/database_from_application/cidr_ipv4", "10.0.0.0/8"),
    ),
    _case(
        "security-group-rule-added",
        "production",
        (
            "resource/aws_vpc_security_group_ingress_rule/everybody",
            {"security_group_id": "${aws_security_group.cache.id}", "cidr_ipv4": "0.0.0.0/0", "ip_protocol": "tcp", "from_port": 6379, "to_port": 6379},
        ),
    ),
    Case(
        "retention-shortened",
        "production",
        (
            ("backup_retention: 30 days", "backup_retention: 7 days"),
            ("log_retention: 90 days", "log_retention: 30 days"),
            ("snapshot_retention: 14 days", "snapshot_retention: 7 days"),
            ("key_deletion_window: 30 days", "key_deletion_window: 7 days"),
        ),
    ),
    _case("deletion-protection-off", "production", (f"{DATABASE}/deletion_protection", False)),
    Case("owner-of-staging", "staging", (("owner: aldeia-platform", "owner: aldeia-data"),)),
    Case("owner-of-production", "production", (("owner: aldeia-platform", "owner: aldeia-data"),)),
    Case("node-type", "production", (("node_type: cache.t3.small", "node_type: cache.t3.medium"),)),
    Case("node-type-single", "staging", (("node_type: cache.t3.micro", "node_type: cache.t3.small"),)),
    _case("node-added", "production", (f"{CACHE}/num_cache_clusters", 3), (f"{CACHE}/preferred_cache_cluster_azs", ["us-east-1a", "us-east-1b", "us-east-1a"])),
    Case("cache-minor", "production", (('engine_version: "7.0"', 'engine_version: "7.1"'),)),
    _case("cache-downgrade", "staging", (f"{CACHE}/engine_version", "6.2"), (f"{CACHE}/parameter_group_name", "default.redis6.x")),
    Case("cache-parameter", "production", (("maxmemory-policy: allkeys-lru", "maxmemory-policy: allkeys-lfu"),)),
    Case("certificate", "production", (("rds-ca-rsa2048-g1", "rds-ca-rsa4096-g1"),)),
    Case("logins-by-iam", "production", (("iam_authentication: false", "iam_authentication: true"),)),
    Case("log-export-off", "staging", (("log_exports: [postgresql, upgrade]", "log_exports: [upgrade]"),)),
    _case("copies-off", "production", ("resource/aws_db_instance_automated_backups_replication", GONE)),
    Case("replica-added", "production", (("read_replica:\n    enabled: false", "read_replica:\n    enabled: true"),)),
    _case("alarm-forgotten", "production", (ALARM, GONE), NOT_ASKED, ("removed", [{"from": "aws_cloudwatch_metric_alarm.database_cpu_high", "lifecycle": {"destroy": False}}])),
    _case(
        "alarm-moved",
        "production",
        (ALARM, GONE),
        ("resource/aws_cloudwatch_metric_alarm/database_cpu", {"moved": ALARM}),
        (ASKING, lambda rule: rule.replace("database_cpu_high", "database_cpu")),
        ("moved", [{"from": "aws_cloudwatch_metric_alarm.database_cpu_high", "to": "aws_cloudwatch_metric_alarm.database_cpu"}]),
    ),
    _case("subnet-renumbered", "staging", ("resource/aws_subnet/database_1b/cidr_block", "10.0.99.0/24")),
    _case("log-filter-removed", "staging", (LOG_FILTER, GONE)),
    _case("log-filter-counts-other-lines", "staging", (f"{LOG_FILTER}/pattern", "other")),
    _case("dashboard-changed", "staging", ("resource/aws_cloudwatch_dashboard/environment/dashboard_body", '{"widgets": []}')),
    _case("bucket-added", "staging", ("resource/aws_sqs_queue", {"queue": {"name": "aldeia-staging-queue"}})),
)  # fmt: skip
