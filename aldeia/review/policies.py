"""Policies: whether a policy document lets in more than the one before it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from aldeia.generated.statements import Statement, UnreadableError, covers, listed, principals, statements

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
            covers(self.action, other.action)
            and covers(self.resource, other.resource)
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


def _statements(text: str | None) -> list[Statement]:
    """Give the statements, none where there is no policy; what cannot be read is not known to let in no more."""
    if not text:
        return []
    found = statements(text)
    if found is None or not all(isinstance(one, dict) for one in found):
        raise UnreadableError("there is no policy that could be read")
    return found


def _named(text: str | None) -> dict[str, Statement]:
    return {str(one.get("Sid") or f"statement {i}"): one for i, one in enumerate(_statements(text), start=1)}


def _grants(text: str | None) -> Iterator[tuple[str, _Grant]]:
    for statement in _statements(text):
        inverted = frozenset(
            part for part in ("Principal", "Action", "Resource") if f"Not{part}" in statement
        )
        who = _principals(statement.get("NotPrincipal", statement.get("Principal", "*")))
        actions = [action.lower() for action in listed(statement.get("NotAction", statement.get("Action")))]
        resources = listed(statement.get("NotResource", statement.get("Resource", "*")))
        # "All but these" is compared as a whole: one exception less is a right more.
        who, actions, resources = (
            ["\n".join(sorted(names))] if part in inverted else names
            for part, names in (("Principal", who), ("Action", actions), ("Resource", resources))
        )
        conditions = frozenset(
            (operator, key.lower(), frozenset(listed(values)))
            for operator, keys in (statement.get("Condition") or {}).items()
            for key, values in keys.items()
        )
        for principal, action, resource in product(who, actions, resources):
            yield (
                str(statement.get("Effect")),
                _Grant(principal, action, resource, conditions, inverted),
            )


def _principals(value: object) -> list[str]:
    """Write each principal as `AWS:<name>`; everybody is `*`, of whatever kind."""
    return [
        name if name == "*" or kind == "*" else f"{kind}:{name}"
        for kind, name in principals({"Principal": value})
    ]
