"""Verdicts: what each change is expected to do, written down a second time, apart from the tables.

A line is a change of one attribute, or of a resource as a whole; in `given` stand the other attributes that count.
`now`, `window`, `reboot` and `never` say when; `window` is with apply_immediately off.
"""

from __future__ import annotations

from typing import Any, NamedTuple

UNKNOWN = object()
"""For `after`: known only after the apply."""
RDS, CACHE = "aws_db_instance", "aws_elasticache_replication_group"
ALARM, TOPIC, SUBSCRIPTION = "aws_cloudwatch_metric_alarm", "aws_sns_topic", "aws_sns_topic_subscription"
KEY, SECRET, VERSION = "aws_kms_key", "aws_secretsmanager_secret", "aws_secretsmanager_secret_version"
RULE, GROUP, ROLE = "aws_vpc_security_group_ingress_rule", "aws_security_group", "aws_iam_role"
PARAMETERS, CACHE_PARAMETERS = "aws_db_parameter_group", "aws_elasticache_parameter_group"
ACL_RULE = "aws_network_acl_rule"
COMPOSITE, EVENTS = "aws_cloudwatch_composite_alarm", "aws_db_event_subscription"
FILTER, DASHBOARD = "aws_cloudwatch_log_metric_filter", "aws_cloudwatch_dashboard"
READ = '{"Statement": [{"Effect": "Allow", "Principal": {"AWS": "a"}, "Action": "x:Read", "Resource": "*"}]}'
READ_AND_WRITE = READ.replace('"x:Read"', '["x:Read", "x:Write"]')
METRIC = {"namespace": "aldeia", "name": "deadlocks", "value": "1"}
OPEN = {"protocol": "tcp", "from_port": 5432, "to_port": 5432, "security_groups": ["sg-1"]}
WIDE = {**OPEN, "security_groups": ["sg-1", "sg-2"]}


class Verdict(NamedTuple):
    type: str
    attribute: str
    before: Any
    after: Any
    impact: str
    when: str = "now"
    gate: str | None = None
    given: dict[str, Any] = {}  # noqa: RUF012  # never written to
    refused: bool = False
    changes: dict[str, tuple[Any, Any]] = {}  # noqa: RUF012  # never written to
    """What else changes with it, before and after."""
    first: str = "delete"
    """What Terraform does first where it replaces."""


def parameter(name: str, value: str, method: str = "immediate") -> list[dict[str, str]]:
    return [{"name": name, "value": value, "apply_method": method}]


V = Verdict
UPDATES = [
    # The database: capacity
    V(RDS, "allocated_storage", 100, 50, "none", refused=True),
    V(RDS, "allocated_storage", 100, 200, "degraded", "window"),
    V(RDS, "iops", 12000, 16000, "degraded", "window"),
    V(RDS, "storage_throughput", 500, 600, "degraded", "window"),
    V(RDS, "storage_type", "gp2", "gp3", "degraded", "window"),
    V(RDS, "storage_type", "standard", "gp3", "restart", "window"),
    V(RDS, "max_allocated_storage", 500, 600, "online"),
    V(RDS, "dedicated_log_volume", False, True, "restart", "window"),
    V(RDS, "dedicated_log_volume", False, True, "failover", "window", given={"multi_az": True}),
    V(RDS, "instance_class", "db.t3.small", "db.t3.large", "restart", "window"),
    V(RDS, "instance_class", "db.t3.small", "db.t3.large", "failover", "window", given={"multi_az": True}),
    V(RDS, "instance_class", "db.t3.small", "db.t3.large", "restart", "now", given={"apply_immediately": True}),
    # The database: engine
    V(RDS, "engine_version", "15", "16", "restart", "window"),
    V(RDS, "engine_version", "15", "16", "restart", "window", given={"multi_az": True}),
    V(RDS, "engine_version", "15.15", "15.18", "restart", "window"),
    V(RDS, "engine_version", "15.15", "15.18", "restart", "window", given={"multi_az": True}),
    V(RDS, "engine_version", "15", "15.18", "restart", "window"),
    V(RDS, "engine_version", "15.18", "15", "none"),
    V(RDS, "engine_version", "15.18", "15.15", "none", refused=True),
    V(RDS, "engine_version", "16", "15", "none", refused=True),
    V(RDS, "engine_version", "15", "15.15", "none", given={"engine_version_actual": "15.18"}, refused=True),
    V(RDS, "engine_version", "15", "15.19", "restart", "window", given={"engine_version_actual": "15.18"}),
    V(RDS, "allow_major_version_upgrade", None, True, "none"),
    V(RDS, "engine_lifecycle_support", "open-source-rds-extended-support-disabled", "open-source-rds-extended-support", "none"),
    V(RDS, "auto_minor_version_upgrade", False, True, "online"),
    # The database: zones and backups
    V(RDS, "multi_az", True, False, "degraded", "window"),
    V(RDS, "multi_az", False, True, "degraded", "window"),
    V(RDS, "backup_retention_period", 7, 0, "data loss", "window", "lose-data"),
    V(RDS, "backup_retention_period", 0, 7, "restart", "window"),
    V(RDS, "backup_retention_period", 30, 29, "online", "now", "shorten-retention"),
    V(RDS, "backup_retention_period", 7, 8, "online"),
    V(RDS, "backup_window", "03:00-04:00", "02:00-03:00", "online"),
    V(RDS, "backup_window", "03:00-04:00", "02:00-03:00", "online", given={"multi_az": True}),
    V(RDS, "maintenance_window", "sun:04:00-sun:05:00", "sat:04:00-sat:05:00", "online"),
    V(RDS, "copy_tags_to_snapshot", False, True, "online"),
    V(RDS, "deletion_protection", True, False, "none", "now", "unprotect"),
    V(RDS, "deletion_protection", False, True, "none"),
    V(RDS, "skip_final_snapshot", False, True, "none", "now", "unprotect"),
    V(RDS, "skip_final_snapshot", True, False, "none"),
    V(RDS, "delete_automated_backups", False, True, "none", "now", "unprotect"),
    V(RDS, "delete_automated_backups", True, False, "none"),
    V(RDS, "final_snapshot_identifier", "a-final-1", "a-final-2", "none"),
    # The database: logins and addresses
    V(RDS, "password_wo_version", 1, 2, "degraded"),
    V(RDS, "password", "one", "two", "degraded"),
    V(RDS, "manage_master_user_password", None, True, "degraded"),
    V(RDS, "master_user_secret_kms_key_id", "a", "b", "degraded"),
    V(RDS, "iam_database_authentication_enabled", True, False, "degraded", "window"),
    V(RDS, "iam_database_authentication_enabled", False, True, "online", "window"),
    V(RDS, "ca_cert_identifier", "rds-ca-rsa2048-g1", "rds-ca-rsa4096-g1", "restart", "window"),
    V(RDS, "parameter_group_name", "one", "two", "restart", "reboot"),
    V(RDS, "option_group_name", "one", "two", "online"),
    V(RDS, "db_subnet_group_name", "a", "b", "none", refused=True),
    V(RDS, "db_subnet_group_name", "a", "b", "restart", "window", given={"vpc_security_group_ids": UNKNOWN}),
    V(RDS, "vpc_security_group_ids", ["sg-1"], ["sg-1", "sg-2"], "online", "now", "widen"),
    V(RDS, "vpc_security_group_ids", ["sg-1"], UNKNOWN, "online", "now", "widen"),
    V(RDS, "vpc_security_group_ids", ["sg-1", "sg-2"], ["sg-1"], "degraded"),
    V(RDS, "port", 5432, 5433, "restart"),
    V(RDS, "publicly_accessible", True, False, "degraded"),
    V(RDS, "publicly_accessible", False, True, "online", "now", "widen"),
    V(RDS, "network_type", "IPV4", "DUAL", "restart", "window"),
    V(RDS, "identifier", "one", "two", "restart", "window"),
    # The database: what is seen of it
    V(RDS, "enabled_cloudwatch_logs_exports", ["upgrade"], ["postgresql", "upgrade"], "online"),
    V(RDS, "monitoring_interval", 0, 60, "online"),
    V(RDS, "monitoring_role_arn", None, "a", "online"),
    V(RDS, "performance_insights_enabled", True, False, "online", "now", "shorten-retention"),
    V(RDS, "performance_insights_enabled", False, True, "online"),
    V(RDS, "performance_insights_retention_period", 31, 7, "online", "now", "shorten-retention"),
    V(RDS, "performance_insights_retention_period", 7, 31, "online"),
    V(RDS, "performance_insights_kms_key_id", "one", "two", "none", refused=True),
    V(RDS, "performance_insights_kms_key_id", None, "one", "online"),
    V(RDS, "database_insights_mode", "standard", "advanced", "online"),
    V(RDS, "replicate_source_db", "source", None, "data loss", "now", "lose-data"),
    V(RDS, "apply_immediately", False, True, "none"),
    V(RDS, "apply_immediately", True, False, "none"),
    V(RDS, "tags", {"a": "1"}, {"a": "2"}, "none"),
    V(RDS, "tags_all", {"a": "1"}, {"a": "2"}, "none"),
    # The database's groups, and copies
    V(PARAMETERS, "parameter", parameter("max_connections", "1"), parameter("max_connections", "2"), "restart", "reboot"),
    V(PARAMETERS, "parameter", parameter("work_mem", "1"), parameter("work_mem", "2", "pending-reboot"), "restart", "reboot"),
    V(PARAMETERS, "parameter", parameter("work_mem", "1"), parameter("work_mem", "2"), "online"),
    V(PARAMETERS, "parameter", parameter("work_mem", "1"), [], "online"),
    V(PARAMETERS, "parameter", parameter("unheard_of", "1"), parameter("unheard_of", "2"), "unknown"),
    V(PARAMETERS, "skip_destroy", False, True, "none"),
    V(PARAMETERS, "tags_all", {"a": "1"}, {"a": "2"}, "none"),
    V("aws_db_subnet_group", "subnet_ids", ["a"], ["a", "b"], "online"),
    V("aws_db_subnet_group", "subnet_ids", ["a", "b"], ["a"], "online"),
    V("aws_db_subnet_group", "subnet_ids", ["a"], UNKNOWN, "online"),
    V("aws_db_subnet_group", "description", "a", "b", "none"),
    V("aws_db_instance_automated_backups_replication", "retention_period", 30, 7, "online", "now", "shorten-retention"),
    V("aws_db_instance_automated_backups_replication", "retention_period", 7, 30, "online"),
    # The cache
    V(CACHE, "node_type", "cache.t3.micro", "cache.t3.small", "restart", "window"),
    V(CACHE, "node_type", "cache.t3.micro", "cache.t3.small", "failover", "window", given={"automatic_failover_enabled": True}),
    V(CACHE, "engine_version", "7.0", "7.1", "restart", "window"),
    V(CACHE, "engine_version", "7.0", "7.1", "failover", "window", given={"automatic_failover_enabled": True}),
    V(CACHE, "engine", "redis", "valkey", "restart", "window"),
    V(CACHE, "engine", "redis", "valkey", "failover", "now", given={"automatic_failover_enabled": True, "apply_immediately": True}),
    V(CACHE, "num_cache_clusters", 2, 3, "online"),
    V(CACHE, "num_cache_clusters", 3, 2, "degraded"),
    V(CACHE, "num_node_groups", 1, 2, "degraded"),
    V(CACHE, "replicas_per_node_group", 1, 2, "degraded"),
    V(CACHE, "cluster_mode", "disabled", "compatible", "degraded"),
    V(CACHE, "automatic_failover_enabled", True, False, "degraded", "window"),
    V(CACHE, "automatic_failover_enabled", False, True, "online", "window"),
    V(CACHE, "multi_az_enabled", True, False, "degraded", "window"),
    V(CACHE, "multi_az_enabled", False, True, "online", "window"),
    V(CACHE, "preferred_cache_cluster_azs", ["a"], ["b"], "none", "never"),
    V(CACHE, "preferred_cache_cluster_azs", ["a"], ["a", "b"], "none", changes={"num_cache_clusters": (1, 2)}),
    *[
        verdict
        for attribute, before, after in (("auth_token", "one", "two"), ("auth_token", "one", UNKNOWN))
        for verdict in (
            V(CACHE, attribute, before, after, "online", given={"auth_token_update_strategy": "ROTATE"}),
            V(CACHE, attribute, before, after, "degraded", given={"auth_token_update_strategy": "SET"}),
            V(CACHE, attribute, before, after, "degraded", "now", "widen", given={"auth_token_update_strategy": "DELETE"}),
            V(CACHE, attribute, before, after, "degraded"),
        )
    ],
    V(CACHE, "auth_token_update_strategy", "SET", "ROTATE", "online"),
    V(CACHE, "auth_token_update_strategy", "ROTATE", "SET", "degraded"),
    V(CACHE, "auth_token_update_strategy", "ROTATE", "DELETE", "degraded", "now", "widen"),
    V(CACHE, "auth_token_update_strategy", "ROTATE", None, "degraded"),
    V(CACHE, "user_group_ids", ["a"], ["b"], "degraded", "now", "widen"),
    V(CACHE, "transit_encryption_mode", "preferred", "required", "degraded", "window"),
    V(CACHE, "transit_encryption_mode", "required", "preferred", "online", "window", "widen"),
    V(CACHE, "transit_encryption_enabled", True, False, "degraded", "window", "widen"),
    V(CACHE, "transit_encryption_enabled", False, True, "degraded", "window"),
    V(CACHE, "parameter_group_name", "one", "two", "degraded"),
    V(CACHE, "security_group_ids", ["sg-1"], ["sg-2"], "online", "now", "widen"),
    V(CACHE, "security_group_ids", ["sg-1", "sg-2"], ["sg-1"], "degraded"),
    V(CACHE, "snapshot_retention_limit", 7, 0, "data loss", "now", "lose-data"),
    V(CACHE, "snapshot_retention_limit", 7, 6, "online", "now", "shorten-retention"),
    V(CACHE, "snapshot_retention_limit", 7, 8, "online"),
    V(CACHE, "snapshot_window", "03:00-05:00", "01:00-03:00", "online"),
    V(CACHE, "maintenance_window", "sun:05:00-sun:06:00", "sat:05:00-sat:06:00", "online"),
    V(CACHE, "final_snapshot_identifier", "a", None, "none", "now", "unprotect"),
    V(CACHE, "final_snapshot_identifier", "a", "b", "none"),
    V(CACHE, "auto_minor_version_upgrade", "false", "true", "online"),
    V(CACHE, "log_delivery_configuration", [], [{"log_type": "slow-log", "destination": "a"}], "online", "window"),
    V(CACHE, "log_delivery_configuration", [], [{"log_type": "slow-log", "destination": "a"}], "online", given={"apply_immediately": True}),
    V(CACHE, "notification_topic_arn", None, "a", "online"),
    V(CACHE, "description", "a", "b", "none"),
    V(CACHE, "ip_discovery", "ipv4", "ipv6", "degraded"),
    V(CACHE, "network_type", "ipv4", "dual_stack", "degraded"),
    V(CACHE, "apply_immediately", False, True, "none"),
    V(CACHE, "apply_immediately", True, False, "none"),
    # The cache's groups and users
    V(CACHE_PARAMETERS, "parameter", parameter("maxmemory-policy", "a"), parameter("maxmemory-policy", "b"), "degraded"),
    V(CACHE_PARAMETERS, "parameter", parameter("timeout", "0"), parameter("timeout", "300"), "online"),
    V(CACHE_PARAMETERS, "parameter", parameter("unheard-of", "0"), parameter("unheard-of", "1"), "unknown"),
    V("aws_elasticache_subnet_group", "subnet_ids", ["a"], ["b"], "online"),
    V("aws_elasticache_subnet_group", "subnet_ids", ["a"], ["a", "b"], "online"),
    V("aws_elasticache_subnet_group", "description", "a", "b", "none"),
    V("aws_elasticache_user", "access_string", "off", "on ~* +@all", "degraded", "now", "widen"),
    *[V("aws_elasticache_user", name, "a", "b", "degraded", "now", "widen") for name in ("authentication_mode", "passwords", "no_password_required")],
    V("aws_elasticache_user_group", "user_ids", ["a"], ["a", "b"], "online", "now", "widen"),
    V("aws_elasticache_user_group", "user_ids", ["a", "b"], ["a"], "degraded"),
    # Keys and secrets
    V(KEY, "policy", READ, READ_AND_WRITE, "online", "now", "widen"),
    V(KEY, "policy", READ, UNKNOWN, "online", "now", "widen"),
    V(KEY, "policy", READ, "no policy", "online", "now", "widen"),
    V(KEY, "policy", READ_AND_WRITE, READ, "degraded"),
    V(KEY, "deletion_window_in_days", 30, 7, "none", "now", "shorten-retention"),
    V(KEY, "deletion_window_in_days", 7, 30, "none"),
    V(KEY, "enable_key_rotation", True, False, "online", "now", "unprotect"),
    V(KEY, "enable_key_rotation", False, True, "online"),
    V(KEY, "rotation_period_in_days", 90, 365, "none"),
    V(KEY, "is_enabled", True, False, "degraded", "now", "lose-data"),
    V(KEY, "is_enabled", False, True, "online"),
    V(KEY, "description", "a", "b", "none"),
    V(KEY, "bypass_policy_lockout_safety_check", False, True, "none", "now", "unprotect"),
    V("aws_kms_alias", "target_key_id", "a", "b", "degraded"),
    V("aws_kms_alias", "target_key_arn", "a", "b", "degraded"),
    V(SECRET, "policy", READ, READ_AND_WRITE, "online", "now", "widen"),
    V(SECRET, "policy", READ_AND_WRITE, READ, "degraded"),
    V(SECRET, "kms_key_id", "a", "b", "online"),
    V(SECRET, "recovery_window_in_days", 30, 7, "none", "now", "shorten-retention"),
    V(SECRET, "recovery_window_in_days", 7, 30, "none"),
    V(SECRET, "description", "a", "b", "none"),
    V(SECRET, "force_overwrite_replica_secret", False, True, "none"),
    V(SECRET, "replica", [], [{"region": "us-west-2"}], "online"),
    *[V(VERSION, name, "a", "b", "online") for name in ("secret_string", "secret_binary", "secret_string_wo_version", "version_stages")],
    # Alarms
    V(ALARM, "actions_enabled", True, False, "degraded", "now", "silence"),
    V(ALARM, "actions_enabled", False, True, "online"),
    V(ALARM, "alarm_actions", ["a"], [], "degraded", "now", "silence"),
    V(ALARM, "alarm_actions", ["a", "b"], ["a"], "degraded", "now", "silence"),
    V(ALARM, "alarm_actions", ["a"], ["a", "b"], "online"),
    V(ALARM, "ok_actions", ["a"], [], "online"),
    V(ALARM, "insufficient_data_actions", ["a"], [], "online"),
    *[
        V(ALARM, name, 1, 2, "degraded")
        for name in (
            "threshold", "evaluation_periods", "datapoints_to_alarm", "period", "statistic", "extended_statistic",
            "comparison_operator", "threshold_metric_id", "metric_name", "namespace", "dimensions", "metric_query", "unit",
            "treat_missing_data", "evaluate_low_sample_count_percentiles",
        )
    ],
    V(ALARM, "alarm_description", "a", "b", "none"),
    *[V(ALARM, "threshold", before, after, "degraded", given={"comparison_operator": which})
      for before, after, which in ((1, 2, "GreaterThanThreshold"), (1, 2, "GreaterThanOrEqualToThreshold"), (2, 1, "LessThanThreshold"), (2, 1, "LessThanOrEqualToThreshold"))],
    *[V(ALARM, "threshold", before, after, "online", given={"comparison_operator": which})
      for before, after, which in ((2, 1, "GreaterThanThreshold"), (2, 1, "GreaterThanOrEqualToThreshold"), (1, 2, "LessThanThreshold"), (1, 2, "LessThanOrEqualToThreshold"))],
    V(ALARM, "threshold", 2, 1, "degraded", changes={"comparison_operator": ("GreaterThanThreshold", "LessThanThreshold")}),
    # The topic and who is told
    V(COMPOSITE, "alarm_rule", 'ALARM("a") OR ALARM("b")', 'ALARM("a")', "degraded", "now", "silence"),
    V(COMPOSITE, "alarm_rule", 'ALARM("a") OR ALARM("b")', 'ALARM("a") AND ALARM("b")', "degraded"),
    V(COMPOSITE, "alarm_rule", "ALARM(a)", UNKNOWN, "degraded", "now", "silence"),
    V(COMPOSITE, "actions_suppressor", [], [{"alarm": "a"}], "degraded", "now", "silence"),
    V(COMPOSITE, "actions_suppressor", [{"alarm": "a"}], [], "online"),
    V(COMPOSITE, "alarm_actions", ["a"], [], "degraded", "now", "silence"),
    V(EVENTS, "enabled", True, False, "degraded", "now", "silence"),
    V(EVENTS, "enabled", False, True, "online"),
    *[
        verdict
        for name in ("event_categories", "source_ids")
        for verdict in (
            V(EVENTS, name, ["a", "b"], ["a"], "degraded", "now", "silence"),
            V(EVENTS, name, [], ["a"], "degraded", "now", "silence"),
            V(EVENTS, name, ["a"], ["a", "b"], "online"),
            V(EVENTS, name, ["a"], [], "online"),
        )
    ],
    V(EVENTS, "sns_topic", "a", "b", "degraded", "now", "silence"),
    V(EVENTS, "source_type", "db-instance", "db-snapshot", "degraded", "now", "silence"),
    V(DASHBOARD, "dashboard_body", "a", "b", "none"),
    V(FILTER, "pattern", "a", "b", "degraded"),
    V(FILTER, "metric_transformation", [METRIC], [{**METRIC, "name": "other"}], "degraded", "now", "silence"),
    V(FILTER, "metric_transformation", [METRIC], [{**METRIC, "value": "2"}], "degraded"),
    V(FILTER, "apply_on_transformed_logs", False, True, "none"),
    V(TOPIC, "policy", READ, READ_AND_WRITE, "online", "now", "widen"),
    V(TOPIC, "policy", READ_AND_WRITE, READ, "degraded"),
    V(TOPIC, "kms_master_key_id", "a", None, "online", "now", "unprotect"),
    V(TOPIC, "kms_master_key_id", "a", "b", "degraded"),
    V(TOPIC, "delivery_policy", "a", "b", "online"),
    *[
        V(TOPIC, name, "a", "b", "none")
        for name in (
            "display_name", "signature_version", "tracing_config", "archive_policy", "content_based_deduplication",
            "fifo_throughput_scope", "application_failure_feedback_role_arn", "http_failure_feedback_role_arn",
            "lambda_failure_feedback_role_arn", "sqs_failure_feedback_role_arn",
        )
    ],
    V("aws_sns_topic_policy", "policy", READ, READ_AND_WRITE, "online", "now", "widen"),
    V("aws_sns_topic_policy", "policy", READ_AND_WRITE, READ, "degraded"),
    V(SUBSCRIPTION, "filter_policy", None, "a", "degraded", "now", "silence"),
    V(SUBSCRIPTION, "filter_policy_scope", None, "a", "degraded", "now", "silence"),
    *[V(SUBSCRIPTION, name, None, "a", "online") for name in ("raw_message_delivery", "delivery_policy", "redrive_policy", "replay_policy", "subscription_role_arn")],
    V(SUBSCRIPTION, "confirmation_timeout_in_minutes", 1, 2, "none"),
    V(SUBSCRIPTION, "endpoint_auto_confirms", False, True, "none"),
    # Logs
    V("aws_cloudwatch_log_group", "retention_in_days", 90, 30, "online", "now", "shorten-retention"),
    V("aws_cloudwatch_log_group", "retention_in_days", 0, 365, "online", "now", "shorten-retention"),
    V("aws_cloudwatch_log_group", "retention_in_days", 30, 90, "online"),
    V("aws_cloudwatch_log_group", "retention_in_days", 30, 0, "online"),
    V("aws_cloudwatch_log_group", "kms_key_id", "a", None, "online", "now", "unprotect"),
    V("aws_cloudwatch_log_group", "kms_key_id", "a", "b", "online"),
    V("aws_cloudwatch_log_group", "skip_destroy", False, True, "none"),
    # Access
    V(RULE, "cidr_ipv4", "10.0.1.0/24", "10.0.0.0/8", "online", "now", "widen"),
    V(RULE, "cidr_ipv4", "10.0.0.0/8", "10.0.1.0/24", "degraded"),
    V(RULE, "cidr_ipv6", "fd00::/64", "::/0", "online", "now", "widen"),
    V(RULE, "cidr_ipv6", "::/0", "fd00::/64", "degraded"),
    V(RULE, "prefix_list_id", "pl-1", "pl-2", "degraded", "now", "widen"),
    V(RULE, "prefix_list_id", "pl-1", None, "degraded", "now", "widen"),
    V(RULE, "referenced_security_group_id", "sg-1", UNKNOWN, "online", "now", "widen"),
    V(RULE, "from_port", 5432, 5000, "online", "now", "widen", given={"to_port": 5432, "ip_protocol": "tcp", "cidr_ipv4": "10.0.0.0/8"}),
    V(RULE, "from_port", 5000, 5432, "degraded", given={"to_port": 5432, "ip_protocol": "tcp", "cidr_ipv4": "10.0.0.0/8"}),
    V(RULE, "to_port", 5432, 6000, "online", "now", "widen", given={"from_port": 5432, "ip_protocol": "tcp", "cidr_ipv4": "10.0.0.0/8"}),
    V(RULE, "ip_protocol", "tcp", "-1", "online", "now", "widen", given={"cidr_ipv4": "10.0.0.0/8"}),
    V(RULE, "ip_protocol", "-1", "tcp", "degraded", given={"cidr_ipv4": "10.0.0.0/8"}),
    V(RULE, "description", "a", "b", "none"),
    V(GROUP, "ingress", [OPEN], [WIDE], "online", "now", "widen"),
    V(GROUP, "ingress", [WIDE], [OPEN], "degraded"),
    V(GROUP, "egress", [OPEN], UNKNOWN, "online", "now", "widen"),
    V(GROUP, "egress", [OPEN], [], "degraded"),
    V("aws_default_security_group", "ingress", [], [OPEN], "online", "now", "widen"),
    V(GROUP, "revoke_rules_on_delete", False, True, "none"),
    V(ROLE, "assume_role_policy", READ, READ_AND_WRITE, "online", "now", "widen"),
    V(ROLE, "assume_role_policy", READ_AND_WRITE, READ, "degraded"),
    V(ROLE, "inline_policy", [], [{"name": "a"}], "online", "now", "widen"),
    V(ROLE, "managed_policy_arns", ["a"], ["a", "b"], "online", "now", "widen"),
    V(ROLE, "managed_policy_arns", ["a"], [], "degraded"),
    V(ROLE, "permissions_boundary", "a", None, "online", "now", "widen"),
    V(ROLE, "max_session_duration", 3600, 7200, "none"),
    V(ROLE, "description", "a", "b", "none"),
    V(ROLE, "force_detach_policies", False, True, "none"),
    V("aws_iam_role_policy", "policy", READ, READ_AND_WRITE, "online", "now", "widen"),
    V("aws_iam_role_policy", "policy", READ_AND_WRITE, READ, "degraded"),
    # The network
    V("aws_vpc", "enable_dns_support", True, False, "degraded"),
    V("aws_vpc", "enable_dns_support", False, True, "online"),
    *[V("aws_vpc", name, "a", "b", "online") for name in ("enable_dns_hostnames", "enable_network_address_usage_metrics", "dhcp_options_id", "instance_tenancy")],
    V("aws_subnet", "map_public_ip_on_launch", False, True, "online", "now", "widen"),
    V("aws_subnet", "map_public_ip_on_launch", True, False, "online"),
    *[
        V("aws_subnet", name, "a", "b", "online")
        for name in (
            "assign_ipv6_address_on_creation", "enable_dns64", "enable_resource_name_dns_a_record_on_launch",
            "enable_resource_name_dns_aaaa_record_on_launch", "private_dns_hostname_type_on_launch",
        )
    ],
    V("aws_route_table", "route", [], [{"cidr_block": "0.0.0.0/0"}], "degraded", "now", "widen"),
    V("aws_route_table", "propagating_vgws", [], ["vgw-1"], "degraded", "now", "widen"),
    V("aws_route_table_association", "route_table_id", "a", "b", "degraded"),
    V("aws_network_acl", "ingress", [], [{"action": "allow"}], "degraded", "now", "widen"),
    V("aws_network_acl", "egress", [], [{"action": "allow"}], "degraded", "now", "widen"),
    V("aws_network_acl", "subnet_ids", ["a"], [], "degraded", "now", "widen"),
]  # fmt: skip

_OF_RULES = "delete replace cidr_ipv4 cidr_ipv6 from_port to_port ip_protocol prefix_list_id referenced_security_group_id"
SHUTTING_OUT = {
    RDS: "delete replace password password_wo_version manage_master_user_password master_user_secret_kms_key_id "
    "iam_database_authentication_enabled publicly_accessible vpc_security_group_ids",
    CACHE: "auth_token auth_token_update_strategy num_cache_clusters security_group_ids transit_encryption_enabled "
    "transit_encryption_mode user_group_ids",
    "aws_elasticache_user": "delete replace authentication_mode no_password_required passwords",
    "aws_elasticache_user_group": "delete replace user_ids",
    GROUP: "ingress egress",
    "aws_default_security_group": "ingress egress",
    RULE: _OF_RULES,
    "aws_vpc_security_group_egress_rule": _OF_RULES,
    ACL_RULE: "create delete replace",
    "aws_vpc": "enable_dns_support",
}
"""After what some clients are refused that were not before, in one case at least."""
FINAL = {"skip_final_snapshot": False, "final_snapshot_identifier": "last"}
ACL = {"protocol": "tcp", "from_port": 1, "to_port": 9}
# For a resource as a whole `before` and `after` are all that it is.
WHOLE = [
    V(RDS, "create", None, {}, "none"),
    V(RDS, "create", None, {"replicate_source_db": "source"}, "online"),
    V(RDS, "delete", {"skip_final_snapshot": True}, None, "data loss", "now", "delete"),
    V(RDS, "delete", FINAL, None, "data loss", "now", "delete"),
    V(RDS, "delete", {"replicate_source_db": "source"}, None, "degraded"),
    V(RDS, "replace", {"skip_final_snapshot": True, "db_name": "a"}, {"db_name": "b"}, "data loss", "now", "replace"),
    V(RDS, "replace", {**FINAL, "db_name": "a"}, {"db_name": "b"}, "data loss", "now", "replace"),
    V(RDS, "replace", {"replicate_source_db": "source", "kms_key_id": "a"}, {"kms_key_id": "b"}, "replacement"),
    V(CACHE, "create", None, {}, "none"),
    V(CACHE, "delete", {}, None, "data loss", "now", "delete"),
    V(CACHE, "delete", {"final_snapshot_identifier": "last"}, None, "data loss", "now", "delete"),
    V(CACHE, "replace", {"port": 1}, {"port": 2}, "data loss", "now", "replace"),
    V(CACHE, "replace", {"port": 1, "final_snapshot_identifier": "last"}, {"port": 2}, "data loss", "now", "replace"),
    *[
        verdict
        for type_ in (PARAMETERS, CACHE_PARAMETERS, "aws_db_subnet_group", "aws_elasticache_subnet_group")
        for verdict in (
            V(type_, "create", None, {}, "none"),
            V(type_, "delete", {}, None, "none"),
            V(type_, "replace", {"name": "a"}, {"name": "b"}, "online", first="create"),
            V(type_, "replace", {"name": "a", "description": "a"}, {"name": "a", "description": "b"}, "none", refused=True),
        )
    ],
    V(PARAMETERS, "replace", {"name": "a"}, {"name": "b"}, "none", refused=True),
    V(CACHE_PARAMETERS, "replace", {"name": "a"}, {"name": "b"}, "none", refused=True),
    V("aws_db_instance_automated_backups_replication", "create", None, {}, "none"),
    V("aws_db_instance_automated_backups_replication", "delete", {}, None, "data loss", "now", "delete"),
    V("aws_db_instance_automated_backups_replication", "replace", {"kms_key_id": "a"}, {"kms_key_id": "b"}, "data loss", "now", "replace"),
    V("aws_elasticache_user", "create", None, {}, "none"),
    V("aws_elasticache_user", "delete", {}, None, "degraded"),
    V("aws_elasticache_user", "replace", {"user_id": "a"}, {"user_id": "b"}, "degraded"),
    V("aws_elasticache_user_group", "create", None, {}, "none"),
    V("aws_elasticache_user_group", "delete", {}, None, "degraded"),
    V("aws_elasticache_user_group", "replace", {"user_group_id": "a"}, {"user_group_id": "b"}, "degraded"),
    V(KEY, "create", None, {}, "none"),
    V(KEY, "delete", {}, None, "data loss", "now", "delete"),
    V(KEY, "replace", {"key_usage": "a"}, {"key_usage": "b"}, "data loss", "now", "replace"),
    V("aws_kms_alias", "create", None, {}, "none"),
    V("aws_kms_alias", "delete", {}, None, "degraded"),
    V("aws_kms_alias", "replace", {"name": "a"}, {"name": "b"}, "degraded"),
    V(SECRET, "create", None, {}, "none"),
    V(SECRET, "delete", {}, None, "data loss", "now", "delete"),
    V(SECRET, "replace", {"name": "a"}, {"name": "b"}, "data loss", "now", "replace"),
    V(VERSION, "create", None, {}, "none"),
    V(VERSION, "delete", {}, None, "data loss", "now", "delete"),
    V(VERSION, "replace", {"secret_id": "a"}, {"secret_id": "b"}, "online"),
    V(ALARM, "create", None, {}, "none"),
    V(ALARM, "delete", {}, None, "degraded", "now", "silence"),
    V(ALARM, "replace", {"alarm_name": "a"}, {"alarm_name": "b"}, "degraded", "now", "silence"),
    V(COMPOSITE, "create", None, {}, "none"),
    V(COMPOSITE, "delete", {}, None, "degraded", "now", "silence"),
    V(COMPOSITE, "replace", {"actions_enabled": True}, {"actions_enabled": False}, "degraded", "now", "silence"),
    V(EVENTS, "create", None, {}, "none"),
    V(EVENTS, "delete", {}, None, "degraded", "now", "silence"),
    V(EVENTS, "replace", {"name": "a"}, {"name": "b"}, "degraded", "now", "silence"),
    V(DASHBOARD, "create", None, {}, "none"),
    V(DASHBOARD, "delete", {}, None, "none"),
    V(DASHBOARD, "replace", {"dashboard_name": "a"}, {"dashboard_name": "b"}, "none"),
    V(FILTER, "create", None, {}, "none"),
    V(FILTER, "delete", {}, None, "degraded", "now", "silence"),
    V(FILTER, "replace", {"log_group_name": "a"}, {"log_group_name": "b"}, "degraded"),
    V(TOPIC, "create", None, {}, "none"),
    V(TOPIC, "delete", {}, None, "degraded", "now", "silence"),
    V(TOPIC, "replace", {"name": "a"}, {"name": "b"}, "degraded", "now", "silence"),
    V("aws_sns_topic_policy", "create", None, {}, "none"),
    V("aws_sns_topic_policy", "delete", {}, None, "degraded", "now", "silence"),
    V("aws_sns_topic_policy", "replace", {"arn": "a"}, {"arn": "b"}, "degraded", "now", "silence"),
    V(SUBSCRIPTION, "create", None, {"endpoint": "a"}, "none", "never"),
    V(SUBSCRIPTION, "delete", {}, None, "degraded", "now", "silence"),
    V(SUBSCRIPTION, "replace", {"endpoint": "a"}, {"endpoint": "b"}, "degraded", "now", "silence"),
    V("aws_cloudwatch_log_group", "create", None, {}, "none"),
    V("aws_cloudwatch_log_group", "delete", {}, None, "data loss", "now", "delete"),
    V("aws_cloudwatch_log_group", "delete", {"skip_destroy": True}, None, "none"),
    V("aws_cloudwatch_log_group", "replace", {"name": "a"}, {"name": "b"}, "data loss", "now", "replace"),
    V("aws_cloudwatch_log_group", "replace", {"name": "a", "skip_destroy": True}, {"name": "b"}, "none"),
    V("aws_flow_log", "create", None, {}, "none"),
    V("aws_flow_log", "delete", {}, None, "degraded", "now", "silence"),
    V("aws_flow_log", "replace", {"traffic_type": "ALL"}, {"traffic_type": "REJECT"}, "degraded"),
    V(RULE, "create", None, {"cidr_ipv4": "10.0.0.0/8", "security_group_id": "sg-1"}, "online", "now", "widen"),
    V(RULE, "create", None, {"referenced_security_group_id": "sg-2", "security_group_id": UNKNOWN}, "none"),
    V(RULE, "create", None, {"cidr_ipv4": "0.0.0.0/0", "security_group_id": UNKNOWN}, "online", "now", "widen"),
    V(RULE, "create", None, {"cidr_ipv6": "::/0", "security_group_id": UNKNOWN}, "online", "now", "widen"),
    V(RULE, "delete", {}, None, "degraded"),
    V(RULE, "replace", {"cidr_ipv4": "10.0.0.0/24"}, {"cidr_ipv4": "10.0.0.0/8"}, "online", "now", "widen"),
    V(RULE, "replace", {"cidr_ipv4": "10.0.0.0/24"}, {"cidr_ipv4": "10.0.0.0/8"}, "online", "now", "widen", first="create"),
    V(RULE, "replace", {"cidr_ipv4": "10.0.0.0/8"}, {"cidr_ipv4": "10.0.0.0/24"}, "degraded"),
    *[V(f"aws_vpc_security_group_{way}gress_rule", "replace", {"referenced_security_group_id": "sg-1"}, {"cidr_ipv4": "10.0.0.0/8"}, "degraded", "now", "widen") for way in ("in", "e")],
    V("aws_vpc_security_group_egress_rule", "create", None, {"cidr_ipv4": "0.0.0.0/0", "security_group_id": "sg-1"}, "online", "now", "widen"),
    *[
        verdict
        for type_ in (GROUP, "aws_default_security_group")
        for verdict in (
            V(type_, "create", None, {}, "none"),
            V(type_, "delete", {}, None, "degraded"),
            V(type_, "replace", {"vpc_id": "a"}, {"vpc_id": "b"}, "degraded"),
        )
    ],
    V(ROLE, "create", None, {}, "none"),
    V(ROLE, "delete", {}, None, "degraded"),
    V(ROLE, "replace", {"name": "a"}, {"name": "b"}, "degraded"),
    V("aws_iam_role_policy", "create", None, {"role": UNKNOWN}, "none"),
    V("aws_iam_role_policy", "create", None, {"role": "a"}, "online", "now", "widen"),
    V("aws_iam_role_policy", "delete", {}, None, "degraded"),
    V("aws_iam_role_policy", "replace", {"name": "a", "policy": READ}, {"name": "b", "policy": READ_AND_WRITE}, "online", "now", "widen"),
    V("aws_iam_role_policy", "replace", {"name": "a", "policy": READ}, {"name": "b", "policy": READ}, "degraded"),
    V("aws_iam_role_policy_attachment", "create", None, {"role": UNKNOWN}, "none"),
    V("aws_iam_role_policy_attachment", "create", None, {"role": "a"}, "online", "now", "widen"),
    V("aws_iam_role_policy_attachment", "delete", {}, None, "degraded"),
    V("aws_iam_role_policy_attachment", "replace", {"policy_arn": "a"}, {"policy_arn": "b"}, "online", "now", "widen"),
    V("aws_vpc", "create", None, {}, "none"),
    V("aws_vpc", "delete", {}, None, "degraded"),
    V("aws_vpc", "replace", {"cidr_block": "a"}, {"cidr_block": "b"}, "replacement"),
    V("aws_subnet", "create", None, {}, "none"),
    V("aws_subnet", "delete", {}, None, "degraded"),
    V("aws_subnet", "replace", {"cidr_block": "a"}, {"cidr_block": "b"}, "replacement"),
    V("aws_route_table", "create", None, {}, "none"),
    V("aws_route_table", "delete", {}, None, "degraded"),
    V("aws_route_table", "replace", {"vpc_id": "a"}, {"vpc_id": "b"}, "degraded"),
    V("aws_route_table_association", "create", None, {}, "none"),
    V("aws_route_table_association", "delete", {}, None, "degraded"),
    V("aws_route_table_association", "replace", {"subnet_id": "a"}, {"subnet_id": "b"}, "degraded"),
    V("aws_network_acl", "create", None, {}, "none"),
    V("aws_network_acl", "delete", {}, None, "online", "now", "widen"),
    V("aws_network_acl", "replace", {"vpc_id": "a"}, {"vpc_id": "b"}, "degraded"),
    V(ACL_RULE, "create", None, {**ACL, "rule_action": "allow", "network_acl_id": UNKNOWN}, "none"),
    V(ACL_RULE, "create", None, {**ACL, "rule_action": "allow"}, "online", "now", "widen"),
    V(ACL_RULE, "create", None, {**ACL, "rule_action": "deny"}, "degraded"),
    V(ACL_RULE, "delete", {**ACL, "rule_action": "allow"}, None, "degraded"),
    V(ACL_RULE, "delete", {**ACL, "rule_action": "deny"}, None, "online", "now", "widen"),
    V(ACL_RULE, "replace", {**ACL, "rule_action": "allow", "cidr_block": "10.0.0.0/24"}, {**ACL, "rule_action": "allow", "cidr_block": "10.0.0.0/8"}, "online", "now", "widen"),
    V(ACL_RULE, "replace", {**ACL, "rule_action": "allow", "cidr_block": "10.0.0.0/8"}, {**ACL, "rule_action": "allow", "cidr_block": "10.0.0.0/24"}, "degraded"),
    V("aws_sqs_queue", "create", None, {}, "unknown"),
    V("aws_sqs_queue", "delete", {}, None, "unknown", "now", "delete"),
    V("aws_sqs_queue", "replace", {"name": "a"}, {"name": "b"}, "unknown", "now", "replace"),
]  # fmt: skip
