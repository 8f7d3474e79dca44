"""From what a person writes to what AWS takes: every parameter of both manifests, and the traps of the specification."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from pydantic_core import PydanticCustomError

from aldeia.catalog.parameter import UNIT_BYTES, Parameter
from aldeia.catalog.postgresql_parameters import POSTGRESQL_15
from aldeia.catalog.redis_parameters import REDIS_7
from aldeia.manifest.parameters import aws_value, share_of_memory
from tests.examples import committed, refusals

PRODUCTION = {
    "shared_buffers": ("{DBInstanceClassMemory/32768}", "pending-reboot"),
    "max_connections": ("200", "pending-reboot"),
    "work_mem": ("8192", "immediate"),
    "maintenance_work_mem": ("262144", "immediate"),
    "effective_cache_size": ("{DBInstanceClassMemory*3/32768}", "immediate"),
    "random_page_cost": ("1.1", "immediate"),
    "log_min_duration_statement": ("1000", "immediate"),
    "log_connections": ("1", "immediate"),
    "log_disconnections": ("1", "immediate"),
    "log_lock_waits": ("1", "immediate"),
    "log_temp_files": ("0", "immediate"),
    "shared_preload_libraries": ("pg_stat_statements", "pending-reboot"),
}
STAGING = PRODUCTION | {
    "max_connections": ("100", "pending-reboot"),
    "work_mem": ("4096", "immediate"),
    "maintenance_work_mem": ("65536", "immediate"),
}
PRODUCTION_CACHE = {
    "maxmemory-policy": "allkeys-lru",
    "timeout": "300",
    "tcp-keepalive": "300",
    "maxmemory-samples": "5",
    "notify-keyspace-events": "Ex",
}


@pytest.mark.parametrize(("environment", "expected"), [("production", PRODUCTION), ("staging", STAGING)])
def test_each_parameter_of_postgresql_is_given_in_the_units_of_aws(
    environment: str, expected: dict[str, tuple[str, str]]
) -> None:
    given = {
        name: (
            aws_value(POSTGRESQL_15[name], value.written),
            "pending-reboot" if POSTGRESQL_15[name].static else "immediate",
        )
        for name, value in committed()[environment].database.parameters.items()
    }
    assert given == expected
    assert list(given) == list(expected)


@pytest.mark.parametrize(("environment", "expected"), [("production", PRODUCTION_CACHE), ("staging", {})])
def test_each_parameter_of_redis_is_given_in_the_units_of_aws(
    environment: str, expected: dict[str, str]
) -> None:
    parameters = committed()[environment].cache.parameters
    assert {name: aws_value(REDIS_7[name], value.written) for name, value in parameters.items()} == expected


BUFFERS = "expected a size as 8MB or a share of the class's memory as 25%"
TIME = "expected a duration as 1000 ms or 5 min"

TRAPS: tuple[tuple[str, object, str], ...] = (
    (
        "shared_buffers", "{DBInstanceClassMemory/4}",
        (f"{{DBInstanceClassMemory/4}}, {BUFFERS}; AWS counts shared_buffers in units of 8kB, not in bytes; "
        "the share is turned into its formula"),
    ),
    (
        "effective_cache_size", "{DBInstanceClassMemory*3/4}",
        (f"{{DBInstanceClassMemory*3/4}}, {BUFFERS}; AWS counts effective_cache_size in units of 8kB, not in bytes; "
        "the share is turned into its formula"),
    ),
    ("work_mem", 8192, f"8192, {BUFFERS}; add the unit, AWS's own for work_mem is kB"),
    ("shared_buffers", 262144, f"262144, {BUFFERS}; add the unit, AWS's own for shared_buffers is 8kB"),
    ("work_mem", "8mb", f"8mb, {BUFFERS}; did you mean 8MB?"),
    ("work_mem", "1 kB", f"1 kB, {BUFFERS}, at least 64 kB"),
    ("work_mem", -1, f"-1, {BUFFERS}, at least 64 kB"),
    ("shared_buffers", "120kB", f"120kB, {BUFFERS}, at least 128 kB"),
    ("shared_buffers", "129kB", f"129kB, {BUFFERS}, in whole 8 kB"),
    ("shared_buffers", "0%", "0%, expected a share of memory above 0%"),
    ("shared_buffers", "250%", "250%, expected a whole percentage from 0% to 100%, as 75%"),
    ("log_min_duration_statement", 1000, f"1000, {TIME}; add the unit, AWS's own for log_min_duration_statement is ms"),
    ("log_min_duration_statement", "1s500", f"1s500, {TIME}"),
    ("log_min_duration_statement", -2, f"-2, {TIME}; add the unit, AWS's own for log_min_duration_statement is ms"),
    ("log_connections", "ja", "ja, expected on or off"),
    ("log_connections", 2, "2, expected on or off"),
    ("max_connections", 5, "5, expected a whole number, at least 6"),
    ("max_connections", 262_144, "262144, expected a whole number, at most 262143"),
    ("max_connections", 200.5, "200.5, expected a whole number"),
    ("max_connections", "²", "², expected a whole number"),
    (
        "shared_preload_libraries", "vector",
        ("vector, expected one or more of auto_explain, orafce, pgaudit, pglogical, pg_bigm, pg_cron, pg_hint_plan, "
        "pg_prewarm, pg_similarity, pg_stat_statements, pg_tle, pg_transport, plprofiler"),
    ),
    ("random_page_cost", "cheap", "cheap, expected a number"),
    ("random_page_cost", -0.1, "-0.1, expected a number, at least 0"),
    ("checkpoint_completion_target", 1.1, "1.1, expected a number, at most 1"),
    ("log_statement", "DDL", "DDL, expected one of none, ddl, mod, all; did you mean ddl?"),
    ("wrok_mem", "8MB", "8MB, expected a parameter of the catalogue; did you mean work_mem?"),
    ("fsync", False, "false, expected none: data would be lost in a crash; take the line out"),
    (
        "pg_wait_sampling.history_size", 1,
        ("1, expected a parameter of the catalogue; "
        "if AWS has it, add it with its unit in aldeia/catalog/postgresql_on_rds.py"),
    ),
)  # fmt: skip


@pytest.mark.parametrize(("name", "value", "said"), TRAPS)
def test_a_value_that_aws_would_refuse_or_take_for_another_is_refused(
    name: str, value: object, said: str
) -> None:
    (first, *_) = refusals({f"database.parameters.{name}": value})
    assert (
        first
        == f"database.parameters.{name}: got {'off' if value is False else said.split(',', 1)[0]},{said.split(',', 1)[1]}"
    )


CACHE_TRAPS: tuple[tuple[str, object, str], ...] = (
    ("timeout", 300, f"300, {TIME}; add the unit, AWS's own for timeout is s"),
    ("timeout", "1500 ms", f"1500 ms, {TIME}, in whole 1 s"),
    ("maxmemory-samples", "5%", "5%, expected a whole number; did you mean 5?"),
    ("notify-keyspace-events", "x", "x, expected K or E and letters of g$lshzxetmdnA, as Ex"),
    ("notify-keyspace-events", "Eq", "Eq, expected K or E and letters of g$lshzxetmdnA, as Ex"),
    ("maxmemory", "1 GB", "1 GB, expected none: ElastiCache sets it by the node type; take the line out"),
    ("reserved-memory-percent", 101, "101, expected a whole number, at most 100"),
)


@pytest.mark.parametrize(("name", "value", "said"), CACHE_TRAPS)
def test_a_redis_value_that_aws_would_refuse_is_refused(name: str, value: object, said: str) -> None:
    assert refusals({f"cache.parameters.{name}": value}) == [f"cache.parameters.{name}: got {said}"]


def test_each_way_of_saying_on_and_off_is_read() -> None:
    ways = ["on", "ON", "true", "yes", "1", "off", "Off", "false", "no", "0"]
    assert [aws_value(POSTGRESQL_15["log_connections"], way) for way in ways] == ["1"] * 5 + ["0"] * 5
    assert [aws_value(REDIS_7["activedefrag"], way) for way in ways] == ["yes"] * 5 + ["no"] * 5


@pytest.mark.parametrize(
    ("name", "written", "value"),
    [
        ("log_temp_files", "-1", "-1"), ("log_temp_files", "0", "0"), ("log_temp_files", "10MB", "10240"),
        ("wal_buffers", "-1", "-1"), ("wal_buffers", "16MB", "2048"), ("shared_buffers", "128kB", "16"),
        ("max_wal_size", "4GB", "4096"), ("track_activity_query_size", "4kB", "4096"),
        ("statement_timeout", "5 min", "300000"), ("autovacuum_naptime", "1 min", "60"),
        ("autovacuum_vacuum_cost_delay", "2 ms", "2"), ("random_page_cost", "1.10", "1.10"), ("random_page_cost", "4", "4"),
        ("shared_preload_libraries", "pg_stat_statements, pg_cron", "pg_stat_statements, pg_cron"),
        ("work_mem", "1%", "{DBInstanceClassMemory/102400}"), ("shared_buffers", "100%", "{DBInstanceClassMemory/8192}"),
        ("effective_cache_size", "70 %", "{DBInstanceClassMemory*7/81920}"),
    ],
)  # fmt: skip
def test_a_value_with_its_unit_becomes_the_number_that_aws_takes(name: str, written: str, value: str) -> None:
    assert aws_value(POSTGRESQL_15[name], written) == value


def test_redis_counts_in_seconds_and_microseconds() -> None:
    assert aws_value(REDIS_7["timeout"], "5 min") == "300"
    assert aws_value(REDIS_7["slowlog-log-slower-than"], "10 ms") == "10000"


@pytest.mark.parametrize("library", ["vector", "pg_stat_statements,", "pg_stat_statements;pg_cron", ""])
def test_a_library_that_rds_does_not_preload_is_refused(library: str) -> None:
    with pytest.raises(PydanticCustomError):
        aws_value(POSTGRESQL_15["shared_preload_libraries"], library)


@pytest.mark.parametrize("name", ["shared_buffers", "work_mem", "max_wal_size"])
def test_a_share_is_that_share_of_the_memory_in_the_parameters_own_unit(name: str) -> None:
    for percent in range(1, 101):
        formula = aws_value(POSTGRESQL_15[name], f"{percent}%")
        # The only grammar that RDS knows: {Variable}, {Variable*I}, {Variable/I}, {Variable*I/I}.
        found = re.fullmatch(r"\{DBInstanceClassMemory(?:\*([0-9]+))?/([0-9]+)\}", formula)
        assert found is not None
        assert Fraction(int(found[1] or 1), int(found[2])) * UNIT_BYTES[POSTGRESQL_15[name].unit] == Fraction(
            percent, 100
        )


def test_only_a_percentage_is_a_share_of_memory() -> None:
    assert [share_of_memory(text) is None for text in ("25%", "25 %", "8MB", "250%")] == [
        False,
        False,
        True,
        True,
    ]


def test_redis_takes_no_share_of_memory() -> None:
    assert aws_value(REDIS_7["repl-backlog-size"], "4MB") == "4194304"
    with pytest.raises(PydanticCustomError) as refusal:
        aws_value(REDIS_7["repl-backlog-size"], "5%")
    assert (refusal.value.context or {})["expected"] == "expected a size as 8MB"


def test_a_parameter_without_ends_takes_any_number() -> None:
    assert aws_value(Parameter("p", "real"), "-99999.5") == "-99999.5"


def test_these_parameters_wait_for_a_restart() -> None:
    static = {name for name, parameter in POSTGRESQL_15.items() if parameter.static}
    assert static >= {
        "autovacuum_freeze_max_age", "autovacuum_max_workers", "max_connections", "max_locks_per_transaction",
        "max_prepared_transactions", "max_replication_slots", "max_wal_senders", "max_worker_processes",
        "rds.logical_replication", "shared_buffers", "shared_preload_libraries", "track_activity_query_size", "wal_buffers",
    }  # fmt: skip
    assert static.isdisjoint({"work_mem", "effective_cache_size", "log_connections", "rds.force_ssl"})
    assert not any(parameter.static for parameter in REDIS_7.values())


@pytest.mark.parametrize("table", [POSTGRESQL_15, REDIS_7])
def test_every_row_of_the_catalogue_makes_sense(table: dict[str, Parameter]) -> None:
    assert [p.name for p in table.values() if (p.kind == "choice") != bool(p.choices)] == []
    assert [p.name for p in table.values() if {p.kind == "text"} != {bool(p.form), bool(p.expected)}] == []
    assert [p.name for p in table.values() if p.unit and p.kind not in {"integer", "real"}] == []
    assert [
        p.name for p in table.values() if p.low is not None and p.high is not None and p.low >= p.high
    ] == []
    assert list(table) == [p.name for p in table.values()]
