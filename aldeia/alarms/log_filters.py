"""Log filters: what counts the events of the PostgreSQL log into metrics that alarms watch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aldeia.alarms.log_patterns import LOG_EVENTS
from aldeia.alarms.table import alarms_of
from aldeia.naming import names_of

if TYPE_CHECKING:
    from aldeia.manifest.environment import Manifest


@dataclass(frozen=True)
class LogFilter:
    """One metric filter; several may count into one metric."""

    key: str
    """Its part of the Terraform address: `database_errors_2`."""
    name: str
    pattern: str
    namespace: str
    metric: str


def log_filters_of(manifest: Manifest) -> list[LogFilter]:
    """Make the filters of every metric that an alarm watches: what is not exported is not counted."""
    names = names_of(manifest)
    watched = {alarm.metric for alarm in alarms_of(manifest) if alarm.namespace == names.database_log_metrics}
    return [
        LogFilter(
            key=f"database_{event.symptom.replace('-', '_')}_{number}",
            name=names.database_log_filter(event.symptom, number),
            pattern=pattern,
            namespace=names.database_log_metrics,
            metric=event.metric,
        )
        for event in LOG_EVENTS
        if event.metric in watched
        for number, pattern in enumerate(event.patterns, start=1)
    ]
