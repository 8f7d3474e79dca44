"""Planning: the plan of an environment, what may be kept of it, and its apply, if it is still the reviewed one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from aldeia.files import write_atomically
from aldeia.pull_requests import PipelineError
from aldeia.review.redacted import redact
from aldeia.review.report import Status
from aldeia.review.run import run
from aldeia.review.same import deviations, read_redacted

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from aldeia.pull_requests.terraform import Stack

MOST_DEVIATIONS = 20


def keep(plan: Path, kept: Path) -> None:
    """Write what may be kept of a plan; raises ReviewError when it is no plan."""
    write_atomically(kept, json.dumps(redact(plan), sort_keys=True, ensure_ascii=False) + "\n")


def refuse_another_plan(reviewed: Path, now: Path, *, rest: bool = False) -> None:
    """Raise PipelineError when a plan is not what was reviewed, with what it does otherwise."""
    found = deviations(read_redacted(reviewed), read_redacted(now), rest=rest)
    if not found:
        return
    more = [f"  and {len(found) - MOST_DEVIATIONS} more"] if len(found) > MOST_DEVIATIONS else []
    listed = [f"  {one}" for one in found[:MOST_DEVIATIONS]]
    raise PipelineError(
        "\n".join(["this is not the plan that was reviewed; plan it anew in a pull request:", *listed, *more])
    )


def apply(
    environment: str, stack: Stack, reviewed: Path, say: Callable[[str], None], *, rest: bool = False
) -> None:
    """Apply the plan that `aldeia plan` made here, if it does what the reviewed one did and nothing blocks it.

    Raises PipelineError or ReviewError; nothing is applied then.
    """
    if not stack.plan_json.is_file():
        raise PipelineError(f"there is no plan of {environment}; make one with aldeia plan {environment}")
    try:
        refuse_another_plan(reviewed, stack.plan_json, rest=rest)
        text, status = run([stack.plan_json], environment, "text", None)
    except BaseException:
        stack.forget()
        raise
    say(text.rstrip())
    if status == Status.BLOCKED:
        stack.forget()
        raise PipelineError(f"{environment}: the plan is blocked, so nothing was applied; plan it anew")
    stack.apply()
