"""Small stacks for the rules: a few resources each, written as Terraform JSON."""

from __future__ import annotations

import json
from typing import Any

Document = dict[str, Any]
Verdicts = dict[str, list[str]]
"""By address, what a rule says of a resource; nothing where it passes."""
Examples = dict[str, tuple[Document, Verdicts]]
"""By the rule's id, a stack and what is said of it."""
ACCOUNT = "${data.aws_caller_identity.current.account_id}"


def stack(environment: str = "staging", *, blocks: Document | None = None, **resources: Document) -> Document:
    """A document: types and their resources, and other blocks."""
    provider = {"aws": [{"default_tags": [{"tags": {"Environment": environment}}]}]}
    return {"provider": provider, "resource": resources} | (blocks or {})


def policy(*statements: Document) -> str:
    """A policy's text; what a statement does not say is said for it."""
    usual = {"Sid": "One", "Effect": "Allow", "Resource": "*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [usual | one for one in statements]})


def root(actions: list[str], **condition: Document) -> Document:
    """A statement for the account's own principals."""
    principal = {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}
    return {"Principal": principal, "Action": actions} | ({"Condition": condition} if condition else {})


def service(name: str, actions: str | list[str], **condition: Document) -> Document:
    """A statement for a service."""
    return {"Principal": {"Service": name}, "Action": actions} | (
        {"Condition": condition} if condition else {}
    )


OURS = {"StringEquals": {"aws:SourceAccount": ACCOUNT}}
