"""Series: values over time from a file, as a spreadsheet or `aws cloudwatch get-metric-data` gives them."""

from __future__ import annotations

import csv
import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from aldeia.alarms.simulation import SimulationError
from aldeia.alarms.simulation.timeline import Sample
from aldeia.files import sentence
from aldeia.manifest.rules.fault import suggestion

TIME = "time"
_DAY = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Series:
    """What a file has."""

    start: datetime
    """The first row's minute; seconds of samples count from here."""
    is_dated: bool
    """Whether the file has days, and not hours and minutes alone."""
    seconds: int
    """To the end of the last row's minute."""
    samples: Mapping[str, list[Sample]] = field(hash=False)
    """By series, `aldeia-prod-db/CPUUtilization`; a period without a row, or with an empty cell, has no sample."""


def read(path: Path, known: Collection[str]) -> Series:
    """Read a CSV file: a column `time` (UTC: `2026-11-26T03:00:00Z` or `03:00`), and one for each series.

    Raises SimulationError with file and line for what is no number, no time, or no series that an alarm watches.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return _read(path, csv.DictReader(file), known)
    except (OSError, UnicodeDecodeError) as error:
        raise SimulationError(sentence(error, path)) from None
    except csv.Error:
        raise SimulationError(
            f"{path}: this is no CSV; expected a column {TIME} and one for each series"
        ) from None


def _read(path: Path, rows: csv.DictReader[str], known: Collection[str]) -> Series:
    columns = _columns(path, rows.fieldnames or (), known)
    found: list[tuple[datetime, str, float]] = []
    times = []
    for row in rows:
        place = f"{path}:{rows.line_num}"
        times.append(_time(place, row[TIME] or ""))
        found += [(times[-1], name, _number(place, name, row[name])) for name in columns if row[name]]
    if not times:
        raise SimulationError(f"{path}: has no rows; expected a time and values in each")
    return _from_the_first_minute(times, found)


def _from_the_first_minute(times: list[datetime], found: Iterable[tuple[datetime, str, float]]) -> Series:
    start, end = (moment.replace(second=0, microsecond=0) for moment in (min(times), max(times)))
    samples: dict[str, list[Sample]] = defaultdict(list)
    for moment, name, number in sorted(found):
        samples[name].append((int((moment - start).total_seconds()), number))
    return Series(start, start.date() != _DAY.date(), int((end - start).total_seconds()) + 60, dict(samples))


def _columns(path: Path, names: Iterable[str], known: Collection[str]) -> list[str]:
    first, *others = [*names] or [""]
    if first != TIME:
        raise SimulationError(f"{path}:1: got {first or 'nothing'} as the first column, expected {TIME}")
    for name in others:
        if name not in known:
            hint = suggestion(name, known, f"`{min(known)}` is one" if known else "there is none")
            raise SimulationError(f"{path}:1: {name}: no alarm watches it; {hint}")
    return others


def _time(place: str, text: str) -> datetime:
    try:
        if len(text) == len("03:00"):
            clock = datetime.strptime(text, "%H:%M").replace(tzinfo=UTC)
            return _DAY.replace(hour=clock.hour, minute=clock.minute)
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise SimulationError(
            f"{place}: got {text or 'nothing'} as time, expected 2026-11-26T03:00:00Z or 03:00"
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _number(place: str, name: str, text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise SimulationError(
            f"{place}: {name}: got {text}, expected a number, or nothing where there is none"
        )
    return number
