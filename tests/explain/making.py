"""Making: what each setting becomes, found by changing it, synthesizing, rendering and comparing.

`python -O -m tests.explain.making` prints the map: some 900 stacks, in as many processes as there are cores.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aldeia.documents.render import DOCUMENTS, render
from aldeia.explain.alternatives import alternatives, changed
from aldeia.explain.reach import EACH_ITEM, KINDS, digest_of
from aldeia.manifest.environment import Manifest
from aldeia.manifest.loader import load_with_places
from aldeia.manifest.settings import values_of
from aldeia.manifest.yaml_file import setting
from stacks.environment import EnvironmentStack
from tests.examples import ENVIRONMENTS
from tests.variant import write_variant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from aldeia.manifest.yaml_file import Path_

    Made = dict[str, dict[str, Any]]
    """By kind (`terraform`, `documents`): each attribute or file, and what is in it."""
    Targets = dict[str, set[str]]
    """By kind: the attributes or files that follow a setting, and what is not there and would be (`otherwise`)."""

ALTERNATIVES = 2
"""How many other values of a setting are tried: one alone may happen to change nothing, as 0 and null."""

SHARES = 4
"""Into how many processes the settings of an environment are dealt."""

MOST_TRIED = 5
"""Of those that the models take, some make no stack."""
NO_STACK = (ArithmeticError, AssertionError, LookupError, RuntimeError, ValueError)
"""What the making of a stack raises when the settings do not go together, which the rules would have said; jsii's own is
a RuntimeError, where -O leaves our assertions out."""


def manifests() -> dict[str, dict[str, Any]]:
    """Give the plain data of both environments and of the variant, which is production turned the other way."""
    with tempfile.TemporaryDirectory() as directory:
        paths = [ENVIRONMENTS / "production.yaml", ENVIRONMENTS / "staging.yaml"]
        loaded = [load_with_places([path]) for path in (*paths, write_variant(Path(directory)))]
    return {manifest.environment: file.values or {} for ((file, manifest),) in loaded}


def text() -> str:
    """Give the text of reach.json."""
    made_of = manifests()
    settings: dict[str, Any] = {}
    shares = [(values, share) for values in made_of.values() for share in range(SHARES)]
    # Processes of their own, begun anew: jsii's must not be shared, and it keeps every object that was ever made.
    with ProcessPoolExecutor(
        os.cpu_count(), multiprocessing.get_context("spawn"), max_tasks_per_child=1
    ) as pool:
        for (values, _), found in zip(shares, pool.map(_share, *zip(*shares, strict=True)), strict=True):
            for name, targets in found.items():
                entry = settings.setdefault(name, {group: {} for group in KINDS})
                for group in KINDS:
                    for target in targets[group]:
                        entry[group].setdefault(target, []).append(values["environment"])
    digests = {name: digest_of(Manifest.model_validate(values)) for name, values in made_of.items()}
    document = {"made_of": digests, "settings": settings}
    return _lines_of(json.dumps(document, indent=1, sort_keys=True)) + "\n"


def _share(values: dict[str, Any], share: int) -> dict[str, Targets]:
    """Do every so-manieth setting of a manifest."""
    names = [setting(path) for path, _ in values_of(values)]
    return becomes(values, set(names[share::SHARES]).__contains__)


def becomes(values: dict[str, Any], chosen: Callable[[str], bool] = lambda _: True) -> dict[str, Targets]:
    """Give, for each setting of a manifest by its name, what is made otherwise when it is another."""
    return {setting(path): _targets(values, path) for path, _ in values_of(values) if chosen(setting(path))}


def _targets(values: dict[str, Any], path: Path_) -> Targets:
    """Compare what is made of the alternatives; of some no stack can be made, but not of all.

    When of none, each null beside it is given a value first, there and in what it is compared with: s3 needs a bucket.
    """
    found = _differences(values, path) or _differences(changed(values, _nulls_filled(values, path)), path)
    if not found:
        raise LookupError(
            f"{setting(path)}: aldeia/explain/alternatives.py knows no other value that a stack can be made of"
        )
    return found


def _differences(values: dict[str, Any], path: Path_) -> Targets:
    before = _made(json.dumps(values))
    found: list[Targets] = []
    for candidate in islice(alternatives(values, path), MOST_TRIED):
        try:
            after = made(Manifest.model_validate(changed(values, {path: candidate})))
        except NO_STACK:
            continue
        found.append(_differing(before, after))
        if len(found) == ALTERNATIVES:
            break
    return _together(found, of_items=_is_of_items(values, path)) if found else {}


def _differing(before: Made, after: Made) -> Targets:
    """Compare what is made; an address that only another value makes is apart."""
    known = {*before["terraform"], *_addresses(before["terraform"]), *after["terraform"]}
    terraform = set(_compared(before["terraform"], after["terraform"]))
    documents = set(_compared(before["documents"], after["documents"]))
    return {"terraform": terraform & known, "otherwise": terraform - known, "documents": documents}


def _together(found: list[Targets], *, of_items: bool) -> Targets:
    """Join what the alternatives showed; an address that has its name of an item which was only tried loses the name."""
    joined: Targets = {group: set().union(*(one[group] for one in found)) for group in KINDS}
    always = set.intersection(*(one["otherwise"] for one in found))
    if of_items:
        names = joined["otherwise"] - always
        joined["otherwise"] = always | {f"{name.rpartition('.')[0]}.{EACH_ITEM}" for name in names}
    return joined


def _is_of_items(values: Any, path: Path_) -> bool:
    for part in path:
        values = values[part]
    return isinstance(values, list) or any(isinstance(part, int) for part in path)


@cache
def _made(values: str) -> Made:
    return made(Manifest.model_validate_json(values))


def _nulls_filled(values: dict[str, Any], path: Path_) -> dict[Path_, Any]:
    nulls = [other for other, value in values_of(values) if value is None and other != path]
    return {other: next(alternatives(values, other)) for other in nulls if other[:-1] == path[:-1]}


def _compared(before: dict[str, Any], after: dict[str, Any]) -> Iterator[str]:
    """Give the attributes that differ; of what is there on one side alone, the address."""
    addresses = [_addresses(side) for side in (before, after)]
    for name in before.keys() ^ after.keys():
        address = name.rpartition(".")[0]
        yield name if all(address in side for side in addresses) else address
    yield from (name for name in before.keys() & after.keys() if before[name] != after[name])


def _addresses(attributes: dict[str, Any]) -> set[str]:
    return {name.rpartition(".")[0] for name in attributes}


def made(manifest: Manifest) -> Made:
    """Synthesize and render a manifest, without writing anything."""
    # Not at the top: sorted, it would come before `stacks`, which sets the process up for it.
    from cdktf import App

    stack = EnvironmentStack(App(stack_traces=False), manifest.stack_name, manifest=manifest)
    document: dict[str, Any] = stack.to_terraform()
    return {
        "terraform": dict(_attributes(document)),
        "documents": {name: render(template, manifest) for name, template in DOCUMENTS.items()},
    }


def _attributes(document: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Give every attribute by its address, as Terraform writes it."""
    for block in ("resource", "data", "ephemeral"):
        prefix = "" if block == "resource" else f"{block}."
        for kind, resources in document.get(block, {}).items():
            for name, attributes in resources.items():
                yield from (
                    (f"{prefix}{kind}.{name}.{key}", value)
                    for key, value in attributes.items()
                    if key != "//"
                )
    for name, output in document.get("output", {}).items():
        yield f"output.{name}.value", output
    for name, providers in document.get("provider", {}).items():
        for provider in providers:
            address = ".".join(["provider", name, *([provider["alias"]] if "alias" in provider else [])])
            yield from ((f"{address}.{key}", value) for key, value in provider.items())
    for key, value in document.get("terraform", {}).items():
        yield f"terraform.{key}", value


def _lines_of(text: str) -> str:
    """Put each list of environments on one line."""
    pieces = text.split("[")
    return "[".join([pieces[0], *(f"{' '.join(piece.partition(']')[0].split())}]{piece.partition(']')[2]}" for piece in pieces[1:])])  # fmt: skip


if __name__ == "__main__":
    sys.stdout.write(text())
