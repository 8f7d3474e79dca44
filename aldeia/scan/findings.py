"""Findings: what fails where, under Terraform's own address, with what a person needs to mend it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aldeia.manifest.extends import Reading, read_extended
from aldeia.scan.remedies import remedy_of, severity_of

if TYPE_CHECKING:
    from pathlib import Path

    from aldeia.manifest.problem import Place, Problem
    from aldeia.manifest.yaml_file import YamlFile
    from aldeia.scan.checkov import Record
    from aldeia.scan.stack import Stack
    from aldeia.scan.waivers import Waiver


@dataclass(frozen=True, order=True)
class Finding:
    """One check that one resource fails."""

    environment: str
    address: str
    check: str
    title: str
    place: Place
    """Where the resource is written in the JSON."""
    severity: str = field(default="medium", compare=False)
    faults: tuple[str, ...] = field(default=(), compare=False)
    """What is wrong, where a rule of ours tells."""
    setting: str = field(default="", compare=False)
    """The manifest's setting that decides it; empty where none does."""
    remedy: str = field(default="", compare=False)
    decided: Place | None = field(default=None, compare=False)
    """Where the manifest writes that setting."""

    @property
    def shown(self) -> Place:
        """Where a person should look: in the manifest when it decides, else in the JSON."""
        return self.decided or self.place

    @property
    def sentence(self) -> str:
        """What is wrong with what, and what to do."""
        faults = f": {'; '.join(self.faults)}" if self.faults else ""
        return f"{self.address}: {self.title}{faults}; {self.remedy}"


@dataclass(frozen=True)
class Report:
    """A scan: it is clean when nothing failed that is not waived, and every waiver waives something and holds."""

    failed: list[Finding]
    waived: list[tuple[Finding, Waiver]]
    useless: list[Problem]
    """What is wrong with waivers: expired, or needed by no finding in one of their environments."""
    passed: dict[str, int]
    """How many checks passed, by environment."""
    seconds: float = field(default=0.0, compare=False)

    @property
    def clean(self) -> bool:
        return not self.failed and not self.useless


class Manifests:
    """Where the manifests of a directory write their settings; each is read once, when it is first asked for."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._files: dict[str, YamlFile] = {}

    def place(self, environment: str, setting: str) -> Place | None:
        """Give the place of an environment's setting; none where no manifest writes it."""
        path = self._directory / f"{environment}.yaml"
        if not setting or not path.is_file():
            return None
        if environment not in self._files:
            self._files[environment] = read_extended(path, Reading(str))
        return self._files[environment].places.get(tuple(setting.split(".")))


def finding(stack: Stack, record: Record, manifests: Manifests) -> Finding:
    """Make a finding of a record that did not pass."""
    address = stack.address(record)
    remedy = remedy_of(record.check, address)
    return Finding(
        stack.environment,
        address,
        record.check,
        record.title,
        stack.place(record),
        record.severity or severity_of(record.check),
        record.faults,
        remedy.setting,
        remedy.words,
        manifests.place(stack.environment, remedy.setting),
    )
