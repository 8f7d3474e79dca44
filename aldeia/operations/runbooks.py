"""Runbooks: one page for each thing that an alarm can tell, rendered from templates/runbooks.

A template is named after its page; one that starts with `_` is a piece of several.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from aldeia.catalog.postgresql_on_rds import AWS_DEFAULTS
from aldeia.documents.facts import facts_of
from aldeia.documents.render import templates
from aldeia.manifest.capacity import class_memory, connections
from aldeia.naming import names_of
from aldeia.operations.console import Console
from aldeia.operations.remedies import remedies_of
from aldeia.operations.signals import signals_of

if TYPE_CHECKING:
    from aldeia.manifest.environment import Manifest
    from aldeia.operations.signals import Signal

FOLDER = "runbooks"
PIECES = {"connect": "connect.j2"} | {
    name: f"{FOLDER}/_{name}.md.j2" for name in ("cloudwatch", "redis", "sql", "stores", "who")
}
"""Macros that every page may call, by what they are called in it."""


@dataclass(frozen=True)
class Runbook:
    """One page: what to do about one symptom, whatever node it is on."""

    slug: str
    """The name of its file and of its template, and its anchor on the site."""
    store: str
    """`Database`, `Read replica` or `Cache`."""
    title: str
    signals: tuple[Signal, ...]
    """What leads here: an alarm, or one for each node."""
    text: str = ""
    """Its Markdown."""


def runbooks_of(manifest: Manifest) -> list[Runbook]:
    """Write every page, in the alarms' order; nothing that a template asks for may be missing."""
    environment, given = templates(), _given(manifest)
    for name, path in PIECES.items():
        given[name] = environment.get_template(path).make_module(given)
    written = []
    for runbook in _empty(manifest):
        template = environment.get_template(f"{FOLDER}/{runbook.slug}.md.j2")
        written.append(replace(runbook, text=_tidy(template.render(given, page=runbook))))
    return written


def _empty(manifest: Manifest) -> list[Runbook]:
    found: dict[str, Runbook] = {}
    for signal in signals_of(manifest):
        title = f"{signal.store}: {signal.meaning.partition(':')[0]}"
        page = found.get(signal.runbook) or Runbook(signal.runbook, signal.store, title, ())
        found[signal.runbook] = replace(page, signals=(*page.signals, signal))
    return list(found.values())


def _given(manifest: Manifest) -> dict[str, object]:
    database = manifest.database
    return {
        "manifest": manifest,
        "names": names_of(manifest),
        "facts": facts_of(manifest),
        "remedies": remedies_of(manifest),
        "console": Console(manifest.region),
        "database_limit": connections(database, class_memory(database.instance_class)),
        "statements_are_counted": _statements_are_counted(manifest),
    }


def _statements_are_counted(manifest: Manifest) -> bool:
    libraries = manifest.database.parameters.get("shared_preload_libraries")
    return "pg_stat_statements" in (
        libraries.written if libraries else AWS_DEFAULTS["shared_preload_libraries"]
    )


def _tidy(markdown: str) -> str:
    """Leave one empty line where pieces left several, and none at the ends."""
    return re.sub(r"\n{3,}", "\n\n", markdown).strip() + "\n"
