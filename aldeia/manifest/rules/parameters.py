"""What must hold of the parameters of either engine."""

from __future__ import annotations

import difflib
import re
from fractions import Fraction
from typing import TYPE_CHECKING

from pydantic_core import PydanticCustomError

from aldeia.manifest.parameters import aws_value
from aldeia.manifest.rules.fault import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from aldeia.catalog.parameter import Parameter
    from aldeia.manifest.cache import Cache
    from aldeia.manifest.database import Database
    from aldeia.manifest.values import ParameterValue


def parameter_faults(
    path: tuple[str, ...],
    written: Mapping[str, ParameterValue],
    table: Mapping[str, Parameter],
    table_file: str,
) -> Iterator[Fault]:
    """Yield a fault for every parameter that the table does not know or AWS keeps, or whose value it does not take."""
    for name, value in written.items():
        if name not in table:
            near = difflib.get_close_matches(name, table, n=1)
            fix = (
                f"did you mean {near[0]}?" if near else f"if AWS has it, add it with its unit in {table_file}"
            )
            yield Fault((*path, name), str(value), "a parameter of the catalogue", fix)
            continue
        if table[name].modifiable is False:
            why = table[name].why_fixed
            yield Fault((*path, name), str(value), f"none: {why}", "take the line out")
            continue
        try:
            aws_value(table[name], value.written)
        except PydanticCustomError as error:
            context = error.context or {}
            expected = str(context["expected"]).removeprefix("expected ")
            yield Fault(
                (*path, name), str(value), expected, context["fix"] or _what_was_meant(table[name], value)
            )


def _what_was_meant(parameter: Parameter, value: ParameterValue) -> str:
    from aldeia.manifest.meant import meant_of_parameter  # noqa: PLC0415  # needed for faulty manifests alone

    instead = meant_of_parameter(value.written, lambda text: aws_value(parameter, text))
    return f"did you mean {instead}?" if instead else ""


def number(section: Database | Cache, name: str) -> Fraction | None:
    """Give a parameter in AWS's own unit; None where it is not set, computed by RDS, or refused by another rule."""
    if name not in section.parameters:
        return None
    try:
        value = aws_value(section.parameter_table[name], section.parameters[name].written)
    except (KeyError, PydanticCustomError):
        return None
    return Fraction(value) if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", value) else None
