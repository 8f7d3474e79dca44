"""Render: one environment's documents, from the templates in templates/ at the root of the repository."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from aldeia.alarms.pages import pages_of
from aldeia.alarms.table import alarms_of
from aldeia.documents.facts import facts_of, in_cloudwatch, in_gib
from aldeia.documents.text import aligned, cell, one_line
from aldeia.files import write_atomically
from aldeia.manifest.logs import kept_for
from aldeia.naming import names_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from aldeia.manifest.environment import Manifest

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
DOCUMENTS = {
    "connection.env": "app/connection.env.j2",
    "environment.md": "app/environment.md.j2",
}
"""The files of an environment, and what each is made from."""
RUNBOOKS = "runbooks"
"""The directory beside them into which `aldeia runbooks` writes."""


def write_documents(manifest: Manifest, directory: Path) -> list[Path]:
    """Write the documents into `directory/<environment>/` and give their paths.

    All are rendered before the first is written, and each takes its place in one step: a fault or a Ctrl-C leaves
    whole files.
    """
    rendered = {name: render(template, manifest) for name, template in DOCUMENTS.items()}
    home = directory / manifest.environment
    for name, content in rendered.items():
        write_atomically(home / name, content)
    return [home / name for name in rendered]


def remove_documents_of_others(environments: Collection[str], directory: Path) -> None:
    """Take away what was written for environments that are no more; what is not ours in their directories stays."""
    for home in sorted(path for path in directory.glob("*/") if path.name not in environments):
        if not all((home / name).is_file() for name in DOCUMENTS):
            continue
        for name in DOCUMENTS:
            (home / name).unlink()
        if (home / RUNBOOKS / "index.html").is_file():
            shutil.rmtree(home / RUNBOOKS)
        if not any(home.iterdir()):
            home.rmdir()


def render(template: str, manifest: Manifest) -> str:
    """Fill a template, named by its path below templates/."""
    alarms = alarms_of(manifest)
    return (
        templates()
        .get_template(template)
        .render(
            manifest=manifest,
            names=names_of(manifest),
            alarms=alarms,
            pages=pages_of(manifest, alarms),
            facts=facts_of(manifest),
        )
    )


@cache
def templates() -> Environment:
    """Open templates/, where a name that nobody gives is an error and never an empty string."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701  # shell and Markdown are made, no HTML: `&amp;` in a URL would break it
    )
    environment.filters |= {
        "aligned": aligned,
        "cell": cell,
        "cloudwatch": in_cloudwatch,
        "gib": in_gib,
        "kept_for": kept_for,
        "one_line": one_line,
    }
    return environment
