"""checkov alone: what its own checks find in a stack that has a fault, when no rule of ours is there to stop it."""

from __future__ import annotations

import copy
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from aldeia.manifest.environment import Manifest
from aldeia.scan import checkov

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Document = dict[str, Any]

ROOT = Path(__file__).parent.parent.parent
OUR_CHECKS = "ALDEIA"
"""In the id of every check of ours, which run beside checkov's."""
NO_STACK = (ArithmeticError, AssertionError, LookupError, RuntimeError, ValueError)
"""What the making of a stack raises when the settings do not go together."""


def stack_of(values: Mapping[str, Any]) -> Document | None:
    """Synthesize a manifest's plain data whatever the rules say; None where no stack can be made of it."""
    # sorted, it would come before `stacks`, which sets the process up for it.
    from stacks.environment import EnvironmentStack  # noqa: I001
    from cdktf import App  # for this alone

    try:
        manifest = Manifest.model_validate(values)
        stack = EnvironmentStack(App(stack_traces=False), manifest.stack_name, manifest=manifest)
        document: Document = stack.to_terraform()
    except (ValidationError, *NO_STACK):
        return None
    return document


def patched(document: Document, patch: Mapping[str, Any]) -> Document:
    """Give a stack with some resources changed, by address, as a JSON merge patch (RFC 7396) changes them."""
    after = copy.deepcopy(document)
    for address, change in patch.items():
        kind, _, name = address.partition(".")
        members = after["resource"].setdefault(kind, {})
        merged = _merged(members.get(name), change)
        if merged is None:
            members.pop(name, None)
        else:
            members[name] = merged
    return after


def _merged(value: Any, patch: Any) -> Any:
    if not isinstance(patch, dict):
        return patch
    members = dict(value) if isinstance(value, dict) else {}
    for name, change in patch.items():
        merged = _merged(members.get(name), change)
        if merged is None:
            members.pop(name, None)
        else:
            members[name] = merged
    return members


def found(
    documents: Mapping[str, Document], bases: Iterable[Document], python: Path | None = None
) -> dict[str, set[str]]:
    """Give, by name, the ids of checkov's own checks that fail in a stack and in none of the good ones."""
    good = {f"good-{number}": document for number, document in enumerate(bases)}
    failed: dict[str, set[tuple[str, str]]] = {name: set() for name in (*documents, *good)}
    with tempfile.TemporaryDirectory(prefix="aldeia-checkov-") as temporary:
        for name, document in (dict(documents) | good).items():
            path = Path(temporary) / name / checkov.FILE_NAME
            path.parent.mkdir()
            path.write_text(json.dumps(checkov.readable(document), indent=1), encoding="utf-8")
        for record in checkov.run(Path(temporary), python or ROOT / checkov.PROGRAM):
            if not record.passed and OUR_CHECKS not in record.check:
                failed[record.stack].add((record.check, record.block))
    known = set().union(*(failed[name] for name in good))
    return {name: {check for check, _ in failed[name] - known} for name in documents}
