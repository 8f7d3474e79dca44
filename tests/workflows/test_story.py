"""From a pull request to an apply to drift and back: the shell of every step, with the real Terraform and provider."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.emulator.server import Emulator
from tests.github.server import FakeGitHub, serving
from tests.missing import cannot, needs_terraform
from tests.workflows.runner import Run
from tests.workflows.story import DATABASE, ROLE, Story, initialised

pytestmark = [pytest.mark.slow(minutes=6), pytest.mark.terraform]


@dataclass
class Told:
    """What became of each chapter."""

    runs: dict[str, Run] = field(default_factory=dict)
    comments: dict[str, list[str]] = field(default_factory=dict)
    """The comments of the pull request, as they were then."""
    issues: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    """State and text of each issue, as they were then."""
    kept_for: dict[str, int] = field(default_factory=dict)
    """Days for which the database's backups are kept."""
    token: str = ""
    """The cache's AUTH token."""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    needs_terraform()
    try:
        initialised(tmp_path_factory.mktemp("provider"))
    except subprocess.CalledProcessError as error:
        cannot(f"the AWS provider cannot be had here (tests/README.md): {error.stderr}")
    with serving() as github, Emulator() as emulator:
        emulator.reset()
        story = Story(tmp_path_factory.mktemp("story"), github, emulator)
        yield _tell(story, github)


def _tell(story: Story, github: FakeGitHub) -> Told:
    told = Told()

    def chapter(name: str, run: Run, pull_request: int = 0) -> None:
        told.runs[name] = run
        told.comments[name] = [one["body"] for one in github.comments_of(pull_request)]
        told.issues[name] = [(one["state"], one["body"]) for one in github.issues.values()]
        told.kept_for[name] = _kept_for(story)

    manifest = story.staging()
    chapter("staging is planned", story.open(7, "envs/staging.yaml", manifest), 7)
    chapter("staging is applied", story.merge(7))
    secrets = story.client("secretsmanager")
    told.token = str(secrets.get_secret_value(SecretId="staging/cache/auth-token")["SecretString"])
    changed = manifest.replace("read_latency_above: 10 ms", "read_latency_above: 20 ms")
    chapter("a threshold is planned", story.open(8, "envs/staging.yaml", changed), 8)
    _keep_for(story, 3)
    chapter("somebody was there by hand", story.look())
    chapter("the plan no longer holds", story.merge(8))
    _keep_for(story, 7)
    chapter("the plan holds again", story.apply(attempt=2))
    chapter("all is well", story.look())
    chapter("documents alone", story.open(9, "docs/review.md", "# Other words\n"), 9)
    story.broken = True
    wider = changed.replace("cpu_above: 75%", "cpu_above: 80%")
    chapter("nothing can be planned", story.open(10, "envs/staging.yaml", wider), 10)
    chapter("nobody can look", story.look())
    broken = changed.replace("port: 5432", "port: 80")
    chapter("a manifest is broken", story.open(11, "envs/staging.yaml", broken), 11)
    return told


def _kept_for(story: Story) -> int:
    databases: list[dict[str, Any]] = story.client("rds").describe_db_instances()["DBInstances"]
    return next(
        (int(one["BackupRetentionPeriod"]) for one in databases if one["DBInstanceIdentifier"] == DATABASE), 0
    )


def _keep_for(story: Story, days: int) -> None:
    story.client("rds").modify_db_instance(
        DBInstanceIdentifier=DATABASE, BackupRetentionPeriod=days, ApplyImmediately=True
    )


STARTS = "<!-- aldeia review -->\n## Plan review: "


def test_a_new_environment_is_planned_reviewed_in_one_comment_and_kept_without_a_secret(told: Told) -> None:
    run = told.runs["staging is planned"]
    [comment] = told.comments["staging is planned"]

    assert run.conclusion == "success", run.log
    assert [job.result for job in run.jobs.values()] == ["success", "success", "skipped", "success"]
    assert run.jobs["plan staging"].roles == [f"{ROLE}-plan"]
    assert "staging: added\n" in run.jobs["affected"].summary
    assert comment.startswith(STARTS)
    assert "* `staging`: new." in comment
    assert "actions/runs/1)" in comment
    assert {name: list(files) for name, files in run.artifacts.items()} == {
        "affected": ["affected.json"],
        "plan-staging": ["staging.json"],
        "review": ["review.html"],
    }


def test_what_was_merged_is_applied_as_the_environments_own_role(told: Told) -> None:
    run = told.runs["staging is applied"]

    assert run.conclusion == "success", run.log
    assert run.jobs["apply staging"].roles == [f"{ROLE}-apply"]
    assert re.search(r"Resources: \d\d+ added, 0 changed, 0 destroyed", run.log)
    assert told.kept_for["staging is applied"] == 7


def test_a_change_of_one_threshold_is_a_comment_about_it_alone(told: Told) -> None:
    [comment] = told.comments["a threshold is planned"]

    assert comment.startswith(f"{STARTS}needs approval\n")
    assert "`threshold` `0.01` to `0.02`" in comment
    assert "backup_retention_period" not in comment


def test_what_was_changed_by_hand_opens_an_issue(told: Told) -> None:
    run = told.runs["somebody was there by hand"]
    [(state, body)] = told.issues["somebody was there by hand"]

    assert run.conclusion == "success", run.log
    assert run.jobs["plan staging"].roles == [f"{ROLE}-drift"]
    assert state == "open"
    assert [line for line in body.splitlines() if "`" in line] == [
        "| `staging` | `aws_db_instance.database` | `backup_retention_period` | `3` | the next apply: set to `7` |"
    ]


def test_a_plan_that_is_no_longer_the_reviewed_one_is_not_applied(told: Told) -> None:
    run = told.runs["the plan no longer holds"]

    assert run.jobs["apply staging"].result == "failure"
    assert run.log.rstrip().endswith(
        "this is not the plan that was reviewed; plan it anew in a pull request:\n"
        "  aws_db_instance.database: reviewed: no change; now: update\n"
        "  aws_db_instance.database.backup_retention_period: reviewed: no change; now: 3 to 7"
    )
    assert told.kept_for["the plan no longer holds"] == 3


def test_set_back_by_hand_it_is_applied_when_the_run_is_started_again(told: Told) -> None:
    run = told.runs["the plan holds again"]

    assert run.conclusion == "success", run.log
    assert "0 added, 2 changed, 0 destroyed" in run.log  # the alarm, and its line on the dashboard


def test_the_issue_is_closed_when_nothing_differs_any_more(told: Told) -> None:
    assert told.runs["all is well"].conclusion == "success", told.runs["all is well"].log
    assert [state for state, _ in told.issues["all is well"]] == ["closed"]


def test_a_change_of_documents_alone_is_not_planned_and_not_commented(told: Told) -> None:
    run = told.runs["documents alone"]

    assert {name: job.result for name, job in run.jobs.items()} == {
        "affected": "success",
        "plan": "skipped",
        "findings": "skipped",
        "review": "success",
    }
    assert told.comments["documents alone"] == []


def test_a_plan_that_fails_is_told_and_fails_the_check(told: Told) -> None:
    run = told.runs["nothing can be planned"]
    [comment] = told.comments["nothing can be planned"]

    assert {name: job.result for name, job in run.jobs.items()} == {
        "affected": "success",
        "plan staging": "failure",
        "findings": "skipped",
        "review": "failure",
    }
    assert "**No plan could be made of `staging`.**" in comment
    assert run.jobs["review"].log.rstrip().endswith("no plan could be made of staging")


def test_a_broken_manifest_is_told_in_the_place_of_a_review(told: Told) -> None:
    run = told.runs["a manifest is broken"]

    assert {name: job.result for name, job in run.jobs.items()} == {
        "affected": "failure",
        "plan": "skipped",
        "findings": "skipped",
        "review": "failure",
    }
    assert told.comments["a manifest is broken"] == [
        (
            "<!-- aldeia review -->\n> [!CAUTION]\n> **It could not be told which environments this touches.** "
            "[The run](https://github.example/aldeia/data-tier/actions/runs/11) says why. Nothing was planned.\n"
        )
    ]


def test_an_environment_that_nobody_could_look_at_is_an_issue_and_a_failure(told: Told) -> None:
    run = told.runs["nobody can look"]

    assert run.jobs["issue"].result == "failure"
    assert [state for state, _ in told.issues["nobody can look"]] == ["closed", "open"]
    assert "**`staging` could not be looked at**" in told.issues["nobody can look"][-1][1]


def test_no_secret_leaves_the_machine_that_planned(told: Told) -> None:
    """The AUTH token is in the plan's JSON, as the provider has to know it; nothing else has a value to look for."""
    assert told.token
    for name, run in told.runs.items():
        left = [run.log, *told.comments[name], *(body for _, body in told.issues[name])]
        kept = [content for files in run.artifacts.values() for content in files.values()]

        assert [text for text in left if told.token in text] == [], name
        assert [content for content in kept if told.token.encode() in content] == [], name
