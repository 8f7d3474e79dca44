"""The verbs for whoever is paged: the alarms, whether they arrive, and what to do about each."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aldeia.cli.shared import INTERRUPTED, Format, In, fail, manifests, print_table

if TYPE_CHECKING:
    from aldeia.manifest.environment import Manifest

app = typer.Typer()


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
        fail("say --proof or --simulate FILE.csv, not both")
    [manifest] = manifests(environment)
    if simulate is not None:
        _simulate(manifest, simulate, format_)
    elif proof:
        _prove(manifest, format_)
    else:
        _list_alarms(manifest, format_)


@app.command()
def runbooks(
    environment: Annotated[str, typer.Argument(metavar="ENV", help="The environment's name.")],
) -> None:
    """Write what to do about each alarm, as Markdown and as one HTML site."""
    [manifest] = manifests(environment)

    from aldeia.files import why
    from aldeia.operations.writing import SITE, write_runbooks

    try:
        written = write_runbooks(manifest, Path("build"))
    except OSError as error:
        fail(f"{error.filename or 'build'} cannot be written: {why(error)}")
    except KeyboardInterrupt:
        fail("stopped; what was there before is untouched", INTERRUPTED)
    pages = len(list(written.glob("*.md")))
    print(f"wrote {pages} runbooks into {written}; open {written / SITE} in a browser")


def _list_alarms(manifest: Manifest, format_: Format) -> None:
    from aldeia.alarms import report

    if format_ is Format.JSON:
        print(report.as_json(manifest))
        return
    for title, rows in report.tables(manifest):
        print(title)
        print_table(report.HEADINGS, rows, "", report.COLUMNS)
    print(report.summary(manifest))


def _prove(manifest: Manifest, how: Format) -> None:
    """Print the chains of what synth made; ends the program with 1 when one is broken."""
    from aldeia.alarms.proof import ProofError
    from aldeia.alarms.proof.report import as_json, as_text, proof_of

    try:
        proof = proof_of(manifest, Path("cdktf.out"))
    except ProofError as error:
        fail(str(error))
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
        fail(str(error))
    print(as_json(*came_of) if how is Format.JSON else as_text(*came_of))
