"""Sticky: one comment of a pull request that is written once, and then written anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aldeia.github import GitHubError
from aldeia.github.client import persistently

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aldeia.github.client import GitHub

ACTIONS = "github-actions[bot]"
"""Who writes with the token that a workflow gets."""
LIMIT = 65_536
"""Characters of a comment and of an issue: GitHub answers 422, body is too long, above it."""


def marker_of(body: str) -> str:
    """Give a text's first line, by which it is found again; raises GitHubError when it is no HTML comment."""
    marker = body.partition("\n")[0].strip()
    if not (marker.startswith("<!--") and marker.endswith("-->")):
        raise GitHubError("the first line is no marker, as <!-- aldeia review -->; add one")
    if len(body) > LIMIT:
        raise GitHubError(f"got {len(body):,} characters, GitHub takes {LIMIT:,}; shorten it")
    return marker


def ours(entries: Iterable[dict[str, Any]], marker: str, author: str) -> dict[str, Any] | None:
    """Give the first entry that starts with the marker and was written by us: anybody can write a marker."""
    for entry in entries:
        started = str(entry.get("body") or "").startswith(marker)
        if started and (entry.get("user") or {}).get("login") == author and "pull_request" not in entry:
            return entry
    return None


def write_comment(
    github: GitHub, number: int, body: str, *, author: str = ACTIONS, only_anew: bool = False
) -> str:
    """Write the comment of a pull request that starts as this one does, and give its address.

    With `only_anew` none is begun: the answer is then empty where there was none. Raises GitHubError.
    """
    marker = marker_of(body)

    def once() -> str:
        there = ours(github.every(f"issues/{number}/comments"), marker, author)
        if there is not None:
            return str(github.send("PATCH", f"issues/comments/{there['id']}", body=body)["html_url"])
        if only_anew:
            return ""
        return str(github.send("POST", f"issues/{number}/comments", body=body)["html_url"])

    return persistently(once)
