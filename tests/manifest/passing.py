"""Passing: manifests by chance that no rule refuses, the same for the same seed."""

from __future__ import annotations

import random
from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from aldeia.explain.alternatives import alternatives, changed
from aldeia.manifest.environment import Manifest
from aldeia.manifest.rules import RULES
from aldeia.manifest.settings import values_of
from tests.explain.making import manifests

if TYPE_CHECKING:
    from aldeia.manifest.yaml_file import Path_

ATTEMPTS = 40
MOST_AT_ONCE = 3
"""Some settings can only be changed together, as the number of nodes and their zones."""


def passing(seed: int) -> Manifest:
    """Change a good manifest at many places; what a rule refuses is not done. Warnings are let be."""
    chance = random.Random(seed)  # nothing secret comes of it
    start = chance.choice(sorted(_starts()))
    values = _starts()[start]
    paths = [path for path, _ in values_of(values)]
    manifest = Manifest.model_validate(values)
    for _ in range(ATTEMPTS):
        chosen = chance.sample(paths, chance.randint(1, MOST_AT_ONCE))
        changes = {path: chance.choice(others) for path in chosen if (others := _others(start, path))}
        try:
            other = changed(values, changes)
            attempt = Manifest.model_validate(other)
        except (ValidationError, LookupError, TypeError):
            continue  # an item of a list, or an entry of a map, that is not there any more
        if not is_refused(attempt):
            values, manifest = other, attempt
    return manifest


def is_refused(manifest: Manifest) -> bool:
    """Say whether a rule finds an error."""
    return any(rule.severity == "error" and any(True for _ in rule(manifest)) for rule in RULES)


@cache
def _starts() -> dict[str, dict[str, Any]]:
    """Give the plain data of both environments and of the variant, without waivers: a warning may go, or stay."""
    return {name: values | {"waivers": []} for name, values in manifests().items()}


@cache
def _others(start: str, path: Path_) -> list[Any]:
    return list(alternatives(_starts()[start], path))
