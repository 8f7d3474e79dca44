"""Loader: manifests from files, checked whole, or every problem of all of them at once."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from aldeia.checkout import ENVIRONMENTS as ENVIRONMENTS  # noqa: PLC0414  # exported: whoever loads asks here where from
from aldeia.checkout import NoManifestsError, manifest_paths
from aldeia.manifest.extends import Reading, read_extended
from aldeia.manifest.misnamed import problem_of_name
from aldeia.manifest.problem import ManifestError, Place, Problem, each_once
from aldeia.manifest.rules import problems_between, problems_of, problems_of_part
from aldeia.manifest.shape import manifest_of
from aldeia.manifest.silencing import problems_of_silences
from aldeia.manifest.waiving import judge

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aldeia.manifest.environment import Manifest
    from aldeia.manifest.waiving import Waived
    from aldeia.manifest.yaml_file import YamlFile

    Loaded = tuple[YamlFile, Manifest]
    """A manifest, and the file that knows where each of its values stands."""


@dataclass(frozen=True)
class Checked:
    """What was read, and what is to be said of it."""

    loaded: list[Loaded]
    """Those that have their shape, in the order of the files."""
    problems: list[Problem]
    """Errors and warnings, in the order of the files."""
    waived: list[Waived]
    """Problems that a manifest's own waivers let be."""

    @property
    def manifests(self) -> list[Manifest]:
        return [manifest for _, manifest in self.loaded]

    @property
    def errors(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.severity == "error"]


def check(paths: Iterable[Path]) -> Checked:
    """Read manifests and check them one by one and together; whatever is wrong is in the answer."""
    reading = Reading(_shown)
    files = [read_extended(path, reading) for path in paths]
    waived: list[Waived] = []
    loaded = [(file, manifest) for file in files if (manifest := _manifest(file, waived)) is not None]
    misnamed = {file.name: problem for file in files if (problem := problem_of_name(file)) is not None}
    problems = [*(problem for file in files for problem in file.problems), *misnamed.values()]
    # Of two that share something, the one that is not its file's is the copy.
    originals_first = sorted(loaded, key=lambda one: one[0].name in misnamed)
    between = [
        problem
        for problem in problems_between(originals_first)
        if problem.setting != "environment" or problem.place.file not in misnamed
    ]
    return Checked(loaded, each_once(problems + between), waived)


def check_directory(directory: Path = ENVIRONMENTS, only: str | None = None) -> Checked:
    """Check every manifest of a directory, and give them all or the one environment that is asked for.

    All are checked in any case: a fault between two environments is a fault of both. Raises ManifestError when the
    directory has no manifest, or has none of that environment although nothing is wrong.
    """
    checked = check(manifest_files(directory))
    if not only or checked.errors:
        return checked
    return replace(checked, loaded=[named(checked.loaded, only, directory)])


def load(paths: Iterable[Path]) -> list[Manifest]:
    """Give manifests that have no error; raises ManifestError with every problem found when one has."""
    return [manifest for _, manifest in load_with_places(paths)]


def load_with_places(paths: Iterable[Path]) -> list[Loaded]:
    """Read manifests as `load` does, and give each with the file that knows where its values stand."""
    return _without_errors(check(paths)).loaded


def load_directory(directory: Path = ENVIRONMENTS, only: str | None = None) -> list[Manifest]:
    """Give a directory's manifests, or the one environment that is asked for; raises as `load` and `check_directory`."""
    return _without_errors(check_directory(directory, only)).manifests


def named(loaded: list[Loaded], environment: str, directory: Path = ENVIRONMENTS) -> Loaded:
    """Give the manifest of one environment; raises ManifestError with the names there are when it is not there."""
    for file, manifest in loaded:
        if manifest.environment == environment:
            return file, manifest
    names = ", ".join(sorted(manifest.environment for _, manifest in loaded))
    got = f"there is no environment {environment}"
    raise ManifestError([Problem(Place(_shown(directory), 0), "", got, fix=f"there is: {names}")])


def _without_errors(checked: Checked) -> Checked:
    if checked.errors:
        raise ManifestError(checked.problems)
    return checked


def manifest_files(directory: Path = ENVIRONMENTS) -> list[Path]:
    """List a directory's manifests by name; raises ManifestError when there is none."""
    try:
        return manifest_paths(directory)
    except NoManifestsError as error:
        raise ManifestError([Problem(Place(_shown(directory), 0), "", error.got, fix=error.fix)]) from error


def _manifest(file: YamlFile, waived: list[Waived]) -> Manifest | None:
    if file.values is None:
        return None
    told = len(file.problems)
    manifest = manifest_of(file)
    if manifest is None:
        from aldeia.manifest.partial import partial_manifest  # noqa: PLC0415  # needed for faulty manifests alone

        part = partial_manifest(file.values)
        judged = judge(part, problems_of_part(part, file), file, whole=False)
    else:
        judged = judge(manifest, problems_of(manifest, file), file)
        file.problems.extend(problems_of_silences(manifest, file))
    file.problems.extend(judged.problems)
    waived.extend(judged.waived)
    # A base's value may be a fault in what extends it alone.
    file.problems[told:] = [
        replace(problem, extended_by=() if problem.place.file == file.name else (file.name,))
        for problem in file.problems[told:]
    ]
    return manifest


def _shown(path: Path) -> str:
    """Give a path as the user would type it: relative to where they are, when it is below."""
    try:
        # Not Path.resolve: it follows links, to names that the user never typed, or in a circle.
        return str(Path(os.path.abspath(path)).relative_to(Path.cwd()))  # noqa: PTH100  # pathlib has no equal
    except ValueError:
        return str(path)
