"""Expected: what the review says of every committed plan, written down apart from the tables.

The verdict, how many changes are fine, and a line for each that is not.
"""

from __future__ import annotations

EXPECTED: dict[str, tuple[str, int, list[str]]] = {
    "nothing-changes": ("no change", 0, [
    ]),
    "nothing-there": ("fine", 105, [
    ]),
    "destroy": ("blocked", 4, [
        "blocked data loss delete: delete aws_db_instance.database: during the apply",
        "blocked data loss delete: delete aws_elasticache_replication_group.cache: during the apply",
        "blocked data loss delete: delete aws_cloudwatch_log_group.cache_engine_log: during the apply",
        "blocked data loss delete: delete aws_cloudwatch_log_group.cache_slow_log: during the apply",
        "blocked data loss delete: delete aws_cloudwatch_log_group.database_postgresql: during the apply",
        "blocked data loss delete: delete aws_cloudwatch_log_group.database_upgrade: during the apply",
        "blocked data loss delete: delete aws_cloudwatch_log_group.flow_logs: during the apply",
        "blocked data loss delete: delete aws_kms_key.alarms: during the apply",
        "blocked data loss delete: delete aws_kms_key.data: during the apply",
        "blocked data loss delete: delete aws_kms_key.logs: during the apply",
        "blocked data loss delete: delete aws_kms_key.secrets: during the apply",
        "blocked data loss delete: delete aws_secretsmanager_secret.cache: during the apply",
        "blocked data loss delete: delete aws_secretsmanager_secret.cache_token: during the apply",
        "blocked data loss delete: delete aws_secretsmanager_secret.database: during the apply",
        "blocked data loss delete: delete aws_secretsmanager_secret.database_master: during the apply",
        "blocked data loss delete: delete aws_secretsmanager_secret_version.cache: during the apply",
        "blocked data loss delete: delete aws_secretsmanager_secret_version.cache_token: during the apply",
        "blocked data loss delete: delete aws_secretsmanager_secret_version.database: during the apply",
        "blocked data loss delete: delete aws_secretsmanager_secret_version.database_master: during the apply",
        "blocked degraded silence: delete aws_cloudwatch_composite_alarm.cache: during the apply",
        "blocked degraded silence: delete aws_cloudwatch_composite_alarm.database: during the apply",
        "blocked degraded silence: delete aws_cloudwatch_log_metric_filter.database_deadlocks_1: during the apply",
        "blocked degraded silence: delete aws_cloudwatch_log_metric_filter.database_errors_1: during the apply",
        "blocked degraded silence: delete aws_cloudwatch_log_metric_filter.database_errors_2: during the apply",
        "blocked degraded silence: delete aws_cloudwatch_log_metric_filter.database_errors_3: during the apply",
        "blocked degraded silence: delete aws_cloudwatch_log_metric_filter.database_failed_logins_1: during the apply",
        "blocked degraded silence: delete aws_cloudwatch_log_metric_filter.database_failed_logins_2: during the apply",
        "blocked degraded silence: delete aws_cloudwatch_log_metric_filter.database_failed_logins_3: during the apply",
        "blocked degraded silence: delete aws_cloudwatch_log_metric_filter.database_refused_connections_1: during the apply",
        "blocked degraded silence: delete aws_cloudwatch_log_metric_filter.database_refused_connections_2: during the apply",
        "blocked degraded silence: delete aws_cloudwatch_log_metric_filter.database_refused_connections_3: during the apply",
        "blocked degraded silence: delete aws_cloudwatch_log_metric_filter.database_slow_statements_1: during the apply",
        "blocked degraded silence: delete aws_cloudwatch_metric_alarm.cache_001_connections_high: during the apply",
        "blocked degraded silence: delete aws_cloudwatch_metric_alarm.cache_001_cpu_credits_low: during the apply",
        "blocked degraded silence: delete aws_cloudwatch_metric_alarm.cache_001_cpu_high: during the apply",
        "blocked degraded silence: delete aws_cloudwatch_metric_alarm.cache_001_engine_cpu_high: during the apply",
        "blocked degraded silence: delete aws_cloudwatch_metric_alarm.cache_001_evictions: during the apply",
        "blocked degraded silence: delete aws_cloudwatch_metric_alarm.cache_001_hit_rate_low: during the apply",
        "blocked degraded silence: delete aws_cloudwatch_metric_alarm.cache_001_memory_critical: during the apply",
        "blocked degraded silence: delete aws_cloudwatch_metric_alarm.cache_001_memory_warning: during the apply",
        "blocked degraded silence: delete aws_cloudwatch_metric_alarm.cache_001_network_in_high: during the apply",
        "blocked degraded silence: delete aws_cloudwatch_metric_alarm.cache_001_network_out_high: during the apply",
        "blocked degraded silence: delete aws_cloudwatch_metric_alarm.cache_001_swap_high: during the apply",
        "blocked degraded silence: delete aws_cloudwatch_metric_alarm.cache_maintenance: during the apply",
        "blocked degraded silence: delete aws_cloudwatch_metric_alarm.database_connections_high: during the apply",
        "blocked degraded silence: delete aws_cloudwatch_metric_alarm.database_cpu_credits_low: during the apply",
        "blocked degraded silence: delete aws_cloudwatch_metric_alarm.database_cpu_high: during the apply",
        "blocked degraded silence: delete aws_cloudwatch_metric_alarm.database_deadlocks: during the apply",
        "blocked degraded silence: delete aws_cloudwatch_metric_alarm.database_disk_queue_high: during the apply",
        "blocked degraded silence: delete aws_cloudwatch_metric_alarm.database_ebs_byte_balance_low: during the apply",
        "blocked degraded silence: delete aws_cloudwatch_metric_alarm.database_ebs_io_balance_low: during the apply",
        "blocked degraded silence: delete aws_cloudwatch_metric_alarm.database_errors: during the apply",
        "blocked degraded silence: delete aws_cloudwatch_metric_alarm.database_failed_logins: during the apply",
        "blocked degraded silence: delete aws_cloudwatch_metric_alarm.database_maintenance: during the apply",
        "blocked degraded silence: delete aws_cloudwatch_metric_alarm.database_memory_low: during the apply",
        "blocked degraded silence: delete aws_cloudwatch_metric_alarm.database_read_iops_high: during the apply",
        "blocked degraded silence: delete aws_cloudwatch_metric_alarm.database_read_latency_high: during the apply",
        "blocked degraded silence: delete aws_cloudwatch_metric_alarm.database_refused_connections: during the apply",
        "blocked degraded silence: delete aws_cloudwatch_metric_alarm.database_slow_statements: during the apply",
        "blocked degraded silence: delete aws_cloudwatch_metric_alarm.database_storage_low: during the apply",
        "blocked degraded silence: delete aws_cloudwatch_metric_alarm.database_surplus_credits_charged: during the apply",
        "blocked degraded silence: delete aws_cloudwatch_metric_alarm.database_swap_high: during the apply",
        "blocked degraded silence: delete aws_cloudwatch_metric_alarm.database_transaction_ids_high: during the apply",
        "blocked degraded silence: delete aws_cloudwatch_metric_alarm.database_write_iops_high: during the apply",
        "blocked degraded silence: delete aws_cloudwatch_metric_alarm.database_write_latency_high: during the apply",
        "blocked degraded silence: delete aws_db_event_subscription.database_critical: during the apply",
        "blocked degraded silence: delete aws_db_event_subscription.database_warning: during the apply",
        "blocked degraded silence: delete aws_flow_log.main: during the apply",
        "blocked degraded silence: delete aws_sns_topic.alarms: during the apply",
        "blocked degraded silence: delete aws_sns_topic.cache_events: during the apply",
        "blocked degraded silence: delete aws_sns_topic.warnings: during the apply",
        "blocked degraded silence: delete aws_sns_topic_policy.alarms: during the apply",
        "blocked degraded silence: delete aws_sns_topic_policy.cache_events: during the apply",
        "blocked degraded silence: delete aws_sns_topic_policy.warnings: during the apply",
        "blocked degraded silence: delete aws_sns_topic_subscription.cache_events_email_data_tier_aldeia_example: during the apply",
        "blocked degraded silence: delete aws_sns_topic_subscription.email_oncall_aldeia_example: during the apply",
        "blocked degraded silence: delete aws_sns_topic_subscription.warnings_email_data_tier_aldeia_example: during the apply",
        "blocked online widen: delete aws_network_acl.database: during the apply",
        "approval degraded: delete aws_default_security_group.main: during the apply",
        "approval degraded: delete aws_iam_role.flow_logs: during the apply",
        "approval degraded: delete aws_iam_role_policy.flow_logs: during the apply",
        "approval degraded: delete aws_kms_alias.alarms: during the apply",
        "approval degraded: delete aws_kms_alias.data: during the apply",
        "approval degraded: delete aws_kms_alias.logs: during the apply",
        "approval degraded: delete aws_kms_alias.secrets: during the apply",
        "approval degraded: delete aws_network_acl_rule.answers_to_vpc: during the apply",
        "approval degraded: delete aws_network_acl_rule.cache_from_vpc: during the apply",
        "approval degraded: delete aws_network_acl_rule.database_from_vpc: during the apply",
        "approval degraded: delete aws_route_table.database: during the apply",
        "approval degraded: delete aws_route_table_association.database_1a: during the apply",
        "approval degraded: delete aws_route_table_association.database_1b: during the apply",
        "approval degraded: delete aws_security_group.application: during the apply",
        "approval degraded: delete aws_security_group.cache: during the apply",
        "approval degraded: delete aws_security_group.database: during the apply",
        "approval degraded: delete aws_subnet.database_1a: during the apply",
        "approval degraded: delete aws_subnet.database_1b: during the apply",
        "approval degraded: delete aws_vpc.main: during the apply",
        "approval degraded: delete aws_vpc_security_group_egress_rule.application_to_cache: during the apply",
        "approval degraded: delete aws_vpc_security_group_egress_rule.application_to_database: during the apply",
        "approval degraded: delete aws_vpc_security_group_ingress_rule.cache_from_application: during the apply",
        "approval degraded: delete aws_vpc_security_group_ingress_rule.database_from_application: during the apply",
    ]),
    "drift": ("fine", 1, [
    ]),
    "static-parameter": ("needs approval", 0, [
        "approval restart: update aws_db_parameter_group.database parameter[max_connections]: at the next reboot",
    ]),
    "dynamic-parameter": ("fine", 1, [
    ]),
    "static-parameter-and-class": ("needs approval", 6, [
        "approval failover: update aws_db_instance.database instance_class: Sun 2026-11-29 04:00-05:00 UTC",
        "approval degraded: update aws_cloudwatch_metric_alarm.database_load_high threshold: during the apply",
        "approval degraded: update aws_cloudwatch_metric_alarm.database_swap_high threshold: during the apply",
    ]),
    "storage-shrinks": ("blocked", 0, [
        "blocked none: update aws_db_instance.database allocated_storage: never: AWS refuses it",
    ]),
    "storage-grows": ("needs approval", 0, [
        "approval degraded: update aws_db_instance.database allocated_storage: Sun 2026-11-29 04:00-05:00 UTC",
    ]),
    "gp3-performance": ("needs approval", 4, [
        "approval degraded: update aws_db_instance.database allocated_storage: Sun 2026-11-29 04:00-05:00 UTC",
        "approval degraded: update aws_db_instance.database iops: Sun 2026-11-29 04:00-05:00 UTC",
        "approval degraded: update aws_db_instance.database storage_throughput: Sun 2026-11-29 04:00-05:00 UTC",
        "approval degraded: update aws_cloudwatch_metric_alarm.database_disk_queue_high threshold: during the apply",
        "approval degraded: update aws_cloudwatch_metric_alarm.database_read_iops_high threshold: during the apply",
        "approval degraded: update aws_cloudwatch_metric_alarm.database_write_iops_high threshold: during the apply",
    ]),
    "engine-minor": ("needs approval", 0, [
        "approval restart: update aws_db_instance.database engine_version: Sun 2026-11-29 04:00-05:00 UTC",
    ]),
    "engine-major": ("needs approval", 4, [
        "approval restart: update aws_db_instance.database engine_version: during the apply",
    ]),
    "class-multi-az": ("needs approval", 5, [
        "approval failover: update aws_db_instance.database instance_class: Sun 2026-11-29 04:00-05:00 UTC",
        "approval degraded: update aws_cloudwatch_metric_alarm.database_load_high threshold: during the apply",
        "approval degraded: update aws_cloudwatch_metric_alarm.database_swap_high threshold: during the apply",
    ]),
    "class-single-az": ("needs approval", 5, [
        "approval restart: update aws_db_instance.database instance_class: during the apply",
        "approval degraded: update aws_cloudwatch_metric_alarm.database_disk_queue_high threshold: during the apply",
        "approval degraded: update aws_cloudwatch_metric_alarm.database_read_iops_high threshold: during the apply",
        "approval degraded: update aws_cloudwatch_metric_alarm.database_swap_high threshold: during the apply",
        "approval degraded: update aws_cloudwatch_metric_alarm.database_write_iops_high threshold: during the apply",
    ]),
    "multi-az-on": ("needs approval", 0, [
        "approval degraded: update aws_db_instance.database multi_az: during the apply",
    ]),
    "multi-az-off": ("needs approval", 0, [
        "approval degraded: update aws_db_instance.database multi_az: Sun 2026-11-29 04:00-05:00 UTC",
    ]),
    "password-version": ("needs approval", 2, [
        "approval degraded: update aws_db_instance.database password_wo_version: during the apply",
    ]),
    "token-rotated": ("fine", 3, [
    ]),
    "token-set": ("needs approval", 0, [
        "approval degraded: update aws_elasticache_replication_group.cache auth_token_update_strategy: during the apply",
    ]),
    "tls-preferred": ("blocked", 0, [
        "blocked online widen: update aws_elasticache_replication_group.cache transit_encryption_mode: during the apply",
    ]),
    "token-deleted": ("blocked", 0, [
        "blocked degraded widen: update aws_elasticache_replication_group.cache auth_token_update_strategy: during the apply",
    ]),
    "tls-required": ("needs approval", 0, [
        "approval degraded: update aws_elasticache_replication_group.cache transit_encryption_mode: during the apply",
    ]),
    "backup-windows": ("fine", 2, [
    ]),
    "database-key": ("blocked", 0, [
        "blocked data loss replace: replace aws_db_instance.database kms_key_id: during the apply",
    ]),
    "cache-key": ("blocked", 0, [
        "blocked data loss replace: replace aws_elasticache_replication_group.cache kms_key_id: during the apply",
    ]),
    "database-renamed-inside": ("blocked", 0, [
        "blocked data loss replace: replace aws_db_instance.database db_name: during the apply",
    ]),
    "subnet-group-moves": ("blocked", 1, [
        "blocked none: update aws_db_instance.database db_subnet_group_name: never: AWS refuses it",
    ]),
    "cache-subnet-group-moves": ("blocked", 1, [
        "blocked data loss replace: replace aws_elasticache_replication_group.cache subnet_group_name: during the apply",
    ]),
    "parameter-group-moves": ("needs approval", 1, [
        "approval restart: update aws_db_instance.database parameter_group_name: at the next reboot",
    ]),
    "database-renamed": ("blocked", 0, [
        "blocked degraded silence: update aws_db_event_subscription.database_critical source_ids: during the apply",
        "blocked degraded silence: update aws_db_event_subscription.database_warning source_ids: during the apply",
        "approval restart: update aws_db_instance.database identifier: during the apply",
    ]),
    "alarm-off": ("blocked", 0, [
        "blocked degraded silence: update aws_cloudwatch_metric_alarm.database_cpu_high actions_enabled: during the apply",
    ]),
    "alarm-removed": ("blocked", 0, [
        "blocked degraded silence: update aws_cloudwatch_composite_alarm.database alarm_rule: during the apply",
        "blocked degraded silence: delete aws_cloudwatch_metric_alarm.database_cpu_high: during the apply",
    ]),
    "alarm-looser": ("needs approval", 0, [
        "approval degraded: update aws_cloudwatch_metric_alarm.database_cpu_high threshold: during the apply",
    ]),
    "alarm-to-nobody": ("blocked", 0, [
        "blocked degraded silence: update aws_cloudwatch_metric_alarm.database_cpu_high alarm_actions: during the apply",
    ]),
    "page-asks-fewer": ("blocked", 0, [
        "blocked degraded silence: update aws_cloudwatch_composite_alarm.cache alarm_rule: during the apply",
    ]),
    "page-suppressed-otherwise": ("blocked", 0, [
        "blocked degraded silence: update aws_cloudwatch_composite_alarm.cache actions_suppressor: during the apply",
    ]),
    "page-removed": ("blocked", 0, [
        "blocked degraded silence: delete aws_cloudwatch_composite_alarm.cache: during the apply",
    ]),
    "events-fewer": ("blocked", 0, [
        "blocked degraded silence: update aws_db_event_subscription.database_critical event_categories: during the apply",
    ]),
    "events-off": ("blocked", 0, [
        "blocked degraded silence: update aws_db_event_subscription.database_critical enabled: during the apply",
    ]),
    "key-policy-widened": ("blocked", 0, [
        "blocked online widen: update aws_kms_key.data policy: during the apply",
    ]),
    "topic-policy-widened": ("blocked", 0, [
        "blocked online widen: update aws_sns_topic_policy.alarms policy: during the apply",
    ]),
    "role-policy-widened": ("blocked", 0, [
        "blocked online widen: update aws_iam_role.database_monitoring assume_role_policy: during the apply",
        "blocked online widen: update aws_iam_role_policy.flow_logs policy: during the apply",
    ]),
    "subscriber-removed": ("blocked", 0, [
        "blocked degraded silence: delete aws_sns_topic_subscription.cache_events_email_data_tier_aldeia_example: during the apply",
        "blocked degraded silence: delete aws_sns_topic_subscription.email_oncall_aldeia_example: during the apply",
        "blocked degraded silence: delete aws_sns_topic_subscription.warnings_email_data_tier_aldeia_example: during the apply",
    ]),
    "subscriber-changed": ("blocked", 1, [
        "blocked degraded silence: delete aws_sns_topic_subscription.email_oncall_aldeia_example: during the apply",
    ]),
    "security-group-widened": ("blocked", 0, [
        "blocked degraded widen: replace aws_vpc_security_group_ingress_rule.database_from_application cidr_ipv4: during the apply",
        "blocked degraded widen: replace aws_vpc_security_group_ingress_rule.database_from_application referenced_security_group_id: during the apply",
    ]),
    "security-group-rule-added": ("blocked", 0, [
        "blocked online widen: create aws_vpc_security_group_ingress_rule.everybody: during the apply",
    ]),
    "retention-shortened": ("blocked", 0, [
        "blocked online shorten-retention: update aws_db_instance.database backup_retention_period: during the apply",
        "blocked online shorten-retention: update aws_elasticache_replication_group.cache snapshot_retention_limit: during the apply",
        "blocked online shorten-retention: update aws_cloudwatch_log_group.database_postgresql retention_in_days: during the apply",
        "blocked none shorten-retention: update aws_kms_key.alarms deletion_window_in_days: during the apply",
        "blocked none shorten-retention: update aws_kms_key.data deletion_window_in_days: during the apply",
        "blocked none shorten-retention: update aws_kms_key.logs deletion_window_in_days: during the apply",
        "blocked none shorten-retention: update aws_kms_key.recovery deletion_window_in_days: during the apply",
        "blocked none shorten-retention: update aws_kms_key.secrets deletion_window_in_days: during the apply",
    ]),
    "deletion-protection-off": ("blocked", 0, [
        "blocked none unprotect: update aws_db_instance.database deletion_protection: during the apply",
    ]),
    "owner-of-staging": ("fine", 73, [
    ]),
    "owner-of-production": ("fine", 90, [
    ]),
    "node-type": ("needs approval", 5, [
        "approval failover: update aws_elasticache_replication_group.cache node_type: Sun 2026-11-29 06:00-07:00 UTC",
        "approval degraded: update aws_cloudwatch_metric_alarm.cache_001_network_in_high threshold: during the apply",
        "approval degraded: update aws_cloudwatch_metric_alarm.cache_001_network_out_high threshold: during the apply",
        "approval degraded: update aws_cloudwatch_metric_alarm.cache_002_network_in_high threshold: during the apply",
        "approval degraded: update aws_cloudwatch_metric_alarm.cache_002_network_out_high threshold: during the apply",
    ]),
    "node-type-single": ("needs approval", 4, [
        "approval restart: update aws_elasticache_replication_group.cache node_type: during the apply",
        "approval degraded: update aws_cloudwatch_metric_alarm.cache_001_cpu_credits_low threshold: during the apply",
        "approval degraded: update aws_cloudwatch_metric_alarm.cache_001_network_in_high threshold: during the apply",
        "approval degraded: update aws_cloudwatch_metric_alarm.cache_001_network_out_high threshold: during the apply",
    ]),
    "node-added": ("fine", 3, [
    ]),
    "cache-minor": ("needs approval", 0, [
        "approval failover: update aws_elasticache_replication_group.cache engine_version: Sun 2026-11-29 06:00-07:00 UTC",
    ]),
    "cache-downgrade": ("blocked", 1, [
        "blocked data loss replace: replace aws_elasticache_replication_group.cache engine_version: during the apply",
    ]),
    "cache-parameter": ("needs approval", 0, [
        "approval degraded: update aws_elasticache_parameter_group.cache parameter[maxmemory-policy]: during the apply",
    ]),
    "certificate": ("needs approval", 0, [
        "approval restart: update aws_db_instance.database ca_cert_identifier: Sun 2026-11-29 04:00-05:00 UTC",
    ]),
    "logins-by-iam": ("fine", 1, [
    ]),
    "log-export-off": ("blocked", 3, [
        "blocked data loss delete: delete aws_cloudwatch_log_group.database_postgresql: during the apply",
        "blocked degraded silence: update aws_cloudwatch_composite_alarm.database alarm_rule: during the apply",
        "blocked degraded silence: delete aws_cloudwatch_log_metric_filter.database_deadlocks_1: during the apply",
        "blocked degraded silence: delete aws_cloudwatch_log_metric_filter.database_errors_1: during the apply",
        "blocked degraded silence: delete aws_cloudwatch_log_metric_filter.database_errors_2: during the apply",
        "blocked degraded silence: delete aws_cloudwatch_log_metric_filter.database_errors_3: during the apply",
        "blocked degraded silence: delete aws_cloudwatch_log_metric_filter.database_failed_logins_1: during the apply",
        "blocked degraded silence: delete aws_cloudwatch_log_metric_filter.database_failed_logins_2: during the apply",
        "blocked degraded silence: delete aws_cloudwatch_log_metric_filter.database_failed_logins_3: during the apply",
        "blocked degraded silence: delete aws_cloudwatch_log_metric_filter.database_refused_connections_1: during the apply",
        "blocked degraded silence: delete aws_cloudwatch_log_metric_filter.database_refused_connections_2: during the apply",
        "blocked degraded silence: delete aws_cloudwatch_log_metric_filter.database_refused_connections_3: during the apply",
        "blocked degraded silence: delete aws_cloudwatch_log_metric_filter.database_slow_statements_1: during the apply",
        "blocked degraded silence: delete aws_cloudwatch_metric_alarm.database_deadlocks: during the apply",
        "blocked degraded silence: delete aws_cloudwatch_metric_alarm.database_errors: during the apply",
        "blocked degraded silence: delete aws_cloudwatch_metric_alarm.database_failed_logins: during the apply",
        "blocked degraded silence: delete aws_cloudwatch_metric_alarm.database_refused_connections: during the apply",
        "blocked degraded silence: delete aws_cloudwatch_metric_alarm.database_slow_statements: during the apply",
    ]),
    "copies-off": ("blocked", 0, [
        "blocked data loss delete: delete aws_db_instance_automated_backups_replication.database: during the apply",
    ]),
    "replica-added": ("fine", 11, [
    ]),
    "alarm-forgotten": ("blocked", 0, [
        "blocked degraded silence: update aws_cloudwatch_composite_alarm.database alarm_rule: during the apply",
        "approval degraded: forget aws_cloudwatch_metric_alarm.database_cpu_high: during the apply",
    ]),
    "alarm-moved": ("fine", 1, [
    ]),
    "subnet-renumbered": ("blocked", 2, [
        "blocked degraded widen: update aws_network_acl.database subnet_ids: during the apply",
        "approval replacement: replace aws_subnet.database_1b cidr_block: during the apply",
        "approval degraded: replace aws_route_table_association.database_1b subnet_id: during the apply",
    ]),
    "log-filter-removed": ("blocked", 0, [
        "blocked degraded silence: delete aws_cloudwatch_log_metric_filter.database_deadlocks_1: during the apply",
    ]),
    "log-filter-counts-other-lines": ("needs approval", 0, [
        "approval degraded: update aws_cloudwatch_log_metric_filter.database_deadlocks_1 pattern: during the apply",
    ]),
    "dashboard-changed": ("fine", 1, [
    ]),
    "bucket-added": ("needs approval", 0, [
        "approval unknown: create aws_sqs_queue.queue: during the apply",
    ]),
}  # fmt: skip
