"""Alternatives: what else a setting could be, so that what follows from it is seen by changing it.

Values are tried until the manifest's models take one that says something else; none is written down by setting.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from aldeia.catalog.instance_classes import CACHE_NODE_TYPES, DATABASE_CLASSES
from aldeia.catalog.postgresql_parameters import POSTGRESQL_15
from aldeia.catalog.redis_parameters import REDIS_7
from aldeia.manifest.environment import Manifest
from aldeia.manifest.parameters import aws_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aldeia.manifest.yaml_file import Path_

# One of each form that a setting may have, and a second where the first may be what is there.
_FORMS: tuple[Any, ...] = (
    None, True, False, *DATABASE_CLASSES, *CACHE_NODE_TYPES,
    "vpc-0a1b2c3d", "sg-0a1b2c3d", "create", "10.200.0.0/16", "us-west-1", "eu-west-1", "us-east-1c", "us-east-1d",
    16_000, "2 hours", "20 min", "30 days", "31 days", "14 days", "180 days", "60 s", "30 s", "2 s", "20 ms",
    "400 GiB", "800 GiB", "600 MiB", "80 MB", "55%", "45%", "01:00-02:30", "Mon 01:00-02:30", "Tue 01:00-02:30",
    "other:{id}", "alias/other", "15.15", "16", "other", "team@other.example", "https://runbooks.example/other/", "on", "off", "0", "1", "2", "100", "7000",
    "pgaudit", "auto_explain", "Kx", "Ex", "8000", "200000000", "300000000",
    "it is right here for now", "2027-11-30", "2027-10-31", ["critical"], ["warning"], "evictions", "swap-high", "90 MB", "120 MB", "1.7", "1.8", "ddl", "role", "%t:%r:%u@%d:[%p]:",
    "%m:%r:%u@%d:[%p]:%l:%e:%s:%v:%x:%c:%q%a:",
)  # fmt: skip
_PARAMETERS = {"database": POSTGRESQL_15, "cache": REDIS_7}


REMOVED = object()
"""The alternative of an entry of a map to be there at all."""


def alternatives(values: dict[str, Any], path: Path_) -> Iterator[Any]:
    """Give what else the setting at a path of the manifest's plain data could be: what the models take."""
    inner: Any = values
    for part in path:
        inner = inner[part]
    adapter = _adapter(tuple(0 if isinstance(part, int) else part for part in path))
    before = adapter.validate_python(inner)
    for candidate in _candidates(path, inner):
        try:
            if candidate is REMOVED or adapter.validate_python(candidate) != before:
                yield candidate
        except ValidationError:
            continue


def changed(values: dict[str, Any], changes: Mapping[Path_, Any]) -> dict[str, Any]:
    """Give plain data with other values at some paths."""
    values = copy.deepcopy(values)
    for (*path, last), value in changes.items():
        inner: Any = values
        for part in path:
            inner = inner[part]
        if value is REMOVED:
            del inner[last]
        else:
            inner[last] = value
    return values


def _candidates(path: Path_, value: Any) -> Iterator[Any]:
    if isinstance(value, list | tuple):
        yield from _lists(path, list(value))
    elif isinstance(value, Mapping):
        yield from ({name: other} for name in _parameters(path) or ("Other",) for other in _texts(path, name))
    elif path[-2:-1] == ("parameters",) or path[:-1] == ("tags",):
        texts = _texts(path[:-1], str(path[-1]))
        yield from islice(texts, 2)  # one of the two may be what is there
        yield REMOVED
        yield from texts
    else:
        if isinstance(value, int) and not isinstance(value, bool):
            yield from (value + 1, value - 1, value * 8)
        yield from _words()
        yield from _FORMS


def _lists(path: Path_, items: list[Any]) -> Iterator[list[Any]]:
    """Give a list with one item less, and with one more: the last again, but for what it may not share."""
    yield items[:-1]
    (item, *_) = get_args(_annotation(path))
    if isinstance(item, type) and issubclass(item, BaseModel):
        for texts in (_FORMS[3:], _FORMS[:2:-1]):
            yield [*items, {name: _first_valid(field.annotation, field.metadata, texts) for name, field in item.model_fields.items()}]  # fmt: skip
    else:
        yield from ([*items, other] for other in (*_words(), *_FORMS) if other not in items)


def _annotation(path: Path_) -> Any:
    """Give what the models say of a list, in a section, in an item of another list, or in the manifest itself."""
    section: Any = Manifest
    for part in path:
        section = (
            get_args(section)[0] if isinstance(part, int) else section.model_fields[str(part)].annotation
        )
    return section


def _first_valid(annotation: Any, metadata: list[Any], texts: Any) -> Any:
    adapter: TypeAdapter[Any] = TypeAdapter(Annotated[(annotation, *metadata)] if metadata else annotation)
    for text in (*_words(), *texts):
        try:
            adapter.validate_python(text)
        except ValidationError:
            continue
        return text
    raise LookupError(f"no form in _FORMS is a {annotation}")


def _parameters(path: Path_) -> Mapping[str, Any]:
    return _PARAMETERS.get(str(path[0]), {}) if path[-1] == "parameters" else {}


def _texts(path: Path_, name: str) -> Iterator[str]:
    """Give texts for an entry of a map: what the engine's parameter takes, or anything for a tag."""
    parameter = _parameters(path).get(name)
    for text in (*(parameter.choices if parameter else ()), *map(str, _FORMS[3:])):
        try:
            if parameter:
                aws_value(parameter, text)
        except PydanticCustomError:
            continue
        yield text


@cache
def _words() -> tuple[str, ...]:
    """Give every word that a setting may be one of."""
    return tuple(dict.fromkeys(_literals(Manifest)))


def _literals(annotation: Any) -> Iterator[str]:
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for field in annotation.model_fields.values():
            yield from _literals(field.annotation)
    else:
        for part in get_args(annotation):
            yield from _literals(part)


@cache
def _adapter(path: Path_) -> TypeAdapter[Any]:
    annotation: Any = Manifest
    metadata: list[Any] = []
    for part in path:
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            field = annotation.model_fields[str(part)]
            annotation, metadata = field.annotation, field.metadata
        else:
            annotation = get_args(annotation)[-1 if get_origin(annotation) is Mapping else 0]
            metadata = []
    return TypeAdapter(Annotated[(annotation, *metadata)] if metadata else annotation)
