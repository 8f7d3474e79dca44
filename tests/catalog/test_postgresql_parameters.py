"""PostgreSQL's parameters in the catalogue: those of a real server, and what RDS makes of them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from aldeia.catalog import postgresql_on_rds, postgresql_parameters
from aldeia.catalog.engine_versions import POSTGRESQL_MAJORS
from aldeia.catalog.parameter import UNIT_BYTES, UNIT_MICROSECONDS, Parameter
from aldeia.catalog.postgresql_parameters import POSTGRESQL_15, POSTGRESQL_PARAMETERS, settable
from tests.missing import cannot
from tools.catalog import parameter_table
from tools.postgresql import installed, major_version

TABLES = Path(postgresql_parameters.__file__).with_name("postgresql")


def test_there_is_a_table_for_every_major() -> None:
    assert list(POSTGRESQL_PARAMETERS) == list(POSTGRESQL_MAJORS)
    assert sorted(file.stem for file in TABLES.iterdir()) == list(POSTGRESQL_MAJORS)
    assert {major: len(table) for major, table in POSTGRESQL_PARAMETERS.items()} == {
        "13": 384, "14": 399, "15": 406, "16": 416, "17": 432, "18": 452,
    }  # fmt: skip


def test_a_major_that_is_not_there_is_no_key() -> None:
    with pytest.raises(KeyError, match="12"):
        POSTGRESQL_PARAMETERS["12"]
    assert "12" not in POSTGRESQL_PARAMETERS
    assert len(POSTGRESQL_PARAMETERS) == 6


def test_each_table_says_what_it_was_made_from() -> None:
    for major in POSTGRESQL_MAJORS:
        read = json.loads((TABLES / f"{major}.json").read_text(encoding="utf-8"))
        assert read["source"].startswith(f"pg_settings of PostgreSQL {major}.")
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", read["read"])


def test_the_table_is_what_this_machines_postgresql_says_of_itself() -> None:
    """Compare names, kinds, units, ranges, choices, contexts and defaults with pg_settings of a server."""
    programs = [directory for directory in installed() if major_version(directory) in POSTGRESQL_PARAMETERS]
    if not programs:
        cannot("no PostgreSQL server of major 13 to 18 on this machine")
    for directory in programs:
        _, rows = parameter_table(directory)
        committed = json.loads((TABLES / f"{major_version(directory)}.json").read_text(encoding="utf-8"))
        assert rows == committed["parameters"]


def faults(parameter: Parameter) -> Iterator[str]:
    """Say what of a row does not go together."""
    if (parameter.kind == "choice") != bool(parameter.choices):
        yield "choices"
    if {parameter.kind == "text"} != {bool(parameter.form), bool(parameter.expected)}:
        yield "form"
    if parameter.unit and (
        parameter.kind not in {"integer", "real"} or parameter.unit not in UNIT_BYTES | UNIT_MICROSECONDS
    ):
        yield "unit"
    if (parameter.modifiable is False) != bool(parameter.why_fixed):
        yield "modifiable"
    ends = (parameter.low, parameter.high)
    if (
        ends[0] is not None
        and ends[1] is not None
        and parameter.modifiable is not False
        and ends[0] >= ends[1]
    ):
        yield "range"
    if parameter.kind == "choice" and parameter.default and parameter.default not in parameter.choices:
        yield "default"


@pytest.mark.parametrize("major", POSTGRESQL_PARAMETERS)
def test_every_row_is_whole(major: str) -> None:
    table = POSTGRESQL_PARAMETERS[major]

    assert [(name, list(faults(row))) for name, row in table.items() if list(faults(row))] == []
    assert [name for name, row in table.items() if row.name != name] == []


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (Parameter("p", "choice"), "choices"),
        (Parameter("p", "text"), "form"),
        (Parameter("p", "boolean", unit="s"), "unit"),
        (Parameter("p", "real", modifiable=False), "modifiable"),
        (Parameter("p", "real", low=1, high=1), "range"),
        (Parameter("p", "choice", choices=("a",), default="b"), "default"),
    ],
)
def test_a_row_that_is_not_whole_is_seen(row: Parameter, fault: str) -> None:
    assert list(faults(row)) == [fault]


def test_what_is_said_of_rds_is_said_of_parameters_that_exist() -> None:
    known = {name for table in POSTGRESQL_PARAMETERS.values() for name in table}

    assert known.issuperset(postgresql_on_rds.FIXED)
    assert known.issuperset(postgresql_on_rds.DOCUMENTED)
    assert (
        set(postgresql_on_rds.AWS_DEFAULTS) | postgresql_on_rds.STATIC | set(postgresql_on_rds.LOWS) <= known
    )
    assert not postgresql_on_rds.DOCUMENTED & set(postgresql_on_rds.FIXED)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("fsync", "data would be lost in a crash"),
        ("archive_command", "RDS archives the write-ahead log itself"),
        ("port", "the port is a setting of the instance, and its address is RDS's"),
        ("wal_level", "rds.logical_replication sets it"),
        ("server_version", "PostgreSQL sets it when it is built or the cluster is made"),
        ("zero_damaged_pages", "it is for PostgreSQL's developers, and not in RDS's parameter groups"),
        ("rds.extensions", "it lists what RDS offers"),
    ],
)
def test_what_rds_fixes_is_known_but_not_settable(name: str, why: str) -> None:
    for major, table in POSTGRESQL_PARAMETERS.items():
        assert table[name].modifiable is False
        assert table[name].why_fixed == why
        assert name not in settable(major)


def test_the_parameters_of_the_user_guide_are_settable() -> None:
    for name in (
        "work_mem",
        "shared_buffers",
        "log_statement",
        "rds.force_ssl",
        "pgaudit.log",
        "temp_file_limit",
    ):
        assert POSTGRESQL_15[name].modifiable is True
    assert POSTGRESQL_15["enable_memoize"].modifiable is None
    assert settable("15") is POSTGRESQL_15


def test_units_are_postgresqls() -> None:
    units = {
        name: POSTGRESQL_15[name].unit
        for name in ("shared_buffers", "work_mem", "max_wal_size", "log_rotation_age")
    }
    assert units == {
        "shared_buffers": "8kB",
        "work_mem": "kB",
        "max_wal_size": "MB",
        "log_rotation_age": "min",
    }


def test_rds_calls_static_what_postgresql_does_and_two_more() -> None:
    for major in POSTGRESQL_PARAMETERS:
        rows = json.loads((TABLES / f"{major}.json").read_text(encoding="utf-8"))["parameters"]
        static = {name for name in rows if POSTGRESQL_PARAMETERS[major][name].static}
        assert static - {name for name, row in rows.items() if row["context"] == "postmaster"} == {
            "ssl",
            "temp_file_limit",
        }


def test_majors_differ_where_postgresql_changed() -> None:
    tables = POSTGRESQL_PARAMETERS
    assert [major for major in tables if "vacuum_cleanup_index_scale_factor" in tables[major]] == ["13"]
    assert [major for major in tables if "transaction_timeout" in tables[major]] == ["17", "18"]
    assert [major for major in tables if "io_method" in tables[major]] == ["18"]
    assert [tables[major]["wal_compression"].kind for major in tables] == ["boolean"] * 2 + ["choice"] * 4
    assert [tables[major]["rds.force_ssl"].aws_default for major in tables] == ["0", "0", "1", "1", "1", "1"]
    assert tables["18"]["autovacuum_max_workers"].static is False


def test_what_rds_makes_of_it_wins() -> None:
    assert POSTGRESQL_15["max_connections"].low == 6
    assert POSTGRESQL_15["max_connections"].aws_default == "LEAST({DBInstanceClassMemory/9531392},5000)"
    for prefix in postgresql_on_rds.LOG_LINE_PREFIXES:
        assert re.fullmatch(POSTGRESQL_15["log_line_prefix"].form, prefix)
    assert not re.fullmatch(POSTGRESQL_15["log_line_prefix"].form, "%t ")
    assert re.fullmatch(POSTGRESQL_15["pgaudit.log"].form, "ddl, role,-misc")


def test_only_the_major_that_is_asked_for_is_read() -> None:
    code = (
        "from aldeia.catalog import postgresql_parameters as p; "
        "print(p._table.cache_info().currsize, p.POSTGRESQL_PARAMETERS['17']['work_mem'].unit, p._table.cache_info().currsize)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1", "kB", "2"]
