"""Touched: the environments that a change reaches, each with the files that are the reason."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from aldeia.affected.environments import environments_in
from aldeia.affected.git import Base, base_of, changes_since, lay_out
from aldeia.affected.reach import EXTENDED, LOCK, MANIFEST, kind_everywhere, locked_environment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aldeia.affected.environments import Environment
    from aldeia.affected.git import Change
    from aldeia.affected.reach import Kind


@dataclass(frozen=True)
class Reason:
    """One changed file, and what it is to the environment."""

    change: Change
    kind: Kind


@dataclass(frozen=True)
class Touched:
    """One environment that a change reaches."""

    environment: Environment
    change: str
    """added, deleted or changed; `listed` where nothing was compared."""
    reasons: tuple[Reason, ...]

    @property
    def planned(self) -> bool:
        """Say whether CI has a plan to make: what is deleted has no manifest left, and a local state is elsewhere."""
        return self.change != "deleted" and self.environment.planned_by_ci


@dataclass(frozen=True)
class Affected:
    """What a change touches, and what it leaves alone."""

    base: Base
    touched: list[Touched]
    untouched: list[str]
    notes: list[str] = field(default_factory=list)
    """What is to be said of how it was found out."""


def affected(directory: Path, revision: str) -> Affected:
    """Compare a checkout with where it left a revision; raises AffectedError when that cannot be done."""
    base = base_of(directory, revision)
    changes = changes_since(base)
    now = environments_in(directory)
    before = _environments_at(base, changes, now)
    touched = [
        one
        for name in sorted(now.keys() | before.keys())
        if (one := _touched(name, now.get(name), before.get(name), changes)) is not None
    ]
    names = {one.environment.name for one in touched}
    return Affected(base, touched, sorted(now.keys() - names))


def everything(directory: Path) -> Affected:
    """Give every environment of a checkout, as if all of them were touched."""
    touched = [Touched(one, "listed", ()) for _, one in sorted(environments_in(directory).items())]
    return Affected(Base(directory, "", "", ""), touched, [])


def _environments_at(
    base: Base, changes: list[Change], now: dict[str, Environment]
) -> dict[str, Environment]:
    """Read the manifests of the base; they are those of now when none has changed."""
    if not any(path.startswith("envs/") for change in changes for path in change.paths):
        return now
    with tempfile.TemporaryDirectory(prefix="aldeia-") as temporary:
        lay_out(base, Path(temporary), "envs")
        return environments_in(Path(temporary))


def _touched(
    name: str, now: Environment | None, before: Environment | None, changes: list[Change]
) -> Touched | None:
    files = {file for one in (now, before) if one for file in one.files}
    own = {one.files[0] for one in (now, before) if one}
    reasons = tuple(_reasons(name, files, own, changes))
    if now is None and before is not None:
        return Touched(before, "deleted", reasons)
    if now is None or (before is not None and not reasons):
        return None
    return Touched(now, "changed" if before else "added", reasons)


def _reasons(name: str, files: set[str], own: set[str], changes: list[Change]) -> Iterator[Reason]:
    for change in changes:
        kinds = [_kind(name, path, files, own) for path in change.paths]
        kind = next((one for one in kinds if one is not None), None)
        if kind is not None:
            yield Reason(change, kind)


def _kind(name: str, path: str, files: set[str], own: set[str]) -> Kind | None:
    if path in files:
        return MANIFEST if path in own else EXTENDED
    return LOCK if locked_environment(path) == name else kind_everywhere(path)


def without(found: Affected, same: set[str], note: str) -> Affected:
    """Leave out environments whose JSON is the same, unless a reason would not be seen in it."""
    kept = [
        one
        for one in found.touched
        if one.change != "changed"
        or one.environment.name not in same
        or not all(reason.kind.visible for reason in one.reasons)
    ]
    left_out = [one.environment.name for one in found.touched if one not in kept]
    notes = [*found.notes, note.format(", ".join(left_out))] if left_out else found.notes
    return replace(found, touched=kept, untouched=sorted([*found.untouched, *left_out]), notes=notes)
