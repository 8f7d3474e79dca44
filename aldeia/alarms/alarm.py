"""Alarm: one alarm of one thing, in CloudWatch's terms and in the user's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from aldeia.alarms.runbook import runbook_of

if TYPE_CHECKING:
    from aldeia.alarms.row import Direction, Missing, Statistic, Unit
    from aldeia.manifest.alarms import Severity
    from aldeia.manifest.silence import Silence

Store = Literal["database", "database_replica", "cache"]
"""What it belongs to, by its Terraform name."""


@dataclass(frozen=True)
class Alarm:
    """One alarm in CloudWatch's terms."""

    key: str
    """Its part of the Terraform address: `cache_001_memory_critical`."""
    name: str
    """In AWS: `aldeia-prod-redis-001-memory-critical`."""
    symptom: str
    """The end of its name: `memory-critical`; the same on every node."""
    store: Store
    thing: str
    """The instance or node that is watched, by its name in AWS."""
    meaning: str
    """What is wrong, in words."""
    severity: Severity
    """`critical` alarms page through their store's page; `warning` ones tell the warnings' topic alone."""
    silence: Silence | None
    """Why nobody is told, or None: somebody is."""
    namespace: str
    metric: str
    statistic: Statistic
    direction: Direction
    threshold: float
    """In `unit`."""
    unit: Unit
    written: str
    """The threshold with the unit that a person would write: `512 MB`; of an `auto` one what it became."""
    setting: str
    """What the manifest says: the same, or `auto`."""
    path: tuple[str, ...]
    """Where it says so: `("alarms", "cache", "swap_above")`."""
    formula: str
    """How the threshold came about."""
    period_seconds: int
    evaluation_periods: int
    """How many periods are looked at (N)."""
    datapoints_to_alarm: int
    """How many of them must be past the threshold (M)."""
    missing: Missing
    dimensions: tuple[tuple[str, str], ...]
    runbook_link: str
    """Where its runbook is."""

    @property
    def description(self) -> str:
        """The meaning with the thing, the metric and the threshold."""
        return f"{self.thing}: {self.meaning} ({self.condition})"

    @property
    def message(self) -> str:
        """The same with the way to its runbook, for the one who is told."""
        return f"{self.description}. What to do: {self.runbook_link}"

    @property
    def condition(self) -> str:
        """When it goes off, in words: `CPUUtilization above 75% for 5 minutes`."""
        return f"{self.metric} {self.direction} {self.written} for {self.window}"

    @property
    def runbook(self) -> str:
        """The page that says what to do, by its name."""
        return runbook_of(self.store, self.symptom)

    @property
    def window(self) -> str:
        """How long it takes, in words: `5 minutes`, `12 of 15 minutes`."""
        minutes = self.period_seconds // 60
        looked_at, past = self.evaluation_periods * minutes, self.datapoints_to_alarm * minutes
        if past != looked_at:
            return f"{past} of {looked_at} minutes"
        return f"{looked_at} minutes" if looked_at > 1 else "a minute"
