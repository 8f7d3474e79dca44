"""Alterations: an account that answers as AWS did, but for one value; how each row of a table is seen to fail."""

from __future__ import annotations

import contextlib
import copy
import json
from collections.abc import Iterator
from typing import Any

from tests.terraform.account import Account


def alterations(account: Account) -> Iterator[Account]:
    """Give the account again and again, each time with one value of one answer altered."""
    for question, answer in list(account.answers.items()):
        for place in places_in(answer):
            yield account.altered(question, altered(answer, place))


def places_in(value: Any) -> Iterator[tuple[Any, ...]]:
    """Give the way to every plain value in an answer, also where the answer holds JSON as text."""
    if isinstance(value, str) and value.startswith("{"):
        with contextlib.suppress(ValueError):  # one of RDS's formulas, which begin like JSON
            value = json.loads(value)
    if not value or not isinstance(value, dict | list):
        yield ()
        return
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
        yield from ((key, *place) for place in places_in(inner))


def altered(value: Any, place: tuple[Any, ...]) -> Any:
    """Give an answer with another value at a place; what was text stays text."""
    if not place:
        return another(value)
    if isinstance(value, str):
        return json.dumps(altered(json.loads(value), place))
    other = copy.copy(value)
    other[place[0]] = altered(value[place[0]], place[1:])
    return other


def another(value: Any) -> Any:
    """Give a value that differs and has the same type; one element for none."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1
    if isinstance(value, list):
        return ["altered"]
    return f"{value} altered"
