"""Issue: one open issue that says what is wrong now, and is closed when nothing is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aldeia.github.client import persistently
from aldeia.github.sticky import ACTIONS, marker_of, ours, write_comment

if TYPE_CHECKING:
    from aldeia.github.client import GitHub

GONE = "<!-- aldeia: gone -->"


def open_issue(github: GitHub, title: str, body: str, *, label: str, author: str = ACTIONS) -> str:
    """Open the issue that starts as this text does, or write it anew where it is open; gives its address."""
    marker = marker_of(body)

    def once() -> str:
        there = ours(github.every("issues", state="open", labels=label), marker, author)
        if there is None:
            return str(github.send("POST", "issues", title=title, body=body, labels=[label])["html_url"])
        return str(github.send("PATCH", f"issues/{there['number']}", title=title, body=body)["html_url"])

    return persistently(once)


def close_issue(github: GitHub, marker: str, reason: str, *, label: str, author: str = ACTIONS) -> str:
    """Close the issue that starts with a marker, with a reason as its last comment; gives its address, or nothing."""
    there = persistently(lambda: ours(github.every("issues", state="open", labels=label), marker, author))
    if there is None:
        return ""
    number = int(there["number"])
    write_comment(github, number, f"{GONE}\n{reason}", author=author)
    persistently(lambda: github.send("PATCH", f"issues/{number}", state="closed", state_reason="completed"))
    return str(there["html_url"])
