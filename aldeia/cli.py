"""The command `aldeia VERB`: one thin function a verb; imports stay inside, so that each verb loads what it needs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NoReturn

import typer

if TYPE_CHECKING:
    from aldeia.manifest.environment import Manifest

app = typer.Typer(
    help="PostgreSQL and Redis on AWS: one manifest per environment in, Terraform and what goes with it out.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)

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
    """Run `cdktf synth` and say what it made."""
    names = [manifest.stack_name for manifest in _manifests(environment)]

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
def schema() -> None:
    """Write envs/schema.json, which editors read, anew from the manifest's models."""
    from aldeia.files import write_atomically
    from aldeia.manifest.schema import SCHEMA_FILE, schema_text

    write_atomically(SCHEMA_FILE, schema_text())
    print(f"wrote {SCHEMA_FILE}")


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


def _fail(message: str, status: int = 1) -> NoReturn:
    print(message, file=sys.stderr)
    raise typer.Exit(status)


def _print_table(headings: list[str], rows: list[list[str]], caption: str) -> None:
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
    width = None if sys.stdout.isatty() else LOG_COLUMNS
    console = Console(highlight=False, emoji=False, markup=False, width=width)
    if rows:
        with console.capture() as capture:
            console.print(table)
        print("\n".join(line.rstrip() for line in capture.get().splitlines()).strip("\n"))
    print(caption)


def main() -> None:
    """Run the verb that the command line names."""
    app()
