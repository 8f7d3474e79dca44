"""Meant: what somebody probably wanted to write, found by mending what they wrote until the setting takes it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from ipaddress import IPv4Interface
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from aldeia.catalog.instance_classes import CACHE_NODE_TYPES, DATABASE_CLASSES
from aldeia.catalog.regions import REGIONS
from aldeia.manifest.environment import Manifest
from aldeia.manifest.values import Duration, Size

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from aldeia.manifest.yaml_file import Path_

_DAYS = {"mon": "Mon", "tue": "Tue", "wed": "Wed", "thu": "Thu", "fri": "Fri", "sat": "Sat", "sun": "Sun"}
_YES, _NO = ("yes", "on", "true", "enabled", "1"), ("no", "off", "false", "disabled", "0")
# What people write for a unit, in small letters, and what it is here; a week is seven of its unit.
_UNITS = {
    "k": "kB", "m": "MB", "g": "GB", "t": "TB", "gigs": "GB", "megs": "MB",
    **{unit.lower(): unit for unit in Size.UNITS},
    "msec": "ms", "millis": "ms", "milliseconds": "ms", "sec": "s", "secs": "s", "second": "s", "seconds": "s",
    "mins": "min", "minute": "min", "minutes": "min", "h": "hours", "hr": "hours", "hrs": "hours", "d": "days",
    **{unit.lower(): unit for unit in Duration.UNITS},
}  # fmt: skip
_USUAL_UNITS = ("kB", "MB", "GiB", "ms", "s", "min", "hours", "days")
_NAMES = ("postgresql", "postgres", "redis", "v")


def meant(path: Path_, written: str) -> str:
    """Give what the setting at a path would take in place of what was written; empty where nothing is near."""
    annotation = _annotation(path)
    if annotation is None:
        return ""
    adapter: TypeAdapter[Any] = TypeAdapter(annotation)
    return _first(written, _told(annotation), lambda value: _takes(adapter, value))


def meant_of_parameter(written: str, takes: Callable[[str], object]) -> str:
    """Give the same for an engine's parameter, which `takes` refuses with a PydanticCustomError."""

    def accepted(value: Any) -> bool:
        try:
            takes(str(value))
        except PydanticCustomError:
            return False
        return True

    return _first(written, (), accepted)


def _first(written: str, words: tuple[str, ...], accepted: Callable[[Any], bool]) -> str:
    for candidate in (*_candidates(written.strip(), words), *_with_the_only_unit(written.strip(), accepted)):
        value = candidate.strip("[]").split(", ") if candidate.startswith("[") else _plain(candidate)
        if candidate != written and accepted(value):
            return candidate
        if (
            isinstance(value, int)
            and not isinstance(value, bool)
            and candidate != written
            and accepted(candidate)
        ):
            return f'"{candidate}"'
    return ""


def _with_the_only_unit(text: str, accepted: Callable[[Any], bool]) -> list[str]:
    """Give a bare number its unit, where only one of the usual ones is taken."""
    if re.fullmatch(r"[0-9]+(\.[0-9]+)?", text) is None:
        return []
    taken = [f"{text} {unit}" for unit in _USUAL_UNITS if accepted(f"{text} {unit}")]
    return taken if len(taken) == 1 else []


def _plain(candidate: str) -> Any:
    return {"true": True, "false": False}.get(
        candidate, int(candidate) if re.fullmatch(r"-?[0-9]{1,9}", candidate) else candidate
    )


def _takes(adapter: TypeAdapter[Any], value: Any) -> bool:
    try:
        adapter.validate_python(value)
    except ValidationError:
        return False
    return True


def _candidates(text: str, words: tuple[str, ...]) -> Iterator[str]:
    """Give what may have been meant, the likeliest first."""
    low = text.lower()
    yield from (word for word, said in (("true", _YES), ("false", _NO)) if low in said)
    yield from _amounts(low)
    yield from _windows(low)
    yield from _days_of_the_calendar(text)
    yield from _blocks(text)
    yield from difflib.get_close_matches(
        low, [*words, *DATABASE_CLASSES, *CACHE_NODE_TYPES, *REGIONS], n=1, cutoff=0.7
    )
    yield from (low.removeprefix(name).strip() for name in _NAMES if low.startswith(name))
    yield re.sub(r"\.x$", "", low)
    yield from (name for name in (f"db.{low}", f"cache.{low}") if name in DATABASE_CLASSES | CACHE_NODE_TYPES)
    yield from (text, low, low.replace("-", "_"), low.replace("_", "-"), re.sub(r"[ _.]+", "-", low))
    yield f"[{text.replace(' ,', ',')}]"


def _amounts(low: str) -> Iterator[str]:
    found = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)( ?)([a-z%]*)(?: ?(?:/|per ?)s(?:econd)?)?(?:ps)?", low)
    if found is None:
        return
    number, between, unit = found.groups()
    if unit in {"w", "week", "weeks"} and number.isdigit():
        yield f"{int(number) * 7} days"
    if unit:
        known = _UNITS.get(unit, "")
        one = number == "1" and known in {"hours", "days"}
        between = " " if known in {"hours", "days", "hour", "day"} else between
        yield f"{number}{between}{known.removesuffix('s') if one else known}"
        return
    if re.fullmatch(r"0\.[0-9]{1,2}", number):
        yield f"{round(float(number) * 100)}%"
    yield f"{number}%"


def _windows(low: str) -> Iterator[str]:
    times = [
        _clock(*found) for found in re.findall(r"\b([0-9]{1,2})(?::([0-9]{2}))? ?(am|pm)?(?![0-9:])", low)
    ]
    day = next((name for short, name in _DAYS.items() if re.match(rf"{short}", low)), "")
    if len(times) == 2:  # noqa: PLR2004  # a start and an end
        yield f"{day} {'-'.join(times)}".strip()


def _clock(hours: str, minutes: str, half: str) -> str:
    hour = int(hours) % 12 + 12 * (half == "pm") if half else int(hours)
    return f"{hour:02}:{minutes or '00'}"


def _days_of_the_calendar(text: str) -> Iterator[str]:
    numbers = re.findall(r"[0-9]+", text)
    if len(numbers) == 3:  # noqa: PLR2004  # year, month and day, in either order
        year, month, day = numbers if len(numbers[0]) > 2 else reversed(numbers)  # noqa: PLR2004  # a day has two
        yield f"{year}-{month:0>2}-{day:0>2}"


def _blocks(text: str) -> Iterator[str]:
    try:
        network = IPv4Interface(text if "/" in text else f"{text}/24").network
    except ValueError:
        return
    yield str(network)


def _told(annotation: Any) -> tuple[str, ...]:
    """Give the words that a setting may be one of."""
    if get_origin(annotation) is Literal:
        return tuple(str(word) for word in get_args(annotation))
    return tuple(word for part in get_args(annotation) for word in _told(part))


def _annotation(path: Path_) -> Any:
    """Give the type of a setting with what narrows it; None for none that is known."""
    annotation: Any = Manifest
    for part in path:
        model = next(
            (kind for kind in _kinds(annotation) if isinstance(kind, type) and issubclass(kind, BaseModel)),
            None,
        )
        if model is not None and isinstance(part, str):
            if part not in model.model_fields:
                return None
            field = model.model_fields[part]
            annotation = (
                Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation
            )
            continue
        container = next((kind for kind in _kinds(annotation) if get_origin(kind) in {tuple, Mapping}), None)
        if container is None:
            return None
        annotation = get_args(container)[-1 if get_origin(container) is Mapping else 0]
    return annotation


def _kinds(annotation: Any) -> Iterator[Any]:
    yield annotation
    if get_origin(annotation) not in {tuple, Mapping}:
        for part in get_args(annotation):
            yield from _kinds(part)
