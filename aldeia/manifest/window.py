"""Windows: when backups and maintenance may happen, every day or once a week, in UTC."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar, Self

from pydantic_core import PydanticCustomError

from aldeia.manifest.values import Scalar, refused

MINUTES_PER_DAY = 24 * 60
MINUTES_PER_WEEK = 7 * MINUTES_PER_DAY

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

    def meets(self, other: WeeklyWindow) -> bool:
        """Say whether two windows of the week share a minute; touching is not sharing."""
        ours = self.weekday * MINUTES_PER_DAY + self.start_minute
        theirs = other.weekday * MINUTES_PER_DAY + other.start_minute
        return (theirs - ours) % MINUTES_PER_WEEK < self.length_minutes or (
            ours - theirs
        ) % MINUTES_PER_WEEK < other.length_minutes
