"""Statements: what IAM, key and resource policies say, read from the JSON text that Terraform is given.

Names and their patterns are compared here and nowhere else, as the IAM user guide has it: JSON policy elements Action
(letters of either case), Resource (`*` may run past a colon) and Condition operators (an ARN part by part).
"""

from __future__ import annotations

import json
import re
from functools import cache
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
    return [_text(member) for member in value] if isinstance(value, list) else [_text(value)]


def _text(value: object) -> str:
    """Write a value as IAM compares it: what is true in JSON is `true`."""
    return str(value).lower() if isinstance(value, bool) else str(value)


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


def fits(pattern: str, text: str) -> bool:
    """Say whether a text, such as a resource, fits a pattern: `*` is any letters or none, `?` is one."""
    return _compiled(pattern, one=".").fullmatch(text) is not None


def fits_action(pattern: str, action: str) -> bool:
    """Say whether an action fits a pattern; actions are not told apart by case."""
    return fits(pattern.lower(), action.lower())


def fits_arn(pattern: str, arn: str) -> bool:
    """Say whether an ARN fits a pattern of ArnLike or ArnEquals: each of its six parts on its own, or `*` as a whole."""
    wanted, parts = pattern.split(":", 5), arn.split(":", 5)
    return pattern == "*" or (len(wanted) == len(parts) and all(map(fits, wanted, parts)))


def covers(pattern: str, other: str) -> bool:
    """Say whether all that fits another pattern fits this one; in doubt not, as with `*?`, which `?*` is the same as."""
    return _compiled(pattern, one="[^*]").fullmatch(other) is not None


@cache
def _compiled(pattern: str, one: str) -> re.Pattern[str]:
    parts = re.split(r"([*?])", pattern)
    return re.compile("".join({"*": ".*", "?": one}.get(part, re.escape(part)) for part in parts), re.DOTALL)
