"""Reach: what each setting becomes in Terraform and in the documents, read from reach.json.

That file is made by changing every setting, synthesizing and comparing (tests/explain/making.py; `make snapshots`): it
is no list that somebody keeps.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aldeia.manifest.environment import Manifest
    from aldeia.manifest.settings import Setting

MAP = Path(__file__).with_name("reach.json")
KINDS = ("terraform", "otherwise", "documents")
EACH_ITEM = "*"
"""Stands for the names in `aws_subnet.*`: each item of the list has its own, made of what the item says."""


@dataclass(frozen=True)
class Reach:
    """What one setting becomes."""

    terraform: tuple[str, ...]
    """`address.attribute`, `output.name`, ... that follow it; an address alone is there because of it."""
    otherwise: tuple[str, ...]
    """Addresses that are not there, and would be were it another value."""
    documents: tuple[str, ...]
    """The files of build/<environment>/ that say it, or say something else because of it."""
    elsewhere: tuple[str, ...]
    """What it becomes in Terraform where other settings are as in the other environments, and does not here."""


def digest_of(manifest: Manifest) -> str:
    """Tell a manifest from every other by its values."""
    return hashlib.sha256(manifest.model_dump_json().encode()).hexdigest()[:16]


def known(manifest: Manifest) -> bool:
    """Say whether the map was made of this manifest as it is now."""
    return bool(_map()["made_of"].get(manifest.environment) == digest_of(manifest))


def of_the_map(manifest: Manifest) -> bool:
    """Say whether the map was made of this environment, as it is now or was once."""
    return manifest.environment in _map()["made_of"]


def reach_of(setting: Setting, manifest: Manifest) -> Reach | None:
    """Give what a setting becomes; None: nothing like it has ever been seen.

    For a manifest that the map was not made of, what it becomes in any that the map was made of, at an address that the
    environment had when it was seen.
    """
    entry = _entry(setting)
    if entry is None:
        return None
    seen = {group: set(entry[group]) for group in KINDS}
    if known(manifest):
        here = {
            group: {target for target in seen[group] if manifest.environment in entry[group][target]}
            for group in KINDS
        }
        elsewhere = _with_names_left_open(seen["terraform"] - here["terraform"], seen["otherwise"])
    else:
        anywhere = _with_names_left_open(seen["terraform"], seen["otherwise"])
        elsewhere = _of_others(anywhere, manifest.environment) if of_the_map(manifest) else set()
        here = seen | {"terraform": anywhere - elsewhere, "otherwise": seen["otherwise"] - anywhere}
    terraform, otherwise, documents = (_sorted(here[group]) for group in KINDS)
    return Reach(terraform, otherwise, documents, _sorted(elsewhere - here["otherwise"]))


def _of_others(targets: set[str], environment: str) -> set[str]:
    """Give those that are of a resource which an environment did not have when the map was made."""
    there = _addresses_of(environment) | {target for target in targets if target.endswith(f".{EACH_ITEM}")}
    return {target for target in targets if target.startswith("aws_") and _address(target) not in there}


@cache
def _addresses_of(environment: str) -> frozenset[str]:
    targets = (entry["terraform"] for entry in _map()["settings"].values())
    return frozenset(_address(one) for seen in targets for one, of in seen.items() if environment in of)


def _address(target: str) -> str:
    """Give `type.name` of an attribute of a resource, or of the resource itself."""
    return ".".join(target.split(".")[:2])


def _with_names_left_open(targets: set[str], otherwise: set[str]) -> set[str]:
    """Name no item of another environment's list: its subscribers and zones are not this one's."""
    kinds = {target.partition(".")[0] for target in otherwise if target.endswith(f".{EACH_ITEM}")}
    return {
        f"{target.partition('.')[0]}.{EACH_ITEM}"
        if target.count(".") == 1 and target.partition(".")[0] in kinds
        else target
        for target in targets
    }


def _sorted(targets: set[str]) -> tuple[str, ...]:
    return tuple(sorted(targets))


def _entry(setting: Setting) -> dict[str, Any] | None:
    """Give the entry of a setting, or of its like where it is in no manifest that we know.

    That is another item of its list, or another entry of its map: a parameter, a tag.
    """
    settings: dict[str, Any] = _map()["settings"]
    if setting.name in settings:
        return dict(settings[setting.name])
    same_list = [entry for name, entry in settings.items() if _kind(name) == setting.kind]
    prefix = setting.name.rpartition(".")[0]
    same_map = [entry for name, entry in settings.items() if name.rpartition(".")[0] == prefix != ""]
    alike = same_list or same_map
    return {group: _together(entry[group] for entry in alike) for group in KINDS} if alike else None


def _together(entries: Iterable[dict[str, list[str]]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for entry in entries:
        for target, environments in entry.items():
            found[target] = [*found.get(target, []), *environments]
    return found


def _kind(name: str) -> str:
    return re.sub(r"\[[0-9]+\]", "[]", name)


@cache
def _map() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(MAP.read_text(encoding="utf-8"))
    return found
