"""Rule: a sentence that must hold of a manifest, how bad it is when it does not, who says so, and what to do."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from aldeia.manifest.rules.fault import Fault

Severity = Literal["error", "warning"]


class Kind(Enum):
    """Why a rule is there; the value is how a person is told."""

    REFUSED = "AWS, Terraform or the engine refuses it"
    """An error, and a waiver would not help: the apply fails, some of them half an hour in."""
    HARMFUL = "it works, and hurts"
    """An error: data, money or sleep is lost; who knows better waives it."""
    DOUBTFUL = "it works, and is seldom what was meant"
    """A warning: printed, and refused with `--strict`."""


REFUSED, HARMFUL, DOUBTFUL = Kind.REFUSED, Kind.HARMFUL, Kind.DOUBTFUL


@dataclass(frozen=True)
class Rule:
    """A check with what a person needs to know of it; calling it yields the faults of a manifest."""

    check: Callable[..., Iterator[Fault]]
    kind: Kind
    source: str
    """Where its figures come from: a page, an API model, a measurement."""
    fix: str
    """What to do in general; a fault may know better."""
    example: Mapping[str, Any]
    """Settings, by dotted path, that break it in an otherwise good manifest."""

    def __call__(self, *manifests: Any) -> Iterator[Fault]:  # one manifest, or two and the other's file
        return self.check(*manifests)

    @property
    def id(self) -> str:
        return self.check.__name__

    @property
    def sentence(self) -> str:
        """What must hold, and why."""
        return inspect.cleandoc(self.check.__doc__ or "")

    @property
    def severity(self) -> Severity:
        return "warning" if self.kind is Kind.DOUBTFUL else "error"

    @property
    def may_be_waived(self) -> bool:
        return self.kind is not Kind.REFUSED


def rule(
    kind: Kind, *, source: str, fix: str, example: Mapping[str, Any]
) -> Callable[[Callable[..., Iterator[Fault]]], Rule]:
    """Make a rule of a function that yields faults; the function's name is its id, its docstring the sentence."""
    return lambda check: Rule(check, kind, source, fix, example)
