"""The verbs around manifests: checking, explaining and comparing them, and making another."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from aldeia.cli.shared import Environment, Format, In, fail, named_manifest, only_in_a_checkout

app = typer.Typer()

ProblemFormat = Literal["text", "json", "github", "sarif"]


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
    _refuse_names(files or [])

    from aldeia.manifest.loader import check, check_directory
    from aldeia.manifest.problem import ManifestError
    from aldeia.manifest.report import FORMATS

    try:
        checked = check(files) if files else check_directory(only=environment)
    except ManifestError as error:
        fail(str(error))
    refused = checked.problems if strict else checked.errors
    # A person reads problems where programs put errors; a program reads its format where it reads everything.
    print(FORMATS[how](checked), file=sys.stderr if how == "text" and checked.problems else sys.stdout)
    raise typer.Exit(1 if refused else 0)


def _refuse_names(files: list[Path]) -> None:
    """Other verbs are told the name of an environment; this one is told files."""
    from aldeia.checkout import ENVIRONMENTS

    for path in files:
        meant = ENVIRONMENTS / f"{path}.yaml"
        if not path.exists() and meant.is_file():
            fail(f"{path}: there is no such file; did you mean {meant}?")


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
        within = [known for known in ALL if rule_id in known]
        near = suggestion(rule_id, ALL, "aldeia rules lists them")
        there = f"there is: {', '.join(within)}"
        fail(f"there is no rule {rule_id}; {there if len(within) > 1 else near}")


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

    file, manifest = named_manifest(environment)
    try:
        explained = report.explain(manifest, file, setting)
    except report.ExplainError as error:
        fail(str(error))
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
        fail(str(error))
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
        fail(str(error))
    print(f"wrote {path}; read it, then: make synth ENVIRONMENT={environment}")


@app.command()
def schema() -> None:
    """Write envs/schema.json, which editors read, anew from the manifest's models."""
    only_in_a_checkout()

    from aldeia.files import write_atomically
    from aldeia.manifest.schema import SCHEMA_FILE, schema_text

    write_atomically(SCHEMA_FILE, schema_text())
    print(f"wrote {SCHEMA_FILE}")
