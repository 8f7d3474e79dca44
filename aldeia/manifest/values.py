"""The small types that one YAML scalar becomes: sizes, durations, percentages, address blocks, each with its unit.

Every type parses what a person writes (`100 GiB`, `10 ms`, `25%`), keeps one exact integer,
gives it out by unit (`size.gib`, `duration.seconds`), and prints as it was written.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from ipaddress import IPv4Network
from typing import TYPE_CHECKING, Any, ClassVar, Self

from pydantic_core import PydanticCustomError, core_schema

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue

# ASCII digits alone: AWS would not take others, which `\d` means too. Fifteen are more than anything here has.
NUMBER = r"[0-9]{1,15}(?:\.[0-9]{1,15})?"


def refused(expected: str, fix: str = "") -> PydanticCustomError:
    """Say what was expected instead of a value; the loader adds the place and what was found."""
    return PydanticCustomError("refused", "{expected}", {"expected": f"expected {expected}", "fix": fix})


@dataclass(frozen=True)
class Scalar(ABC):
    """What the types below share: built from text by `parse`, printed as it was written."""

    written: str = field(compare=False)
    """The text in the manifest."""

    EXPECTED: ClassVar[str]
    """What a person has to write, as the words after `expected`."""
    PATTERN: ClassVar[str]
    """The same as a regular expression, for editors (JSON Schema)."""

    @classmethod
    @abstractmethod
    def parse(cls, text: str) -> Self:
        """Read the text; raises PydanticCustomError when it does not say such a value."""

    def __str__(self) -> str:
        return self.written

    @classmethod
    def _accept(cls, value: object) -> Self:
        if isinstance(value, cls):
            return value
        if isinstance(value, str):
            return cls.parse(value)
        raise refused(cls.EXPECTED)

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:  # pydantic's own signature
        return core_schema.no_info_plain_validator_function(
            cls._accept, serialization=core_schema.plain_serializer_function_ser_schema(str)
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"type": "string", "pattern": cls.PATTERN, "description": f"Expected {cls.EXPECTED}."}


def _number_and_unit(text: str, units: Mapping[str, int], expected: str) -> int:
    """Turn `1.5 GiB` into whole base units, exactly; a fraction of a base unit is refused."""
    found = re.fullmatch(rf"({NUMBER}) ?([A-Za-z]+)", text)
    if found is None or found[2] not in units:
        raise refused(expected)
    exact = Fraction(found[1]) * units[found[2]]
    if exact.denominator != 1:
        raise refused(f"{expected}, in whole units")
    return int(exact)


@dataclass(frozen=True)
class Size(Scalar):
    """An amount of memory or storage, kept in bytes.

    AWS and PostgreSQL both write GB for 1024**3 bytes (RDS allocates GiB; PostgreSQL's `8MB` is 8192 kB), so
    `GB` and `GiB` are the same here.
    """

    bytes: int

    EXPECTED: ClassVar[str] = "a size with its unit, as 100 GiB or 8MB"
    PATTERN: ClassVar[str] = rf"^{NUMBER} ?(kB|KiB|MB|MiB|GB|GiB|TB|TiB)$"
    UNITS: ClassVar[dict[str, int]] = {
        "kB": 2**10,
        "KiB": 2**10,
        "MB": 2**20,
        "MiB": 2**20,
        "GB": 2**30,
        "GiB": 2**30,
        "TB": 2**40,
        "TiB": 2**40,
    }

    @classmethod
    def parse(cls, text: str) -> Self:
        return cls(text, _number_and_unit(text, cls.UNITS, cls.EXPECTED))

    def whole(self, unit: str) -> int:
        """Give the size in a unit of `UNITS`; raises PydanticCustomError when it is not a whole number of them."""
        amount, rest = divmod(self.bytes, self.UNITS[unit])
        if rest:
            raise refused(f"a whole number of {unit}")
        return amount

    @property
    def kib(self) -> int:
        return self.bytes // 2**10

    @property
    def mib(self) -> int:
        return self.bytes // 2**20

    @property
    def gib(self) -> int:
        return self.bytes // 2**30


@dataclass(frozen=True)
class Duration(Scalar):
    """A length of time, kept in milliseconds."""

    milliseconds: int

    EXPECTED: ClassVar[str] = "a duration with its unit, as 10 ms, 60 s, 5 min, 1 hour or 7 days"
    PATTERN: ClassVar[str] = rf"^{NUMBER} ?(ms|s|min|hour|hours|day|days)$"
    UNITS: ClassVar[dict[str, int]] = {
        "ms": 1,
        "s": 1_000,
        "min": 60_000,
        "hour": 3_600_000,
        "hours": 3_600_000,
        "day": 86_400_000,
        "days": 86_400_000,
    }

    @classmethod
    def parse(cls, text: str) -> Self:
        return cls(text, _number_and_unit(text, cls.UNITS, cls.EXPECTED))

    @property
    def seconds(self) -> int:
        return self.milliseconds // 1_000

    @property
    def minutes(self) -> int:
        return self.milliseconds // 60_000

    @property
    def days(self) -> int:
        return self.milliseconds // 86_400_000

    def is_whole(self, unit: str) -> bool:
        """Say whether the duration is a whole number of a unit of `UNITS`."""
        return self.milliseconds % self.UNITS[unit] == 0


@dataclass(frozen=True)
class Percent(Scalar):
    """A share of a whole, kept in hundredths."""

    value: int

    EXPECTED: ClassVar[str] = "a whole percentage from 0% to 100%, as 75%"
    PATTERN: ClassVar[str] = r"^([0-9]{1,2}|100) ?%$"

    @classmethod
    def parse(cls, text: str) -> Self:
        found = re.fullmatch(r"([0-9]{1,2}|100) ?%", text)
        if found is None:
            raise refused(cls.EXPECTED)
        return cls(text, int(found[1]))


@dataclass(frozen=True)
class Cidr(Scalar):
    """A block of IPv4 addresses."""

    network: IPv4Network

    EXPECTED: ClassVar[str] = "an IPv4 block as 10.0.20.0/24, from /16 to /28, with no host bits set"
    PATTERN: ClassVar[str] = r"^[0-9]{1,3}(\.[0-9]{1,3}){3}/(1[6-9]|2[0-8])$"

    @classmethod
    def parse(cls, text: str) -> Self:
        try:
            network = IPv4Network(text)
        except ValueError:
            raise refused(cls.EXPECTED) from None
        # A VPC and its subnets are from /16 to /28: docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
        if re.fullmatch(cls.PATTERN, text) is None:
            raise refused(cls.EXPECTED)
        return cls(text, network)


@dataclass(frozen=True)
class Day(Scalar):
    """A day of the calendar."""

    date: date

    EXPECTED: ClassVar[str] = "a day as 2027-11-30"
    PATTERN: ClassVar[str] = r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"

    @classmethod
    def parse(cls, text: str) -> Self:
        if re.fullmatch(cls.PATTERN, text) is None:
            raise refused(cls.EXPECTED)
        try:
            return cls(text, date.fromisoformat(text))
        except ValueError:
            raise refused(f"{cls.EXPECTED}, that is in the calendar") from None


@dataclass(frozen=True)
class ParameterValue(Scalar):
    """The value of an engine parameter as a person writes it: `25%`, `8MB`, `1000`, `on`, `allkeys-lru`."""

    written: str = field(
        compare=True
    )  # there is nothing else to compare: what it says depends on the parameter

    EXPECTED: ClassVar[str] = "one value, as 25%, 8MB, 1000, on or allkeys-lru"
    PATTERN: ClassVar[str] = r"^.+$"

    @classmethod
    def parse(cls, text: str) -> Self:
        if not text.strip():
            raise refused(cls.EXPECTED)
        return cls(text)

    @classmethod
    def _accept(cls, value: object) -> Self:
        if isinstance(value, bool):
            return cls("on" if value else "off")
        if isinstance(value, int | float):
            return cls(str(value))
        return super()._accept(value)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"type": ["string", "number", "boolean"]}
