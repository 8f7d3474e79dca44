"""Stacks: a fault planted into the Terraform JSON of a committed stack, and what proof and policies say of it."""

from __future__ import annotations

import copy
import json
from functools import cache
from typing import TYPE_CHECKING, Any

from aldeia.alarms.proof import prove
from aldeia.generated.stack import Stack
from policies import index
from tests.examples import ENVIRONMENTS, committed

if TYPE_CHECKING:
    from tests.faults.fault import Fault

    Said = set[tuple[str, str, str]]
    """Who says it, of what, and what."""

SNAPSHOTS = ENVIRONMENTS.parent / "tests" / "stacks" / "snapshots"


@cache
def _text(environment: str) -> str:
    return (SNAPSHOTS / f"{committed()[environment].stack_name}.tf.json").read_text(encoding="utf-8")


def good_stack(environment: str) -> dict[str, Any]:
    """Give a committed stack, which `tests/stacks/test_snapshots.py` holds to what is synthesized."""
    document: dict[str, Any] = json.loads(_text(environment))
    return document


def planted_stack(fault: Fault) -> dict[str, Any]:
    """Give the good stack with the fault in it."""
    document = good_stack(fault.good)
    for address, patch in fault.stack.items():
        type_, name = address.split(".", 1)
        resources = document["resource"].setdefault(type_, {})
        patched = merged(resources.get(name), patch)
        if patched is None:
            del resources[name]
        else:
            resources[name] = patched
    return document


def merged(value: Any, patch: Any) -> Any:
    """Merge a patch (RFC 7396); pieces of a text are replaced, each of which must be in it."""
    if not isinstance(patch, dict):
        return patch
    if isinstance(value, str):
        for piece, instead in patch.items():
            assert piece in value, f"{piece!r} is not in {value!r}"
            value = value.replace(piece, instead)
        return value
    result = copy.deepcopy(value) if isinstance(value, dict) else {}
    for key, inner in patch.items():
        if inner is None:
            result.pop(key, None)
        else:
            result[key] = merged(result.get(key), inner)
    return result


def said_of(environment: str, document: dict[str, Any]) -> Said:
    """Ask the proof, and every policy."""
    proof = prove.prove(committed()[environment], document)
    stack = Stack(document)
    broken = {(f"proof.{chain.links[-1].step}", chain.name, chain.links[-1].says) for chain in proof.broken}
    return broken | {
        (rule.id, address, told)
        for rule in index.RULES
        for address, faults in rule.judge(stack).items()
        for told in faults
    }


def complaints_of(fault: Fault) -> list[str]:
    """Give what is wrong with how a fault is caught: by its catchers alone, and with its place named."""
    found = said_of(fault.good, planted_stack(fault))
    catchers = {catcher for catcher, _, _ in found}
    wrong = [f"{missed} does not catch it" for missed in fault.caught_by if missed not in catchers]
    wrong += [f"{who} says of {of}: {says}" for who, of, says in sorted(found) if who not in fault.caught_by]
    named = {of for who, of, _ in found if who in fault.caught_by}
    if named and fault.named not in named:
        wrong.append(f"{', '.join(sorted(named))} is named, and not {fault.named}")
    return wrong
