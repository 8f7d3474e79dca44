"""Windows: when the next maintenance window is, from what AWS was told."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from aldeia.manifest.window import CLOCK, WEEKDAYS

_DAY = rf"({'|'.join(WEEKDAYS)})"
_WEEKLY = re.compile(rf"{_DAY}:{CLOCK}-{_DAY}:{CLOCK}")
_WEEK = timedelta(days=7)


def next_window(written: object, moment: datetime) -> tuple[datetime, datetime] | None:
    """Give start and end of the window `ddd:hh24:mi-ddd:hh24:mi` that is open at a moment or opens next, in UTC.

    None when the text is no such window.
    """
    found = _WEEKLY.fullmatch(written.lower()) if isinstance(written, str) else None
    if found is None:
        return None
    start, end = (_in_the_week_of(moment, *found.groups()[at : at + 3]) for at in (0, 3))
    if end <= start:
        end += _WEEK
    if end - _WEEK > moment:
        start, end = start - _WEEK, end - _WEEK
    elif end <= moment:
        start, end = start + _WEEK, end + _WEEK
    return start, end


def in_words(window: tuple[datetime, datetime]) -> str:
    """Write a window as people read it: `Sun 2026-11-29 04:00-05:00 UTC`."""
    start, end = window
    until = f"{end:%H:%M}" if end.date() == start.date() else f"{WEEKDAYS[end.weekday()].title()} {end:%H:%M}"
    return f"{WEEKDAYS[start.weekday()].title()} {start:%Y-%m-%d %H:%M}-{until} UTC"


def _in_the_week_of(moment: datetime, day: str, hour: str, minute: str) -> datetime:
    monday = moment.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=moment.weekday())
    return monday + timedelta(days=WEEKDAYS.index(day), hours=int(hour), minutes=int(minute))
