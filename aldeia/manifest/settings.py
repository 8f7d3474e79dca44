"""Settings: every value of a manifest by its path, with the place where it stands and what it means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args, get_origin

from pydantic import BaseModel

from aldeia.manifest.environment import Manifest
from aldeia.manifest.yaml_file import setting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aldeia.manifest.problem import Place
    from aldeia.manifest.yaml_file import Path_, YamlFile


@dataclass(frozen=True)
class Setting:
    """One value of a manifest."""

    path: Path_
    value: str
    """As it is written; a list of groups is told by its length."""
    place: Place | None
    """Where it stands; None: nobody wrote it, it is the model's default."""
    meaning: str
    """The sentence that editors show."""

    @property
    def name(self) -> str:
        return setting(self.path)

    @property
    def kind(self) -> str:
        return kind_of(self.path)


def settings_of(manifest: Manifest, file: YamlFile) -> list[Setting]:
    """List every setting in the order of the manifest: scalars, lists, the items of lists, and empty maps."""
    return [
        Setting(path, written(value, file.written.get(path)), file.places.get(path), meaning_of(path))
        for path, value in values_of(manifest.model_dump())
    ]


def values_of(values: Any, path: Path_ = ()) -> Iterator[tuple[Path_, Any]]:
    """Give every setting of plain data with its value; a map with something in it is not one itself.

    Waivers are no settings: they say what may be broken, and become nothing.
    """
    if isinstance(values, Mapping) and (values or not path):
        for key, value in values.items():
            if (*path, key) != ("waivers",):
                yield from values_of(value, (*path, key))
        return
    yield path, values
    if isinstance(values, list | tuple):
        for index, item in enumerate(values):
            if isinstance(item, Mapping):
                yield from values_of(item, (*path, index))


def kind_of(path: Path_) -> str:
    """Name a setting whatever item of its list it is of: `network.database_subnets[].cidr`."""
    return "".join("[]" if isinstance(part, int) else f".{part}" for part in path).removeprefix(".")


def written(value: Any, text: str | None) -> str:
    """Show a value as a manifest has it."""
    if text is not None:
        return text
    if isinstance(value, list | tuple):
        groups = any(isinstance(item, Mapping) for item in value)
        return f"a list of {len(value)}" if groups else f"[{', '.join(map(str, value))}]"
    words = {None: "null", True: "true", False: "false"}
    if isinstance(value, bool | None):
        return words[value]
    return "{}" if isinstance(value, Mapping) else str(value)


def meaning_of(path: Path_) -> str:
    """Give the sentence of a setting, or of the map or list that it is in."""
    model: Any = Manifest
    sentence = ""
    for part in path:
        if isinstance(model, type) and issubclass(model, BaseModel):
            field = model.model_fields[str(part)]
            sentence = field.description or sentence
            model = field.annotation
        else:
            model = get_args(model)[-1 if get_origin(model) is Mapping else 0]
    return " ".join(sentence.split())
