"""Permissions: whether a resource's policy lets a service do something, with its conditions.

IAM user guide, Policy evaluation logic and IAM JSON policy elements: Condition operators. What is known only after an
apply, such as the account's number, is compared by the expression that stands for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from aldeia.generated.statements import (
    Statement,
    UnreadableError,
    actions,
    allows,
    fits,
    fits_action,
    fits_arn,
    listed,
    principals,
    sid,
    statements,
)  # fmt: skip


@dataclass(frozen=True)
class Request:
    """What a service asks for itself, with the keys of the request that conditions may look at."""

    service: str
    action: str
    resource: str
    context: Mapping[str, str] = field(hash=False)

    def __str__(self) -> str:
        return f"{self.service} {self.action}"


def refused(policy: object, request: Request) -> str | None:
    """Say why a policy does not allow a request; None where it does."""
    try:
        found = statements(policy)
    except UnreadableError as error:
        return str(error)
    if found is None:
        return "the policy is known only after an apply, so nothing can be proved of it"
    about = [statement for statement in found if _is_about(statement, request)]
    for statement in about:
        if not allows(statement) and not any(_unmet(statement, request)):
            return f"{sid(statement)} denies it"
    reasons = [list(_unmet(statement, request)) for statement in about if allows(statement)]
    if not reasons:
        return f"no statement lets {request}"
    return min(reasons, key=len)[0] if all(reasons) else None


def _is_about(statement: Statement, request: Request) -> bool:
    by = ("*", "*") in principals(statement) or ("AWS", "*") in principals(statement)
    return (
        (by or ("Service", request.service) in principals(statement))
        and any(fits_action(pattern, request.action) for pattern in actions(statement))
        and any(fits(pattern, request.resource) for pattern in listed(statement.get("Resource")))
    )


def _unmet(statement: Statement, request: Request) -> Iterator[str]:
    """Say which conditions the request does not meet."""
    context = {key.lower(): value for key, value in request.context.items()}
    for operator, keys in (statement.get("Condition") or {}).items():
        for key, wanted in keys.items():
            has = context.get(key.lower())
            if not _met(operator, listed(wanted), has):
                told = f"is {has}" if has is not None else "is not told by the service"
                yield f"{sid(statement)} asks for {operator} {key} {' or '.join(listed(wanted))}, which {told}"


def _met(operator: str, wanted: list[str], has: str | None) -> bool:
    name = operator.removesuffix("IfExists")
    if has is None:
        return operator != name or "Not" in name
    positive = name.replace("Not", "")
    if positive in {"StringEquals", "Bool"}:
        matches = has in wanted
    elif positive == "StringEqualsIgnoreCase":
        matches = has.lower() in {one.lower() for one in wanted}
    elif positive == "StringLike":
        matches = any(fits(pattern, has) for pattern in wanted)
    elif positive in {"ArnLike", "ArnEquals"}:
        matches = any(fits_arn(pattern, has) for pattern in wanted)
    else:
        return False  # an operator that is not known here lets nothing through
    return matches is ("Not" not in name)
