"""Runbooks: one page for each thing that an alarm can tell, rendered from templates/runbooks.

A template is named after its page; one that starts with `_` is a piece of several.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from aldeia.alarms.table import alarms_of
from aldeia.catalog.postgresql_on_rds import AWS_DEFAULTS
from aldeia.documents.facts import facts_of
from aldeia.documents.render import templates
from aldeia.naming import names_of
from aldeia.operations.console import Console
from aldeia.operations.remedies import remedies_of

if TYPE_CHECKING:
    from aldeia.alarms.table import Alarm
    from aldeia.manifest.environment import Manifest

FOLDER = "runbooks"
PIECES = {"connect": "connect.j2"} | {
    name: f"{FOLDER}/_{name}.md.j2" for name in ("cloudwatch", "redis", "sql", "stores", "who")
}
"""Macros that every page may call, by what they are called in it."""


@dataclass(frozen=True)
class Page:
    """One runbook: what to do about one symptom, whatever thing it is on."""

    slug: str
    """The name of its file and of its template, and its anchor on the site."""
    store: str
    """`database` or `cache`."""
    title: str
    alarms: tuple[Alarm, ...]
    """The alarms that lead here: one, or one for each node."""
    text: str = ""
    """Its Markdown."""


def pages_of(manifest: Manifest) -> list[Page]:
    """Give the pages of an environment's alarms in the alarms' order, not yet written."""
    pages: dict[str, Page] = {}
    for alarm in alarms_of(manifest):
        slug = alarm.page
        store = slug.partition("-")[0]
        page = pages.get(slug) or Page(slug, store, f"{store.capitalize()}: {_heading(alarm.meaning)}", ())
        pages[slug] = replace(page, alarms=(*page.alarms, alarm))
    return list(pages.values())


def runbooks_of(manifest: Manifest) -> list[Page]:
    """Write every page; nothing that a template asks for may be missing."""
    environment, given = templates(), _given(manifest)
    for name, path in PIECES.items():
        given[name] = environment.get_template(path).make_module(given)
    return [
        replace(
            page, text=_tidy(environment.get_template(f"{FOLDER}/{page.slug}.md.j2").render(given, page=page))
        )
        for page in pages_of(manifest)
    ]


def _given(manifest: Manifest) -> dict[str, object]:
    return {
        "manifest": manifest,
        "names": names_of(manifest),
        "facts": facts_of(manifest),
        "remedies": remedies_of(manifest),
        "console": Console(manifest.region),
        "statements_are_counted": _statements_are_counted(manifest),
        "database_limit": "200",
    }


def _statements_are_counted(manifest: Manifest) -> bool:
    libraries = manifest.database.parameters.get("shared_preload_libraries")
    return "pg_stat_statements" in (
        libraries.written if libraries else AWS_DEFAULTS["shared_preload_libraries"]
    )


def _heading(meaning: str) -> str:
    return meaning.partition(":")[0].partition(";")[0]


def _tidy(markdown: str) -> str:
    """Leave one empty line where pieces left several, and none at the ends."""
    return re.sub(r"\n{3,}", "\n\n", markdown).strip() + "\n"
