"""Evaluator: whether policies allow a check, as IAM decides it for one account: a denial wins, and silence denies.

What our policies use is known here: Action and NotAction, Resource and NotResource with `*` and `?`, and the condition
operators below; anything else fails rather than passes. The decision is made here a second time on purpose: the proof of
the alarms (aldeia/alarms/proof/permissions.py) asks whether a service may, and looks away from nothing but what it knows,
while this one judges what a role may. What a pattern means is no opinion, and so both ask aldeia/generated/statements.py.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from aldeia.generated.statements import fits, fits_action, fits_arn, listed
from tests.permissions.checks import Check

Statement = dict[str, Any]


def allowed(statements: Iterable[Statement], check: Check) -> bool:
    """Say whether the statements of all of a role's policies together allow what is checked."""
    effects = [statement["Effect"] for statement in statements if applies(statement, check)]
    return "Allow" in effects and "Deny" not in effects


def statements(document: str) -> list[Statement]:
    """Give a policy's statements."""
    found: list[Statement] = json.loads(document)["Statement"]
    return found


def applies(statement: Statement, check: Check) -> bool:
    """Say whether a statement is about what is checked; fails where it says what is not known here."""
    unknown = set(statement) - {
        "Sid",
        "Effect",
        "Action",
        "NotAction",
        "Resource",
        "NotResource",
        "Condition",
    }
    assert not unknown, f"{statement.get('Sid')} says {unknown}"
    return (
        _named(statement, "Action", check.action, fits_action)
        and _named(statement, "Resource", check.resource, fits)
        and all(
            holds(operator, key, values, dict(check.context))
            for operator, keys in statement.get("Condition", {}).items()
            for key, values in keys.items()
        )
    )


def holds(operator: str, key: str, values: Any, context: dict[str, str]) -> bool:
    """Say whether one condition holds; keys are not told apart by case, and a key that is not there fits nothing."""
    known = {name.lower(): value for name, value in context.items()}
    value = known.get(key.lower())
    wanted = listed(values)
    if operator == "Null":
        return [str(value is None).lower()] == wanted
    if operator in {"StringEquals", "Bool"}:
        return value in wanted
    if operator in {"StringLike", "ArnLike", "ArnEquals"}:
        compared = fits if operator == "StringLike" else fits_arn
        return value is not None and any(compared(one, value) for one in wanted)
    if operator == "NumericGreaterThanEquals":
        return value is not None and all(float(value) >= float(one) for one in wanted)
    if operator == "StringNotEquals":
        return value not in wanted
    raise AssertionError(f"the operator {operator} is not known here")


def _named(statement: Statement, member: str, text: str, compared: Callable[[str, str], bool]) -> bool:
    is_not = f"Not{member}" in statement
    patterns = listed(statement.get(f"Not{member}" if is_not else member))
    return any(compared(pattern, text) for pattern in patterns) is not is_not
