"""Every SQL block runs in psql on a real PostgreSQL with our parameter group, as a user with RDS's rights, not a superuser."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.examples import committed
from tests.operations.rendered import all_blocks
from tests.servers import postgresql_of, postgresql_programs

PRODUCTION = committed()["production"]
DATABASE, USER = PRODUCTION.database.name, PRODUCTION.database.username
# What rds_superuser has: it may see all and stop what others do, and is no superuser.
RIGHTS = f"""
    CREATE ROLE {USER} LOGIN CREATEDB CREATEROLE;
    GRANT pg_monitor, pg_signal_backend, pg_checkpoint TO {USER};
"""


@pytest.fixture(scope="module")
def psql() -> Iterator[list[str | Path]]:
    """The command that runs what it reads as the master user, and stops at the first error."""
    with postgresql_of(PRODUCTION) as connection:
        connection.execute(RIGHTS.encode())
        connection.execute(f"CREATE DATABASE {DATABASE} OWNER {USER}".encode())
        program = postgresql_programs("15") / "psql"
        where = f"host={connection.info.host} port={connection.info.port} dbname={DATABASE} user="
        # On RDS the master user may; here nobody but a superuser.
        extension: list[str | Path] = [
            program,
            "-X",
            "-q",
            f"{where}postgres",
            "-c",
            "CREATE EXTENSION pg_stat_statements",
        ]
        subprocess.run(extension, check=True)
        yield [program, "-X", "-v", "ON_ERROR_STOP=1", f"{where}{USER}"]


def run(psql: list[str | Path], block: str) -> subprocess.CompletedProcess[str]:
    variables = {"PATH": os.environ["PATH"], "PAGER": "cat"}
    return subprocess.run(psql, input=block, env=variables, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("block", all_blocks("sql"), ids=all_blocks("sql").values())
def test_every_block_runs(block: str, psql: list[str | Path]) -> None:
    done = run(psql, block)

    assert "ERROR" not in done.stderr
    assert done.returncode == 0
    assert done.stdout or "gexec" in block


@pytest.mark.parametrize(
    "block", ["SELECT nothing;", "SELECT pg_read_file('PG_VERSION');", "ALTER SYSTEM RESET ALL;"]
)
def test_what_does_not_exist_or_takes_a_superuser_is_seen(block: str, psql: list[str | Path]) -> None:
    assert "ERROR" in run(psql, block).stderr
