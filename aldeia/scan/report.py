"""Report: what checkov found, under Terraform's own addresses, and which of it is waived."""

from __future__ import annotations

import tempfile
import time
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from aldeia.manifest.problem import Place, Problem
from aldeia.scan import ScanError, checkov
from aldeia.scan.checkov import FILE_NAME, PROGRAM, Record
from aldeia.scan.stack import Stack, read
from aldeia.scan.waivers import Waiver, load

Table = tuple[list[str], list[list[str]], str]
"""Headings, rows, and what stands below."""


@dataclass(frozen=True, order=True)
class Finding:
    """One check that one resource fails."""

    environment: str
    address: str
    check: str
    title: str
    place: Place


@dataclass(frozen=True)
class Report:
    """A scan: it is clean when nothing failed that is not waived, and every waiver waives something."""

    failed: list[Finding]
    waived: list[tuple[Finding, Waiver]]
    useless: list[Problem]
    """Waivers, or one of their environments, that no finding needs."""
    passed: dict[str, int]
    """How many checks passed, by environment."""
    seconds: float = field(default=0.0, compare=False)

    @property
    def clean(self) -> bool:
        return not self.failed and not self.useless


def scan(directory: Path, waivers: Path, only: Collection[str] = (), program: Path = PROGRAM) -> Report:
    """Scan the stacks below cdktf's output directory; raises ScanError when the scan would prove nothing.

    With `only`, the environments named are scanned, and what is waived in others is not judged.
    """
    began = time.monotonic()
    waived = load(waivers)
    stacks = _stacks(directory, only)
    with tempfile.TemporaryDirectory(prefix="aldeia-scan-") as temporary:
        for name, stack in stacks.items():
            copy = Path(temporary) / name / FILE_NAME
            copy.parent.mkdir()
            copy.write_text(stack.copy, encoding="utf-8")
        records = checkov.run(Path(temporary), program)
    return _judge(stacks, records, waived, only, time.monotonic() - began)


def run(directory: Path, waivers: Path, only: Collection[str] = ()) -> tuple[Table, int]:
    """Scan, and give what the command prints and its exit status."""
    report = scan(directory, waivers, only)
    return table(report), 0 if report.clean else 1


def table(report: Report) -> Table:
    """Lay a report out: a row for each finding that is not waived; below, useless waivers and the counts."""
    rows = [
        [found.environment, found.address, found.check, found.title, _line(found.place)]
        for found in report.failed
    ]
    failed = Counter(found.environment for found in report.failed)
    waived = Counter(found.environment for found, _ in report.waived)
    counts = [
        f"{name}: {passed} passed, {failed[name]} failed, {waived[name]} waived"
        for name, passed in sorted(report.passed.items())
    ]
    below = "\n".join([*map(str, report.useless), *counts, f"{report.seconds:.1f} s"])
    return ["environment", "address", "check", "what should be", "where"], rows, below


def _line(place: Place) -> str:
    return f"{place.file}:{place.line}"


def _stacks(directory: Path, only: Collection[str]) -> dict[str, Stack]:
    found = {path.parent.name: read(path) for path in sorted(directory.glob(f"stacks/*/{FILE_NAME}"))}
    if not found:
        raise ScanError(f"there is no stack in {directory}; run make synth first")
    names = {stack.environment for stack in found.values()}
    for name in only:
        if name not in names:
            raise ScanError(
                f"there is no stack of {name} in {directory}, only of {', '.join(sorted(names))}; run make synth first"
            )
    return {name: stack for name, stack in found.items() if not only or stack.environment in only}


def _judge(
    stacks: dict[str, Stack],
    records: list[Record],
    waivers: list[Waiver],
    only: Collection[str],
    seconds: float,
) -> Report:
    findings = sorted(_finding(stacks[record.stack], record) for record in records if not record.passed)
    by_finding = {
        (name, waiver.address, waiver.check): waiver for waiver in waivers for name, _ in waiver.environments
    }
    pairs = [(found, by_finding.get((found.environment, found.address, found.check))) for found in findings]
    passed = Counter(stacks[record.stack].environment for record in records if record.passed)
    return Report(
        failed=[found for found, waiver in pairs if waiver is None],
        waived=[(found, waiver) for found, waiver in pairs if waiver is not None],
        useless=_useless(stacks, findings, waivers, only),
        passed={stack.environment: passed[stack.environment] for stack in stacks.values()},
        seconds=seconds,
    )


def _finding(stack: Stack, record: Record) -> Finding:
    return Finding(stack.environment, stack.address(record), record.check, record.title, stack.place(record))


def _useless(
    stacks: dict[str, Stack], findings: list[Finding], waivers: list[Waiver], only: Collection[str]
) -> list[Problem]:
    """Say of every environment of every waiver that no finding needs why it waives nothing."""
    needed = {(found.environment, found.address, found.check) for found in findings}
    addresses = {stack.environment: stack.addresses for stack in stacks.values()}
    problems = []
    for waiver in waivers:
        for name, place in waiver.environments:
            if (only and name not in only) or (name, waiver.address, waiver.check) in needed:
                continue
            got = f"{waiver.check} finds nothing at {waiver.address} in {name}"
            if name not in addresses:
                got = f"no stack is of {name}, only of {', '.join(sorted(addresses))}"
            elif waiver.address not in addresses[name]:
                got = f"there is no {waiver.address} in {name}"
            problems.append(
                Problem(place, "", got, fix=f"take {name} out of this waiver, or the waiver away")
            )
    return problems
