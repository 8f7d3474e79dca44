"""The command `aldeia VERB`: one thin function a verb; imports stay inside, so that each verb loads what it needs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

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
Environment = Annotated[
    str | None,
    typer.Option(
        "--environment", "-e", envvar="ENVIRONMENT", help="One environment's name; all when left out."
    ),
]


@app.command()
def validate(environment: Environment = None) -> None:
    """Check the manifests and make nothing."""
    manifests = _manifests(environment)
    print(f"no problem in {', '.join(manifest.environment for manifest in manifests)}")


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
def scan(environment: Environment = None) -> None:
    """Look for security problems in what `synth` made (checkov)."""
    from aldeia.scan import ScanError
    from aldeia.scan.report import run

    try:
        table, status = run(Path("cdktf.out"), Path("envs/policy/waivers.yaml"), only=_named(environment))
    except ScanError as error:
        _fail(str(error))
    except KeyboardInterrupt:
        _fail("stopped", INTERRUPTED)
    _print_table(*table)
    raise typer.Exit(status)


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
def schema() -> None:
    """Write envs/schema.json, which editors read, anew from the manifest's models."""
    from aldeia.files import write_atomically
    from aldeia.manifest.schema import SCHEMA_FILE, schema_text

    write_atomically(SCHEMA_FILE, schema_text())
    print(f"wrote {SCHEMA_FILE}")


def _pairs(option: str, written: list[str]) -> dict[str, str]:
    for pair in written:
        if not all(pair.partition("=")):
            _fail(f"{option} {pair}: got no ADDRESS=NAME; as in {option} aws_vpc.main=vpc-0a1b2c3d")
    return {pair.partition("=")[0]: pair.partition("=")[2] for pair in written}


def _named(environment: str | None) -> tuple[str, ...]:
    return (environment,) if environment else ()


def _manifests(environment: str | None) -> list[Manifest]:
    from aldeia.manifest.loader import load_directory
    from aldeia.manifest.problem import ManifestError

    try:
        return load_directory(only=environment)
    except ManifestError as error:
        _fail(str(error))


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
