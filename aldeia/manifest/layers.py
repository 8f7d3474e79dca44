"""Layers: one manifest laid over another, so that each value keeps the place where it stands.

Maps merge, lists and scalars replace; in the maps whose keys are free (tags, parameters) null takes an entry away.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, get_origin

from aldeia.manifest.environment import Manifest
from aldeia.manifest.problem import Problem
from aldeia.manifest.yaml_file import YamlFile, setting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aldeia.manifest.yaml_file import Path_

OWN: tuple[Path_, ...] = (
    ("environment",),
    ("stage",),
    ("state", "key"),
    ("network", "vpc_cidr"),
    ("network", "database_subnets"),
    ("network", "application_subnets"),
    ("database", "name"),
)
"""What no two environments share, so that none is inherited; null and [] are, as nothing is in them."""


def laid_over(base: YamlFile, upper: YamlFile) -> YamlFile:
    """Give the file of the upper's name that says what both say, the upper's word being the last."""
    both = YamlFile(upper.name, None, dict(base.places), dict(base.written), base.problems + upper.problems)
    both.places[()] = upper.place(())
    if base.values is not None and upper.values is not None:
        both.values = copy.deepcopy(base.values)
        _merge(both, both.values, upper, upper.values, ())
    return both


def _merge(
    both: YamlFile, below: dict[str, Any], upper: YamlFile, values: Mapping[str, Any], at: Path_
) -> None:
    for key, value in values.items():
        path = (*at, key)
        inherited = below.get(key)
        if isinstance(value, dict) and isinstance(inherited, dict):
            if inherited and not value:
                _refuse_nothing(both, upper, path)
            _take(both, upper, path, whole=False)
            _merge(both, inherited, upper, value, path)
            continue
        _forget(both, path)
        if value is None and key in below and _has_free_keys(at):
            del below[key]
            continue
        below[key] = copy.deepcopy(value)
        _take(both, upper, path, whole=True)


def _take(both: YamlFile, upper: YamlFile, path: Path_, *, whole: bool) -> None:
    """Note where the upper file says a setting, and with `whole` what is in it."""
    both.places[path] = upper.place(path)
    if whole:
        both.places.update({inner: upper.places[inner] for inner in _at_or_below(upper.places, path)})
        both.written.update({inner: upper.written[inner] for inner in _at_or_below(upper.written, path)})


def _forget(both: YamlFile, path: Path_) -> None:
    for inner in list(_at_or_below(both.places, path)):
        del both.places[inner]
        both.written.pop(inner, None)


def _at_or_below(notes: Mapping[Path_, object], path: Path_) -> Iterator[Path_]:
    return (inner for inner in notes if inner[: len(path)] == path)


def _refuse_nothing(both: YamlFile, upper: YamlFile, path: Path_) -> None:
    fix = "take the line out" + (", or write null at each that is not wanted" if _has_free_keys(path) else "")
    both.problems.append(
        Problem(
            upper.place(path),
            setting(path),
            "got {}",
            f"expected what differs from {both.place(path).file}",
            fix,
        )
    )


def _has_free_keys(path: Path_) -> bool:
    """Say whether a setting is a map whose keys are the user's: tags, an engine's parameters."""
    model: Any = Manifest
    for part in path:
        fields = getattr(model, "model_fields", {})
        model = fields[part].annotation if part in fields else None
    return get_origin(model) is Mapping


def refuse_what_is_not_inherited(file: YamlFile, top: YamlFile) -> None:
    for path in OWN:
        inherited = _value(file.values, path)
        if inherited in (None, []) or path in top.places:
            continue
        expected = f"expected one of its own, as that of {file.place(path)} is not inherited"
        file.problems.append(Problem(top.place(path), setting(path), "missing", expected, "add it"))
        _take_away(file, path)


def _value(values: Any, path: Path_) -> Any:  # whatever the files say
    for part in path:
        values = values.get(part) if isinstance(values, dict) else None
    return values


def _take_away(file: YamlFile, path: Path_) -> None:
    inner: Any = file.values
    for part in path[:-1]:
        inner = inner[part]
    del inner[path[-1]]
    _forget(file, path)
