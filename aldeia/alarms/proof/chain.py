"""Chain: the links from a metric to a person, walked until one is broken."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass


class BrokenLinkError(Exception):
    """A link does not hold; the message says what is wrong and what to do."""


@dataclass(frozen=True)
class Link:
    """One link: what was looked at, and what is there or what is wrong."""

    step: str
    says: str
    broken: bool = False


@dataclass(frozen=True)
class Chain:
    """The links of one alarm, event subscription or store, up to the first that is broken."""

    name: str
    """In AWS: the alarm's name."""
    address: str
    """In Terraform; empty where there is nothing."""
    links: tuple[Link, ...]

    @property
    def is_broken(self) -> bool:
        return self.links[-1].broken


Step = tuple[str, Callable[[], str]]
"""A link's name, and what looks at it: it gives what is there, or raises BrokenLinkError."""
Steps = Iterable[Step]


def walk(name: str, address: str, steps: Steps) -> Chain:
    """Look at one link after the other, until one is broken."""
    links: list[Link] = []
    for step, look in steps:
        try:
            links.append(Link(step, look()))
        except BrokenLinkError as broken:
            links.append(Link(step, str(broken), broken=True))
            break
    return Chain(name, address, tuple(links))
