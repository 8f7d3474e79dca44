"""PostgreSQL 15's parameters as RDS takes them.

Types, units and ranges are those of `pg_settings` of PostgreSQL 15.18, static ones those of its context `postmaster`;
`max_connections` starts at 6 and `rds.*` follow the RDS user guide (Working with parameters on your RDS for
PostgreSQL DB instance), read 2026-11-22. Left out on purpose: what RDS does not let one change.
"""

from aldeia.catalog.parameter import Parameter

# Libraries that RDS for PostgreSQL 15 preloads on request; `vector` needs no preloading.
_LIBRARY = (
    "auto_explain|orafce|pgaudit|pglogical|pg_bigm|pg_cron|pg_hint_plan|pg_prewarm|pg_similarity"
    "|pg_stat_statements|pg_tle|pg_transport|plprofiler"
)
LIBRARIES = f"({_LIBRARY})(, ?({_LIBRARY}))*"

POSTGRESQL_15 = {
    parameter.name: parameter
    for parameter in (
        Parameter("autovacuum_analyze_scale_factor", "real", low=0, high=100),
        Parameter("autovacuum_freeze_max_age", "integer", low=100_000, high=2_000_000_000, static=True),
        Parameter("autovacuum_max_workers", "integer", low=1, high=262_143, static=True),
        Parameter("autovacuum_naptime", "integer", unit="s", low=1, high=2_147_483),
        Parameter("autovacuum_vacuum_cost_delay", "real", unit="ms", low=-1, high=100),
        Parameter("autovacuum_vacuum_cost_limit", "integer", low=-1, high=10_000),
        Parameter("autovacuum_vacuum_scale_factor", "real", low=0, high=100),
        Parameter("autovacuum_work_mem", "integer", unit="kB", low=-1, high=2_147_483_647),
        Parameter("checkpoint_completion_target", "real", low=0, high=1),
        Parameter("checkpoint_timeout", "integer", unit="s", low=30, high=86_400),
        Parameter("deadlock_timeout", "integer", unit="ms", low=1, high=2_147_483_647),
        Parameter("default_statistics_target", "integer", low=1, high=10_000),
        Parameter(
            "default_transaction_isolation",
            "choice",
            choices=("serializable", "repeatable read", "read committed", "read uncommitted"),
        ),
        Parameter("effective_cache_size", "integer", unit="8kB", low=1, high=2_147_483_647),
        Parameter("effective_io_concurrency", "integer", low=0, high=1_000),
        Parameter("hash_mem_multiplier", "real", low=1, high=1000),
        Parameter("hot_standby_feedback", "boolean"),
        Parameter("idle_in_transaction_session_timeout", "integer", unit="ms", low=0, high=2_147_483_647),
        Parameter("idle_session_timeout", "integer", unit="ms", low=0, high=2_147_483_647),
        Parameter("jit", "boolean"),
        Parameter("lock_timeout", "integer", unit="ms", low=0, high=2_147_483_647),
        Parameter("log_autovacuum_min_duration", "integer", unit="ms", low=-1, high=2_147_483_647),
        Parameter("log_checkpoints", "boolean"),
        Parameter("log_connections", "boolean"),
        Parameter("log_disconnections", "boolean"),
        Parameter("log_duration", "boolean"),
        Parameter("log_error_verbosity", "choice", choices=("terse", "default", "verbose")),
        Parameter("log_lock_waits", "boolean"),
        Parameter("log_min_duration_statement", "integer", unit="ms", low=-1, high=2_147_483_647),
        Parameter(
            "log_min_error_statement",
            "choice",
            choices=(
                "debug5",
                "debug4",
                "debug3",
                "debug2",
                "debug1",
                "info",
                "notice",
                "warning",
                "error",
                "log",
                "fatal",
                "panic",
            ),
        ),
        Parameter(
            "log_min_messages",
            "choice",
            choices=(
                "debug5",
                "debug4",
                "debug3",
                "debug2",
                "debug1",
                "info",
                "notice",
                "warning",
                "error",
                "log",
                "fatal",
                "panic",
            ),
        ),
        Parameter("log_statement", "choice", choices=("none", "ddl", "mod", "all")),
        Parameter("log_statement_sample_rate", "real", low=0, high=1),
        Parameter("log_temp_files", "integer", unit="kB", low=-1, high=2_147_483_647),
        Parameter("logical_decoding_work_mem", "integer", unit="kB", low=64, high=2_147_483_647),
        Parameter("maintenance_work_mem", "integer", unit="kB", low=1_024, high=2_147_483_647),
        Parameter("max_connections", "integer", low=6, high=262_143, static=True),
        Parameter("max_locks_per_transaction", "integer", low=10, high=2_147_483_647, static=True),
        Parameter("max_parallel_maintenance_workers", "integer", low=0, high=1_024),
        Parameter("max_parallel_workers", "integer", low=0, high=1_024),
        Parameter("max_parallel_workers_per_gather", "integer", low=0, high=1_024),
        Parameter("max_prepared_transactions", "integer", low=0, high=262_143, static=True),
        Parameter("max_replication_slots", "integer", low=0, high=262_143, static=True),
        Parameter("max_standby_streaming_delay", "integer", unit="ms", low=-1, high=2_147_483_647),
        Parameter("max_wal_senders", "integer", low=0, high=262_143, static=True),
        Parameter("max_wal_size", "integer", unit="MB", low=2, high=2_147_483_647),
        Parameter("max_worker_processes", "integer", low=0, high=262_143, static=True),
        Parameter("min_wal_size", "integer", unit="MB", low=2, high=2_147_483_647),
        Parameter("plan_cache_mode", "choice", choices=("auto", "force_generic_plan", "force_custom_plan")),
        Parameter("random_page_cost", "real", low=0),
        Parameter("seq_page_cost", "real", low=0),
        Parameter("shared_buffers", "integer", unit="8kB", low=16, high=1_073_741_823, static=True),
        Parameter(
            "shared_preload_libraries",
            "text",
            form=LIBRARIES,
            expected=f"one or more of {', '.join(_LIBRARY.split('|'))}",
            static=True,
        ),
        Parameter("statement_timeout", "integer", unit="ms", low=0, high=2_147_483_647),
        Parameter("tcp_keepalives_count", "integer", low=0, high=2_147_483_647),
        Parameter("tcp_keepalives_idle", "integer", unit="s", low=0, high=2_147_483_647),
        Parameter("tcp_keepalives_interval", "integer", unit="s", low=0, high=2_147_483_647),
        Parameter("temp_buffers", "integer", unit="8kB", low=100, high=1_073_741_823),
        Parameter("temp_file_limit", "integer", unit="kB", low=-1, high=2_147_483_647),
        Parameter("track_activity_query_size", "integer", unit="B", low=100, high=1_048_576, static=True),
        Parameter("track_functions", "choice", choices=("none", "pl", "all")),
        Parameter("track_io_timing", "boolean"),
        Parameter("wal_buffers", "integer", unit="8kB", low=-1, high=262_143, static=True),
        Parameter("work_mem", "integer", unit="kB", low=64, high=2_147_483_647),
        Parameter("rds.force_ssl", "boolean"),
        Parameter("rds.log_retention_period", "integer", low=1_440, high=10_080),
        Parameter("rds.logical_replication", "boolean", static=True),
    )
}
