"""Extends: a manifest that says only what differs from another, and the chain of files that is read for it."""

from __future__ import annotations

import difflib
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from aldeia.manifest.environment import Manifest
from aldeia.manifest.layers import laid_over, refuse_what_is_not_inherited
from aldeia.manifest.problem import Problem
from aldeia.manifest.yaml_file import read

if TYPE_CHECKING:
    from aldeia.manifest.yaml_file import YamlFile

KEY = "extends"
DESCRIPTION = (
    "The file that this one changes, named from here, as production.yaml or base/small.yaml; null: none, and the keys "
    "that are missing are an extending file's to say."
)
ENDINGS = (".yaml", ".yml")
MOST_FILES = 5
"""The environment's own and four more; whoever has to open a sixth no longer sees what an environment is."""

Shown = Callable[[Path], str]


class Reading:
    """Files read once each, however many extend them."""

    def __init__(self, shown: Shown) -> None:
        self.shown = shown
        """Gives a path as people are told it."""
        self._read: dict[Path, YamlFile] = {}

    def file(self, path: Path) -> YamlFile:
        """Give a file, of which what stands at the top and the problems may be changed."""
        if path not in self._read:
            self._read[path] = read(path, self.shown(path))
        file = self._read[path]
        values = None if file.values is None else dict(file.values)
        return replace(file, values=values, problems=list(file.problems))


def read_extended(path: Path, reading: Reading) -> YamlFile:
    """Read a manifest and what it extends, as one file whose places are where each value stands.

    What is wrong with any of the files is in `problems`.
    """
    shown = reading.shown
    paths = [path]
    layers = [reading.file(path)]
    while (base := _base(paths, layers[-1], shown)) is not None:
        paths.append(base)
        layers.append(reading.file(base))
    file = layers[-1]
    for upper in reversed(layers[:-1]):
        file = laid_over(file, upper)
    if len(layers) > 1 and file.values is not None:
        refuse_what_is_not_inherited(file, layers[0])
    return file


def _base(paths: list[Path], layer: YamlFile, shown: Shown) -> Path | None:
    """Give the path of what the last file of a chain extends; when it is refused, its values are of no use."""
    try:
        return _checked(paths, layer, shown)
    except _RefusedError as refused:
        layer.values = None
        layer.problems.append(refused.problem)
        return None


class _RefusedError(Exception):
    """What a file extends cannot be read."""

    def __init__(self, layer: YamlFile, key: str, got: str, expected: str, fix: str) -> None:
        super().__init__(got)
        self.problem = Problem(layer.place((key,)), key, got, expected, fix)


def _checked(paths: list[Path], layer: YamlFile, shown: Shown) -> Path | None:
    if layer.values is None:
        return None
    _refuse_another_spelling(layer)
    written = layer.values.pop(KEY, None)
    if written is None:
        return None
    root = Path(os.path.abspath(paths[0])).parent  # noqa: PTH100  # as typed: links are not followed
    home = Path(os.path.abspath(paths[-1])).parent  # noqa: PTH100  # as above
    base = _below(root, home, written, layer, shown)
    _refuse_a_circle([*paths, base], layer, shown)
    return base


def _refuse_another_spelling(layer: YamlFile) -> None:
    values = layer.values or {}
    near = difflib.get_close_matches(KEY, set(values) - set(Manifest.model_fields), n=1, cutoff=0.8)
    if near and KEY not in values:
        raise _RefusedError(layer, near[0], "unknown setting", "", f"did you mean {KEY}?")


def _below(root: Path, home: Path, written: object, layer: YamlFile, shown: Shown) -> Path:
    """Give the path that is meant, which has to be there, below the directory of the environment's own file."""
    if not isinstance(written, str) or not written:
        got = f"got {layer.written.get((KEY,), 'several values') or 'nothing'}"
        raise _RefusedError(layer, KEY, got, "expected one file's name, as production.yaml", "")
    base = Path(os.path.normpath(home / written))
    expected = f"expected a file in {shown(root)} or below, as production.yaml"
    if not base.is_relative_to(root):
        raise _RefusedError(layer, KEY, f"got {written}", expected, "move it there")
    if base.suffix not in ENDINGS or not os.path.lexists(base):
        raise _RefusedError(layer, KEY, f"got {written}", expected, _which_was_meant(root, home, written))
    return base


def _which_was_meant(root: Path, home: Path, written: str) -> str:
    there = sorted(
        os.path.relpath(path, home)
        for ending in ENDINGS
        for path in root.rglob(f"*{ending}")
        if not path.is_dir() and not path.name.startswith(".")
    )
    near = difflib.get_close_matches(written, there, n=1)
    return f"did you mean {near[0]}?" if near else f"there is: {', '.join(there)}"


def _refuse_a_circle(paths: list[Path], layer: YamlFile, shown: Shown) -> None:
    chain = " -> ".join(map(shown, paths))
    if os.path.realpath(paths[-1]) in map(os.path.realpath, paths[:-1]):
        raise _RefusedError(
            layer, KEY, f"got the circle {chain}", "expected a chain that ends", f"take one {KEY} out"
        )
    if len(paths) > MOST_FILES:
        expected = f"expected at most {MOST_FILES}"
        raise _RefusedError(layer, KEY, f"got {len(paths)} files, {chain}", expected, "say it in fewer files")
