"""What RDS makes of PostgreSQL's parameters: what it fixes, what it counts or starts differently, and its own.

Sources: RDS user guide, Working with parameters on your RDS for PostgreSQL DB instance (its list of 2023 says what
is in the parameter groups and what is static); the table of modifiable parameters in the Aurora PostgreSQL reference
of 2018, where RDS does not differ; the pages named below; DescribeDBParameters of default.postgres12 as printed in
public. Read 2026-11-23.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from aldeia.catalog.parameter import Parameter

# Libraries that RDS for PostgreSQL preloads on request; `vector` needs no preloading.
LIBRARY = (
    "auto_explain|orafce|pgaudit|pglogical|pg_bigm|pg_cron|pg_hint_plan|pg_prewarm|pg_similarity"
    "|pg_stat_statements|pg_tle|pg_transport|plprofiler"
)
LIBRARIES = f"({LIBRARY})(, ?({LIBRARY}))*"

# The two prefixes of log lines that RDS takes (RDS user guide, RDS for PostgreSQL database log files).
LOG_LINE_PREFIXES = ("%t:%r:%u@%d:[%p]:", "%m:%r:%u@%d:[%p]:%l:%e:%s:%v:%x:%c:%q%a:")

_FIXED: Mapping[str, str] = {
    # In one of the sources above.
    "RDS archives the write-ahead log itself": "archive_command archive_timeout",
    "RDS keeps the instance's files and certificates": """
        config_file data_directory hba_file ident_file log_directory ssl_ca_file ssl_cert_file ssl_key_file
        stats_temp_directory unix_socket_directories unix_socket_group unix_socket_permissions
    """,
    "the port is a setting of the instance, and its address is RDS's": "listen_addresses port",
    "RDS collects the log itself": "log_file_mode log_timezone log_truncate_on_rotation logging_collector syslog_facility",
    "RDS keeps those connections for itself": "superuser_reserved_connections",
    "RDS switches them on for every class that has memory enough": "huge_pages",
    "RDS restarts the instance itself": "exit_on_error restart_after_crash",
    "nobody on RDS is a superuser": "db_user_namespace lo_compat_privileges",
    # In none: they follow from the above, or would switch off what RDS promises.
    "RDS archives and restores the write-ahead log itself": """
        archive_cleanup_command archive_library archive_mode recovery_end_command recovery_init_sync_method
        recovery_min_apply_delay recovery_target recovery_target_action recovery_target_inclusive recovery_target_lsn
        recovery_target_name recovery_target_time recovery_target_timeline recovery_target_xid restore_command
    """,
    "RDS replicates to standbys and replicas itself": """
        hot_standby primary_conninfo primary_slot_name promote_trigger_file synchronous_standby_names
    """,
    "rds.logical_replication sets it": "wal_level",
    "data would be lost in a crash": "data_sync_retry fsync full_page_writes wal_sync_method",
    "RDS keeps the instance's files, certificates and address": """
        bonjour bonjour_name cluster_name dynamic_library_path event_source extension_control_path external_pid_file
        jit_provider krb_caseins_users krb_server_keyfile local_preload_libraries oauth_validator_libraries ssl_crl_dir
        ssl_crl_file ssl_dh_params_file ssl_passphrase_command ssl_passphrase_command_supports_reload syslog_ident
        syslog_sequence_numbers syslog_split_messages
    """,
}
FIXED = {name: why for why, names in _FIXED.items() for name in names.split()}
"""Why a parameter cannot be set, by name; besides, what `pg_settings` calls internal, and the developers' options."""
FIXED_CATEGORIES = {
    "Developer Options": "it is for PostgreSQL's developers, and not in RDS's parameter groups"
}
FIXED_CONTEXTS = {"internal": "PostgreSQL sets it when it is built or the cluster is made"}

# Named as settable by one of the sources; what is in neither list exists and nothing is said of it.
_DOCUMENTED = """
    application_name array_nulls authentication_timeout auto_explain.log_analyze auto_explain.log_buffers
    auto_explain.log_format auto_explain.log_min_duration auto_explain.log_nested_statements auto_explain.log_timing
    auto_explain.log_triggers auto_explain.log_verbose auto_explain.sample_rate autovacuum
    autovacuum_analyze_scale_factor autovacuum_analyze_threshold autovacuum_freeze_max_age autovacuum_max_workers
    autovacuum_multixact_freeze_max_age autovacuum_naptime autovacuum_vacuum_cost_delay autovacuum_vacuum_cost_limit
    autovacuum_vacuum_scale_factor autovacuum_vacuum_threshold autovacuum_work_mem backend_flush_after backslash_quote
    bgwriter_delay bgwriter_flush_after bgwriter_lru_maxpages bgwriter_lru_multiplier bytea_output check_function_bodies
    checkpoint_completion_target checkpoint_flush_after checkpoint_timeout checkpoint_warning client_encoding
    client_min_messages commit_delay commit_siblings constraint_exclusion cpu_index_tuple_cost cpu_operator_cost
    cpu_tuple_cost cursor_tuple_fraction datestyle deadlock_timeout debug_pretty_print debug_print_parse debug_print_plan
    debug_print_rewritten default_statistics_target default_tablespace default_transaction_deferrable
    default_transaction_isolation default_transaction_read_only effective_cache_size effective_io_concurrency
    enable_bitmapscan enable_hashagg enable_hashjoin enable_indexonlyscan enable_indexscan enable_material
    enable_mergejoin enable_nestloop enable_seqscan enable_sort enable_tidscan escape_string_warning extra_float_digits
    from_collapse_limit geqo geqo_effort geqo_generations geqo_pool_size geqo_seed geqo_selection_bias geqo_threshold
    gin_fuzzy_search_limit gin_pending_list_limit hash_mem_multiplier hot_standby_feedback
    idle_in_transaction_session_timeout idle_session_timeout intervalstyle jit join_collapse_limit lc_messages lc_monetary
    lc_numeric lc_time lock_timeout log_autovacuum_min_duration log_checkpoints log_connections log_destination
    log_disconnections log_duration log_error_verbosity log_executor_stats log_filename log_hostname log_line_prefix
    log_lock_waits log_min_duration_statement log_min_error_statement log_min_messages log_parser_stats log_planner_stats
    log_replication_commands log_rotation_age log_rotation_size log_statement log_statement_sample_rate
    log_statement_stats log_temp_files logical_decoding_work_mem maintenance_work_mem max_connections
    max_files_per_process max_locks_per_transaction max_parallel_maintenance_workers max_parallel_workers
    max_parallel_workers_per_gather max_pred_locks_per_transaction max_prepared_transactions max_replication_slots
    max_stack_depth max_standby_archive_delay max_standby_streaming_delay max_wal_senders max_wal_size
    max_worker_processes min_wal_size old_snapshot_threshold operator_precedence_warning parallel_setup_cost
    parallel_tuple_cost password_encryption pg_stat_statements.max pg_stat_statements.save pg_stat_statements.track
    pg_stat_statements.track_utility plan_cache_mode quote_all_identifiers random_page_cost row_security search_path
    seq_page_cost session_replication_role shared_buffers shared_preload_libraries ssl ssl_ciphers
    ssl_min_protocol_version ssl_max_protocol_version standard_conforming_strings statement_timeout synchronize_seqscans
    synchronous_commit tcp_keepalives_count tcp_keepalives_idle tcp_keepalives_interval temp_buffers temp_file_limit
    temp_tablespaces timezone track_activities track_activity_query_size track_commit_timestamp track_counts
    track_functions track_io_timing transaction_deferrable transaction_isolation transaction_read_only
    transform_null_equals update_process_title vacuum_cost_delay vacuum_cost_limit vacuum_cost_page_dirty
    vacuum_cost_page_hit vacuum_cost_page_miss vacuum_defer_cleanup_age vacuum_freeze_min_age vacuum_freeze_table_age
    vacuum_multixact_freeze_min_age vacuum_multixact_freeze_table_age wal_buffers wal_receiver_status_interval
    wal_receiver_timeout wal_sender_timeout wal_writer_delay work_mem xmlbinary xmloption
"""
DOCUMENTED = frozenset(_DOCUMENTED.split())

# RDS calls them static although PostgreSQL does not.
STATIC = frozenset({"ssl", "temp_file_limit"})
# RDS itself needs connections; below 6 it does not take the value.
LOWS = {"max_connections": 6}

AWS_DEFAULTS = {
    "archive_timeout": "300",
    "autovacuum_max_workers": "GREATEST({DBInstanceClassMemory/64371566592},3)",
    "autovacuum_vacuum_cost_limit": "GREATEST({log(DBInstanceClassMemory/21474836480)*600},200)",
    "effective_cache_size": "{DBInstanceClassMemory/16384}",
    "log_line_prefix": LOG_LINE_PREFIXES[0],
    "maintenance_work_mem": "GREATEST({DBInstanceClassMemory*1024/63963136},65536)",
    "max_connections": "LEAST({DBInstanceClassMemory/9531392},5000)",
    "shared_buffers": "{DBInstanceClassMemory/32768}",
    "shared_preload_libraries": "pg_stat_statements",
}

_LEVELS = (
    "disabled", "debug5", "debug4", "debug3", "debug2", "debug1", "info", "notice", "warning", "error", "log", "fatal",
    "panic",
)  # fmt: skip
ANY_TEXT = (r"[^\r\n]*", "text in one line")
"""The form of a text that may be anything, as a regular expression and in words."""
_HINT_LEVELS = ("debug5", "debug4", "debug3", "debug2", "debug1", "log", "info", "notice", "warning", "error")
_PGAUDIT_CLASS = "-?(read|write|function|role|ddl|misc|misc_set|all|none)"


def _text(name: str, *, static: bool = False, why_fixed: str = "") -> Parameter:
    form, expected = ANY_TEXT
    return Parameter(
        name,
        "text",
        form=form,
        expected=expected,
        static=static,
        modifiable=not why_fixed,
        why_fixed=why_fixed,
    )


_OWN = (
    # RDS user guide: Working with parameters; SSL support; Logging autovacuum; Auditing; SCRAM; Custom DNS;
    # Restricting password management; Restricting installation of extensions; Logical replication.
    Parameter("rds.accepted_password_auth_method", "choice", choices=("md5+scram", "scram"), aws_default="md5+scram"),
    Parameter("rds.adaptive_autovacuum", "boolean", aws_default="1"),
    _text("rds.allowed_extensions"),
    Parameter("rds.custom_dns_resolution", "boolean", static=True, aws_default="0"),
    _text("rds.extensions", why_fixed="it lists what RDS offers"),
    Parameter("rds.force_admin_logging_level", "choice", choices=_LEVELS, aws_default="disabled"),
    Parameter("rds.force_autovacuum_logging_level", "choice", choices=_LEVELS),
    Parameter("rds.force_ssl", "boolean"),
    Parameter("rds.log_retention_period", "integer", low=1_440, high=10_080, aws_default="4320"),
    Parameter("rds.logical_replication", "boolean", static=True, aws_default="0"),
    Parameter("rds.rds_superuser_reserved_connections", "integer", low=0, static=True, aws_default="2"),
    Parameter("rds.restrict_password_commands", "boolean", static=True, aws_default="0"),
    _text("rds.superuser_variables", why_fixed="it lists what RDS keeps to itself"),
    # pgaudit's, pg_cron's and pg_hint_plan's own documentation; which of them RDS has: the sources above.
    _text("cron.database_name", static=True),
    Parameter("cron.log_run", "boolean", static=True, default="on"),
    Parameter("cron.log_statement", "boolean", static=True, default="on"),
    Parameter("cron.max_running_jobs", "integer", low=0, static=True),
    Parameter("pg_hint_plan.debug_print", "choice", choices=("off", "on", "detailed", "verbose"), default="off"),
    Parameter("pg_hint_plan.enable_hint", "boolean", default="on"),
    Parameter("pg_hint_plan.enable_hint_table", "boolean", default="off"),
    Parameter("pg_hint_plan.message_level", "choice", choices=_HINT_LEVELS, default="log"),
    Parameter("pg_hint_plan.parse_messages", "choice", choices=_HINT_LEVELS, default="info"),
    Parameter(
        "pgaudit.log",
        "text",
        form=rf"{_PGAUDIT_CLASS}(, ?{_PGAUDIT_CLASS})*",
        expected="classes of pgaudit as ddl,role,write",
        default="none",
    ),
    Parameter("pgaudit.log_catalog", "boolean", default="on"),
    Parameter("pgaudit.log_level", "choice", choices=tuple(level for level in _HINT_LEVELS if level != "error")),
    Parameter("pgaudit.log_parameter", "boolean", default="off"),
    Parameter("pgaudit.log_relation", "boolean", default="off"),
    Parameter("pgaudit.log_statement_once", "boolean", default="off"),
    _text("pgaudit.role"),
)  # fmt: skip
OWN = {parameter.name: parameter for parameter in _OWN}
"""Parameters of RDS itself, and of libraries it can preload that do not come with PostgreSQL."""

FORCE_SSL_FROM = 15
"""The major from which rds.force_ssl is 1 in AWS's default group; before it is 0."""

FORMS = {
    "log_line_prefix": ("|".join(map(re.escape, LOG_LINE_PREFIXES)), " or ".join(LOG_LINE_PREFIXES)),
    "shared_preload_libraries": (LIBRARIES, f"one or more of {', '.join(LIBRARY.split('|'))}"),
}
"""What a text must be, as a regular expression and in words."""
