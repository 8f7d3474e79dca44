"""Partial: what can be read of a manifest whose shape has faults, so that the rules speak in the same run."""

from __future__ import annotations

import inspect
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
            continue
    return model.model_construct(**good)


def _type_of(field: FieldInfo) -> TypeAdapter[Any]:
    annotation: Any = field.annotation
    return TypeAdapter(Annotated[(annotation, *field.metadata)] if field.metadata else annotation)
