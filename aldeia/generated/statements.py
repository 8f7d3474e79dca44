"""Statements: what IAM, key and resource policies say, read from the JSON text that Terraform is given."""

from __future__ import annotations

import json
import re
from typing import Any

Statement = dict[str, Any]
_REFERENCE = re.compile(r"\$\{[^{}]*\}")


class UnreadableError(ValueError):
    """The text is no policy document."""


def statements(text: object) -> list[Statement] | None:
    """Give a policy's statements; None where it is a reference alone, or several in a plan, whose value nobody knows yet.

    Raises UnreadableError for anything else that is not a policy.
    """
    parts = text if isinstance(text, list) and text else [text]
    if all(isinstance(part, str) and _REFERENCE.fullmatch(part) for part in parts):
        return None
    try:
        found = json.loads(text if isinstance(text, str) else "")["Statement"]
    except (ValueError, KeyError, TypeError):
        raise UnreadableError("there is no policy that could be read") from None
    return [found] if isinstance(found, dict) else list(found)


def listed(value: object) -> list[str]:
    """Give a list of texts, which a policy may write without a list when it is one."""
    if value is None:
        return []
    return [str(member) for member in value] if isinstance(value, list) else [str(value)]


def principals(statement: Statement) -> list[tuple[str, str]]:
    """Give kind and name of each principal: `("Service", "rds.amazonaws.com")`; `("*", "*")` is everybody."""
    principal = statement.get("Principal")
    if isinstance(principal, dict):
        return [(kind, name) for kind, names in principal.items() for name in listed(names)]
    return [("*", name) for name in listed(principal)]


def services(statement: Statement) -> list[str]:
    """Give the services among the principals."""
    return [name for kind, name in principals(statement) if kind == "Service"]


def allows(statement: Statement) -> bool:
    return statement.get("Effect") == "Allow"


def actions(statement: Statement) -> list[str]:
    return listed(statement.get("Action"))


def sid(statement: Statement) -> str:
    """Name a statement for people."""
    return str(statement.get("Sid") or "a statement without Sid")


def condition(statement: Statement, key: str, *operators: str) -> list[str]:
    """Give the values that a condition asks of a key, by these operators; keys are not told apart by case."""
    found: list[str] = []
    for operator, keys in (statement.get("Condition") or {}).items():
        if operator in operators and isinstance(keys, dict):
            for name, values in keys.items():
                if name.lower() == key.lower():
                    found += listed(values)
    return found
