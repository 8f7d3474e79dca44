"""Loader: manifests from files, checked whole, or every problem of all of them at once."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from aldeia.manifest.problem import ManifestError, Place, Problem
from aldeia.manifest.rules import problems_between, problems_of, problems_of_part
from aldeia.manifest.shape import manifest_of
from aldeia.manifest.yaml_file import YamlFile, read

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aldeia.manifest.environment import Manifest

ENVIRONMENTS = Path("envs")
"""Where the manifests of a project lie, one `<environment>.yaml` each."""


def load(paths: Iterable[Path]) -> list[Manifest]:
    """Read manifests and check them one by one and together; raises ManifestError with every problem found."""
    files = [read(path, _shown(path)) for path in paths]
    loaded = [(file, manifest) for file in files if (manifest := _manifest(file)) is not None]
    problems = [problem for file in files for problem in file.problems]
    problems += problems_between(loaded)
    if problems:
        raise ManifestError(sorted(problems, key=lambda problem: problem.place))
    return [manifest for _, manifest in loaded]


def load_directory(directory: Path = ENVIRONMENTS, only: str | None = None) -> list[Manifest]:
    """Read every manifest of a directory, and give them all or the one environment that is asked for.

    All are checked in any case: a fault between two environments is a fault of both.
    """
    manifests = load(manifest_files(directory))
    if not only:
        return manifests
    chosen = [manifest for manifest in manifests if manifest.environment == only]
    if not chosen:
        names = ", ".join(sorted(manifest.environment for manifest in manifests))
        raise ManifestError(
            [
                Problem(
                    Place(_shown(directory), 0),
                    "",
                    f"there is no environment {only}",
                    fix=f"there is: {names}",
                )
            ]
        )
    return chosen


def manifest_files(directory: Path = ENVIRONMENTS) -> list[Path]:
    """List a directory's manifests by name; raises ManifestError when there is none."""
    if not directory.is_dir():
        fix = "run this where the manifests' directory is, as envs/"
        raise ManifestError([Problem(Place(_shown(directory), 0), "", "there is no such directory", fix=fix)])
    try:
        # A name that starts with a dot is an editor's lock file, not a manifest.
        paths = sorted(path for path in directory.iterdir() if re.fullmatch(r"[^.].*\.ya?ml", path.name))
    except OSError as error:
        got = f"cannot be read: {(error.strerror or 'unknown error').lower()}"
        raise ManifestError(
            [Problem(Place(_shown(directory), 0), "", got, fix="check its permissions")]
        ) from error
    if not paths:
        fix = "add one, as envs/staging.yaml"
        raise ManifestError(
            [Problem(Place(_shown(directory), 0), "", "no manifest (*.yaml) is there", fix=fix)]
        )
    return paths


def _manifest(file: YamlFile) -> Manifest | None:
    if file.values is None:
        return None
    manifest = manifest_of(file)
    if manifest is None:
        from aldeia.manifest.partial import partial_manifest  # noqa: PLC0415  # needed for faulty manifests alone

        file.problems.extend(problems_of_part(partial_manifest(file.values), file))
    else:
        file.problems.extend(problems_of(manifest, file))
    return manifest


def _shown(path: Path) -> str:
    """Give a path as the user would type it: relative to where they are, when it is below."""
    try:
        # Not Path.resolve: it follows links, to names that the user never typed, or in a circle.
        return str(Path(os.path.abspath(path)).relative_to(Path.cwd()))  # noqa: PTH100  # pathlib has no equal
    except ValueError:
        return str(path)
