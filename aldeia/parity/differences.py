"""Differences: where two manifests say something else, setting by setting, with both values and places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aldeia.manifest.section import Section
from aldeia.manifest.settings import written
from aldeia.manifest.yaml_file import setting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aldeia.manifest.loader import Loaded
    from aldeia.manifest.problem import Place
    from aldeia.manifest.yaml_file import Path_, YamlFile

NOT_THERE = "not there"
"""The value of a parameter or tag that one of the two does not have."""


@dataclass(frozen=True)
class Said:
    """What one environment says of a setting, and where."""

    environment: str
    value: str
    place: Place


@dataclass(frozen=True)
class Difference:
    """A setting of which two environments say something else."""

    setting: str
    first: Said
    second: Said

    @property
    def section(self) -> str:
        return self.setting.partition(".")[0].partition("[")[0]


def differences(first: Loaded, second: Loaded) -> list[Difference]:
    """Compare what two manifests mean, not how it is spelled: 60 s is 1 min. Lists of another length differ as a whole.

    Waivers are compared by nobody: each has its own reason.
    """
    both = (first, second)
    trees = [_tree(manifest) for _, manifest in both]
    return [
        Difference(
            setting(path),
            *(
                Said(manifest.environment, _written(value, path, file), file.place(path))
                for (file, manifest), value in zip(both, values, strict=True)
            ),
        )
        for path, values in _different(trees[0], trees[1], ())
        if path[0] != "waivers"
    ]


_NOTHING = object()


def _different(first: Any, second: Any, path: Path_) -> Iterator[tuple[Path_, tuple[Any, Any]]]:
    if isinstance(first, Mapping) and isinstance(second, Mapping):
        for key in dict.fromkeys([*first, *second]):
            yield from _different(first.get(key, _NOTHING), second.get(key, _NOTHING), (*path, key))
    elif _are_groups(first, second) and len(first) == len(second):
        for index, (one, other) in enumerate(zip(first, second, strict=True)):
            yield from _different(one, other, (*path, index))
    elif first != second:
        yield path, (first, second)


def _are_groups(*lists: Any) -> bool:
    return all(isinstance(items, list) and any(isinstance(item, dict) for item in items) for items in lists)


def _tree(value: Any) -> Any:
    """Give a section as plain maps and lists, its values as they are compared."""
    if isinstance(value, Section):
        return {name: _tree(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, Mapping):
        return {name: _tree(inner) for name, inner in value.items()}
    return [_tree(item) for item in value] if isinstance(value, tuple) else value


def _written(value: Any, path: Path_, file: YamlFile) -> str:
    return NOT_THERE if value is _NOTHING else written(value, file.written.get(path))
