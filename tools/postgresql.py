"""A PostgreSQL server of this machine, started on loopback in a directory of its own, and what it says of itself."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import psycopg

# The preloaded libraries whose settings RDS has in its parameter groups and that come with PostgreSQL.
LIBRARIES = ("auto_explain", "pg_prewarm", "pg_stat_statements", "plpgsql")
SETTINGS = """
    SELECT name, vartype, unit, min_val, max_val, enumvals, context, category, boot_val FROM pg_settings ORDER BY name
"""


def installed() -> list[Path]:
    """Give the directories of PostgreSQL's programs, the newest major last; empty where there is no server."""
    packaged = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: path.parts[-3])
    found = shutil.which("postgres")
    return [path.parent for path in packaged] or ([Path(found).resolve().parent] if found else [])


def major_version(programs: Path) -> str:
    done = subprocess.run([programs / "postgres", "--version"], capture_output=True, text=True, check=True)
    return done.stdout.split()[2].split(".", maxsplit=1)[0]


# PostgreSQL refuses to run as root.
USER = "nobody" if os.geteuid() == 0 else None


@contextmanager
def cluster(
    programs: Path, settings: Mapping[str, str] | None = None
) -> Iterator[tuple[list[str | Path], int]]:
    """Make an empty cluster, and give the command that serves it (`-D` and its directory come first) and its port."""
    with tempfile.TemporaryDirectory(prefix="postgresql-") as directory:
        if USER is not None:
            shutil.chown(directory, USER)
        data, port = Path(directory, "data"), _free_port()
        options = ["-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"]
        initdb = [str(programs / "initdb"), *options]
        subprocess.run(initdb, user=USER, cwd=directory, stdout=subprocess.DEVNULL, check=True)
        given = {
            "listen_addresses": "127.0.0.1", "port": str(port), "unix_socket_directories": directory,
            "shared_preload_libraries": ",".join(LIBRARIES), **(settings or {}),
        }  # fmt: skip
        words = [word for name, value in given.items() for word in ("-c", f"{name}={value}")]
        yield [programs / "postgres", "-D", data, *words], port


@contextmanager
def server(
    programs: Path, settings: Mapping[str, str] | None = None, log: IO[bytes] | None = None
) -> Iterator[psycopg.Connection[tuple[str | None, ...]]]:
    """Start a server with an empty cluster and connect to it as superuser; both are gone at the end.

    It has the settings, in PostgreSQL's own names and units, and writes its log into the open file when there is one.
    """
    with cluster(programs, settings) as (command, port):
        running = subprocess.Popen(command, user=USER, stderr=log or subprocess.DEVNULL)
        try:
            with _connected(port, running) as connection:
                yield connection
        finally:
            running.terminate()
            running.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _connected(port: int, running: subprocess.Popen[bytes]) -> psycopg.Connection[tuple[str | None, ...]]:
    for _ in range(100):
        try:
            return psycopg.connect(f"host=127.0.0.1 port={port} user=postgres dbname=postgres")
        except psycopg.OperationalError:
            if running.poll() is not None:
                break
            time.sleep(0.1)
    raise RuntimeError("PostgreSQL did not start")
