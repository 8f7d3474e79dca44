"""The command `aldeia VERB`: one thin function a verb; imports stay inside, so that each verb loads what it needs."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from aldeia.cli import alarms, manifests, pull_requests, stacks
from aldeia.cli.shared import fail

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for verbs in (manifests, stacks, alarms, pull_requests):
    app.add_typer(verbs.app)


def _tell_version(asked: bool) -> None:  # noqa: FBT001  # typer's own signature
    if asked:
        from importlib.metadata import version

        print(f"aldeia {version('aldeia')}")
        raise typer.Exit


@app.callback()
def day(
    version: Annotated[  # noqa: ARG001, FBT002  # acted on before any verb, by its callback; a flag of the command line
        bool,
        typer.Option("--version", help="Say which version this is.", callback=_tell_version, is_eager=True),
    ] = False,
) -> None:
    """PostgreSQL and Redis on AWS: one manifest per environment in, Terraform and what goes with it out."""
    from aldeia.today import VARIABLE, today

    try:
        today()
    except ValueError:
        fail(f"{VARIABLE}: got {os.environ[VARIABLE]}, expected a day as 2028-03-01; correct it, or unset it")


def main() -> None:
    """Run the verb that the command line names; a file that a verb did not expect to fail is told in one sentence."""
    try:
        app()
    except (OSError, UnicodeDecodeError) as error:
        from aldeia.files import sentence

        print(sentence(error), file=sys.stderr)
        sys.exit(1)
