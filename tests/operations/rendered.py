"""Runbooks of the committed environments and of variants of them, and the blocks of commands in them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest
from markdown_it import MarkdownIt

from aldeia.manifest.environment import Manifest
from aldeia.operations.runbooks import Runbook, runbooks_of
from tests.documents.rendered import ENVIRONMENTS, VARIANTS, manifest_of

PLACES = [
    (environment, variant)
    for environment in ENVIRONMENTS
    for variant in ("as it is", "iam", "read replica", "bare", "no key patterns")
]
assert {variant for _, variant in PLACES} <= set(VARIANTS)
each_place = pytest.mark.parametrize(("environment", "variant"), PLACES)


def manifest_at(environment: str, variant: str = "as it is") -> Manifest:
    return manifest_of(environment, variant)


@cache
def runbooks_at(environment: str, variant: str = "as it is") -> list[Runbook]:
    return runbooks_of(manifest_at(environment, variant))


def blocks(text: str, kind: str) -> list[str]:
    """Give the blocks of one kind (`sh`, `sql`, `redis`) in a page."""
    return [
        token.content
        for token in MarkdownIt("commonmark").parse(text)
        if token.type == "fence" and token.info == kind
    ]


def all_blocks(kind: str) -> dict[str, str]:
    """Give every block of a kind in all environments and variants, once, and one page that it is on."""
    return {block: page for page, block in _all(kind)}


def _all(kind: str) -> Iterator[tuple[str, str]]:
    for place in PLACES:
        for runbook in runbooks_at(*place):
            for block in blocks(runbook.text, kind):
                yield f"{place[0]}, {place[1]}: {runbook.slug}", block
