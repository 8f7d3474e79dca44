"""Report: what checkov and our rules find in the stacks, or in plans, and which of it is waived."""

from __future__ import annotations

import tempfile
import time
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path

from aldeia.manifest.bootstrap import NAME as BOOTSTRAP
from aldeia.manifest.problem import Problem
from aldeia.scan import ScanError, checkov
from aldeia.scan.checkov import FILE_NAME, PROGRAM, Record
from aldeia.scan.findings import Finding, Manifests, Report, finding
from aldeia.scan.stack import Stack, read, read_planned
from aldeia.scan.waivers import Waiver, load

MANIFESTS = Path("envs")


def scan(
    directory: Path,
    waivers: Path,
    only: Collection[str] = (),
    program: Path = PROGRAM,
    *,
    plans: Collection[Path] = (),
    manifests: Path = MANIFESTS,
) -> Report:
    """Scan the stacks below cdktf's output directory; raises ScanError when the scan would prove nothing.

    With `only`, the environments named are scanned, and what is waived in others is not judged. With `plans`, these
    are scanned instead; which waivers are needed is judged by the stacks, as a plan does not know all of them.
    """
    began = time.monotonic()
    waived = load(waivers)
    stacks = {f"plan-{number}": read_planned(path) for number, path in enumerate(plans)}
    stacks = stacks or _stacks(directory, only, manifests)
    with tempfile.TemporaryDirectory(prefix="aldeia-scan-") as temporary:
        for name, stack in stacks.items():
            copy = Path(temporary) / name / FILE_NAME
            copy.parent.mkdir()
            copy.write_text(stack.copy, encoding="utf-8")
        records = checkov.run(Path(temporary), program)
    written = Manifests(manifests)
    findings = sorted(
        finding(stacks[record.stack], record, written) for record in records if not record.passed
    )
    report = _judge(stacks, records, findings, waived, only)
    return replace(report, seconds=time.monotonic() - began)


def _stacks(directory: Path, only: Collection[str], manifests: Path) -> dict[str, Stack]:
    found = {path.parent.name: read(path) for path in sorted(directory.glob(f"stacks/*/{FILE_NAME}"))}
    if not found:
        raise ScanError(f"there is no stack in {directory}; run make synth first")
    names = {stack.environment for stack in found.values()}
    for name in only or sorted(path.stem for path in manifests.glob("*.yaml")):
        if name not in names:
            there = ", ".join(sorted(names))
            fix = (
                "run make synth first" if only else f"run make synth, or name what is to be scanned: {there}"
            )
            raise ScanError(f"there is no stack of {name} in {directory}, only of {there}; {fix}")
    return {name: stack for name, stack in found.items() if not only or stack.environment in only}


def _judge(
    stacks: dict[str, Stack],
    records: list[Record],
    findings: list[Finding],
    waivers: list[Waiver],
    only: Collection[str],
) -> Report:
    by_finding = {
        (name, waiver.address, waiver.check): waiver
        for waiver in waivers
        if not waiver.has_expired
        for name, _ in waiver.environments
    }
    pairs = [(found, by_finding.get((found.environment, found.address, found.check))) for found in findings]
    passed = Counter(stacks[record.stack].environment for record in records if record.passed)
    useless = (
        [] if any(stack.is_plan for stack in stacks.values()) else _useless(stacks, findings, waivers, only)
    )
    return Report(
        failed=[found for found, waiver in pairs if waiver is None],
        waived=[(found, waiver) for found, waiver in pairs if waiver is not None],
        useless=sorted([*_expired(stacks, waivers), *useless], key=lambda problem: problem.place),
        passed={stack.environment: passed[stack.environment] for stack in stacks.values()},
    )


def _expired(stacks: dict[str, Stack], waivers: list[Waiver]) -> Iterator[Problem]:
    """Say of every waiver of what was scanned whether its last day is past."""
    scanned = {stack.environment for stack in stacks.values()}
    for waiver in waivers:
        if waiver.has_expired and scanned & {name for name, _ in waiver.environments}:
            got = f"{waiver.check} at {waiver.address} is waived until {waiver.expires}, which is past"
            fix = f"mend what it waives, or agree with {waiver.owner} on a new day"
            yield Problem(waiver.place, "", got, fix=fix)


def _useless(
    stacks: dict[str, Stack], findings: list[Finding], waivers: list[Waiver], only: Collection[str]
) -> Iterator[Problem]:
    """Say of every environment of every waiver that no finding needs why it waives nothing."""
    needed = {(found.environment, found.address, found.check) for found in findings}
    addresses = {stack.environment: stack.addresses for stack in stacks.values()}
    for waiver in waivers:
        for name, place in waiver.environments:
            if (only and name not in only) or (name, waiver.address, waiver.check) in needed:
                continue
            if name == BOOTSTRAP and name not in addresses:
                continue  # it is made when it is asked for, and scanned then
            got = f"{waiver.check} finds nothing at {waiver.address} in {name}"
            if name not in addresses:
                got = f"no stack is of {name}, only of {', '.join(sorted(addresses))}"
            elif waiver.address not in addresses[name]:
                got = f"there is no {waiver.address} in {name}"
            yield Problem(place, "", got, fix=f"take {name} out of this waiver, or the waiver away")
