"""Checkout: where the manifests of a project lie, and what to say where they do not."""

from __future__ import annotations

import re
from pathlib import Path

from aldeia.files import why

ENVIRONMENTS = Path("envs")
"""Where the manifests of a project lie, one `<environment>.yaml` each."""


class NoManifestsError(Exception):
    """There is nothing to work on."""

    def __init__(self, got: str, fix: str) -> None:
        super().__init__(f"{got}; {fix}")
        self.got, self.fix = got, fix


def manifest_paths(directory: Path = ENVIRONMENTS) -> list[Path]:
    """List a directory's manifests by name; raises NoManifestsError when there is none."""
    if not directory.is_dir():
        raise NoManifestsError("there is no such directory here", _where_to_go(directory))
    try:
        # A name that starts with a dot is an editor's lock file, not a manifest.
        paths = sorted(path for path in directory.iterdir() if re.fullmatch(r"[^.].*\.ya?ml", path.name))
    except OSError as error:
        raise NoManifestsError(f"cannot be read: {why(error)}", "check its permissions") from error
    if not paths:
        raise NoManifestsError("no manifest (*.yaml) is there", "add one, as envs/staging.yaml")
    return paths


def _where_to_go(directory: Path) -> str:
    """Name the directory above that has it: people are where Terraform was run."""
    above = next((parent for parent in Path.cwd().parents if (parent / directory).is_dir()), None)
    return f"run this in {above or 'a checkout of the data tier, which has it'}"
