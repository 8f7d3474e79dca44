"""Outcome: what is found for a whole stack, and what stands against adopting it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from aldeia.adoption import AdoptionError
from aldeia.adoption.aws import Aws
from aldeia.adoption.kind import Kind
from aldeia.adoption.kinds import KINDS, MADE_AGAIN
from aldeia.adoption.search import Found, Search, fill, look, text
from aldeia.adoption.stack import Stack
from aldeia.adoption.terraform import State


@dataclass(frozen=True)
class Outcome:
    """What is to be imported, and how many addresses need not be."""

    account: str
    found: list[Found] = field(default_factory=list)
    in_state: int = 0
    absent: int = 0


def find_all(search: Search, names: Mapping[str, str]) -> Outcome:
    """Look for every address that is not in the state; raises AdoptionError with everything that stands against it."""
    problems = list(_misnamed(search.stack, search.state, names))
    if problems:
        raise AdoptionError("\n".join(problems))
    found: list[Found] = []
    missing = [address for address in sorted(search.stack.resources) if address not in search.state]
    for address in missing:
        candidates = search.candidates(address)
        problems += _problems(search, address, candidates, names)
        found += candidates
    if problems:
        raise AdoptionError("\n".join(problems))
    region = search.stack.regions[0]
    return Outcome(
        account=search.aws.caller(region)["account"],
        found=found,
        in_state=len(search.stack.resources) - len(missing),
        absent=len(missing) - len(found),
    )


def _misnamed(stack: Stack, state: State, names: Mapping[str, str]) -> Iterator[str]:
    for address in names:
        kind = KINDS.get(address.partition(".")[0])
        if address not in stack.resources:
            yield f"--name {address}: the stack has no such address; {stack.directory}/cdk.tf.json has them all"
        elif address in state:
            yield f"--name {address}: is in Terraform's state already; leave it out"
        elif kind is None or not (kind.name or kind.asks_id):
            reason = MADE_AGAIN.get(address.partition(".")[0], "it is found by what it belongs to")
            yield f"--name {address}: cannot be named: {reason}; leave it out"


def _problems(
    search: Search, address: str, candidates: list[Found], names: Mapping[str, str]
) -> Iterator[str]:
    if not candidates and address in names:
        region = search.stack.resources[address].region
        yield f"--name {address}={names[address]}: there is none of this name in {region}; check the name"
    if len(candidates) > 1:
        ids = " and ".join(one.import_id for one in candidates)
        yield f"{address}: {ids} could both be it; look at each, and choose with --name {address}=ID"
    if len(candidates) == 1:
        [found] = candidates
        kind = KINDS[address.partition(".")[0]]
        yield from _against(kind, found)
        yield from _renamed(kind, found, search)


def _against(kind: Kind, found: Found) -> Iterator[str]:
    """Say why a thing cannot be adopted as it is."""
    if kind.going and look(kind.going, found.thing):
        undo = fill(kind.undo_going, found.asked_for | found.thing)
        remedy = f"take that back with {undo}" if undo else "wait until it is gone"
        yield f"{found.address}: {found.import_id} is being deleted; {remedy}"
    for argument, path in kind.fixed.items():
        if argument not in found.asked_for:
            continue
        wanted, is_so = found.asked_for[argument], text(look(path, found.thing))
        if wanted is None or text(wanted) != is_so:
            expected = text(wanted) or "what is yet to be made"
            yield (
                f"{found.address}: {argument} of {found.import_id} is {is_so or 'not set'}, and would be {expected}: "
                f"Terraform cannot change it and would destroy {found.import_id}; "
                "make a copy that is as the manifest says, or adopt what it refers to with --name"
            )


def _renamed(kind: Kind, found: Found, search: Search) -> Iterator[str]:
    """Refuse another name: what can be renamed is renamed first.

    Terraform renames a database itself, but goes on with the old address in what it writes in the same run: outputs
    were seen to keep it (provider 5.100), and the application's secret is made of the same expression.
    """
    written = search.stack.resources[found.address].arguments.get(kind.name)
    if not kind.name or found.asked_for[kind.name] == written:
        return
    command = fill(kind.rename, found.asked_for | found.thing | {"wanted_name": written})
    remedy = (
        f"rename it with {command}, then leave --name out"
        if command
        else f"AWS cannot rename it: make a copy that is called {written}, then adopt that"
    )
    yield f"{found.address}: {found.import_id} would have to be called {written}; {remedy}"


def search_of(stack: Stack, state: State, names: Mapping[str, str]) -> Search:
    """Begin a search with the caller's own credentials."""
    return Search(stack, state, Aws(), names)
