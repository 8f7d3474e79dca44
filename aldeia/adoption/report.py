"""Report: one run of `aldeia adopt`, told: what was found, what was written, what to know and what to do next."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from aldeia.adoption.advice import advice
from aldeia.adoption.imports import FILE_NAME, remove_imports, write_imports
from aldeia.adoption.kinds import KINDS
from aldeia.adoption.orphans import Orphan, orphans
from aldeia.adoption.outcome import Outcome, find_all, search_of
from aldeia.adoption.search import Found, look
from aldeia.adoption.stack import read_stack
from aldeia.adoption.terraform import read_state


def run(directory: Path, environment: str, names: Mapping[str, str]) -> str:
    """Look for everything, write the import blocks or take them away, and give what there is to say.

    Raises AdoptionError; then nothing was written.
    """
    stack = read_stack(directory, environment)
    search = search_of(stack, read_state(directory), names)
    outcome = find_all(search, names)
    left = orphans(search, outcome)
    parts = [_counts(outcome)]
    if outcome.found:
        write_imports(directory, outcome.found)
        parts += [_table(outcome.found), *advice(search, outcome)]
    else:
        removed = remove_imports(directory)
        parts += [*advice(search, outcome), *([f"took {directory / FILE_NAME} away"] if removed else [])]
    parts += [_unclaimed(left)] if left else []
    return "\n\n".join([*parts, _next(directory, environment, outcome)])


def _counts(outcome: Outcome) -> str:
    return (
        f"account {outcome.account}: {outcome.in_state} addresses are in Terraform's state, "
        f"{len(outcome.found)} were found in AWS, {outcome.absent} are still to be made"
    )


def _table(found: list[Found]) -> str:
    rows = [(one.address, _shown(one), one.import_id) for one in found]
    return columns([("address", "found", "import id"), *rows])


def _shown(found: Found) -> str:
    kind = KINDS[found.address.partition(".")[0]]
    return str(look(kind.shown, found.thing) or "there") if kind.shown else "there"


def _unclaimed(left: list[Orphan]) -> str:
    rows = [(f"  {one.id}", one.what, one.command) for one in left]
    return f"No address claims these. Nothing was done to them; look at each before you do:\n{columns(rows)}"


def _next(directory: Path, environment: str, outcome: Outcome) -> str:
    if not outcome.found:
        return f"nothing to adopt; next, in {directory}: terraform plan"
    return (
        f"wrote {directory / FILE_NAME}\n"
        f"next, in {directory}: terraform plan -out=plan, and read it: it must not destroy or replace any of these, and "
        "Terraform refuses it for a database, a cache or a key; terraform apply plan; "
        f"then aldeia adopt {environment} once more, which takes {FILE_NAME} away"
    )


def columns(rows: list[tuple[str, str, str]]) -> str:
    """Set rows in columns; whole ids, however long, as they are there to be copied."""
    widths = [max(len(row[i]) for row in rows) for i in range(2)]
    lines = [f"{row[0]:{widths[0]}}  {row[1]:{widths[1]}}  {row[2]}" for row in rows]
    return "\n".join(line.rstrip() for line in lines)
