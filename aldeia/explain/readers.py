"""Readers: which settings each rule reads, recorded while it runs.

A rule reads one setting only when another is so and so: it is run over the manifest, over what every setting could be
instead, and over mixtures of those.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any, cast

from aldeia.explain.alternatives import alternatives, changed
from aldeia.manifest.environment import Manifest
from aldeia.manifest.rules import BETWEEN, RULES
from aldeia.manifest.section import Section
from aldeia.manifest.settings import values_of
from aldeia.manifest.yaml_file import YamlFile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aldeia.manifest.yaml_file import Path_

    Kinds = set[str]

ALTERNATIVES = 3
MIXTURES = 120
SHARE_CHANGED = 0.3
EVERY_ENTRY = "*"
"""Stands for the name of an entry where a rule reads all entries of a map."""


def readers_of(kind: str, recorded: dict[str, Kinds]) -> list[str]:
    """Give the names of the rules that look at a setting of a kind."""
    in_map = f"{kind.rpartition('.')[0]}.{EVERY_ENTRY}"
    return [name for name, kinds in recorded.items() if kind in kinds or in_map in kinds]


def recorded(values: dict[str, Any]) -> dict[str, Kinds]:
    """Give, for each rule by its name, the kinds of setting that it reads in this manifest or one not far from it."""
    read: dict[str, Kinds] = {rule.id: set() for rule in (*RULES, *BETWEEN)}
    for manifest in _manifests(values):
        for rule in RULES:
            list(rule(_recorder(manifest, read[rule.id])))
        for between in BETWEEN:
            one = _recorder(manifest, read[between.id])
            list(between(one, one, YamlFile("")))
    return read


def _recorder(manifest: Manifest, read: Kinds) -> Manifest:
    return cast("Manifest", _Recorder(manifest, "", read))


def _manifests(values: dict[str, Any]) -> Iterator[Manifest]:
    yield Manifest.model_validate(values)
    others = {path: list(islice(alternatives(values, path), ALTERNATIVES)) for path, _ in values_of(values)}
    for path, candidates in others.items():
        for candidate in candidates:
            yield Manifest.model_validate(changed(values, {path: candidate}))
    # The same every time: what is explained is not to change from one run to the next.
    chance = random.Random(0)  # noqa: S311  # nothing secret comes of it
    for _ in range(MIXTURES):
        mixture: dict[Path_, Any] = {}
        for path, other in others.items():
            # An item of a list that is another one may not be there any more.
            if chance.random() < SHARE_CHANGED and not any(path[:end] in mixture for end in range(len(path))):
                mixture[path] = chance.choice(other)
        yield Manifest.model_validate(changed(values, mixture))


class _Recorder:
    """A section that notes which of its settings are asked for."""

    def __init__(self, section: Section, kind: str, read: Kinds) -> None:
        self._section, self._kind, self._read = section, kind, read

    def __getattr__(self, name: str) -> Any:
        if name not in type(self._section).model_fields:
            worked_out = getattr(type(self._section), name)
            # A property reads settings itself: it is given us in place of the section.
            if isinstance(worked_out, property) and worked_out.fget is not None:
                return worked_out.fget(self)
            return getattr(self._section, name)
        return _recording(getattr(self._section, name), f"{self._kind}.{name}".removeprefix("."), self._read)

    def __eq__(self, other: object) -> bool:
        for name in type(self._section).model_fields:
            getattr(self, name)
        return isinstance(other, _Recorder) and self._section == other._section

    def __hash__(self) -> int:
        return hash(self._section)


class _RecorderOfMap(Mapping[str, Any]):
    """A map whose keys are the user's, noting which are asked for."""

    def __init__(self, entries: Mapping[str, Any], kind: str, read: Kinds) -> None:
        self._entries, self._kind, self._read = entries, kind, read

    def __getitem__(self, name: str) -> Any:
        self._read.add(f"{self._kind}.{name}")
        return self._entries[name]

    def __iter__(self) -> Iterator[str]:
        self._read |= {self._kind, f"{self._kind}.{EVERY_ENTRY}"}
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)


def _recording(value: Any, kind: str, read: Kinds) -> Any:
    if isinstance(value, Section):
        return _Recorder(value, kind, read)
    if isinstance(value, Mapping):
        return _RecorderOfMap(value, kind, read)
    read.add(kind)
    if isinstance(value, tuple) and any(isinstance(item, Section) for item in value):
        return tuple(_Recorder(item, f"{kind}[]", read) for item in value)
    return value
