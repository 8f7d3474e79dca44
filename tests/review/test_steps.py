"""What an operator does before and after is written out, with this environment's names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from aldeia.naming import Names
from aldeia.review.judge import judged
from aldeia.review.plan import read_plan
from aldeia.review.steps import Place, steps_of
from aldeia.review.verdict import Step
from tests.review.fixtures import PLANS
from tests.review.minimal import changed, plan

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
  --auth-token-update-strategy SET \\
  --apply-immediately \\
  --auth-token "$(aws secretsmanager get-secret-value --secret-id staging/cache/auth-token --query SecretString --output text --region us-east-1)" \\
  --region us-east-1"""


def told(name: str) -> list[tuple[str, str, str]]:
    found = read_plan(PLANS / f"{name}.json")
    place = Place(NAMES[found.environment], found.region, found.moment)
    return [
        ("before" if step.before else "after", step.text, step.command)
        for step in steps_of(judged(found), place)
    ]


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
        "Reboot aldeia-prod-db at a quiet hour: what waits for a reboot waits until then",
    )
    assert (
        command
        == "aws rds reboot-db-instance \\\n  --db-instance-identifier aldeia-prod-db \\\n  --region us-east-1"
    )


def test_an_upgrade_is_tried_before_the_snapshot_and_statistics_follow() -> None:
    texts = [text.split(" of ")[0].split(" is ")[0] for _, text, _ in told("engine-major")]

    assert texts == [
        "Try the upgrade on a copy",
        "Take a snapshot",
        "Gather the optimiser's statistics",
        "See what",
    ]


@pytest.mark.parametrize(
    ("name", "step"),
    [
        (
            "storage-grows",
            "Plan no other change of storage until aldeia-prod-db is no longer storage-optimization",
        ),
        (
            "class-multi-az",
            "See what of aldeia-prod-db is still pending, after the apply and after the window",
        ),
        ("node-type", "See what of aldeia-prod-redis is still pending, after the apply and after the window"),
        ("cache-key", "Take a snapshot of aldeia-staging-redis"),
        ("password-version", "Restart the application, so that it reads staging/database/credentials again"),
        (
            "subscriber-changed",
            "Confirm the subscription in the message that AWS sends to night@aldeia.example",
        ),
        ("destroy", "To keep aws_kms_key.data after all, before its waiting period ends"),
    ],
)
def test_each_step_is_wanted_where_it_helps(name: str, step: str) -> None:
    assert step in [text for _, text, _ in told(name)]


def test_each_step_is_told_once() -> None:
    steps = told("gp3-performance")

    assert len(steps) == len(set(steps)) == 1


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
    steps = steps_of(judged(found), Place(NAMES["staging"], found.region, found.moment))

    assert "--db-instance-identifier 'db; rm -rf ~'" in steps[0].command


def test_every_step_can_be_written() -> None:
    from aldeia.review.steps import _WRITERS

    assert set(_WRITERS) == set(Step)
