"""What an operator does before and after is written out, with this environment's names."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from aldeia.naming import Names
from aldeia.review.judge import judged
from aldeia.review.plan import read_plan
from aldeia.review.steps import WRITERS, OperatorStep, Place, steps_of
from aldeia.review.verdict import Step
from tests.review.cases import CASES, Case
from tests.review.fixtures import PLANS
from tests.review.minimal import changed, plan
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
  --auth-token "$(aws secretsmanager get-secret-value --secret-id staging/cache/auth-token --query SecretString --output text --region us-east-1)" \\
  --auth-token-update-strategy SET \\
  --apply-immediately \\
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
        ("after", "When every client has the new token, let aldeia-staging-redis take only that one", RETIRE),
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
    assert "== 16*available ]]" in made


@pytest.mark.parametrize(
    ("name", "step"),
    [
        (
            "storage-grows",
            "Plan no other change of storage until aldeia-prod-db has done this one",
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
        ("retention-shortened", "Copy what of the older daily backups of aldeia-prod-db is still wanted"),
        (
            "retention-shortened",
            "Copy what of the older automatic snapshots of aldeia-prod-redis is still wanted",
        ),
        (
            "log-export-off",
            "Copy what of the older lines of /aws/rds/instance/aldeia-staging-db/postgresql is still wanted",
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
    [older] = steps("cache-downgrade")
    same = next(step for step in steps("cache-key") if "redis" in step.text)

    assert "The cache that this plan makes, of 6.2, cannot read it" in older.note
    assert older.note.endswith("of 7.0 or newer")
    assert same.note.endswith("of the same engine version or a newer one")


def test_who_is_refused_meanwhile_is_told_to_hurry() -> None:
    [password], [token, _] = steps("password-version"), steps("token-rotated")

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
