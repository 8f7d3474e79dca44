"""Planting: a committed manifest as the loader reads it, with one fault in it."""

from __future__ import annotations

import copy
import json
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aldeia.manifest.extends import Reading, read_extended
from tests.examples import ENVIRONMENTS, keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from aldeia.manifest.yaml_file import Path_, YamlFile
    from tests.faults.fault import Fault


@cache
def _read(environment: str) -> YamlFile:
    return read_extended(ENVIRONMENTS / f"{environment}.yaml", Reading(lambda path: path.name))


def good(environment: str, given: Mapping[str, Any] | None = None) -> YamlFile:
    """Give a committed manifest as it was read, with other settings that are good as well."""
    file = copy.deepcopy(_read(environment))
    for dotted, value in (given or {}).items():
        _set(file, tuple(keys(dotted)), value)
    return file


def planted(fault: Fault) -> YamlFile:
    """Give the good manifest with the fault in it; its text is read anew only when the fault lies in the text."""
    if fault.text:
        return _read_with(fault)
    file = good(fault.good, fault.given | fault.manifest)
    for dotted in fault.missing:
        _take_out(file, tuple(keys(dotted)))
    return file


def changed(environment: str, values: Mapping[Path_, Any], missing: Iterable[Path_] = ()) -> YamlFile:
    """Give a committed manifest as it was read, with other values at some paths, and without some."""
    file = good(environment)
    for path, value in values.items():
        _set(file, path, value)
    for path in missing:
        _take_out(file, path)
    return file


def _take_out(file: YamlFile, path: Path_) -> None:
    del _inner(file, path[:-1])[path[-1]]


def _read_with(fault: Fault) -> YamlFile:
    text = (ENVIRONMENTS / f"{fault.good}.yaml").read_text(encoding="utf-8")
    for piece, instead in fault.text.items():
        assert text.count(piece) == 1, (
            f"{fault.name}: {piece!r} is {text.count(piece)} times in {fault.good}.yaml"
        )
        text = text.replace(piece, instead)
    with tempfile.TemporaryDirectory(prefix="aldeia-fault-") as directory:
        path = Path(directory) / f"{fault.good}.yaml"
        path.write_text(text, encoding="utf-8")
        return read_extended(path, Reading(lambda path: path.name))


def _set(file: YamlFile, path: Path_, value: Any) -> None:
    """Set a value and the text that it would have; a list takes one item more at its end."""
    inner, last = _inner(file, path[:-1]), path[-1]
    if isinstance(inner, list) and last == len(inner):
        inner.append(value)
    else:
        inner[last] = value
    file.written = {key: text for key, text in file.written.items() if key[: len(path)] != path}
    _write(file, path, value)


def _write(file: YamlFile, path: Path_, value: Any) -> None:
    pairs = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    )
    if pairs is None:
        file.written[path] = value if isinstance(value, str) else json.dumps(value)
        return
    for key, inner in pairs:
        _write(file, (*path, key), inner)


def _inner(file: YamlFile, path: Path_) -> Any:  # a map or a list
    value: Any = file.values
    for key in path:
        value = value[key]
    return value
