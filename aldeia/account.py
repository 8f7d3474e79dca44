"""Account: the manifest of what an AWS account has once, read and held against those of its environments."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aldeia.checkout import ENVIRONMENTS
from aldeia.manifest.bootstrap import Bootstrap
from aldeia.manifest.loader import load_directory
from aldeia.manifest.problem import ManifestError, Problem
from aldeia.manifest.shape import section_of
from aldeia.manifest.yaml_file import read
from aldeia.naming import AccountNames, names_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aldeia.manifest.environment import Manifest
    from aldeia.manifest.yaml_file import YamlFile

FILE = Path("account") / "bootstrap.yaml"
"""Where it stands, below the environments' directory."""


@dataclass(frozen=True)
class Account:
    """The account's manifest and those of its environments, which agree."""

    bootstrap: Bootstrap
    environments: list[Manifest]

    @property
    def bucket(self) -> str:
        """The bucket that all of the environments name."""
        return str(self.environments[0].state.bucket)

    @property
    def region(self) -> str:
        """The bucket's region."""
        return str(self.environments[0].state.region)


def load_account(directory: Path = ENVIRONMENTS) -> Account:
    """Read the account's manifest and its environments'; raises ManifestError with every problem found."""
    manifests = {manifest.environment: manifest for manifest in load_directory(directory)}
    file = read(directory / FILE, str(directory / FILE))
    bootstrap = section_of(file, Bootstrap) if file.values is not None and not file.problems else None
    if bootstrap is not None:
        file.problems += _problems(file, bootstrap, manifests)
    if bootstrap is None or file.problems:
        raise ManifestError(sorted(file.problems, key=lambda problem: problem.place))
    return Account(bootstrap, [manifests[name] for name in sorted(bootstrap.environments)])


def _problems(file: YamlFile, bootstrap: Bootstrap, manifests: dict[str, Manifest]) -> Iterator[Problem]:
    """Say what is wrong with each environment that is named."""
    first: Manifest | None = None
    for index, name in enumerate(bootstrap.environments):
        place, setting = file.place(("environments", index)), f"environments[{index}]"
        manifest = manifests.get(name)
        if manifest is None:
            there = f"there is: {', '.join(sorted(manifests))}"
            yield Problem(place, setting, f"there is no environment {name}", fix=there)
        elif bootstrap.environments.index(name) != index:
            yield Problem(place, setting, f"{name} is named twice", fix="keep one of the two")
        else:
            for got, expected, fix in _disagreements(bootstrap, manifest, first):
                yield Problem(place, setting, got, expected, fix)
            first = first or manifest


def _disagreements(
    bootstrap: Bootstrap, manifest: Manifest, first: Manifest | None
) -> Iterator[tuple[str, str, str]]:
    """Say what an environment's manifest says otherwise: found, expected, remedy."""
    state, where = manifest.state, f"in the manifest of {manifest.environment}"
    if manifest.project != bootstrap.project:
        yield (
            f"got the project {manifest.project} {where}",
            f"expected {bootstrap.project}",
            "give both the same",
        )
    if state.backend != "s3":
        yield (
            f"got state.backend {state.backend} {where}",
            "expected s3",
            "set it to s3: CI and people share one state",
        )
        return
    boundary = names_of(manifest).ci_boundary
    if manifest.permissions_boundary != boundary:
        yield (
            f"got permissions_boundary {manifest.permissions_boundary or 'null'} {where}",
            f"expected {boundary}",
            "name the policy that is made here",
        )
    key = AccountNames(bootstrap.project).state_key_alias
    if state.kms_key_id != key:
        yield (
            f"got state.kms_key_id {state.kms_key_id or 'null'} {where}",
            f"expected {key}",
            "name the key that is made here",
        )
    if first is not None and (state.bucket, state.region) != (first.state.bucket, first.state.region):
        yield (
            f"got state.bucket {state.bucket} in {state.region} {where}",
            f"expected {first.state.bucket} in {first.state.region} as in {first.environment}",
            "an account has one bucket for its states",
        )
