"""Stack: a Terraform JSON document as its resources, and who refers to whom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

_EXPRESSION = re.compile(r"\$\{(.*?)\}")
_REFERENCE = re.compile(r"\b((?:data\.)?aws_[a-z0-9_]+\.[A-Za-z_][A-Za-z0-9_-]*)")
_KINDS = ("resource", "data", "ephemeral")


@dataclass(frozen=True)
class Resource:
    """One block: a resource, a data source, or another block that may hold a value."""

    address: str
    type: str
    values: dict[str, Any] = field(hash=False)
    stack: Stack = field(repr=False, hash=False, compare=False)

    def get(self, name: str) -> Any:
        return self.values.get(name)

    def is_true(self, name: str) -> bool:
        """Say whether an argument is written as true, which in some of the provider's schemas is a string."""
        return self.values.get(name) in (True, "true")

    def is_false(self, name: str) -> bool:
        """Say whether an argument is absent or written as false."""
        return self.values.get(name) in (None, False, "false")

    def count(self, name: str) -> float:
        """Give a number; nothing, and what is no number, is 0."""
        value = self.values.get(name)
        return value if isinstance(value, int | float) and not isinstance(value, bool) else 0

    def one(self, name: str, type_: str) -> Resource | None:
        """Give the stack's resource of a type that an argument refers to."""
        return next(iter(self.all(name, type_)), None)

    def all(self, name: str, type_: str) -> list[Resource]:
        """Give all of the stack's resources of a type that an argument refers to."""
        return [
            found
            for address in references(self.values.get(name))
            if (found := self.stack.resources.get(address)) is not None and found.type == type_
        ]


class Stack:
    """One document."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document
        self.resources: dict[str, Resource] = {
            address: Resource(address, type_, values, self)
            for address, type_, values in _blocks(document.get("resource", {}), "")
        }

    def of(self, *types: str) -> list[Resource]:
        """Give all resources of some types."""
        return [resource for resource in self.resources.values() if resource.type in types]

    def blocks(self) -> Iterator[Resource]:
        """Give every block of every kind: also data sources, providers, outputs, variables, locals."""
        yield from self.resources.values()
        for kind in ("data", "ephemeral"):
            for address, type_, values in _blocks(self.document.get(kind, {}), f"{kind}."):
                yield Resource(address, type_, values, self)
        for kind, members in self.document.items():
            if kind not in {*_KINDS, "//", "terraform"} and isinstance(members, dict):
                for name, values in members.items():
                    yield Resource(f"{kind}.{name}", kind, {"value": values}, self)

    @property
    def is_protected(self) -> bool:
        """Say whether this environment is to survive a mistake: production, and any that protects some resource."""
        if any(_protected(resource) for resource in self.resources.values()):
            return True
        return self.environment.startswith("prod")

    @property
    def is_plan(self) -> bool:
        """Say whether it was made of a plan, which knows neither lifecycle nor backend (aldeia.scan.plan)."""
        return "plan" in self.document.get("//", {})

    @property
    def environment(self) -> str:
        """The environment's name, from the provider's default tags; empty where there is none."""
        try:
            return str(self.document["provider"]["aws"][0]["default_tags"][0]["tags"]["Environment"])
        except (KeyError, IndexError, TypeError):
            return ""


def references(value: object) -> list[str]:
    """Give the addresses that a value's expressions name, in order and each once."""
    found: dict[str, None] = {}
    for text in strings(value):
        for expression in _EXPRESSION.findall(text):
            found.update(dict.fromkeys(_REFERENCE.findall(expression)))
    return list(found)


def strings(value: object) -> Iterator[str]:
    """Give every text in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for member in value.values():
            yield from strings(member)
    elif isinstance(value, list):
        for member in value:
            yield from strings(member)


def blocks_of(value: object) -> list[dict[str, Any]]:
    """Give nested blocks, of which one alone may be written without a list."""
    members = value if isinstance(value, list) else [value]
    return [member for member in members if isinstance(member, dict)]


def lifecycle(resource: Resource) -> dict[str, Any]:
    """Give the lifecycle block, or an empty one."""
    return next(iter(blocks_of(resource.get("lifecycle"))), {})


def _protected(resource: Resource) -> bool:
    return lifecycle(resource).get("prevent_destroy") is True


def _blocks(kinds: object, prefix: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    if not isinstance(kinds, dict):
        return
    for type_, members in kinds.items():
        if isinstance(members, dict):
            for name, values in members.items():
                if isinstance(values, dict):
                    yield f"{prefix}{type_}.{name}", type_, values
