"""Engine parameters: from what a person writes to the text that AWS takes, in AWS's units."""

from __future__ import annotations

import re
from fractions import Fraction

from pydantic_core import PydanticCustomError

from aldeia.catalog.parameter import UNIT_BYTES, UNIT_MICROSECONDS, Parameter
from aldeia.manifest.values import NUMBER, Duration, Percent, Size, refused

_OFF = ("off", "false", "no", "0")
_ON = ("on", "true", "yes", "1")
# PostgreSQL's own special values, which carry no unit: -1 mostly means never or automatic, 0 means none or all.
_SPECIAL = ("-1", "0")


def aws_value(parameter: Parameter, written: str) -> str:
    """Give a parameter's value as AWS takes it; raises PydanticCustomError when it is none.

    >>> from aldeia.catalog.postgresql_parameters import POSTGRESQL_15
    >>> aws_value(POSTGRESQL_15["work_mem"], "8MB")
    '8192'
    >>> aws_value(POSTGRESQL_15["shared_buffers"], "25%")
    '{DBInstanceClassMemory/32768}'
    """
    if parameter.kind == "boolean":
        return _boolean(parameter, written)
    if parameter.kind == "choice":
        return _choice(parameter, written)
    if parameter.kind == "text":
        return _text(parameter, written)
    if parameter.formulas and parameter.unit in UNIT_BYTES and written.endswith("%"):
        return _share_of_memory(parameter, written)
    return _number(parameter, written)


def share_of_memory(written: str) -> Percent | None:
    """Give the share of the class's memory that a value asks for, if it is one."""
    return Percent.parse(written) if re.fullmatch(Percent.PATTERN, written) else None


def _boolean(parameter: Parameter, written: str) -> str:
    off, on = parameter.words
    if written.lower() in _ON:
        return on
    if written.lower() in _OFF:
        return off
    raise refused("on or off")


def _choice(parameter: Parameter, written: str) -> str:
    if written not in parameter.choices:
        raise refused(f"one of {', '.join(parameter.choices)}")
    return written


def _text(parameter: Parameter, written: str) -> str:
    if re.fullmatch(parameter.form, written) is None:
        raise refused(parameter.expected)
    return written


def _share_of_memory(parameter: Parameter, written: str) -> str:
    """Spell RDS's formula: DBInstanceClassMemory is in bytes, the parameter in its own unit."""
    share = Fraction(Percent.parse(written).value, 100 * UNIT_BYTES[parameter.unit])
    if share == 0:
        raise refused("a share of memory above 0%")
    factor = "" if share.numerator == 1 else f"*{share.numerator}"
    return f"{{DBInstanceClassMemory{factor}/{share.denominator}}}"


def _number(parameter: Parameter, written: str) -> str:
    amount = _in_unit(parameter, written)
    if amount is None:
        raise refused(_form(parameter), _why_a_unit(parameter, written))
    if parameter.kind == "integer" and amount.denominator != 1:
        raise refused(
            f"{_form(parameter)}, in whole {_with_unit(parameter, 1)}" if parameter.unit else _form(parameter)
        )
    if parameter.low is not None and amount < Fraction(str(parameter.low)):
        raise refused(f"{_form(parameter)}, at least {_with_unit(parameter, parameter.low)}")
    if parameter.high is not None and amount > Fraction(str(parameter.high)):
        raise refused(f"{_form(parameter)}, at most {_with_unit(parameter, parameter.high)}")
    return str(amount.numerator) if amount.denominator == 1 else written


def _in_unit(parameter: Parameter, written: str) -> Fraction | None:
    bare = Fraction(written) if re.fullmatch(f"-?{NUMBER}", written) else None
    if not parameter.unit or (written in _SPECIAL):
        return bare
    try:
        if parameter.unit in UNIT_BYTES:
            return Fraction(Size.parse(written).bytes, UNIT_BYTES[parameter.unit])
        return Fraction(Duration.parse(written).milliseconds * 1_000, UNIT_MICROSECONDS[parameter.unit])
    except PydanticCustomError:
        return None


def _form(parameter: Parameter) -> str:
    if parameter.unit in UNIT_BYTES:
        return (
            "a size as 8MB or a share of the class's memory as 25%" if parameter.formulas else "a size as 8MB"
        )
    if parameter.unit:
        return "a duration as 1000 ms or 5 min"
    return "a whole number" if parameter.kind == "integer" else "a number"


def _why_a_unit(parameter: Parameter, written: str) -> str:
    if written.startswith("{"):
        return f"AWS counts {parameter.name} in units of {parameter.unit}, not in bytes; the share is turned into its formula"
    if parameter.unit and re.fullmatch(f"-?{NUMBER}", written):
        return f"add the unit, AWS's own for {parameter.name} is {parameter.unit}"
    return ""


def _with_unit(parameter: Parameter, amount: float) -> str:
    if parameter.unit == "8kB":
        return f"{amount * 8} kB"
    return f"{amount} {parameter.unit}".strip()
