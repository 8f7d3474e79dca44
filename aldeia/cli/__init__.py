"""The command `aldeia VERB`: one thin function a verb; imports stay inside, so that each verb loads what it needs."""

from __future__ import annotations

import os
import sys

import typer

from aldeia.cli import alarms, manifests, pull_requests, stacks
from aldeia.cli.shared import fail

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)
for verbs in (manifests, stacks, alarms, pull_requests):
    app.add_typer(verbs.app)


@app.callback()
def day() -> None:
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
