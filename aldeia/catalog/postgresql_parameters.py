"""PostgreSQL's parameters as RDS takes them, for each major version.

Types, units, ranges and contexts are those of `pg_settings` of a real server of each major, in postgresql/MAJOR.json,
written by `python -m tools.catalog postgresql`; a parameter is static where its context is `postmaster`. What RDS
makes of them is in postgresql_on_rds.py, with its sources. A table is read when it is first asked for.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from aldeia.catalog import postgresql_on_rds as rds
from aldeia.catalog.parameter import Parameter
from aldeia.catalog.postgresql_on_rds import LIBRARIES

__all__ = ["LIBRARIES", "POSTGRESQL_15", "POSTGRESQL_PARAMETERS", "settable"]

_TABLES = Path(__file__).with_name("postgresql")
_MAJORS = ("13", "14", "15", "16", "17", "18")


def _why_fixed(name: str, row: Mapping[str, Any]) -> str:
    of_its_kind = rds.FIXED_CONTEXTS.get(row["context"]) or rds.FIXED_CATEGORIES.get(row["category"], "")
    return rds.FIXED.get(name, of_its_kind)


def _modifiable(name: str, why_fixed: str) -> bool | None:
    if why_fixed:
        return False
    return True if name in rds.DOCUMENTED else None


def _parameter(name: str, row: Mapping[str, Any]) -> Parameter:
    form, expected = rds.FORMS.get(name, rds.ANY_TEXT) if row["kind"] == "text" else ("", "")
    why_fixed = _why_fixed(name, row)
    return Parameter(
        name,
        row["kind"],
        unit=row.get("unit", ""),
        low=rds.LOWS.get(name, row.get("low")),
        high=row.get("high"),
        choices=tuple(row.get("choices", ())),
        static=row["context"] == "postmaster" or name in rds.STATIC,
        form=form,
        expected=expected,
        modifiable=_modifiable(name, why_fixed),
        why_fixed=why_fixed,
        default=row.get("default"),
        aws_default=rds.AWS_DEFAULTS.get(name),
    )


@functools.cache
def _table(major: str) -> dict[str, Parameter]:
    read = json.loads((_TABLES / f"{major}.json").read_text(encoding="utf-8"))
    table = {name: _parameter(name, row) for name, row in read["parameters"].items()} | rds.OWN
    forced = "1" if int(major) >= rds.FORCE_SSL_FROM else "0"
    return table | {"rds.force_ssl": replace(table["rds.force_ssl"], aws_default=forced)}


class _ByMajor(Mapping[str, Mapping[str, Parameter]]):
    """Each major's table, read when it is first asked for."""

    def __getitem__(self, major: str) -> Mapping[str, Parameter]:
        if major not in _MAJORS:
            raise KeyError(major)
        return _table(major)

    def __iter__(self) -> Iterator[str]:
        return iter(_MAJORS)

    def __len__(self) -> int:
        return len(_MAJORS)


POSTGRESQL_PARAMETERS: Mapping[str, Mapping[str, Parameter]] = _ByMajor()
"""By major version and name, all that is known, what RDS fixes included: look at `modifiable`."""


@functools.cache
def settable(major: str) -> dict[str, Parameter]:
    """Give a major's parameters without those that RDS is known to fix; raises KeyError for an unknown major."""
    return {
        name: parameter
        for name, parameter in POSTGRESQL_PARAMETERS[major].items()
        if parameter.modifiable is not False
    }


POSTGRESQL_15 = settable("15")
