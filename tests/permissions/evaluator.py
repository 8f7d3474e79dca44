"""Evaluator: whether policies allow a check, as IAM decides it for one account: a denial wins, and silence denies.

What our policies use is known here: Action and NotAction, Resource and NotResource with `*` and `?`, and the condition
operators below; anything else fails rather than passes.
"""

from __future__ import annotations

import fnmatch
import json
import re
from collections.abc import Iterable
from typing import Any

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
        _named(statement, "Action", check.action.lower(), lower=True)
        and _named(statement, "Resource", check.resource)
        and all(
            holds(operator, key, values, dict(check.context))
            for operator, keys in statement.get("Condition", {}).items()
            for key, values in keys.items()
        )
    )


def matches(pattern: str, text: str) -> bool:
    """Say whether a text fits a pattern, in which brackets mean nothing."""
    return fnmatch.fnmatchcase(text, re.sub(r"\[", "[[]", pattern))


def holds(operator: str, key: str, values: Any, context: dict[str, str]) -> bool:
    """Say whether one condition holds; keys are not told apart by case, and a key that is not there fits nothing."""
    known = {name.lower(): value for name, value in context.items()}
    value = known.get(key.lower())
    wanted = [str(one) for one in (values if isinstance(values, list) else [values])]
    if operator == "Null":
        return [str(value is None).lower()] == wanted
    if operator in {"StringEquals", "Bool", "ArnEquals"} and not any(set("*?") & set(one) for one in wanted):
        return value in wanted
    if operator in {"StringLike", "ArnLike", "ArnEquals"}:
        return value is not None and any(matches(one, value) for one in wanted)
    if operator == "NumericGreaterThanEquals":
        return value is not None and all(float(value) >= float(one) for one in wanted)
    if operator == "StringNotEquals":
        return value not in wanted
    raise AssertionError(f"the operator {operator} is not known here")


def _named(statement: Statement, member: str, text: str, *, lower: bool = False) -> bool:
    is_not = f"Not{member}" in statement
    patterns = statement.get(f"Not{member}" if is_not else member, [])
    found = any(
        matches(pattern.lower() if lower else pattern, text)
        for pattern in (patterns if isinstance(patterns, list) else [patterns])
    )
    return found is not is_not
