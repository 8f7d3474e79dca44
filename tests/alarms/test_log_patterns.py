"""The patterns count what a real PostgreSQL writes, set up as our parameter group has it; each its own event and no other."""

from __future__ import annotations

import contextlib
import re
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from aldeia.alarms.log_patterns import LOG_EVENTS
from aldeia.catalog.postgresql_on_rds import LOG_LINE_PREFIXES
from tests.alarms.filter_pattern import LONGEST, matches, parse
from tests.examples import committed
from tests.servers import Connection, as_in_the_parameter_group, postgresql_of, postgresql_programs
from tools.postgresql import USER, cluster

STAGING = committed()["staging"]
# Everybody but the superuser has a password, and comes to one database.
ACCESS = """
host all postgres all trust
host postgres all all scram-sha-256
"""
PASTED = """'2026-11-26 00:10:22 UTC:10.1.30.7(58718):app@aldeia:[15925]:FATAL:  sorry, too many clients already
	:ERROR:  deadlock detected :LOG:  duration: 1 ms'"""
# A deadlock is looked for after a second, which the one who waits and wins then has in the log as a slow statement.
SETTINGS = {"deadlock_timeout": "200ms"}


class Log:
    """The server's log, event by event: a line that starts with a tab goes on with the one before, as in the export."""

    def __init__(self, file: IO[bytes]) -> None:
        self._path = Path(file.name)
        self._read = 0

    def new(self) -> list[str]:
        """Give the events that have come since the last time."""
        time.sleep(0.2)
        text = self._path.read_text(encoding="utf-8")[self._read :]
        self._read += len(text)
        return re.sub(r"\n\t", "\t", text).splitlines()


def connect(connection: Connection, **changes: str) -> psycopg.Connection[Any]:
    info = connection.info
    given: dict[str, Any] = {"host": info.host, "port": info.port, "dbname": "postgres", "user": "postgres"}
    return psycopg.connect(make_conninfo(**(given | changes)))


def fail(connection: Connection, statement: str) -> None:
    with contextlib.suppress(psycopg.Error):
        connection.execute(statement.encode())


def slow(connection: Connection) -> None:
    connection.execute("SELECT pg_sleep(1.1)")
    connection.execute(
        "SELECT pg_sleep(1.1), %s::text", ["two\nlines"]
    )  # the extended protocol's line is another
    connection.execute(f"SELECT {PASTED} FROM pg_sleep(1.1)".encode())


def errors(connection: Connection) -> None:
    fail(connection, "SELECT 1/0")
    fail(connection, "INSERT INTO t VALUES (1)")
    fail(connection, f"SELECT {PASTED} FROM nothing")
    with contextlib.suppress(psycopg.OperationalError):
        connect(connection, options="-cnonsense=1")  # FATAL


def deadlock(connection: Connection) -> None:
    with connect(connection) as first, connect(connection) as second:
        first.execute("UPDATE t SET said = 'a' WHERE id = 1")
        second.execute("UPDATE t SET said = 'b' WHERE id = 2")
        other = threading.Thread(target=fail, args=(second, "UPDATE t SET said = 'b' WHERE id = 1"))
        other.start()
        fail(first, "UPDATE t SET said = 'a' WHERE id = 2")
        first.rollback()
        other.join()
        second.rollback()


def wrong_logins(connection: Connection) -> None:
    for changes in (
        {"user": "application", "password": "wrong"},
        {"user": "stranger", "password": "x"},
        {"user": "application", "password": "right", "dbname": "template1"},
    ):
        with contextlib.suppress(psycopg.OperationalError):
            connect(connection, **changes)


def refusals(connection: Connection) -> None:
    many: list[psycopg.Connection[Any]] = []
    with contextlib.suppress(psycopg.OperationalError):  # sorry, too many clients already
        while True:
            many.append(connect(connection))
    many.pop().close()
    time.sleep(0.2)
    with contextlib.suppress(psycopg.OperationalError):  # remaining connection slots are reserved
        connect(connection, user="application", password="right")
    for one in many:
        one.close()
    time.sleep(0.5)
    connection.execute("ALTER ROLE application CONNECTION LIMIT 0")
    with contextlib.suppress(psycopg.OperationalError):  # too many connections for role
        connect(connection, user="application", password="right")


EVENTS = {
    # what is done, and how many events of the log it is by the metrics
    "slow-statements": (slow, {"SlowStatements": 3}),
    "errors": (errors, {"Errors": 4}),
    "deadlocks": (deadlock, {"Deadlocks": 1}),
    "failed-logins": (wrong_logins, {"FailedLogins": 3}),
    "refused-connections": (refusals, {"RefusedConnections": 3}),
}


def counted(events: list[str]) -> dict[str, int]:
    """Give how much each metric grows by what is logged; a metric that does not is left out."""
    counts = {
        event.metric: sum(matches(pattern, line) for pattern in event.patterns for line in events)
        for event in LOG_EVENTS
    }
    return {metric: count for metric, count in counts.items() if count}


@pytest.fixture(scope="module", params=LOG_LINE_PREFIXES, ids=["prefix", "long prefix"])
def written(request: pytest.FixtureRequest) -> Iterator[dict[str, list[str]]]:
    """What a server logs of each event, with each prefix that RDS takes."""
    with (
        tempfile.NamedTemporaryFile() as file,
        postgresql_of(STAGING, SETTINGS | {"log_line_prefix": request.param}, file.file) as connection,
    ):
        [[rules]] = connection.execute("SHOW hba_file").fetchall()
        [[maximum]] = connection.execute("SHOW max_connections").fetchall()
        assert maximum == as_in_the_parameter_group(STAGING)["max_connections"]
        connection.execute("CREATE TABLE t (id int PRIMARY KEY, said text)")
        connection.execute("INSERT INTO t VALUES (1), (2)")
        connection.execute("CREATE ROLE application LOGIN PASSWORD 'right'")
        Path(str(rules)).write_text(ACCESS, encoding="utf-8")
        connection.execute("SELECT pg_reload_conf()")
        log = Log(file.file)
        log.new()
        yield {name: _logged(log, act, connection) for name, (act, _) in EVENTS.items()}


def _logged(log: Log, act: Any, connection: Connection) -> list[str]:
    act(connection)
    return log.new()


@pytest.mark.parametrize("symptom", EVENTS)
def test_each_pattern_counts_its_own_event_and_none_of_the_others(
    symptom: str, written: dict[str, list[str]]
) -> None:
    assert counted(written[symptom]) == EVENTS[symptom][1]
    assert len(written[symptom]) > sum(EVENTS[symptom][1].values())


def test_a_panic_is_an_error() -> None:
    """A cluster whose write-ahead log is gone cannot start, and says so."""
    programs = postgresql_programs(STAGING.database.major_version)
    with cluster(programs, as_in_the_parameter_group(STAGING)) as (command, _):
        for segment in Path(command[2], "pg_wal").glob("0*"):
            segment.unlink()
        done = subprocess.run(command, user=USER, capture_output=True, text=True, check=False)

    assert ":PANIC:  could not locate a valid checkpoint record\n" in done.stderr
    assert counted(done.stderr.splitlines()) == {"Errors": 1}


def test_filters_are_what_cloudwatch_takes() -> None:
    patterns = [pattern for event in LOG_EVENTS for pattern in event.patterns]

    assert len(set(patterns)) == len(patterns) == 11
    assert max(map(len, patterns)) <= LONGEST
    assert [pattern for pattern in patterns if parse(pattern).one_of] == []
