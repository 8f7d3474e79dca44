"""Addresses: the committed lists beside what a synth made; what would be destroyed, what is moved, what is new."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

COMMITTED = Path("tests") / "stacks" / "addresses"
"""A list for each stack, `aldeia-staging.txt`: an address a line, sorted."""
DECLARED = "stacks/moves.py"


class AddressesError(Exception):
    """Nothing can be compared; the message says why and what to do."""


@dataclass(frozen=True)
class Comparison:
    """One stack's list and its JSON."""

    stack: str
    committed: tuple[str, ...]
    made: tuple[str, ...]
    moves: tuple[tuple[str, str], ...]
    """The address before and the one now, of each `moved` block."""

    @property
    def gone(self) -> list[str]:
        """What an apply would destroy: neither made any more nor the origin of a move."""
        origins = {before for before, _ in self.moves}
        return [one for one in self.committed if one not in self.made and one not in origins]

    @property
    def new(self) -> list[str]:
        """What an apply would make: neither committed nor the target of a move."""
        targets = {now for _, now in self.moves}
        return [one for one in self.made if one not in self.committed and one not in targets]

    @property
    def moved(self) -> list[tuple[str, str]]:
        """What an apply would only give another address."""
        return [(before, now) for before, now in self.moves if before in self.committed]

    @property
    def faults(self) -> list[str]:
        """Say a sentence for each address that is gone."""
        return [f"this would destroy {address}: {self._remedy(address)}" for address in self.gone]

    def _remedy(self, address: str) -> str:
        type_ = address.partition(".")[0]
        alike = [one for one in self.new if one.partition(".")[0] == type_]
        now = alike[0] if len(alike) == 1 else f"{type_}.<its new name>"
        return (
            f'keep the name, or declare Move("{address}", "{now}") in {DECLARED}; '
            f"if it shall go, take it out of {COMMITTED.as_posix()}/{self.stack}.txt"
        )


def compare(stack: str, committed: Iterable[str], document: dict[str, Any]) -> Comparison:
    """Compare a stack's committed addresses with its cdk.tf.json."""
    made = [f"{type_}.{name}" for type_, named in document.get("resource", {}).items() for name in named]
    moves = [(move["from"], move["to"]) for move in document.get("moved", [])]
    return Comparison(stack, tuple(sorted(committed)), tuple(sorted(made)), tuple(moves))


def compare_all(
    out: Path, lists: Path, stacks: Collection[str], *, every: bool, once: Collection[str] = ()
) -> list[Comparison]:
    """Compare stacks below cdktf's output directory with their lists; those that an account has once where they were made.

    Raises AddressesError when a stack was not made, or when, of every stack, one has a list and no manifest any more.
    """
    known = {*stacks, *once}
    left_over = [path for path in sorted(lists.glob("*.txt")) if path.stem not in known] if every else []
    if left_over:
        raise AddressesError(
            f"{left_over[0]}: there is no manifest of {left_over[0].stem}; take the list away once it is destroyed"
        )
    there = [name for name in once if every and _json_of(out, name).is_file()]
    return [compare(name, _listed(lists / f"{name}.txt"), _made(out, name)) for name in (*stacks, *there)]


def _json_of(out: Path, stack: str) -> Path:
    return out / "stacks" / stack / "cdk.tf.json"


def _made(out: Path, stack: str) -> dict[str, Any]:
    path = _json_of(out, stack)
    try:
        document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise AddressesError(f"{path}: there is no such JSON; run make synth first") from None
    return document


def _listed(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split() if path.exists() else []


def as_text(comparisons: Iterable[Comparison]) -> str:
    """Give a line for each stack, and one for each address that differs where there is a list."""
    lines = []
    for one in comparisons:
        if not one.committed and not one.moves:
            lines.append(
                f"{one.stack}: {len(one.made)} addresses, and no list of them; make snapshots writes it"
            )
            continue
        differ = [
            *one.faults,
            *(f"{now}: moved, was {before}" for before, now in one.moved),
            *(f"{address}: new; make snapshots adds it to the list" for address in one.new),
        ]
        lines.append(f"{one.stack}: {len(one.made)} addresses{'' if differ else ', as committed'}")
        lines += [f"{one.stack}: {line}" for line in differ]
    return "\n".join(lines)


def as_json(comparisons: Iterable[Comparison]) -> str:
    """Give for each stack what is gone, moved and new."""
    document = {
        one.stack: {
            "gone": one.gone,
            "moved": [{"from": before, "to": now} for before, now in one.moved],
            "new": one.new,
        }
        for one in comparisons
    }
    return json.dumps(document, indent=2)
