"""The one comment, and the one issue."""

from __future__ import annotations

import pytest

from aldeia.github import GitHubError
from aldeia.github.client import GitHub
from aldeia.github.issue import close_issue, open_issue
from aldeia.github.sticky import write_comment
from tests.github.server import BOT, FakeGitHub, Fault

MARKER = "<!-- aldeia review -->"


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aldeia.github.client.time.sleep", lambda _: None)


def bodies(server: FakeGitHub, issue: int = 7) -> list[str]:
    return [one["body"] for one in server.comments_of(issue)]


def test_a_comment_is_begun_and_then_written_anew(github: GitHub, server: FakeGitHub) -> None:
    first = write_comment(github, 7, f"{MARKER}\none")
    second = write_comment(github, 7, f"{MARKER}\ntwo")

    assert first == second
    assert bodies(server) == [f"{MARKER}\ntwo"]


def test_it_is_found_on_a_later_page(github: GitHub, server: FakeGitHub) -> None:
    for number in range(120):
        server.comment(7, f"talk {number}", "somebody")
    server.comment(7, f"{MARKER}\none")
    write_comment(github, 7, f"{MARKER}\ntwo")

    assert bodies(server)[120:] == [f"{MARKER}\ntwo"]


def test_a_marker_in_somebody_elses_comment_is_let_be(github: GitHub, server: FakeGitHub) -> None:
    server.comment(7, f"{MARKER}\nmine", "somebody")
    server.comment(7, f"> {MARKER}", BOT)
    write_comment(github, 7, f"{MARKER}\none")

    assert bodies(server) == [f"{MARKER}\nmine", f"> {MARKER}", f"{MARKER}\none"]


def test_another_pull_requests_comment_is_let_be(github: GitHub, server: FakeGitHub) -> None:
    server.comment(8, f"{MARKER}\nother")
    write_comment(github, 7, f"{MARKER}\none")

    assert (bodies(server, 8), bodies(server)) == ([f"{MARKER}\nother"], [f"{MARKER}\none"])


@pytest.mark.parametrize("dropped", [False, True])
def test_a_comment_whose_answer_was_lost_is_not_written_twice(
    github: GitHub, server: FakeGitHub, dropped: bool
) -> None:
    server.faults = [Fault(502, "POST", done=True, dropped=dropped)]
    write_comment(github, 7, f"{MARKER}\none")

    assert bodies(server) == [f"{MARKER}\none"]


def test_none_is_begun_where_there_is_nothing_to_mend(github: GitHub, server: FakeGitHub) -> None:
    assert write_comment(github, 7, f"{MARKER}\nnothing", only_anew=True) == ""
    write_comment(github, 7, f"{MARKER}\none")
    assert write_comment(github, 7, f"{MARKER}\nnothing", only_anew=True)

    assert bodies(server) == [f"{MARKER}\nnothing"]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("no marker", "the first line is no marker, as <!-- aldeia review -->; add one"),
        (f"{MARKER}\n{'x' * 65_536}", "got 65,559 characters, GitHub takes 65,536; shorten it"),
    ],
)
def test_what_cannot_be_found_again_or_is_too_long_is_refused(
    github: GitHub, server: FakeGitHub, body: str, said: str
) -> None:
    with pytest.raises(GitHubError) as error:
        write_comment(github, 7, body)

    assert (str(error.value), server.requests) == (said, [])


def test_one_issue_is_opened_mended_and_closed(github: GitHub, server: FakeGitHub) -> None:
    opened = open_issue(github, "Drift", "<!-- drift -->\none", label="drift")
    mended = open_issue(github, "Drift", "<!-- drift -->\ntwo", label="drift")

    assert opened == mended
    assert [(one["body"], one["state"]) for one in server.issues.values()] == [
        ("<!-- drift -->\ntwo", "open")
    ]

    assert close_issue(github, "<!-- drift -->", "It is gone.", label="drift") == opened
    [issue] = server.issues.values()
    assert (issue["state"], issue["state_reason"]) == ("closed", "completed")
    assert bodies(server, issue["number"]) == ["<!-- aldeia: gone -->\nIt is gone."]
    assert close_issue(github, "<!-- drift -->", "It is gone.", label="drift") == ""


def test_what_comes_back_is_another_issue(github: GitHub, server: FakeGitHub) -> None:
    first = open_issue(github, "Drift", "<!-- drift -->\none", label="drift")
    close_issue(github, "<!-- drift -->", "It is gone.", label="drift")

    assert open_issue(github, "Drift", "<!-- drift -->\nagain", label="drift") != first
    assert [one["state"] for one in server.issues.values()] == ["closed", "open"]


def test_an_issue_whose_answer_was_lost_is_not_opened_twice(github: GitHub, server: FakeGitHub) -> None:
    server.faults = [Fault(502, "POST", done=True)]
    open_issue(github, "Drift", "<!-- drift -->\none", label="drift")

    assert len(server.issues) == 1


def test_a_close_whose_answer_was_lost_is_told_once(github: GitHub, server: FakeGitHub) -> None:
    open_issue(github, "Drift", "<!-- drift -->\none", label="drift")
    server.faults = [Fault(502, "POST", done=True), Fault(502, "PATCH", done=True)]
    close_issue(github, "<!-- drift -->", "It is gone.", label="drift")

    [issue] = server.issues.values()
    assert issue["state"] == "closed"
    assert len(bodies(server, issue["number"])) == 1


def test_a_comment_that_is_refused_is_a_failure(github: GitHub, server: FakeGitHub) -> None:
    server.faults = [Fault(403, "POST")]

    with pytest.raises(GitHubError, match=r"^POST issues/7/comments: GitHub answers 403"):
        write_comment(github, 7, f"{MARKER}\none")
