"""Mutants: a committed manifest with one wrong value, made from what the models and the catalogue say of each setting.

Nothing is written down by setting: what is new in a model is mutated by itself. A value is put one past each edge of
its range, made wrong by a factor of 1,000, 1,024 and 8,192, bare of its unit, or dropped; texts are emptied, lengthened
and misspelt; zones and windows are swapped.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

from annotated_types import Ge, Le, MinLen
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from aldeia.manifest.automatic import AUTO
from aldeia.manifest.environment import Manifest
from aldeia.manifest.limits import OneOf, Within
from aldeia.manifest.values import Duration, Percent, Size
from aldeia.manifest.window import DailyWindow, WeeklyWindow
from aldeia.manifest.yaml_file import setting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aldeia.catalog.parameter import Parameter
    from aldeia.manifest.yaml_file import Path_

FACTORS = (1_000, 1_024, 8_192)
"""Metric for binary, binary for metric, pages of 8 kB for bytes."""
WINDOWS = (DailyWindow, WeeklyWindow)
AMOUNT = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?)( ?[A-Za-z%]+)?")
DROPPED = object()
"""The change that takes a setting out."""


@dataclass(frozen=True)
class Mutant:
    """What was done to which setting, and the values by path that do it."""

    environment: str
    setting: str
    change: str
    values: dict[Path_, Any] = field(repr=False, compare=False, hash=False)
    """By path; DROPPED takes a setting out."""

    @property
    def name(self) -> str:
        return f"{self.setting}: {self.change}"


def mutants(manifest: Manifest, values: dict[str, Any], environment: str) -> Iterator[Mutant]:
    """Give every mutant of a manifest, whose plain data are `values`, in the order of its settings."""
    tables = {"database": manifest.database.parameter_table, "cache": manifest.cache.parameter_table}
    for path, value in leaves(values):
        parameter = tables[str(path[0])].get(str(path[-1])) if path[1:2] == ("parameters",) else None
        seen: list[Any] = []
        for change, wrong in _wrong(path, value, parameter):
            if wrong not in [value, *seen]:
                seen.append(wrong)
                yield Mutant(environment, setting(path), change, {path: wrong})
        yield Mutant(environment, setting(path), "dropped", {path: DROPPED})
    yield from _swapped(values, environment)


def leaves(values: Any, path: Path_ = ()) -> Iterator[tuple[Path_, Any]]:
    """Give every scalar, every list and every empty map with its path."""
    if isinstance(values, Mapping) and values:
        for key, inner in values.items():
            yield from leaves(inner, (*path, key))
        return
    yield path, values
    if isinstance(values, list):
        for index, inner in enumerate(values):
            yield from leaves(inner, (*path, index))


def _wrong(path: Path_, value: Any, parameter: Parameter | None) -> Iterator[tuple[str, Any]]:
    kinds, limits = _said_of(path)
    if parameter is not None:
        yield from _past_a_parameters_edges(parameter)
    if isinstance(value, bool):
        yield "as a word", "yes please"
        return
    if isinstance(value, list):
        yield from _shorter(value, limits)
        return
    if value == AUTO:
        yield from _past_the_edges(_worked_out(kinds), kinds, limits)
        yield "a bare 0", 0
    if isinstance(value, int | float) or (isinstance(value, str) and _is_an_amount(kinds, parameter, value)):
        yield from _wrong_amounts(value)
        yield from _past_the_edges(value, kinds, limits)
    elif isinstance(value, str):
        yield from _misspelt(value, kinds)


def _worked_out(kinds: list[Any]) -> Any:
    """Give a value of the kind that `auto` stands for, in AWS's own unit."""
    units = {Size: "1 MB", Duration: "1 s", Percent: "1%"}
    return next((written for kind, written in units.items() if kind in kinds), 1)


def _is_an_amount(kinds: list[Any], parameter: Parameter | None, value: str) -> bool:
    counted = parameter is not None and parameter.kind in {"integer", "float"}
    return (counted or any(kind in {Size, Duration, Percent} for kind in kinds)) and bool(
        AMOUNT.fullmatch(value)
    )


def _wrong_amounts(value: float | str) -> Iterator[tuple[str, Any]]:
    found = AMOUNT.fullmatch(str(value))
    assert found is not None, value
    number, unit = Decimal(found[1]), found[2] or ""
    for factor in FACTORS:
        yield f"times {factor}", _as(value, number * factor, unit)
        yield f"by {factor}", _as(value, number / factor, unit)
    yield "without its unit", _plain(number)
    yield "negative", _as(value, -max(number, Decimal(1)), unit)


def _as(value: float | str, number: Decimal, unit: str) -> Any:
    return f"{number.normalize():f}{unit}" if isinstance(value, str) else _plain(number)


def _plain(number: Decimal) -> int | float:
    return int(number) if number == int(number) else float(number)


def _past_the_edges(value: Any, kinds: list[Any], limits: list[Any]) -> Iterator[tuple[str, Any]]:
    for limit in limits:
        if isinstance(limit, Ge | Le):
            yield from _past_a_number(limit)
        elif isinstance(limit, Within):
            yield "below the least", _moved(limit.low, limit.whole, -1, kinds)
            yield "above the most", _moved(limit.high, limit.whole, 1, kinds)
        elif isinstance(limit, OneOf):
            yield from _beside(limit)
    if Percent in kinds:
        yield from (("at nothing", "0%"), ("at the whole", "100%"), ("above the whole", "101%"))
    elif isinstance(value, str) and not any(isinstance(limit, Within | OneOf) for limit in limits):
        yield "at nothing", AMOUNT.sub(r"0\2", value)


def _past_a_number(limit: Ge | Le) -> Iterator[tuple[str, Any]]:
    if isinstance(limit, Ge):
        yield "below the least", int(str(limit.ge)) - 1
    else:
        yield "above the most", int(str(limit.le)) + 1


def _beside(limit: OneOf) -> Iterator[tuple[str, Any]]:
    allowed, unit = limit.allowed, limit.unit
    yield "below the least", f"{min(allowed) - 1} {unit}"
    yield "above the most", f"{max(allowed) + 1} {unit}"
    between = next(number for number in range(min(allowed), max(allowed)) if number not in allowed)
    yield "between two of those allowed", f"{between} {unit}"


def _moved(edge: str, whole: str, steps: int, kinds: list[Any]) -> str:
    kind = Size if Size in kinds else Duration
    read = kind.parse(edge)
    amount = read.bytes if isinstance(read, Size) else read.milliseconds
    return f"{amount // kind.UNITS[whole] + steps} {whole}"


def _past_a_parameters_edges(parameter: Parameter) -> Iterator[tuple[str, Any]]:
    if parameter.kind in {"integer", "float"} and parameter.unit != "8kB":
        for words, edge, step in (
            ("below the least", parameter.low, -1),
            ("above the most", parameter.high, 1),
        ):
            if edge is not None:
                yield words, f"{edge + step} {parameter.unit}" if parameter.unit else edge + step
    elif parameter.kind in {"choice", "boolean"}:
        yield "none of its words", "perhaps"


def _misspelt(value: str, kinds: list[Any]) -> Iterator[tuple[str, Any]]:
    yield "empty", ""
    yield "of two words", f"{value} {value}"
    yield "too long", value * (2_000 // max(len(value), 1))
    yield "in capitals", value.upper()
    yield "with a letter more", f"{value}x"
    yield "with a letter less", value[:-1]
    yield "with a point at its end", f"{value}."
    if any(kind in WINDOWS for kind in kinds):
        day, _, clock = value.rpartition(" ")
        start, _, end = clock.partition("-")
        yield "its ends swapped", f"{day} {end}-{start}".strip()
        yield "of a minute", f"{day} {start}-{start[:3]}{int(start[3:]) + 1:02}".strip()
        yield "with its time zone", f"{value} UTC"


def _shorter(value: list[Any], limits: list[Any]) -> Iterator[tuple[str, Any]]:
    yield "a word", "none"
    for limit in limits:
        if isinstance(limit, MinLen):
            yield "shorter than the least", value[: limit.min_length - 1]
    if value:
        yield "its first twice", [*value, value[0]]
        yield "without its last", value[:-1]


def _swapped(values: dict[str, Any], environment: str) -> Iterator[Mutant]:
    """Exchange every two zones, blocks and windows with each other."""
    texts = [(path, value) for path, value in leaves(values) if isinstance(value, str)]
    zones = [(path, value) for path, value in texts if re.fullmatch(r"[a-z]{2}(-[a-z]+)+-[0-9][a-z]", value)]
    blocks = [(path, value) for path, value in texts if re.fullmatch(r"[0-9.]+/[0-9]+", value)]
    windows = [(path, value) for path, value in texts if set(_said_of(path)[0]) & set(WINDOWS)]
    for group in (zones, blocks, windows):
        for (first, one), (second, other) in combinations(group, 2):
            if one != other:
                yield Mutant(
                    environment, setting(first), f"swapped with {setting(second)}", {first: other, second: one}
                )  # fmt: skip


def _said_of(path: Path_) -> tuple[list[Any], list[Any]]:
    """Give the types that a setting may be of, and what narrows them."""
    annotation: Any = Manifest
    metadata: list[Any] = []
    for part in path:
        annotation, metadata = _inner(annotation, part, metadata)
    kinds, limits = _flat(annotation)
    return kinds, [*metadata, *limits]


def _inner(annotation: Any, part: str | int, metadata: list[Any]) -> tuple[Any, list[Any]]:
    model = next(
        (kind for kind in _flat(annotation)[0] if isinstance(kind, type) and issubclass(kind, BaseModel)),
        None,
    )
    if model is not None and isinstance(part, str):
        found: FieldInfo = model.model_fields[part]
        return found.annotation, found.metadata
    container = next((kind for kind in _flat(annotation)[0] if get_origin(kind)), annotation)
    arguments = get_args(container)
    return arguments[-1 if get_origin(container) is Mapping else 0], []


def _flat(annotation: Any) -> tuple[list[Any], list[Any]]:
    """Take unions and annotations apart."""
    if hasattr(annotation, "__metadata__"):
        kinds, limits = _flat(annotation.__origin__)
        for extra in annotation.__metadata__:
            limits = [*limits, *(extra.metadata if isinstance(extra, FieldInfo) else [extra])]
        return kinds, limits
    if get_origin(annotation) in {None, Literal, tuple, Mapping}:
        return [annotation], []
    kinds, limits = [], []
    for part in get_args(annotation):
        more_kinds, more_limits = _flat(part)
        kinds, limits = kinds + more_kinds, limits + more_limits
    return kinds, limits
