"""Git: what differs between a revision and the working tree, and the files as they were."""

from __future__ import annotations

import io
import os
import subprocess
import tarfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aldeia.affected import AffectedError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DEEPEN = "get the history with `git fetch --unshallow` (actions/checkout: fetch-depth: 0)"


@dataclass(frozen=True)
class Change:
    """One file that differs: `path` as it is now, or as it was when it is gone."""

    path: str
    status: str
    """added, changed, deleted, or renamed."""
    before: str = ""
    """Its path before it was renamed."""

    @property
    def paths(self) -> tuple[str, ...]:
        return (self.before, self.path) if self.before else (self.path,)


@dataclass(frozen=True)
class Base:
    """What the working tree is compared with: where its branch left the revision that was named."""

    directory: Path
    revision: str
    commit: str
    prefix: str
    """The directory within its repository: empty, or as `infrastructure/data/`."""


def base_of(directory: Path, revision: str) -> Base:
    """Find the commit at which HEAD left a revision.

    Raises AffectedError when there is no such revision, when nothing is shared with it, or when the history here is
    too short to know.
    """
    prefix = _git(directory, "rev-parse", "--show-prefix").strip()
    shallow = _git(directory, "rev-parse", "--is-shallow-repository").strip() == "true"
    named = _git(
        directory,
        "rev-parse",
        "--verify",
        "--quiet",
        "--end-of-options",
        f"{revision}^{{commit}}",
        fails=True,
    ).strip()
    if not named:
        why = "this checkout is shallow" if shallow else "git knows no commit of this name"
        fix = DEEPEN if shallow else "fetch it with `git fetch origin`, or name another, as origin/main"
        raise AffectedError(f"--base: there is no revision {revision}: {why}; {fix}")
    commit = _git(directory, "merge-base", named, "HEAD", fails=True).strip()
    if not commit:
        why = "this checkout is shallow" if shallow else "their histories are apart"
        fix = DEEPEN if shallow else "name the branch that this one left"
        raise AffectedError(f"--base: {revision} and HEAD have no commit in common: {why}; {fix}")
    return Base(directory, revision, commit, prefix)


def changes_since(base: Base) -> list[Change]:
    """List what differs from the base: committed, staged, only written, or not even known to git."""
    words = iter(
        _git(
            base.directory, "diff", "--name-status", "--find-renames", "--relative", "--no-ext-diff", "-z",
            base.commit, "--", ".",
        ).split("\0")[:-1]
    )  # fmt: skip
    changes = [_change(status[0], words) for status in words]
    others = _git(base.directory, "ls-files", "--others", "--exclude-standard", "-z")
    changes += [Change(path, "added") for path in others.split("\0") if path]
    return sorted(changes, key=lambda change: change.path)


def _change(status: str, words: Iterator[str]) -> Change:
    first = next(words)
    if status in "RC":
        second = next(words)
        return Change(second, "renamed", first) if status == "R" else Change(second, "added")
    return Change(first, {"A": "added", "D": "deleted"}.get(status, "changed"))


def lay_out(base: Base, directory: Path, *parts: str) -> None:
    """Write files as they were at the base into a directory: all of them, or some that may be missing."""
    tree = f"{base.commit}:{base.prefix}"
    there = _git(base.directory, "ls-tree", "--name-only", "-z", "--full-tree", tree).split("\0")
    wanted = [part for part in parts if part in there]
    if parts and not wanted:
        return
    # From the top: git refuses to make an archive in a directory that the tree does not have.
    top = base.directory / _git(base.directory, "rev-parse", "--show-cdup").strip()
    archive = _run(top, "archive", "--format=tar", tree, *wanted).stdout
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        files.extractall(directory, filter="data")


def _git(directory: Path, *words: str, fails: bool = False) -> str:
    """Run git; with `fails`, a fault gives an empty text."""
    done = _run(directory, *words, fails=fails)
    return "" if done.returncode else os.fsdecode(done.stdout)


def _run(directory: Path, *words: str, fails: bool = False) -> subprocess.CompletedProcess[bytes]:
    try:
        done = subprocess.run(  # git, with arguments that are no options
            ["git", *words],  # noqa: S607  # the one on the PATH, as everywhere
            cwd=directory,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError as error:
        raise AffectedError("there is no git on the PATH: install it, or run this where it is") from error
    if done.returncode and not fails:
        said = os.fsdecode(done.stderr).strip().removeprefix("fatal: ").splitlines() or ["nothing"]
        raise AffectedError(f"git {words[0]}: {said[0]}; run this in a clone of the project")
    return done
