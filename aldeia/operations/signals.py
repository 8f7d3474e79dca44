"""Signals: everything that reaches a person and asks for a runbook, each with the page that answers it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aldeia.alarms.pages import pages_of
from aldeia.alarms.runbook import runbook_of
from aldeia.alarms.table import alarms_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aldeia.manifest.environment import Manifest

STORES = {"database": "Database", "database_replica": "Read replica", "cache": "Cache"}


@dataclass(frozen=True)
class Signal:
    """An alarm, a store's page, or an event."""

    name: str
    """In AWS."""
    store: str
    meaning: str
    condition: str
    """When it comes, in words."""
    severity: str
    runbook: str
    """The page that says what to do, by its name."""
    gathers: tuple[Signal, ...] = ()
    """The alarms that a store's page is made of."""


def signals_of(manifest: Manifest) -> list[Signal]:
    """Give what pages first, then every alarm."""
    alarms = list(_alarms(manifest))
    return [*_pages(manifest, {alarm.name: alarm for alarm in alarms}), *alarms]


def _alarms(manifest: Manifest) -> Iterator[Signal]:
    for alarm in alarms_of(manifest):
        yield Signal(
            alarm.name, STORES[alarm.store], alarm.meaning, alarm.condition, alarm.severity, alarm.runbook
        )


def _pages(manifest: Manifest, alarms: dict[str, Signal]) -> Iterator[Signal]:
    for page in pages_of(manifest, alarms_of(manifest)):
        yield Signal(
            name=page.name,
            store=STORES[page.key],
            meaning="in trouble",
            condition="at least one of its critical alarms is on",
            severity="critical",
            runbook=runbook_of(page.key, "critical"),
            gathers=tuple(alarms[name] for name in page.alarms),
        )
