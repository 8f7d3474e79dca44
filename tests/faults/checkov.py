"""checkov alone: what its own checks find in a stack that has a fault, when no rule of ours is there to stop it."""

from __future__ import annotations

import json
import tempfile
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import ValidationError

from aldeia.manifest.environment import Manifest
from aldeia.scan import checkov
from tests.faults.planting import good, planted
from tests.faults.stacks import merged, planted_stack

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.faults.fault import Fault

Document = dict[str, Any]

PROGRAM = Path(__file__).parents[2] / checkov.PROGRAM
OUR_CHECKS = "ALDEIA"
"""In the id of every check of ours, which run beside checkov's."""
MOST_AT_ONCE = 40
"""checkov takes three seconds for each stack on a busy machine, and is stopped after five minutes."""
LONGEST_KEY = 1_024
"""Characters: checkov reads JSON as YAML, gives a file with a longer key up, and ends with status 0 (PyYAML's simple keys)."""
NO_STACK = (ArithmeticError, AssertionError, LookupError, RuntimeError, ValueError)
"""What the making of a stack raises when the settings do not go together."""


class Pair(NamedTuple):
    """A stack with a fault, and the same without it."""

    faulty: Document
    sound: Document


def stack_of(values: Mapping[str, Any]) -> Document | None:
    """Synthesize a manifest's plain data whatever the rules say; None where no stack can be made of it."""
    # In this order: `stacks` sets the process up for cdktf.
    from stacks.environment import EnvironmentStack  # noqa: I001  # as the line above says
    from cdktf import App  # for this alone

    try:
        manifest = Manifest.model_validate(values)
        stack = EnvironmentStack(App(stack_traces=False), manifest.stack_name, manifest=manifest)
        document: Document = stack.to_terraform()
    except (ValidationError, *NO_STACK):
        return None
    return document


def pair(fault: Fault) -> Pair | None:
    """Give the stack that a fault makes, where nobody stops it; None where it cannot get into one."""
    sound = stack_of(good(fault.good, fault.given).values or {})
    if sound is None:
        return None
    if fault.stack:
        return Pair(planted_stack(fault), sound)
    if fault.in_terraform:
        return Pair(patched(sound, fault.in_terraform), sound)
    faulty = stack_of(planted(fault).values or {})
    return None if faulty is None else Pair(faulty, sound)


def patched(document: Document, patches: Mapping[str, Any]) -> Document:
    """Give a stack with some resources changed, by address, as a JSON merge patch (RFC 7396) changes them."""
    resources: Document = {}
    for address, patch in patches.items():
        type_, _, name = address.partition(".")
        resources.setdefault(type_, {})[name] = patch
    after: Document = merged(document, {"resource": resources})
    return after


def noticed(pairs: Mapping[str, Pair], program: Path = PROGRAM) -> dict[str, set[str]]:
    """Give, by name, the ids of checkov's own checks that fail in a stack and not in the sound one."""
    sound = {json.dumps(two.sound, sort_keys=True): two.sound for two in pairs.values()}
    names = {text: f"sound-{number}" for number, text in enumerate(sound)}
    documents = {name: two.faulty for name, two in pairs.items()}
    documents |= {names[text]: document for text, document in sound.items()}
    failed = _failed(documents, program)
    found: dict[str, set[str]] = {}
    for name, two in pairs.items():
        before = failed[names[json.dumps(two.sound, sort_keys=True)]]
        found[name] = {check for check, _ in failed[name] - before}
    return found


def _failed(documents: Mapping[str, Document], program: Path) -> dict[str, set[tuple[str, str]]]:
    names = iter(name for name, document in documents.items() if _is_read(document))
    found: dict[str, set[tuple[str, str]]] = {name: set() for name in documents}
    while batch := {name: documents[name] for name in islice(names, MOST_AT_ONCE)}:
        found |= _failed_at_once(batch, program)
    return found


def _is_read(document: Document) -> bool:
    """Say whether checkov reads a stack at all: an endpoint of a thousand letters is in its subscription's address."""
    addresses = (name for members in document["resource"].values() for name in members)
    return all(len(json.dumps(name)) <= LONGEST_KEY for name in addresses)


def _failed_at_once(documents: Mapping[str, Document], program: Path) -> dict[str, set[tuple[str, str]]]:
    failed: dict[str, set[tuple[str, str]]] = {name: set() for name in documents}
    with tempfile.TemporaryDirectory(prefix="aldeia-checkov-") as temporary:
        for name, document in documents.items():
            path = Path(temporary) / name / checkov.FILE_NAME
            path.parent.mkdir()
            path.write_text(json.dumps(checkov.readable(document), indent=1), encoding="utf-8")
        for record in checkov.run(Path(temporary), program):
            if not record.passed and OUR_CHECKS not in record.check:
                failed[record.stack].add((record.check, record.block))
    return failed
