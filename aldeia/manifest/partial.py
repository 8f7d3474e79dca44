"""Partial: what can be read of a manifest whose shape has faults, so that the rules speak in the same run."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from aldeia.manifest.environment import Manifest

Model = TypeVar("Model", bound=BaseModel)


def partial_manifest(values: dict[str, Any]) -> Manifest:
    """Build a manifest of the settings that are right; any other raises AttributeError when it is asked for."""
    return _construct(Manifest, values)


def _construct(model: type[Model], values: object) -> Model:
    written = values if isinstance(values, dict) else {}
    good: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        if name not in written:
            continue
        if inspect.isclass(field.annotation) and issubclass(field.annotation, BaseModel):
            good[name] = _construct(field.annotation, written[name])
            continue
        try:
            good[name] = _type_of(field).validate_python(written[name])
        except ValidationError:
            # Of a list that others count, a part would be another list; each waiver stands alone.
            if name == "waivers" and isinstance(written[name], list):
                good[name] = tuple(_each_good(_type_of(field), written[name]))
    return model.model_construct(**good)


def _each_good(adapter: TypeAdapter[Any], items: list[Any]) -> Iterator[Any]:
    for item in items:
        try:
            yield from adapter.validate_python([item])
        except ValidationError:
            continue


def _type_of(field: FieldInfo) -> TypeAdapter[Any]:
    annotation: Any = field.annotation
    return TypeAdapter(Annotated[(annotation, *field.metadata)] if field.metadata else annotation)
