"""Automatic: a setting that is a value, or the word `auto` for one that is worked out of the rest of the manifest."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

from pydantic import ValidationError
from pydantic_core import core_schema

from aldeia.manifest.values import refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue

Auto = Literal["auto"]
AUTO: Auto = "auto"


@dataclass(frozen=True)
class OrAuto:
    """On `Annotated[Value | Auto, OrAuto()]`: a fault is told in the value's own words, and that `auto` would do."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:  # pydantic's own signature
        (value, _) = get_args(source)
        return core_schema.no_info_wrap_validator_function(
            self._check,
            handler.generate_schema(value),
            serialization=core_schema.plain_serializer_function_ser_schema(_plain),
        )

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"anyOf": [{"const": AUTO}, handler(schema)]}

    @staticmethod
    def _check(value: object, inner: Callable[[object], Any]) -> Any:  # whatever the value's type is
        if value == AUTO:
            return AUTO
        try:
            return inner(value)
        except ValidationError as error:
            [fault] = error.errors()
            if fault["type"] == "refused":
                raise refused(f"{fault['ctx']['expected'].removeprefix('expected ')}, or auto") from None
            if fault["type"] == "int_type" and not re.fullmatch(r"-?[0-9]{1,15}", str(value)):
                raise refused("a whole number, or auto") from None
            raise


def _plain(value: object) -> object:
    return value if isinstance(value, int) else str(value)
