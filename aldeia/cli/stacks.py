"""The verbs around what is synthesized: making it, scanning it, reviewing its plan, taking up what lives."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from aldeia.cli.shared import (
    INTERRUPTED,
    Environment,
    Findings,
    Format,
    In,
    fail,
    manifests,
    only_in_a_checkout,
    print_table,
    write,
)

if TYPE_CHECKING:
    from aldeia.scan.findings import Report
    from aldeia.scan.waivers import Waiver

app = typer.Typer()

ScanFormat = Literal["text", "json", "sarif", "junit", "github", "markdown"]
WAIVERS = Path("envs") / "policy" / "waivers.yaml"


@app.command()
def synth(
    named: Annotated[
        str | None, typer.Argument(metavar="[ENV]", help="One environment; all when none is named.")
    ] = None,
    environment: Environment = None,
) -> None:
    """Run `cdktf synth` and say what it made; of bootstrap: what an account has once (docs/security.md)."""
    environment = named or environment
    names = stack_names(environment)

    from aldeia.synth import SynthError, run, summary

    try:
        seconds = run(Path.cwd(), environment)
    except SynthError as error:
        fail(str(error))
    except KeyboardInterrupt:
        fail("stopped; what was there before is untouched", INTERRUPTED)
    print_table(*summary(Path("cdktf.out"), seconds, names))


@app.command()
def scan(  # noqa: PLR0917  # typer reads them by name
    environments: Annotated[
        list[str] | None, typer.Argument(metavar="[ENV]...", help="Environments; all when none is named.")
    ] = None,
    environment: Environment = None,
    plan: Annotated[
        list[Path] | None, typer.Option(help="A plan's JSON to scan instead; may be given again.")
    ] = None,
    how: Annotated[ScanFormat, typer.Option("--format", help="How the findings are written.")] = "text",
    output: Annotated[Path | None, typer.Option(help="A file to write them to.")] = None,
    soft: Annotated[bool, typer.Option("--soft", help="Tell the findings, and end with status 0.")] = False,  # noqa: FBT002  # typer's own way to write a switch
    waivers: Annotated[bool, typer.Option("--waivers", help="List the waivers by their last day.")] = False,  # noqa: FBT002  # as above
) -> None:
    """Look for security problems in what `synth` made, or in plans (checkov, and policies/)."""
    if not WAIVERS.parent.is_dir():  # the manifests themselves it can do without
        only_in_a_checkout()

    from aldeia.scan import ScanError

    only = environments or list(named_alone(environment))
    try:
        from aldeia.scan.formats import FORMATS, listed
        from aldeia.scan.waivers import load

        if waivers:
            print(listed(load(WAIVERS)))
            return
        from aldeia.scan.report import scan as scanned

        report = scanned(Path("cdktf.out"), WAIVERS, only, plans=plan or ())
        write(FORMATS[how](report), output)
        for name in _without_a_waiver(report, load(WAIVERS)) if how == "text" else ():
            print(
                f"{WAIVERS}: no waiver is for {name}; add {name} to those that hold for it, too",
                file=sys.stderr,
            )
    except (ScanError, ValueError) as error:
        fail(str(error))
    except KeyboardInterrupt:
        fail("stopped; nothing was written", INTERRUPTED)
    raise typer.Exit(0 if report.clean or soft else 1)


@app.command()
def review(
    plans: Annotated[
        list[Path],
        typer.Argument(help="What `terraform show -json PLANFILE` wrote, one for each environment."),
    ],
    environment: Environment = None,
    form: Annotated[str, typer.Option("--format", "-f", help="markdown, json or text.")] = "markdown",
    html: Annotated[
        Path | None, typer.Option(help="Write every change as a page into this file too.")
    ] = None,
    findings: Findings = None,
) -> None:
    """Say what a plan does to the data, when, and whether it may be merged.

    Ends with 0 when it may, 3 when nothing changes, 4 when a person must approve, 5 when it is blocked.
    """
    from aldeia.review import ReviewError
    from aldeia.review.run import run

    try:
        text, status = run(plans, environment, form, html, findings)
    except ReviewError as error:
        fail(str(error))
    except KeyboardInterrupt:
        fail("stopped", INTERRUPTED)
    print(text, end="")
    raise typer.Exit(status)


@app.command()
def addresses(
    environments: Annotated[
        list[str] | None, typer.Argument(metavar="[ENV]...", help="Environments; all when none is named.")
    ] = None,
    environment: Environment = None,
    format_: In = Format.TEXT,
) -> None:
    """Compare the addresses of what `synth` made with the committed lists, and fail for what would be destroyed."""
    from aldeia.account import FILE
    from aldeia.addresses import COMMITTED, AddressesError, as_json, as_text, compare_all
    from aldeia.checkout import ENVIRONMENTS
    from aldeia.manifest.bootstrap import NAME

    try:
        only: list[str | None] = list(environments or named_alone(environment))
        stacks = [stack for name in only or [None] for stack in stack_names(name)]
        once = stack_names(NAME) if not only and (ENVIRONMENTS / FILE).exists() else []
        compared = compare_all(Path("cdktf.out"), COMMITTED, stacks, every=not only, once=once)
    except AddressesError as error:
        fail(str(error))
    print(as_json(compared) if format_ is Format.JSON else as_text(compared))
    raise typer.Exit(1 if any(one.gone for one in compared) else 0)


@app.command()
def adopt(
    environment: Annotated[str, typer.Argument(metavar="ENV", help="The environment's name.")],
    name: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ADDRESS=NAME",
            help="Something that has another name than the manifest gives it; once for each.",
        ),
    ] = None,
) -> None:
    """Find what lives in AWS and is not in Terraform's state, and write import blocks for it."""
    [manifest] = manifests(environment)

    from aldeia.adoption import AdoptionError
    from aldeia.adoption.report import run

    try:
        print(run(Path("cdktf.out/stacks") / manifest.stack_name, environment, _pairs("--name", name or [])))
    except AdoptionError as error:
        fail(str(error))
    except KeyboardInterrupt:
        fail("stopped; no import block was written", INTERRUPTED)


def stack_names(environment: str | None) -> list[str]:
    """Give the names of the stacks that are to be made; ends the program when a manifest has an error."""
    from aldeia.manifest.bootstrap import NAME

    if environment != NAME:
        return [manifest.stack_name for manifest in manifests(environment)]

    from aldeia.account import load_account
    from aldeia.manifest.problem import ManifestError
    from aldeia.naming import AccountNames

    try:
        return [AccountNames(load_account().bootstrap.project).stack]
    except ManifestError as error:
        fail(str(error))


def _without_a_waiver(report: Report, waivers: list[Waiver]) -> list[str]:
    """Name the environments with findings that no waiver names, as one that was just made from another."""
    named = {name for waiver in waivers for name, _ in waiver.environments}
    return sorted({finding.environment for finding in report.failed} - named)


def named_alone(environment: str | None) -> tuple[str, ...]:
    return (environment,) if environment else ()


def _pairs(option: str, written: list[str]) -> dict[str, str]:
    for pair in written:
        if not all(pair.partition("=")):
            fail(f"{option} {pair}: got no ADDRESS=NAME; as in {option} aws_vpc.main=vpc-0a1b2c3d")
    return {pair.partition("=")[0]: pair.partition("=")[2] for pair in written}
