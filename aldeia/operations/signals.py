"""Signals: everything that reaches a person and asks for a runbook, each with the page that answers it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aldeia.alarms.events import EVENTS
from aldeia.alarms.pages import pages_of
from aldeia.alarms.runbook import runbook_of
from aldeia.alarms.table import alarms_of
from aldeia.naming import names_of

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

    @property
    def is_alarm(self) -> bool:
        """Say whether CloudWatch's console has a page for it."""
        return not self.runbook.endswith("-events")


def signals_of(manifest: Manifest) -> list[Signal]:
    """Give what pages first, then every alarm, then what the services tell by themselves."""
    alarms = list(_alarms(manifest))
    return [*_pages(manifest, {alarm.name: alarm for alarm in alarms}), *alarms, *_events(manifest)]


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


def _events(manifest: Manifest) -> Iterator[Signal]:
    names, happened = names_of(manifest), "something has happened"
    for severity, categories in EVENTS.items():
        told = f"RDS tells of: {', '.join(categories)}"
        yield Signal(
            names.database_events(severity), STORES["database"], happened, told, severity, "database-events"
        )
    yield Signal(
        names.cache_event_topic,
        STORES["cache"],
        happened,
        "ElastiCache tells of a failover, a replaced node, a snapshot, a change",
        "warning",
        "cache-events",
    )
