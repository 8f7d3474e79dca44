"""What an operator does before and after is written out, with this environment's names."""

from __future__ import annotations

import os
import re
import subprocess
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import jmespath
import pytest

from aldeia.naming import Names
from aldeia.review.judge import judged
from aldeia.review.plan import read_plan
from aldeia.review.steps import WRITERS, OperatorStep, Place, steps_of
from aldeia.review.steps.database import NEWER_EXTENSIONS
from aldeia.review.verdict import Step
from tests.examples import committed
from tests.review.cases import CASES, Case
from tests.review.fixtures import PLANS
from tests.review.minimal import changed, plan
from tests.servers import postgresql_of
from tests.shell import aws_commands, faults, program, said

NAMES = {
    "staging": Names("aldeia", "staging", "staging"),
    "production": Names("aldeia", "prod", "production"),
}
SNAPSHOT = """\
aws rds create-db-snapshot \\
  --db-instance-identifier aldeia-prod-db \\
  --db-snapshot-identifier aldeia-prod-db-before-20261123-1200 \\
  --region us-east-1
aws rds wait db-snapshot-available \\
  --db-snapshot-identifier aldeia-prod-db-before-20261123-1200 \\
  --region us-east-1"""
RETIRE = """\
aws elasticache modify-replication-group \\
  --replication-group-id aldeia-staging-redis \\
  --auth-token "$(aws secretsmanager get-secret-value \\
    --secret-id staging/cache/auth-token \\
    --query SecretString \\
    --output text \\
    --region us-east-1)" \\
  --auth-token-update-strategy SET \\
  --apply-immediately \\
  --region us-east-1
aws elasticache wait replication-group-available \\
  --replication-group-id aldeia-staging-redis \\
  --region us-east-1
aws elasticache describe-replication-groups \\
  --replication-group-id aldeia-staging-redis \\
  --query 'ReplicationGroups[0].[Status,PendingModifiedValues]' \\
  --region us-east-1"""


def steps(name: str) -> list[OperatorStep]:
    found = read_plan(PLANS / f"{name}.json")
    return steps_of(judged(found), Place(NAMES[found.environment], found.region, found.moment))


def told(name: str) -> list[tuple[str, str, str]]:
    return [("before" if step.before else "after", step.text, step.command) for step in steps(name)]


def test_a_snapshot_is_taken_of_what_is_there_before_an_upgrade() -> None:
    assert told("engine-minor")[0] == (
        "before", "Take a snapshot of aldeia-prod-db, and wait until it is there", SNAPSHOT,
    )  # fmt: skip


def test_the_old_token_is_retired_once_the_application_has_the_new_one() -> None:
    assert told("token-rotated") == [
        ("after", "Restart the application, so that it reads staging/cache/credentials again", ""),
        (
            "after",
            "When every process of every client was started after the apply, let aldeia-staging-redis take only the new token",
            RETIRE,
        ),
    ]


def test_a_reboot_names_the_instance_that_has_the_parameter_group() -> None:
    [(when, text, command)] = told("static-parameter")

    assert (when, text) == (
        "after",
        "Reboot aldeia-prod-db at a quiet hour, which breaks every connection for some minutes",
    )
    assert command.startswith("aws rds reboot-db-instance \\\n  --db-instance-identifier aldeia-prod-db \\\n")
    assert "DBParameterGroups[].ParameterApplyStatus" in command


def test_an_upgrade_is_tried_before_the_snapshot_and_statistics_follow() -> None:
    texts = [text.split(" of ")[0].split(" is ")[0] for _, text, _ in told("engine-major")]

    assert texts == [
        "Upgrade a copy",
        "Try the application against aldeia-staging-db-upgrade-test, then delete it",
        "Take a snapshot",
        "See that nothing",
        "Update the extensions",
        "Gather the optimiser's statistics",
    ]


def test_a_copy_is_made_upgraded_timed_and_deleted() -> None:
    made, deleted = (step.command for step in steps("engine-major")[:2])

    assert [words[1] for words in aws_commands(f"{made}\n{deleted}")] == [
        "restore-db-instance-to-point-in-time",
        "wait",
        "modify-db-instance",
        "describe-db-instances",
        "delete-db-instance",
    ]
    assert "--engine-version 16 " in made
    assert "  --vpc-security-group-ids sg-" in made
    assert '[[ "$state" == *available ]]' in made


@pytest.mark.parametrize(
    ("name", "step"),
    [
        (
            "storage-grows",
            "Plan no other change of storage until aldeia-prod-db has done this one, after the window of Sun 2026-11-29 04:00-05:00 UTC",
        ),
        (
            "class-multi-az",
            "See that nothing of aldeia-prod-db is pending any more, after the window of Sun 2026-11-29 04:00-05:00 UTC",
        ),
        (
            "node-type",
            "See that nothing of aldeia-prod-redis is pending any more, after the window of Sun 2026-11-29 06:00-07:00 UTC",
        ),
        ("node-type-single", "See that nothing of aldeia-staging-redis is pending any more"),
        ("cache-key", "Take a snapshot of aldeia-staging-redis, and wait until it is there"),
        (
            "retention-shortened",
            "Copy the daily backups of aldeia-prod-db that would be deleted, if they are still wanted",
        ),
        (
            "retention-shortened",
            "Copy the automatic snapshots of aldeia-prod-redis that would be deleted, if they are still wanted",
        ),
        (
            "log-export-off",
            "Copy the lines of /aws/rds/instance/aldeia-staging-db/postgresql that are still wanted: all of them go",
        ),
        ("password-version", "Restart the application, so that it reads staging/database/credentials again"),
        (
            "subscriber-changed",
            "Confirm the subscription in the message that AWS sends to night@aldeia.example",
        ),
        (
            "destroy",
            "Should aws_kms_key.data be wanted after all, call its deletion back before its waiting period ends",
        ),
    ],
)
def test_each_step_is_wanted_where_it_helps(name: str, step: str) -> None:
    assert step in [text for _, text, _ in told(name)]


def test_each_step_is_told_once() -> None:
    found = told("gp3-performance")

    assert len(found) == len(set(found)) == 1


def test_the_nodes_of_a_cache_are_rebooted_by_their_names(tmp_path: Path) -> None:
    change = changed(
        "aws_elasticache_replication_group",
        {"parameter_group_name": "a", "replication_group_id": "rg"},
        {"parameter_group_name": "b"},
    )
    found = plan(tmp_path, change)
    [step] = steps_of(judged(found), Place(NAMES["staging"], found.region, found.moment))

    assert "--cache-cluster-id rg-001" in step.command


def test_a_name_from_a_plan_cannot_become_a_command(tmp_path: Path) -> None:
    values: dict[str, Any] = {"identifier": "db; rm -rf ~", "engine_version": "15.1"}
    found = plan(tmp_path, changed("aws_db_instance", values, {**values, "engine_version": "15.2"}))
    first, *_ = steps_of(judged(found), Place(NAMES["staging"], found.region, found.moment))

    assert "--db-instance-identifier 'db; rm -rf ~'" in first.command


def test_a_snapshot_is_not_said_to_bring_back_what_an_older_engine_cannot_read() -> None:
    older, *_ = steps("cache-downgrade")
    same = next(step for step in steps("cache-key") if "redis" in step.text)

    assert "The cache that this plan makes, of 6.2, cannot read it" in older.note
    assert older.note.endswith("of 7.0 or newer")
    assert same.note.endswith("of the same engine version or a newer one")


def test_who_is_refused_meanwhile_is_told_to_hurry() -> None:
    password, token = steps("password-version")[0], steps("token-rotated")[0]

    assert password.note == "At once: until then its new connections are refused"
    assert token.note == "Until then it goes on with what it read before"


def test_every_step_can_be_written_and_has_its_place_in_the_order() -> None:
    assert set(WRITERS) == set(Step)
    assert list(WRITERS) == list(Step)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_bash_shellcheck_and_aws_take_every_command(case: Case) -> None:
    for step in steps(case.name):
        assert complaints(step.command) == []


@cache
def complaints(command: str) -> list[str]:
    found = [
        said([program("bash"), "-n"], command),
        said([program("shellcheck"), "--shell=bash", "-"], command),
    ]
    found += [f"{' '.join(words)}: {fault}" for words in aws_commands(command) for fault in faults(words)]
    return [complaint for complaint in found if complaint]


# What stands in for the AWS CLI: it notes how it was called, lists two snapshots, and says that everything is over.
AWS = """\
#!/usr/bin/env bash
echo "$*" >> "$CALLS"
case "$*" in
  *automated*) printf 'rds:db-1\\nrds:db-2\\n' ;;
  *system*) printf 'automatic.rg-1\\nautomatic.rg-2\\n' ;;
  *create-export-task*) echo task-1 ;;
  *describe-export-tasks*) echo COMPLETED ;;
  *EngineVersion*) printf '16.4\\tavailable\\n' ;;
  *SnapshotStatus*) echo "${STATUS:-available}" ;;
esac
"""


def done(command: str, directory: Path, **environment: str) -> tuple[str, list[str]]:
    """Run a command with the stand-in, and give what it wrote and what it asked."""
    for name, text in (("aws", AWS), ("sleep", "#!/usr/bin/env bash\n")):
        (directory / name).write_text(text, encoding="utf-8")
        (directory / name).chmod(0o755)
    calls = directory / "calls"
    run = subprocess.run(
        [program("bash"), "-euo", "pipefail", "-c", command],
        env={"PATH": f"{directory}:{os.environ['PATH']}", "CALLS": str(calls), **environment},
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    return run.stdout, calls.read_text(encoding="utf-8").splitlines()


def test_every_backup_that_would_go_is_copied_and_waited_for(tmp_path: Path) -> None:
    database, cache, _ = (step.command for step in steps("retention-shortened"))
    _, calls = done(database, tmp_path)

    days_ago = datetime.now(UTC) - timedelta(days=6, minutes=5)
    [before] = re.findall(r"SnapshotCreateTime<='([^']+)'", calls[0])
    assert timedelta() <= datetime.fromisoformat(f"{before}+00:00") - days_ago < timedelta(minutes=10)
    assert [call.split(" --region")[0] for call in calls[1:-1]] == [
        part
        for name in ("db-1", "db-2")
        for part in (
            f"rds copy-db-snapshot --source-db-snapshot-identifier rds:{name} --target-db-snapshot-identifier {name}-kept",
            f"rds wait db-snapshot-available --db-snapshot-identifier {name}-kept",
        )
    ]
    (tmp_path / "calls").unlink()
    said, calls = done(cache, tmp_path, STATUS="failed")
    assert said == "failed\nfailed\n"
    assert (
        "elasticache copy-snapshot --source-snapshot-name automatic.rg-2 --target-snapshot-name rg-2-kept"
        in calls[3]
    )


def test_aws_takes_the_comparison_with_a_day() -> None:
    command = steps("retention-shortened")[0].command
    words, _ = (words for words in aws_commands(command) if words[1] == "describe-db-snapshots")
    made = [
        {"DBSnapshotIdentifier": day, "SnapshotCreateTime": f"{day}T03:10:00+00:00"}
        for day in ("2026-11-15", "2026-11-17")
    ]

    query = words[words.index("--query") + 1].replace("$before", "2026-11-16T12:00")
    assert jmespath.search(query, {"DBSnapshots": made}) == [["2026-11-15"]]


def test_a_log_is_exported_to_its_end_and_a_copy_upgraded_to_its_end(tmp_path: Path) -> None:
    [log, *_] = (step.command for step in steps("log-export-off"))
    upgraded, *_ = (step.command for step in steps("engine-major"))

    assert done(log.replace("BUCKET=...", "BUCKET=ours"), tmp_path)[0] == "COMPLETED\n"
    assert done(upgraded, tmp_path)[0] == "16.4\tavailable\n"


def test_only_extensions_with_a_newer_version_are_updated() -> None:
    with postgresql_of(committed()["production"]) as connection:
        connection.execute("CREATE EXTENSION pg_stat_statements VERSION '1.9'")
        rows = connection.execute(NEWER_EXTENSIONS).fetchall()
        assert rows == [("ALTER EXTENSION pg_stat_statements UPDATE;",)]
        connection.execute(str(rows[0][0]).encode())
        assert connection.execute(NEWER_EXTENSIONS).fetchall() == []
