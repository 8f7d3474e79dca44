"""The small types that one YAML scalar becomes: sizes, durations, percentages and windows, each with its unit.

Every type parses what a person writes (`100 GiB`, `10 ms`, `25%`, `Sun 04:00-05:00`), keeps one exact integer,
gives it out by unit (`size.gib`, `duration.seconds`), and prints as it was written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
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
MINUTES_PER_DAY = 24 * 60
MINUTES_PER_WEEK = 7 * MINUTES_PER_DAY


def refused(expected: str, fix: str = "") -> PydanticCustomError:
    """Say what was expected instead of a value; the loader adds the place and what was found."""
    return PydanticCustomError("refused", "{expected}", {"expected": f"expected {expected}", "fix": fix})


@dataclass(frozen=True)
class Scalar:
    """What the types below share: built from text by `parse`, printed as it was written."""

    written: str = field(compare=False)
    """The text in the manifest."""

    EXPECTED: ClassVar[str]
    """What a person has to write, as the words after `expected`."""
    PATTERN: ClassVar[str]
    """The same as a regular expression, for editors (JSON Schema)."""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the text; raises PydanticCustomError when it does not say such a value."""
        raise NotImplementedError

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


CLOCK = r"([01][0-9]|2[0-3]):([0-5][0-9])"


@dataclass(frozen=True)
class DailyWindow(Scalar):
    """A stretch of every day in UTC; an end before the start is the next day's."""

    start_minute: int
    """Minutes after midnight."""
    length_minutes: int

    EXPECTED: ClassVar[str] = "a daily window in UTC, as 03:00-04:00"
    PATTERN: ClassVar[str] = rf"^{CLOCK}-{CLOCK}$"

    @classmethod
    def parse(cls, text: str) -> Self:
        found = re.fullmatch(f"{CLOCK}-{CLOCK}", text)
        if found is None:
            raise refused(cls.EXPECTED)
        start, end = (int(found[i]) * 60 + int(found[i + 1]) for i in (1, 3))
        return cls(text, start, (end - start) % MINUTES_PER_DAY)

    @property
    def aws(self) -> str:
        """The window as RDS and ElastiCache take it: `hh24:mi-hh24:mi`."""
        return self.written


WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True)
class WeeklyWindow(Scalar):
    """A stretch of one day of every week in UTC; an end before the start is the next day's."""

    weekday: int
    """0 is Monday."""
    start_minute: int
    """Minutes after that day's midnight."""
    length_minutes: int

    EXPECTED: ClassVar[str] = "a weekly window in UTC, as Sun 04:00-05:00"
    PATTERN: ClassVar[str] = rf"^(Mon|Tue|Wed|Thu|Fri|Sat|Sun) {CLOCK}-{CLOCK}$"

    @classmethod
    def parse(cls, text: str) -> Self:
        found = re.fullmatch(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun) (.*)", text)
        if found is None:
            raise refused(cls.EXPECTED)
        try:
            daily = DailyWindow.parse(found[2])
        except PydanticCustomError:
            raise refused(cls.EXPECTED) from None
        return cls(text, WEEKDAYS.index(found[1].lower()), daily.start_minute, daily.length_minutes)

    @property
    def aws(self) -> str:
        """The window as RDS and ElastiCache take it: `ddd:hh24:mi-ddd:hh24:mi`."""
        end = self.weekday * MINUTES_PER_DAY + self.start_minute + self.length_minutes
        start_day, end_day = WEEKDAYS[self.weekday], WEEKDAYS[end // MINUTES_PER_DAY % 7]
        start_time, end_time = self.written.split(" ")[1].split("-")
        return f"{start_day}:{start_time}-{end_day}:{end_time}"

    def overlaps(self, daily: DailyWindow) -> bool:
        """Say whether a window of every day shares a minute with this one; touching is not sharing."""
        ours = self.weekday * MINUTES_PER_DAY + self.start_minute
        return any(
            (start - ours) % MINUTES_PER_WEEK < self.length_minutes
            or (ours - start) % MINUTES_PER_WEEK < daily.length_minutes
            for start in range(daily.start_minute, MINUTES_PER_WEEK, MINUTES_PER_DAY)
        )


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
class ParameterValue(Scalar):
    """The value of an engine parameter as a person writes it: `25%`, `8MB`, `1000`, `on`, `allkeys-lru`."""

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
