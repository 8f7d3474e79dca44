"""A role that a CI run may take names its audience and its repository, with branch or environment."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aldeia.generated.stack import Resource
from aldeia.generated.statements import Statement, actions, allows, condition, principals, sid, statements
from policies.rule import Rule

_GITHUB = "token.actions.githubusercontent.com"
_AUDIENCE = "sts.amazonaws.com"
_ACTIONS = {"sts:AssumeRole", "sts:AssumeRoleWithWebIdentity"}
# One repository, and in it one branch, one environment, or pull requests: no star anywhere.
_SUBJECT = re.compile(r"repo:[\w.-]+/[\w.-]+:(ref:refs/heads/[\w./-]+|environment:[\w.-]+|pull_request)")


def faults(role: Resource) -> Iterator[str]:
    """Judge the statements that let a federated principal in."""
    for statement in filter(allows, statements(role.get("assume_role_policy")) or []):
        if any(kind in {"*", "AWS"} and "*" in name for kind, name in principals(statement)):
            yield f"{sid(statement)} lets anybody take the role"
        if not set(actions(statement)) <= _ACTIONS:
            yield f"{sid(statement)} allows more than taking the role"
        if any(kind == "Federated" for kind, _ in principals(statement)):
            yield from _federated(statement)


def _federated(statement: Statement) -> Iterator[str]:
    if condition(statement, f"{_GITHUB}:aud", "StringEquals") != [_AUDIENCE]:
        yield f"{sid(statement)} does not ask for the audience {_AUDIENCE}"
    subjects = condition(statement, f"{_GITHUB}:sub", "StringEquals")
    if not subjects:
        yield f"{sid(statement)} does not say which repository"
    for subject in subjects:
        if not _SUBJECT.fullmatch(subject):
            yield f"{sid(statement)} lets {subject} take the role, which is not one branch, environment or pull request"


RULE = Rule(
    id="CKV2_ALDEIA_23",
    title="A role's trust names who may take it",
    severity="critical",
    types=("aws_iam_role",),
    faults=faults,
)
