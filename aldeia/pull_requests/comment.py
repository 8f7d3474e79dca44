"""Comment: the one comment of a pull request, of all plans together; what was not planned is told first."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aldeia.github.sticky import LIMIT
from aldeia.pull_requests import PipelineError
from aldeia.review.render import code
from aldeia.review.report import Status
from aldeia.review.run import run
from aldeia.review.same import digest, read_redacted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

MOST_NAMES = 20
MARKER = "<!-- aldeia review -->"


@dataclass(frozen=True)
class Comment:
    """What is posted, and what it means for the check."""

    body: str
    status: Status
    missing: tuple[str, ...] = ()
    """Environments that should have been planned and were not."""
    about_something: bool = True
    """Whether there is a reason to begin a comment where there is none."""

    @property
    def exit_status(self) -> int:
        """Give the check's: an approval is a person's to give, and no fault of the check."""
        return int(self.status) if self.status is Status.BLOCKED else 0


UNTOUCHED = "## Plan review: no environment is touched"


def compose(
    plans: Sequence[Path],
    found: Path,
    page: Path | None,
    run_url: str,
    findings: tuple[Path, Path] | None = None,
) -> Comment:
    """Write the comment of some plans, by what `aldeia affected --format json` found; that it found nothing is told.

    `findings` are two reports of `aldeia scan --format json`, before the change and after it. Raises ReviewError or PipelineError.
    """
    if not found.is_file():
        return Comment(_unknown(run_url), Status.NO_CHANGE, ("what this touches",))
    environments = _environments(found)
    reviewed, status = (
        run(plans, None, "markdown", page, findings) if plans else (f"{MARKER}\n", Status.NO_CHANGE)
    )
    told = {plan.environment: plan for plan in map(read_redacted, plans)}
    missing = tuple(
        one["environment"] for one in environments if one["planned"] and one["environment"] not in told
    )
    marker, _, rest = reviewed.partition("\n")
    if not plans:
        rest = UNTOUCHED if not environments else "## Plan review: nothing was planned"
    around = [marker, *_warning(missing, run_url), rest.rstrip()]
    notes = _listed(_below(environments))
    digests = _listed([f"Plan of {code(name)}: {code(digest(plan))}" for name, plan in sorted(told.items())])
    link = _link(run_url, page)
    # The review leaves room for what stands around it, but not for any number of environments.
    bodies = ("\n".join([*around, *more, ""]) for more in ([*notes, *digests, *link], [*notes, *link], link))
    body = next((body for body in bodies if len(body) <= LIMIT), "\n".join([*around, ""]))
    return Comment(body, Status(status), missing, about_something=bool(environments))


def _unknown(run_url: str) -> str:
    """Say that nothing is known of this push, in the place of what was known of the one before."""
    where = f" [The run]({run_url}) says why." if run_url else ""
    told = f"> **It could not be told which environments this touches.**{where} Nothing was planned."
    return f"{MARKER}\n> [!CAUTION]\n{told}\n"


def _environments(found: Path) -> list[dict[str, Any]]:
    try:
        environments: list[dict[str, Any]] = json.loads(found.read_bytes())["environments"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise PipelineError(
            f"{found}: this is not what `aldeia affected --format json` writes; make it anew"
        ) from error
    return environments


def _warning(missing: tuple[str, ...], run_url: str) -> list[str]:
    if not missing:
        return []
    where = f" [The run]({run_url}) says why." if run_url else ""
    rest = len(missing) - MOST_NAMES
    names = ", ".join(map(code, missing[:MOST_NAMES])) + (f" and {rest} more" if rest > 0 else "")
    return [
        "> [!CAUTION]",
        f"> **No plan could be made of {names}.**{where} Until there is one, nothing below says that this may be merged.",
        "",
    ]


def _below(environments: list[dict[str, Any]]) -> list[str]:
    said = []
    for one in environments:
        name = code(one["environment"])
        if one["change"] == "deleted":
            said.append(
                f"{name}: its manifest is deleted. Its resources stay in AWS until somebody destroys them."
            )
        elif not one["planned"]:
            said.append(f"{name}: touched and not planned, as its state is a file in somebody's checkout.")
        elif one["change"] == "added":
            said.append(f"{name}: new.")
    return said


def _listed(lines: list[str]) -> list[str]:
    return ["", *(f"* {line}" for line in lines)] if lines else []


def _link(run_url: str, page: Path | None) -> list[str]:
    if not run_url:
        return []
    what = "Every change is in the artifact `review` of" if page else "Made by"
    return ["", f"{what} [this run]({run_url})."]
