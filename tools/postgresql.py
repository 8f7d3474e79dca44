"""A PostgreSQL server of this machine, started on loopback in a directory of its own, and what it says of itself."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

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


@contextmanager
def server(programs: Path) -> Iterator[psycopg.Connection[tuple[str | None, ...]]]:
    """Start a server with an empty cluster and connect to it; both are gone at the end."""
    # PostgreSQL refuses to run as root.
    user = "nobody" if os.geteuid() == 0 else None
    with tempfile.TemporaryDirectory(prefix="postgresql-") as directory:
        if user is not None:
            shutil.chown(directory, user)
        data, port = Path(directory, "data"), _free_port()
        cluster = ["-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"]
        initdb = [str(programs / "initdb"), *cluster]
        subprocess.run(initdb, user=user, cwd=directory, stdout=subprocess.DEVNULL, check=True)
        options = {
            "listen_addresses": "127.0.0.1", "port": str(port), "unix_socket_directories": directory,
            "shared_preload_libraries": ",".join(LIBRARIES),
        }  # fmt: skip
        words = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
        running = subprocess.Popen(
            [programs / "postgres", "-D", data, *words], user=user, cwd=directory, stderr=subprocess.DEVNULL
        )
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
