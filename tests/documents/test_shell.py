"""What a shell makes of the documents: the contract sourced, and the sheet's snippets run against commands of straw."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.documents.rendered import (
    ASSIGNED,
    ENVIRONMENTS,
    SECRET,
    contract_of,
    each_environment,
    each_variant,
    manifest_of,
    sheet_of,
    snippets_of,
)
from tests.missing import cannot


@pytest.fixture
def bash() -> str:
    found = shutil.which("bash")
    if found is None:
        cannot("bash is missing")
    return found


@pytest.fixture
def commands(tmp_path: Path) -> Path:
    """A directory of commands that stand in for those of the machine."""
    directory = tmp_path / "commands"
    directory.mkdir()
    return directory


def stand_in(directory: Path, name: str, body: str, *, interpreter: str = "/bin/sh") -> None:
    path = directory / name
    path.write_text(f"#!{interpreter}\n{body}\n", encoding="utf-8")
    path.chmod(0o755)


def stand_in_for_aws_and_jq(directory: Path) -> None:
    stand_in(directory, "aws", f"""echo '{{"host": "db.example", "password": "{SECRET}"}}'""")
    stand_in(
        directory,
        "jq",
        "import json, sys\nprint(json.load(sys.stdin)[sys.argv[2].removeprefix('.')])",
        interpreter=sys.executable,
    )


def run(bash: str, script: str, commands: Path) -> str:
    done = subprocess.run(
        [bash, "-c", script],
        env={"PATH": f"{commands}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@each_variant
@each_environment
def test_bash_reads_the_contract(environment: str, variant: str, bash: str, commands: Path) -> None:
    (commands / "connection.env").write_text(contract_of(manifest_of(environment, variant)), encoding="utf-8")
    assert run(bash, f"bash -n '{commands}/connection.env'", commands) == ""


@each_variant
@each_environment
def test_a_shell_that_sources_the_contract_has_every_variable(
    environment: str, variant: str, bash: str, commands: Path
) -> None:
    contract = contract_of(manifest_of(environment, variant))
    (commands / "connection.env").write_text(contract, encoding="utf-8")
    stand_in(commands, "terraform", 'test "$2 $3" = "output -raw" && printf "%s" "value of $4 in $1"')

    stdout = run(bash, f"set -euo pipefail; set -a; . '{commands}/connection.env'; env -0", commands)

    found = dict(entry.split("=", 1) for entry in stdout.split("\0") if entry)
    assert {
        name: found.get(name) or "missing" for name in ASSIGNED.findall(contract)
    }.items() <= found.items()
    home = f"-chdir=cdktf.out/stacks/{ENVIRONMENTS[environment].stack_name}"
    assert found["DATABASE_HOST"] == f"value of database_address in {home}"
    assert found["REDIS_HOST"] == f"value of cache_address in {home}"
    assert found["REDIS_READER_HOST"] == f"value of cache_reader_address in {home}"
    assert found["PGSSLMODE"] == "verify-full"
    assert found["REDIS_TLS"] == "true"
    assert found["DATABASE_POOL_IDLE_TIMEOUT_MS"] == "30000"


@each_variant
@each_environment
def test_bash_reads_every_snippet_of_the_sheet(
    environment: str, variant: str, bash: str, commands: Path
) -> None:
    snippets = snippets_of(sheet_of(manifest_of(environment, variant)))
    assert len(snippets) == 2
    for snippet in snippets:
        (commands / "snippet.sh").write_text(snippet, encoding="utf-8")
        run(bash, f"bash -n '{commands}/snippet.sh'", commands)


def test_the_way_to_psql_hands_the_password_over_in_the_environment_alone(bash: str, commands: Path) -> None:
    stand_in_for_aws_and_jq(commands)
    stand_in(commands, "psql", 'echo "$#: $* PGHOST=$PGHOST PGPASSWORD=$PGPASSWORD PGSSLMODE=$PGSSLMODE"')
    psql, _ = snippets_of(sheet_of(manifest_of("production")))

    stdout = run(bash, f'{psql}\necho "${{PGPASSWORD:-none}} stays"', commands)

    assert stdout == f"0:  PGHOST=db.example PGPASSWORD={SECRET} PGSSLMODE=verify-full\nnone stays\n"


def test_the_way_to_redis_cli_hands_the_token_over_in_the_environment_alone(
    bash: str, commands: Path
) -> None:
    stand_in_for_aws_and_jq(commands)
    stand_in(commands, "redis-cli", 'echo "$* REDISCLI_AUTH=$REDISCLI_AUTH"')
    _, redis = snippets_of(sheet_of(manifest_of("production")))

    stdout = run(bash, f'{redis}\necho "${{REDISCLI_AUTH:-none}} stays"', commands)

    assert stdout == f"--tls -h db.example -p 6379 REDISCLI_AUTH={SECRET}\nnone stays\n"
