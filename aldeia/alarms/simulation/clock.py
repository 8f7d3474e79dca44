"""Clock: metric math that asks only what time it is, as alarms on a maintenance window do.

CloudWatch user guide, Using metric math: DAY is 1 on Monday and 7 on Sunday, and all functions are of UTC. What asks for
values of a metric is not simulated.
"""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable
from datetime import datetime
from functools import cache

from aldeia.alarms.simulation import SimulationError

_TIMES: dict[str, Callable[[datetime], float]] = {
    "DAY": lambda moment: moment.isoweekday(),
    "HOUR": lambda moment: moment.hour,
    "MINUTE": lambda moment: moment.minute,
    "MONTH": lambda moment: moment.month,
    "YEAR": lambda moment: moment.year,
}
_SUMS: dict[type[ast.AST], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Div: operator.truediv,
    ast.Mult: operator.mul,
    ast.Sub: operator.sub,
}
_COMPARED: dict[type[ast.AST], Callable[[float, float], bool]] = {
    ast.Eq: operator.eq,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.NotEq: operator.ne,
}


def at(expression: str, moment: datetime) -> float:
    """Give an expression's value at a moment in UTC.

    Raises SimulationError for what is more than times, numbers, comparisons, AND, OR and IF.

    >>> from datetime import UTC
    >>> at("IF(DAY(m1)==7 AND HOUR(m1)>=4, 1, 0)", datetime(2026, 11, 29, 4, 30, tzinfo=UTC))
    1.0
    """
    try:
        return float(_value(_read(expression), moment))
    except (SyntaxError, KeyError, ZeroDivisionError):
        raise SimulationError(f"{expression}: cannot be simulated; known are times, numbers and IF") from None


@cache
def _read(expression: str) -> ast.expr:
    words = re.sub(r"\b(AND|OR)\b", lambda found: found[0].lower(), expression)
    return ast.parse(words.replace("&&", " and ").replace("||", " or "), mode="eval").body


def _value(node: ast.expr, moment: datetime) -> float:
    match node:
        case ast.Constant(value=int() | float() as number):
            return float(number)
        case ast.BinOp(left=left, op=op, right=right):
            return _SUMS[type(op)](_value(left, moment), _value(right, moment))
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            return float(_COMPARED[type(op)](_value(left, moment), _value(right, moment)))
        case ast.BoolOp(op=op, values=sides):
            joined = all if isinstance(op, ast.And) else any
            return float(joined(_value(side, moment) for side in sides))
        case ast.Call(func=ast.Name(id="IF"), args=[condition, then, otherwise]):
            return _value(then if _value(condition, moment) else otherwise, moment)
        case ast.Call(func=ast.Name(id=name), args=[ast.Name()]):
            return _TIMES[name](moment)
        case _:
            raise KeyError(ast.dump(node))
