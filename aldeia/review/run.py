"""Run: plans in, the report out, written in the form that was asked for."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from aldeia.files import write_atomically
from aldeia.manifest.loader import ENVIRONMENTS, load_directory
from aldeia.manifest.problem import ManifestError
from aldeia.naming import names_of
from aldeia.review import ReviewError
from aldeia.review.allowed import load
from aldeia.review.comment import write_comment
from aldeia.review.costs import costs
from aldeia.review.forms import write_json, write_page, write_text
from aldeia.review.gate import notes, passed
from aldeia.review.judge import judged
from aldeia.review.plan import read_plan
from aldeia.review.report import Report, drift_of, environment_of, rows_of
from aldeia.review.security import security
from aldeia.review.steps import Place, steps_of
from aldeia.scan import ScanError
from aldeia.scan.difference import difference

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from aldeia.naming import Names
    from aldeia.review.plan import Plan
    from aldeia.review.section import Section

ALLOWED = Path("envs/policy/allowed-changes.yaml")
FORMATS = {"markdown": write_comment, "json": write_json, "text": write_text}


def run(
    files: Sequence[Path],
    environment: str | None,
    form: str,
    page: Path | None,
    scans: tuple[Path, Path] | None = None,
) -> tuple[str, int]:
    """Review plans, write the page if there is to be one, and give the text and the exit status.

    `scans` are two reports of `aldeia scan --format json`, before the change and after it.

    Raises ReviewError with a sentence for each fault.
    """
    if form not in FORMATS:
        raise ReviewError(f"--format: got {form}, expected one of {', '.join(FORMATS)}")
    plans = [read_plan(path) for path in files]
    _refuse_others(plans, environment)
    report = review(plans, _names(plans), ALLOWED, datetime.now(UTC).date())
    if scans is not None:
        report.sections.append(_security(scans, {plan.environment for plan in plans}))
    if page is not None:
        try:
            write_atomically(page, write_page(report))
        except OSError as error:
            raise ReviewError(
                f"{page}: cannot be written: {(error.strerror or '').lower()}; name another file"
            ) from error
    return FORMATS[form](report), int(report.status)


def report_of(files: Sequence[Path]) -> Report:
    """Review plans and give what is found; raises ReviewError."""
    plans = [read_plan(path) for path in files]
    _refuse_others(plans, None)
    return review(plans, _names(plans), ALLOWED, datetime.now(UTC).date())


def review(plans: Sequence[Plan], names: dict[str, Names], allowed: Path, today: date) -> Report:
    """Judge plans of different environments together."""
    entries = load(allowed)
    findings = {plan.environment: passed(judged(plan), entries, today) for plan in plans}
    everything = [finding for some in findings.values() for finding in some]
    environments = [environment_of(plan, findings[plan.environment]) for plan in plans]
    return Report(
        day=today,
        environments=environments,
        rows=rows_of(everything),
        drift=[one for plan in plans for one in drift_of(plan)],
        steps=[
            step
            for plan in plans
            for step in steps_of(
                findings[plan.environment], Place(names[plan.environment], plan.region, plan.moment)
            )
        ],
        notes=notes(everything, entries, set(findings), today),
        sections=[costs({one.name: one.bill for one in environments})],
    )


def _security(scans: tuple[Path, Path], environments: set[str]) -> Section:
    try:
        return security(difference(*scans, environments))
    except ScanError as error:
        raise ReviewError(str(error)) from error


def _refuse_others(plans: Sequence[Plan], environment: str | None) -> None:
    if environment:
        for plan in plans:
            if plan.environment != environment:
                raise ReviewError(
                    f"{plan.file}: this is a plan of {plan.environment}, expected one of {environment}; "
                    "name the other plan or the other environment"
                )
    for name, count in Counter(plan.environment for plan in plans).items():
        if count > 1:
            files = ", ".join(plan.file for plan in plans if plan.environment == name)
            raise ReviewError(f"{files}: {count} plans are of {name}, expected one; keep the newest")


def _names(plans: Sequence[Plan]) -> dict[str, Names]:
    """Give the names of the planned environments, from their manifests."""
    try:
        manifests = {manifest.environment: manifest for manifest in load_directory()}
    except ManifestError as error:
        raise ReviewError(str(error)) from error
    for plan in plans:
        if plan.environment not in manifests:
            known = ", ".join(sorted(manifests))
            raise ReviewError(
                f"{plan.file}: this is a plan of {plan.environment}, which has no manifest in {ENVIRONMENTS}/; there is: {known}"
            )
    return {plan.environment: names_of(manifests[plan.environment]) for plan in plans}
