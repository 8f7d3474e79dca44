"""Policies: whether a policy document lets in more than the one before it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from fnmatch import fnmatchcase
from itertools import product
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

# Operators that let in more when values are added; with any other, only the same values are known to let in no more.
_NARROWED_BY_FEWER = ("StringEquals", "StringLike", "ArnEquals", "ArnLike", "IpAddress", "NumericEquals")


@dataclass(frozen=True)
class _Grant:
    """One principal, one action, one resource, under conditions."""

    principal: str
    action: str
    resource: str
    conditions: frozenset[tuple[str, str, frozenset[str]]]
    inverted: frozenset[str]
    """Which of the three came from a NotPrincipal, NotAction or NotResource."""

    def covers(self, other: _Grant) -> bool:
        """Say whether everything that the other allows is allowed here."""
        if self.inverted != other.inverted:
            return False
        if self.inverted:
            return self == other
        return (
            fnmatchcase(other.action, self.action)
            and fnmatchcase(other.resource, self.resource)
            and self.principal in {"*", other.principal}
            and all(_met(condition, other.conditions) for condition in self.conditions)
        )


def widened(before: str | None, after: str | None) -> bool:
    """Say whether the second policy allows something that the first did not, or denies less.

    Raises ValueError when one of them is no policy document.
    """
    old, new = (list(_grants(text)) for text in (before, after))
    allowed = [grant for effect, grant in old if effect == "Allow"]
    denied = [grant for effect, grant in new if effect == "Deny"]
    return any(
        not any(one.covers(grant) for one in allowed) for effect, grant in new if effect == "Allow"
    ) or any(not any(one.covers(grant) for one in denied) for effect, grant in old if effect == "Deny")


def changed_statements(before: str | None, after: str | None) -> tuple[list[str], list[str], list[str]]:
    """Name the statements that are added, changed and removed, by their Sid or their place.

    Raises ValueError when one of them is no policy document.
    """
    old, new = (_named(text) for text in (before, after))
    return (
        sorted(new.keys() - old.keys()),
        sorted(name for name in old.keys() & new.keys() if old[name] != new[name]),
        sorted(old.keys() - new.keys()),
    )


def _met(
    condition: tuple[str, str, frozenset[str]], others: frozenset[tuple[str, str, frozenset[str]]]
) -> bool:
    operator, key, values = condition
    for other_operator, other_key, other_values in others:
        if (operator, key) == (other_operator, other_key):
            return other_values <= values if operator in _NARROWED_BY_FEWER else other_values == values
    return False


def _statements(text: str | None) -> list[dict[str, Any]]:
    if not text:
        return []
    document = json.loads(text)
    statements = document.get("Statement", []) if isinstance(document, dict) else None
    statements = [statements] if isinstance(statements, dict) else statements
    if not isinstance(statements, list) or not all(isinstance(one, dict) for one in statements):
        raise ValueError("no policy document")
    return statements


def _named(text: str | None) -> dict[str, dict[str, Any]]:
    return {str(one.get("Sid") or f"statement {i}"): one for i, one in enumerate(_statements(text), start=1)}


def _grants(text: str | None) -> Iterator[tuple[str, _Grant]]:
    for statement in _statements(text):
        inverted = frozenset(
            part for part in ("Principal", "Action", "Resource") if f"Not{part}" in statement
        )
        principals = _principals(statement.get("NotPrincipal", statement.get("Principal", "*")))
        actions = [action.lower() for action in _list(statement.get("NotAction", statement.get("Action")))]
        resources = _list(statement.get("NotResource", statement.get("Resource", "*")))
        # "All but these" is compared as a whole: one exception less is a right more.
        principals, actions, resources = (
            ["\n".join(sorted(names))] if part in inverted else names
            for part, names in (("Principal", principals), ("Action", actions), ("Resource", resources))
        )
        conditions = frozenset(
            (operator, key.lower(), frozenset(_list(values)))
            for operator, keys in (statement.get("Condition") or {}).items()
            for key, values in keys.items()
        )
        for principal, action, resource in product(principals, actions, resources):
            yield (
                str(statement.get("Effect")),
                _Grant(principal, action, resource, conditions, inverted),
            )


def _principals(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [
            f"{kind}:{one}" if one != "*" else "*" for kind, names in value.items() for one in _list(names)
        ]
    return _list(value)


def _list(value: Any) -> list[str]:
    if isinstance(value, list):
        return [_text(one) for one in value]
    return [] if value is None else [_text(value)]


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
