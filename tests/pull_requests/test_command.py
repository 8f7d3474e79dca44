"""`aldeia comment`, `drift` and `same-plan`, as CI runs them, against GitHub on loopback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.github.server import REPOSITORY, TOKEN, FakeGitHub, Fault, serving
from tests.review.fixtures import PLANS
from tests.review.minimal import changed, write
from tests.stacks.documents import ROOT


@pytest.fixture
def server() -> Iterator[FakeGitHub]:
    with serving() as server:
        yield server


def aldeia(server: FakeGitHub | None, *words: str | Path) -> subprocess.CompletedProcess[str]:
    ours = {
        name: text for name, text in os.environ.items() if not name.startswith(("GITHUB_", "ENVIRONMENT"))
    }
    if server is not None:
        ours |= {"GITHUB_API_URL": server.url, "GITHUB_REPOSITORY": REPOSITORY, "GITHUB_TOKEN": TOKEN}
    return subprocess.run(
        [sys.executable, "-m", "aldeia", *map(str, words)],
        cwd=ROOT, env=ours, capture_output=True, text=True, check=False,
    )  # fmt: skip


def found(directory: Path, *names: str) -> Path:
    path = directory / "affected.json"
    entries = [{"environment": name, "change": "changed", "planned": True} for name in names]
    path.write_text(json.dumps({"environments": entries}), encoding="utf-8")
    return path


def comment(server: FakeGitHub, directory: Path, *names: str, plan: str) -> subprocess.CompletedProcess[str]:
    return aldeia(
        server, "comment", "--affected", found(directory, *names), "--pull-request", "7", PLANS / f"{plan}.json"
    )  # fmt: skip


def test_a_comment_is_posted(server: FakeGitHub, tmp_path: Path) -> None:
    done = comment(server, tmp_path, "production", plan="class-multi-az")

    [posted] = server.comments_of(7)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"wrote {posted['html_url']}\n"


def test_what_is_blocked_is_posted_and_fails(server: FakeGitHub, tmp_path: Path) -> None:
    assert comment(server, tmp_path, "staging", plan="database-key").returncode == 5
    assert len(server.comments_of(7)) == 1


def test_what_is_missing_is_posted_and_fails(server: FakeGitHub, tmp_path: Path) -> None:
    done = comment(server, tmp_path, "production", "staging", plan="class-multi-az")

    assert (done.returncode, done.stderr) == (1, "no plan could be made of staging\n")
    assert len(server.comments_of(7)) == 1


def test_what_github_does_not_take_fails(server: FakeGitHub, tmp_path: Path) -> None:
    server.faults = [Fault(403, "POST")]
    done = comment(server, tmp_path, "production", plan="class-multi-az")

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "POST issues/7/comments: GitHub answers 403, a fault; "
        "give the job its permission: issues: write, pull-requests: write or actions: read\n"
    )


def test_without_a_pull_request_it_is_printed(tmp_path: Path) -> None:
    done = aldeia(None, "comment", "--affected", found(tmp_path))

    assert done.stdout == "<!-- aldeia review -->\n## Plan review: no environment is touched\n"


def test_without_a_token_it_says_what_is_not_set(tmp_path: Path) -> None:
    done = aldeia(None, "comment", "--affected", found(tmp_path), "--pull-request", "7")

    assert done.stderr == "GITHUB_REPOSITORY is not set; set it to the repository's, as aldeia/data-tier\n"


@pytest.mark.parametrize(("post", "status"), [(False, 4), (True, 0)])
def test_drift_is_told_by_the_status_or_by_the_issue(
    server: FakeGitHub, tmp_path: Path, post: bool, status: int
) -> None:
    plan = write(tmp_path, changed("aws_sns_topic", {"name": "a"}, {"name": "b"}))
    done = aldeia(server, "drift", plan, *(["--post"] if post else []))

    assert (done.returncode, done.stderr, len(server.issues)) == (status, "", int(post))


def test_no_drift_is_told(tmp_path: Path) -> None:
    done = aldeia(None, "drift", write(tmp_path))

    assert (done.returncode, done.stdout) == (0, "what is live is what the manifests say\n")


def test_an_environment_that_was_not_planned_fails(server: FakeGitHub) -> None:
    done = aldeia(server, "drift", "--expected", "production", "--post")

    assert (done.returncode, done.stderr) == (1, "could not be looked at: production\n")
    assert len(server.issues) == 1


def test_the_same_plan_is_told() -> None:
    plan = PLANS / "class-multi-az.json"
    same = aldeia(None, "same-plan", plan, plan)
    other = aldeia(None, "same-plan", plan, PLANS / "storage-grows.json")

    assert (same.returncode, same.stdout) == (0, "the plans do the same\n")
    assert other.returncode == 1
    assert other.stderr.startswith(
        "this is not the plan that was reviewed; plan it anew in a pull request:\n"
    )
