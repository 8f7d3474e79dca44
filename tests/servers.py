"""Real servers of this machine, on loopback: a PostgreSQL as our parameter group sets it up, and a Redis 7."""

from __future__ import annotations

import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

import psycopg
import redis

from aldeia.catalog.postgresql_on_rds import AWS_DEFAULTS
from aldeia.manifest.parameters import aws_value
from tests.missing import cannot
from tools import postgresql

if TYPE_CHECKING:
    from aldeia.manifest.environment import Manifest

Connection = psycopg.Connection[tuple[str | None, ...]]


def postgresql_programs(major: str) -> Path:
    """Give the directory of a major version's programs; without it the test skips, or fails in CI."""
    found = [
        directory for directory in postgresql.installed() if postgresql.major_version(directory) == major
    ]
    return found[0] if found else cannot(f"no PostgreSQL {major} server on this machine")


def as_in_the_parameter_group(manifest: Manifest) -> dict[str, str]:
    """Give what RDS hands to PostgreSQL: our parameters in AWS's units, and the prefix of its log.

    What is a formula of the class's memory is left out, and so are RDS's own parameters.
    """
    database = manifest.database
    table = database.parameter_table
    ours = {name: aws_value(table[name], value.written) for name, value in database.parameters.items()}
    given = {"log_line_prefix": AWS_DEFAULTS["log_line_prefix"]} | ours
    return {name: value for name, value in given.items() if "{" not in value and "." not in name}


@contextmanager
def postgresql_of(
    manifest: Manifest, settings: Mapping[str, str] | None = None, log: IO[bytes] | None = None
) -> Iterator[Connection]:
    """Start a PostgreSQL of the manifest's version with the parameters of its group, and connect as superuser."""
    programs = postgresql_programs(manifest.database.major_version)
    group = as_in_the_parameter_group(manifest)
    with postgresql.server(programs, group | dict(settings or {}), log) as connection:
        connection.autocommit = True
        yield connection


@contextmanager
def redis_7(*options: str) -> Iterator[redis.Redis]:
    """Start a Redis 7 and connect to it; both are gone at the end."""
    program = shutil.which("redis-server")
    if program is None:
        cannot("no redis-server on this machine")
    version = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    if " v=7." not in version:
        cannot(f"redis-server is not of Redis 7: {version.strip()}")
    port = _free_port()
    with tempfile.TemporaryDirectory(prefix="redis-") as directory:
        words = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", directory, *options]
        with subprocess.Popen([program, *words], stdout=subprocess.DEVNULL) as running:
            client = redis.Redis(port=port, decode_responses=True)
            try:
                yield _answering(client)
            finally:
                client.close()
                running.terminate()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _answering(client: redis.Redis) -> redis.Redis:
    for _ in range(100):
        try:
            client.ping()
        except redis.ConnectionError:
            time.sleep(0.05)
        else:
            return client
    raise RuntimeError("Redis did not start")
