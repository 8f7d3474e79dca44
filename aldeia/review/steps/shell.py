"""Shell: the loops and the quoting of the commands, for bash on Linux and on macOS."""

from __future__ import annotations

NEWLINE = "\n"
"""An f-string of Python 3.11 can hold no backslash."""


class Shell(str):
    """Part of a command that a shell is to read, and that is not quoted."""

    __slots__ = ()


def before_days(kept: str) -> str:
    """Write what sets `$before` to the moment that a shorter retention reaches back to, and a day after it to be sure.

    GNU's `date` and BSD's do not take the same words.
    """
    days = max(int(kept) - 1, 0) if kept.isdigit() else 0
    form = "+%Y-%m-%dT%H:%M"
    return f'before="$(date -u -d "{days} days ago" {form} 2>/dev/null || date -u -v-{days}d {form})"'


def for_each(listed: str, body: str) -> str:
    """Write a loop over the lines of a command's answer, each in `$snapshot`."""
    inner = "\n".join(f"  {line}" for line in body.splitlines())
    return f"{listed} |\nwhile read -r snapshot; do\n{inner}\ndone"


def waited(asked: Shell, over: str, pause_s: int) -> str:
    """Write a loop that asks until a test of `$state` holds, and then says it: for what the AWS CLI has no `wait`."""
    return f'until state={asked}; [[ {over} ]]; do\n  sleep {pause_s}\ndone\necho "$state"'
