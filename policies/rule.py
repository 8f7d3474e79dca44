"""Rule: one thing that must hold of certain resources, and what is wrong where it does not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from aldeia.generated.stack import Resource, Stack
from aldeia.generated.statements import UnreadableError

Severity = Literal["critical", "high", "medium", "low"]


@dataclass(frozen=True)
class Rule:
    """A check of ours; `faults` gives a sentence for each thing that is wrong with a resource."""

    id: str
    title: str
    severity: Severity
    types: tuple[str, ...]
    """The types of resources it judges; `*` is every block."""
    faults: Callable[[Resource], Iterator[str]]

    def judge(self, stack: Stack) -> dict[str, list[str]]:
        """Judge a stack: the faults of each resource of the rule's types, an empty list where it holds."""
        subjects = stack.blocks() if self.types == ("*",) else stack.of(*self.types)
        return {resource.address: list(_told(self, resource)) for resource in subjects}


def _told(rule: Rule, resource: Resource) -> Iterator[str]:
    try:
        yield from rule.faults(resource)
    except UnreadableError as error:
        yield str(error)
