"""Annotations that narrow a setting: the words it may be, the range it may lie in, the steps it may take."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field, StrictInt
from pydantic_core import core_schema

from aldeia.manifest.values import Duration, Size, refused

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue


@dataclass(frozen=True)
class Matching:
    """Text of a given form, described in words for the person who got it wrong."""

    pattern: str
    expected: str

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:  # pydantic's own signature
        return core_schema.no_info_plain_validator_function(self.check)

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {
            "type": "string",
            "pattern": f"^({self.pattern})$",
            "description": f"Expected {self.expected}.",
        }

    def check(self, value: object) -> str:
        """Give the text back; raises PydanticCustomError when it has another form."""
        if isinstance(value, int | float) and not isinstance(value, bool):
            raise refused(self.expected, f'write it in quotes: "{value}"')
        if not isinstance(value, str) or re.fullmatch(self.pattern, value) is None:
            raise refused(self.expected)
        return value


@dataclass(frozen=True)
class Within:
    """A size or duration from `low` to `high`, in whole units of `whole`, all written as a manifest writes them."""

    low: str
    high: str
    whole: str

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:  # pydantic's own signature
        return core_schema.no_info_after_validator_function(self._check, handler(source))

    def _check(self, value: Size | Duration) -> Size | Duration:
        kind = type(value)
        amount, step = _amount(value), kind.UNITS[self.whole]
        if amount % step or not _amount(kind.parse(self.low)) <= amount <= _amount(kind.parse(self.high)):
            raise refused(f"{self.low} to {self.high}, in whole {_plural(self.whole)}")
        return value


@dataclass(frozen=True)
class OneOf:
    """A duration out of a fixed list, counted in `unit`."""

    unit: str
    allowed: tuple[int, ...]

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:  # pydantic's own signature
        return core_schema.no_info_after_validator_function(self._check, handler(source))

    def _check(self, value: Duration) -> Duration:
        if value.milliseconds not in [number * Duration.UNITS[self.unit] for number in self.allowed]:
            raise refused(f"one of {', '.join(map(str, self.allowed))} {self.unit}")
        return value


@dataclass(frozen=True)
class Distinct:
    """A list in which nothing is there twice."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:  # pydantic's own signature
        return core_schema.no_info_after_validator_function(self._check, handler(source))

    def _check(self, value: tuple[Any, ...]) -> tuple[Any, ...]:
        if any(item in value[:index] for index, item in enumerate(value)):
            raise refused("each item once", "take one out")
        return value


Counter = Annotated[StrictInt, Field(ge=1, le=1_000_000)]
"""A number that somebody raises by one. Terraform counts to 2**63; before that it is a slip of the hand."""


def _amount(value: Size | Duration) -> int:
    return value.bytes if isinstance(value, Size) else value.milliseconds


def _plural(unit: str) -> str:
    return f"{unit}s" if unit in {"day", "hour"} else unit
