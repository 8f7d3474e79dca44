"""The plan that was reviewed, fetched for the commit that was merged."""

from __future__ import annotations

import io
import zipfile

import pytest

from aldeia.github import GitHubError
from aldeia.github.client import GitHub
from aldeia.github.reviewed import reviewed_plan
from tests.github.server import FakeGitHub

MERGE, HEAD = "a" * 40, "b" * 40


def archive(*texts: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as files:
        for number, text in enumerate(texts):
            files.writestr(f"{number}.json", text)
    return data.getvalue()


def test_it_is_what_the_last_good_run_kept(github: GitHub, server: FakeGitHub) -> None:
    server.merged(MERGE, HEAD)
    for text in ("first", "second"):
        server.artifact(server.run(HEAD), "plan-staging", archive(text))
    server.artifact(server.run(HEAD, conclusion="failure"), "plan-staging", archive("blocked"))
    server.artifact(server.run("c" * 40), "plan-staging", archive("of another change"))

    assert reviewed_plan(github, MERGE, "staging") == b"second"
    assert server.tokens_sent_elsewhere == []


def test_of_a_run_that_was_made_again_the_last_artifact_counts(github: GitHub, server: FakeGitHub) -> None:
    server.merged(MERGE, HEAD)
    run = server.run(HEAD)
    server.artifact(run, "plan-staging", archive("first"))
    server.artifact(run, "plan-staging", archive("again"))

    assert reviewed_plan(github, MERGE, "staging") == b"again"


def test_a_commit_without_a_pull_request_has_none(github: GitHub) -> None:
    with pytest.raises(GitHubError) as error:
        reviewed_plan(github, MERGE, "staging")

    assert str(error.value) == "aaaaaaaaaaaa came by no pull request, so no plan of it was reviewed; open one"


@pytest.mark.parametrize(("conclusion", "repository"), [("failure", ""), ("success", "somebody/fork")])
def test_a_run_that_failed_or_was_a_forks_does_not_count(
    github: GitHub, server: FakeGitHub, conclusion: str, repository: str
) -> None:
    server.merged(MERGE, HEAD)
    run = server.run(HEAD, conclusion=conclusion, **({"repository": repository} if repository else {}))
    server.artifact(run, "plan-staging", archive("no"))

    with pytest.raises(GitHubError) as error:
        reviewed_plan(github, MERGE, "staging")

    assert str(error.value) == (
        "no run of plan.yml reviewed bbbbbbbbbbbb and ended well; plan the change anew in a pull request"
    )


@pytest.mark.parametrize("expired", [True, False])
def test_a_plan_that_was_not_kept_or_has_expired_is_told(
    github: GitHub, server: FakeGitHub, expired: bool
) -> None:
    server.merged(MERGE, HEAD)
    run = server.run(HEAD)
    server.artifact(run, "plan-staging" if expired else "plan-production", archive("old"), expired=expired)

    with pytest.raises(
        GitHubError, match=rf"^run {run} of plan\.yml kept no plan of staging, or it has expired"
    ):
        reviewed_plan(github, MERGE, "staging")


@pytest.mark.parametrize("data", [b"no archive", archive(), archive("one", "two")])
def test_an_artifact_of_another_kind_is_refused(github: GitHub, server: FakeGitHub, data: bytes) -> None:
    server.merged(MERGE, HEAD)
    server.artifact(server.run(HEAD), "plan-staging", data)

    with pytest.raises(GitHubError, match=r"^plan-staging: the artifact is no archive of one plan"):
        reviewed_plan(github, MERGE, "staging")
