"""The command `aldeia VERB`: one thin function a verb; imports stay inside, so that each verb loads what it needs."""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NoReturn

import typer

from aldeia.cli_pull_requests import app as pull_requests

if TYPE_CHECKING:
    from aldeia.manifest.environment import Manifest
    from aldeia.manifest.loader import Loaded

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)
app.add_typer(pull_requests)

INTERRUPTED = 130
LOG_COLUMNS = 110
ProblemFormat = Literal["text", "json", "github", "sarif"]
ScanFormat = Literal["text", "json", "sarif", "junit", "github", "markdown"]
WAIVERS = Path("envs") / "policy" / "waivers.yaml"
Environment = Annotated[
    str | None,
    typer.Option(
        "--environment", "-e", envvar="ENVIRONMENT", help="One environment's name; all when left out."
    ),
]


class Format(StrEnum):
    """How a report is written."""

    TEXT = "text"
    JSON = "json"


In = Annotated[Format, typer.Option("--format", help="For people, or for programs.")]


@app.callback()
def day() -> None:
    """PostgreSQL and Redis on AWS: one manifest per environment in, Terraform and what goes with it out."""
    from aldeia.today import VARIABLE, today

    try:
        today()
    except ValueError:
        _fail(
            f"{VARIABLE}: got {os.environ[VARIABLE]}, expected a day as 2028-03-01; correct it, or unset it"
        )


@app.command()
def validate(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Manifests; those of envs/ when none is named.")
    ] = None,
    environment: Environment = None,
    how: Annotated[ProblemFormat, typer.Option("--format", help="How the problems are written.")] = "text",
    strict: Annotated[bool, typer.Option("--strict", help="Refuse warnings, too.")] = False,  # noqa: FBT002  # typer's own way to write a switch
) -> None:
    """Check the manifests and make nothing."""
    from aldeia.manifest.loader import check, check_directory
    from aldeia.manifest.problem import ManifestError
    from aldeia.manifest.report import FORMATS

    try:
        checked = check(files) if files else check_directory(only=environment)
    except ManifestError as error:
        _fail(str(error))
    refused = checked.problems if strict else checked.errors
    # A person reads problems where programs put errors; a program reads its format where it reads everything.
    print(FORMATS[how](checked), file=sys.stderr if how == "text" and checked.problems else sys.stdout)
    raise typer.Exit(1 if refused else 0)


@app.command()
def rules(
    rule_id: Annotated[
        str | None, typer.Argument(metavar="ID", help="One rule's id, as messages end on.")
    ] = None,
) -> None:
    """List what manifests are held to, or tell all of one rule."""
    from aldeia.manifest.rules.explained import ALL, listed, told
    from aldeia.manifest.rules.fault import suggestion

    if rule_id is None:
        print(listed())
    elif rule_id in ALL:
        print(told(ALL[rule_id]))
    else:
        _fail(f"there is no rule {rule_id}; {suggestion(rule_id, ALL, 'aldeia rules lists them')}")


@app.command()
def synth(environment: Environment = None) -> None:
    """Run `cdktf synth` and say what it made; ENVIRONMENT=bootstrap: what an account has once (docs/security.md)."""
    names = _stack_names(environment)

    from aldeia.synth import SynthError, run, summary

    try:
        seconds = run(Path.cwd(), environment)
    except SynthError as error:
        _fail(str(error))
    except KeyboardInterrupt:
        _fail("stopped; what was there before is untouched", INTERRUPTED)
    _print_table(*summary(Path("cdktf.out"), seconds, names))


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
    from aldeia.scan import ScanError
    from aldeia.scan.formats import FORMATS, listed
    from aldeia.scan.waivers import load

    only = environments or list(_named(environment))
    try:
        if waivers:
            print(listed(load(WAIVERS)))
            return
        from aldeia.scan.report import scan as scanned

        report = scanned(Path("cdktf.out"), WAIVERS, only, plans=plan or ())
        _write(FORMATS[how](report), output)
    except (ScanError, ValueError) as error:
        _fail(str(error))
    except KeyboardInterrupt:
        _fail("stopped", INTERRUPTED)
    raise typer.Exit(0 if report.clean or soft else 1)


@app.command()
def explain(
    environment: Annotated[str, typer.Argument(help="One environment's name.")],
    setting: Annotated[
        str, typer.Argument(help="One setting, as database.storage, or a group of them, as database.")
    ] = "",
    format_: In = Format.TEXT,
) -> None:
    """Say where each setting stands, what it becomes, and which rules look at it."""
    from aldeia.explain import report

    file, manifest = _named_manifest(environment)
    try:
        explained = report.explain(manifest, file, setting)
    except report.ExplainError as error:
        _fail(str(error))
    if format_ is Format.JSON:
        print(report.as_json(explained, manifest))
    elif len(explained) == 1:
        print(report.sheet(explained[0], manifest))
    else:
        print(report.several(explained, manifest))


@app.command()
def parity(
    first: Annotated[str, typer.Argument(help="One environment's name.")],
    second: Annotated[str, typer.Argument(help="The other's.")],
    format_: In = Format.TEXT,
) -> None:
    """Say what differs between two environments, and fail for what is not approved."""
    from aldeia.manifest.loader import load_with_places, manifest_files
    from aldeia.manifest.problem import ManifestError
    from aldeia.parity import report
    from aldeia.parity.approvals import ApprovalError

    try:
        loaded = load_with_places(manifest_files())
        found = report.compare(loaded, (first, second), Path("envs/policy/parity.yaml"))
    except (ApprovalError, ManifestError) as error:
        _fail(str(error))
    print(report.as_json(found) if format_ is Format.JSON else report.as_text(found))
    raise typer.Exit(found.status)


@app.command()
def new(
    environment: Annotated[str, typer.Argument(help="The new environment's name.")],
    source: Annotated[
        str, typer.Option("--from", help="The environment whose manifest it is made from.")
    ] = "staging",
    stage: Annotated[
        str | None,
        typer.Option(help="Its short name, a part of every name in AWS; the name itself when left out."),
    ] = None,
    extends: Annotated[  # noqa: FBT002  # a flag of the command line
        bool, typer.Option("--extends", help="Write only what differs; the rest is inherited.")
    ] = False,
) -> None:
    """Write the manifest of another environment, made from one that is there."""
    from aldeia.manifest.problem import ManifestError
    from aldeia.new import NewError
    from aldeia.new import new as write

    try:
        path = write(environment, source, stage, short=extends)
    except (ManifestError, NewError) as error:
        _fail(str(error))
    print(f"wrote {path}; read it, then: make synth ENVIRONMENT={environment}")


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
    findings: Annotated[
        tuple[Path, Path] | None,
        typer.Option(
            metavar="BEFORE AFTER",
            help="What `aldeia scan --format json` wrote, before the change and after it.",
        ),
    ] = None,
) -> None:
    """Say what a plan does to the data, when, and whether it may be merged.

    Ends with 0 when it may, 3 when nothing changes, 4 when a person must approve, 5 when it is blocked.
    """
    from aldeia.review import ReviewError
    from aldeia.review.run import run

    try:
        text, status = run(plans, environment, form, html, findings)
    except ReviewError as error:
        _fail(str(error))
    except KeyboardInterrupt:
        _fail("stopped", INTERRUPTED)
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
    from aldeia.addresses import COMMITTED, AddressesError, as_json, as_text, compare_all

    try:
        only: list[str | None] = list(environments or _named(environment))
        stacks = [one.stack_name for name in only or [None] for one in _manifests(name)]
        compared = compare_all(Path("cdktf.out"), COMMITTED, stacks, every=not only)
    except AddressesError as error:
        _fail(str(error))
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
    [manifest] = _manifests(environment)

    from aldeia.adoption import AdoptionError
    from aldeia.adoption.report import run

    try:
        print(run(Path("cdktf.out/stacks") / manifest.stack_name, environment, _pairs("--name", name or [])))
    except AdoptionError as error:
        _fail(str(error))
    except KeyboardInterrupt:
        _fail("stopped; no import block was written", INTERRUPTED)


@app.command()
def runbooks(
    environment: Annotated[str, typer.Argument(metavar="ENV", help="The environment's name.")],
) -> None:
    """Write what to do about each alarm, as Markdown and as one HTML site."""
    [manifest] = _manifests(environment)

    from aldeia.operations.writing import SITE, write_runbooks

    try:
        written = write_runbooks(manifest, Path("build"))
    except OSError as error:
        _fail(f"{error.filename or 'build'} cannot be written: {(error.strerror or 'unknown error').lower()}")
    except KeyboardInterrupt:
        _fail("stopped; what was there before is untouched", INTERRUPTED)
    pages = len(list(written.glob("*.md")))
    print(f"wrote {pages} runbooks into {written}; open {written / SITE} in a browser")


@app.command()
def alarms(
    environment: Annotated[str, typer.Argument(metavar="ENV", help="The environment's name.")],
    proof: Annotated[  # noqa: FBT002  # a flag of the command line
        bool, typer.Option("--proof", help="Follow each alarm that synth made to somebody who is told.")
    ] = False,
    simulate: Annotated[
        Path | None,
        typer.Option(metavar="FILE.csv", help="Say what they would have done with a file's values."),
    ] = None,
    format_: In = Format.TEXT,
) -> None:
    """Say when each alarm goes off and how its threshold came about; or prove them, or try them on values."""
    if proof and simulate is not None:
        _fail("say --proof or --simulate FILE.csv, not both")
    [manifest] = _manifests(environment)
    if simulate is not None:
        _simulate(manifest, simulate, format_)
    elif proof:
        _prove(manifest, format_)
    else:
        _list_alarms(manifest, format_)


def _list_alarms(manifest: Manifest, format_: Format) -> None:
    from aldeia.alarms import report

    if format_ is Format.JSON:
        print(report.as_json(manifest))
        return
    for title, rows in report.tables(manifest):
        print(title)
        _print_table(report.HEADINGS, rows, "", report.COLUMNS)
    print(report.summary(manifest))


@app.command()
def schema() -> None:
    """Write envs/schema.json, which editors read, anew from the manifest's models."""
    from aldeia.files import write_atomically
    from aldeia.manifest.schema import SCHEMA_FILE, schema_text

    write_atomically(SCHEMA_FILE, schema_text())
    print(f"wrote {SCHEMA_FILE}")


def _prove(manifest: Manifest, how: Format) -> None:
    """Print the chains of what synth made; ends the program with 1 when one is broken."""
    from aldeia.alarms.proof import ProofError
    from aldeia.alarms.proof.report import as_json, as_text, proof_of

    try:
        proof = proof_of(manifest, Path("cdktf.out"))
    except ProofError as error:
        _fail(str(error))
    print(as_json(proof) if how is Format.JSON else as_text(proof))
    raise typer.Exit(1 if proof.broken else 0)


def _simulate(manifest: Manifest, path: Path, how: Format) -> None:
    """Print what the alarms that synth made would have said of a file's values."""
    from aldeia.alarms.proof import ProofError
    from aldeia.alarms.proof.report import document_of
    from aldeia.alarms.simulation import SimulationError
    from aldeia.alarms.simulation.report import as_json, as_text, simulated

    try:
        came_of = simulated(document_of(manifest, Path("cdktf.out")), path)
    except (ProofError, SimulationError) as error:
        _fail(str(error))
    print(as_json(*came_of) if how is Format.JSON else as_text(*came_of))


def _pairs(option: str, written: list[str]) -> dict[str, str]:
    for pair in written:
        if not all(pair.partition("=")):
            _fail(f"{option} {pair}: got no ADDRESS=NAME; as in {option} aws_vpc.main=vpc-0a1b2c3d")
    return {pair.partition("=")[0]: pair.partition("=")[2] for pair in written}


def _named(environment: str | None) -> tuple[str, ...]:
    return (environment,) if environment else ()


def _write(text: str, path: Path | None) -> None:
    """Print a text, or write it to a file."""
    if path is None:
        print(text)
        return
    from aldeia.files import write_atomically

    try:
        write_atomically(path, text + "\n")
    except OSError as error:
        _fail(f"{path} cannot be written: {(error.strerror or 'unknown error').lower()}")


def _manifests(environment: str | None) -> list[Manifest]:
    """Give the manifests, with warnings told; ends the program when one has an error."""
    from aldeia.manifest.loader import check_directory
    from aldeia.manifest.problem import ManifestError

    try:
        checked = check_directory(only=environment)
    except ManifestError as error:
        _fail(str(error))
    for problem in checked.problems:
        print(problem, file=sys.stderr)
    if checked.errors:
        raise typer.Exit(1)
    return checked.manifests


def _stack_names(environment: str | None) -> list[str]:
    """Give the names of the stacks that are to be made; ends the program when a manifest has an error."""
    from aldeia.manifest.bootstrap import NAME

    if environment != NAME:
        return [manifest.stack_name for manifest in _manifests(environment)]

    from aldeia.account import load_account
    from aldeia.manifest.problem import ManifestError
    from aldeia.naming import AccountNames

    try:
        return [AccountNames(load_account().bootstrap.project).stack]
    except ManifestError as error:
        _fail(str(error))


def _named_manifest(environment: str) -> Loaded:
    from aldeia.manifest.loader import load_with_places, manifest_files, named
    from aldeia.manifest.problem import ManifestError

    try:
        return named(load_with_places(manifest_files()), environment)
    except ManifestError as error:
        _fail(str(error))


def _fail(message: str, status: int = 1) -> NoReturn:
    print(message, file=sys.stderr)
    raise typer.Exit(status)


def _print_table(
    headings: list[str], rows: list[list[str]], caption: str, columns: int = LOG_COLUMNS
) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for heading in headings:
        # Names and paths are of use only whole, to be copied.
        table.add_column(heading, no_wrap=heading in {headings[0], headings[-1]}, overflow="fold")
    for row in rows:
        table.add_row(*row)
    # A log has no width; rich would take 80 columns for one.
    width = None if sys.stdout.isatty() else columns
    console = Console(highlight=False, emoji=False, markup=False, width=width)
    if rows:
        with console.capture() as capture:
            console.print(table)
        print("\n".join(line.rstrip() for line in capture.get().splitlines()).strip("\n"))
    print(caption)


def main() -> None:
    """Run the verb that the command line names."""
    app()
