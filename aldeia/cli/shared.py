"""What every verb uses: the environment that is named, how a report is written, and how a verb gives up."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from aldeia.manifest.environment import Manifest
    from aldeia.manifest.loader import Loaded

INTERRUPTED = 130
LOG_COLUMNS = 110
Findings = Annotated[
    tuple[Path, Path] | None,
    typer.Option(
        metavar="BEFORE AFTER",
        help="What `aldeia scan --format json` wrote, before the change and after it.",
    ),
]
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


def manifests(environment: str | None) -> list[Manifest]:
    """Give the manifests, with warnings told; ends the program when one has an error."""
    from aldeia.manifest.loader import check_directory
    from aldeia.manifest.problem import ManifestError

    try:
        checked = check_directory(only=environment)
    except ManifestError as error:
        fail(str(error))
    for problem in checked.problems:
        print(problem, file=sys.stderr)
    if checked.errors:
        raise typer.Exit(1)
    return checked.manifests


def only_in_a_checkout() -> None:
    """End the program where there are no manifests: what would be said of none of them is no answer."""
    from aldeia.checkout import ENVIRONMENTS, NoManifestsError, manifest_paths

    try:
        manifest_paths()
    except NoManifestsError as error:
        fail(f"{ENVIRONMENTS}: {error}")


def named_manifest(environment: str) -> Loaded:
    from aldeia.manifest.loader import load_with_places, manifest_files, named
    from aldeia.manifest.problem import ManifestError

    try:
        return named(load_with_places(manifest_files()), environment)
    except ManifestError as error:
        fail(str(error))


def write(text: str, path: Path | None) -> None:
    """Print a text, or write it to a file."""
    if path is None:
        print(text)
        return
    from aldeia.files import why, write_atomically

    try:
        write_atomically(path, text + "\n")
    except OSError as error:
        fail(f"{path} cannot be written: {why(error)}; name another file")


def print_table(headings: list[str], rows: list[list[str]], caption: str, columns: int = LOG_COLUMNS) -> None:
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


def fail(message: str, status: int = 1) -> NoReturn:
    print(message, file=sys.stderr)
    raise typer.Exit(status)
