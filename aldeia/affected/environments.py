"""Environments: what the manifests of a directory say of where each is kept, read without checking them."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aldeia.manifest.yaml_file import read

if TYPE_CHECKING:
    from pathlib import Path

MOST_FILES = 10
"""More than a chain of `extends` may have: a circle ends here, and `aldeia validate` says what is wrong with it."""


@dataclass(frozen=True)
class Environment:
    """One environment, and the files that its manifest is read from."""

    name: str
    files: tuple[str, ...]
    """Its own and those it extends, from the project's directory: `envs/staging.yaml`."""
    project: str = ""
    stage: str = ""
    region: str = ""
    backend: str = ""
    """`s3`, or `local` for a state that is a file in somebody's checkout."""

    @property
    def stack(self) -> str:
        return f"{self.project}-{self.name}"

    @property
    def planned_by_ci(self) -> bool:
        """Say whether CI can reach its state."""
        return self.backend == "s3"


def environments_in(directory: Path) -> dict[str, Environment]:
    """Give the environments of a project's envs/, by name; one that cannot be read has the name of its file."""
    envs = directory / "envs"
    if not envs.is_dir():
        return {}
    paths = sorted(path for path in envs.iterdir() if re.fullmatch(r"[^.].*\.ya?ml", path.name))
    found = [_environment(path, directory) for path in paths]
    return {environment.name: environment for environment in found}


def planned_by_ci(directory: Path) -> list[str]:
    """Name the environments whose state CI can reach."""
    return sorted(name for name, one in environments_in(directory).items() if one.planned_by_ci)


def _environment(path: Path, directory: Path) -> Environment:
    layers = list(_layers(path))
    values = [values for _, values in layers]
    files = tuple(os.path.relpath(file, directory) for file, _ in layers)
    state = [inner for inner in (one.get("state") for one in values) if isinstance(inner, dict)]
    return Environment(
        name=_first(values, "environment") or path.stem,
        files=files,
        project=_first(values, "project"),
        stage=_first(values, "stage"),
        region=_first(values, "region"),
        backend=_first(state, "backend"),
    )


def _layers(path: Path) -> list[tuple[Path, dict[str, Any]]]:
    layers: list[tuple[Path, dict[str, Any]]] = []
    while len(layers) < MOST_FILES:
        values = read(path, path.name).values or {}
        layers.append((path, values))
        extends = values.get("extends")
        if not isinstance(extends, str) or not extends:
            break
        path = path.parent / os.path.normpath(extends)
    return layers


def _first(layers: list[dict[str, Any]], key: str) -> str:
    return next((str(layer[key]) for layer in layers if layer.get(key) is not None), "")
