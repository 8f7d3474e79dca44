"""A fork's pull request: checked, and not planned."""

from __future__ import annotations

from pathlib import Path

from tests.github.server import REPOSITORY
from tests.workflows.expressions import value
from tests.workflows.runner import Runner, workflow


def test_a_fork_is_not_planned_not_commented_and_gets_no_credentials(tmp_path: Path) -> None:
    pull_request = {"number": 7, "head": {"repo": {"full_name": "somebody/data-tier"}}}
    contexts = {"github": {"event": {"pull_request": pull_request}, "repository": REPOSITORY}, "vars": {}}
    run = Runner(tmp_path, tmp_path, "", {}, contexts).play("plan")

    assert {name: job.result for name, job in run.jobs.items()} == {
        "affected": "skipped",
        "plan": "skipped",
        "findings": "skipped",
        "review": "skipped",
    }


def test_a_forks_findings_fail_the_check_and_are_not_uploaded() -> None:
    [upload] = [
        step for step in workflow("check")["jobs"]["scan"]["steps"] if "upload-sarif" in step.get("uses", "")
    ]
    pull_request = {"head": {"repo": {"full_name": "somebody/data-tier"}}}
    github = {"event_name": "pull_request", "event": {"pull_request": pull_request}, "repository": REPOSITORY}

    assert value(upload["if"], {"github": github}) is False
    pull_request["head"]["repo"]["full_name"] = REPOSITORY
    assert value(upload["if"], {"github": github}) is True
    assert value(upload["if"], {"github": github | {"event_name": "push", "event": {}}}) is True
