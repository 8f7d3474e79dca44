"""The client: what it refuses, what it tries again, and that the token stays with GitHub."""

from __future__ import annotations

import pytest

from aldeia.github import GitHubError
from aldeia.github.client import GitHub, persistently
from tests.github.server import REPOSITORY, TOKEN, FakeGitHub, Fault

AT_ONCE = {"Retry-After": "0"}


def asked(github: GitHub, pauses: tuple[float, ...] = (0, 0)) -> int:
    return persistently(lambda: len(list(github.every("issues"))), pauses)


@pytest.mark.parametrize("number", [0, 1, 99, 100, 101, 250])
def test_every_page_is_read(github: GitHub, server: FakeGitHub, number: int) -> None:
    for _ in range(number):
        server.issue("one", "of many", [])

    assert asked(github) == number


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_what_passes_is_tried_again(github: GitHub, server: FakeGitHub, status: int) -> None:
    server.faults = [Fault(status), Fault(status)]

    assert asked(github) == 0
    assert len(server.requests) == 3


@pytest.mark.parametrize("headers", [AT_ONCE, {"X-RateLimit-Remaining": "0"}], ids=["secondary", "primary"])
def test_a_limit_that_is_told_as_forbidden_is_waited_for(
    github: GitHub, server: FakeGitHub, headers: dict[str, str]
) -> None:
    server.faults = [Fault(403, headers=headers)]

    assert asked(github) == 0


def test_a_connection_that_ends_is_tried_again(github: GitHub, server: FakeGitHub) -> None:
    server.faults = [Fault(0, dropped=True)]

    assert asked(github) == 0


def test_an_answer_that_is_no_json_is_tried_again(github: GitHub, server: FakeGitHub) -> None:
    server.faults = [Fault(200, body=b"<html>")]

    assert asked(github) == 0


def test_it_waits_as_long_as_github_says(github: GitHub, server: FakeGitHub) -> None:
    server.faults = [Fault(503, headers=AT_ONCE)]

    assert asked(github, (3600.0,)) == 0


def test_what_does_not_pass_ends_with_what_github_said(github: GitHub, server: FakeGitHub) -> None:
    server.faults = [Fault(503)] * 3

    with pytest.raises(GitHubError) as error:
        asked(github)

    assert str(error.value) == ("GET issues: GitHub answers 503, a fault; tried 3 times, run it again later")


@pytest.mark.parametrize(
    ("status", "remedy"),
    [
        (401, "GITHUB_TOKEN is not valid here"),
        (403, "give the job its permission: issues: write, pull-requests: write or actions: read"),
        (404, "check the repository's name, the number, and that the token may see it"),
        (410, "see what GitHub says of it"),
        (422, "GitHub does not take what was sent"),
    ],
)
def test_what_is_refused_is_not_tried_again(
    github: GitHub, server: FakeGitHub, status: int, remedy: str
) -> None:
    server.faults = [Fault(status)]

    with pytest.raises(GitHubError) as error:
        asked(github)

    assert str(error.value) == f"GET issues: GitHub answers {status}, a fault; {remedy}"
    assert len(server.requests) == 1


def test_nobody_there_is_told_in_a_sentence() -> None:
    with pytest.raises(GitHubError, match=r"^GET issues\?per_page=100&page=1: GitHub cannot be reached: "):
        asked(GitHub(REPOSITORY, TOKEN, "http://127.0.0.1:9"), ())


def test_the_token_is_in_no_message(github: GitHub, server: FakeGitHub) -> None:
    server.faults = [Fault(403)]

    with pytest.raises(GitHubError) as error:
        asked(github)

    assert TOKEN not in str(error.value)


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({}, "GITHUB_REPOSITORY is not set; set it to the repository's, as aldeia/data-tier"),
        (
            {"GITHUB_REPOSITORY": REPOSITORY},
            "GITHUB_TOKEN is not set; set it to the repository's, that may write",
        ),
    ],
)
def test_what_is_not_set_is_asked_for(variables: dict[str, str], said: str) -> None:
    with pytest.raises(GitHubError) as error:
        GitHub.from_environment(variables)

    assert str(error.value) == said
