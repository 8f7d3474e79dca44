"""Pages: what wakes a person, one for each store, and when it waits.

A store in trouble passes many thresholds at once. Its critical alarms are gathered into one composite alarm, which
tells the critical topic once; each alarm by itself tells the warnings' topic only (docs/adr/0010).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from aldeia.alarms.runbook import runbook_link, runbook_of
from aldeia.manifest.window import MINUTES_PER_DAY, MINUTES_PER_WEEK, WeeklyWindow
from aldeia.naming import names_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aldeia.alarms.alarm import Alarm
    from aldeia.manifest.environment import Manifest

PagingStore = Literal["database", "cache"]

# A window's alarm is a minute behind the clock; a page that comes in this minute waits for it.
WAIT_SECONDS = 60
# What a restart in the window's last minute leaves behind is over by then; what is still wrong pages.
EXTENSION_SECONDS = 600


@dataclass(frozen=True)
class Quiet:
    """An alarm that is on while a maintenance window is open, and holds a page back."""

    key: str
    """Its part of the Terraform address: `database_maintenance`."""
    name: str
    description: str
    expression: str
    """Metric math: 1 in the window, else 0. The time functions give every minute, whether `m1` has data or not."""
    namespace: str
    metric: str
    dimensions: tuple[tuple[str, str], ...]
    """Of `m1`, which only lends its clock."""


@dataclass(frozen=True)
class Page:
    """One composite alarm: on while any critical alarm of a store is."""

    key: PagingStore
    """Its Terraform name: `aws_cloudwatch_composite_alarm.database`."""
    name: str
    description: str
    alarms: tuple[str, ...]
    """The names of the alarms that page through it: `ALARM("a") OR ALARM("b")` in CloudWatch's words."""
    quiet: Quiet | None
    """What holds it back, or None."""


def pages_of(manifest: Manifest, alarms: Sequence[Alarm]) -> list[Page]:
    """Make the page of the database and that of the cache; a store whose critical alarms are all silenced has none."""
    names, found = names_of(manifest), []
    windows: dict[PagingStore, tuple[str, WeeklyWindow]] = {
        "database": (names.database, manifest.database.maintenance_window),
        "cache": (names.cache, manifest.cache.maintenance_window),
    }
    for store, (thing, window) in windows.items():
        gathered = [alarm for alarm in alarms if alarm.store == store and pages(alarm)]
        if gathered:
            found.append(
                Page(
                    key=store,
                    name=names.page(store),
                    description=f"{thing} is in trouble: at least one of its {len(gathered)} critical alarms is on. "
                    f"What to do: {runbook_link(manifest, runbook_of(store, 'critical'))}",
                    alarms=tuple(alarm.name for alarm in gathered),
                    quiet=_quiet(store, names.maintenance(store), thing, window, gathered[0])
                    if manifest.alarms.quiet_during_maintenance
                    else None,
                )
            )
    return found


def pages(alarm: Alarm) -> bool:
    """Say whether an alarm pages through its store's page."""
    return alarm.severity == "critical" and alarm.silence is None


def _quiet(store: PagingStore, name: str, thing: str, window: WeeklyWindow, clock: Alarm) -> Quiet:
    return Quiet(
        key=f"{store}_maintenance",
        name=name,
        description=f"{thing}: its maintenance window ({window} UTC) is open, so it does not page",
        expression=_is_open(window),
        namespace=clock.namespace,
        metric=clock.metric,
        dimensions=clock.dimensions,
    )


def _is_open(window: WeeklyWindow) -> str:
    """Write the window in metric math, by minutes of the week from Monday 00:00 UTC; DAY is 1 on Monday.

    >>> _is_open(WeeklyWindow.parse("Sun 23:30-00:30"))
    'IF((DAY(m1)-1)*1440+HOUR(m1)*60+MINUTE(m1)>=10050 OR (DAY(m1)-1)*1440+HOUR(m1)*60+MINUTE(m1)<30, 1, 0)'
    """
    now = f"(DAY(m1)-1)*{MINUTES_PER_DAY}+HOUR(m1)*60+MINUTE(m1)"
    start = window.weekday * MINUTES_PER_DAY + window.start_minute
    end = start + window.length_minutes
    joined = "AND" if end <= MINUTES_PER_WEEK else "OR"
    return f"IF({now}>={start} {joined} {now}<{end if joined == 'AND' else end - MINUTES_PER_WEEK}, 1, 0)"
