"""Row: one thing that is watched, as the tables of the stores write it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Literal, TypeVar

from aldeia.manifest.values import Duration, Percent, Size

if TYPE_CHECKING:
    from collections.abc import Callable

    from aldeia.manifest.alarms import Severity
    from aldeia.manifest.automatic import Auto

Statistic = Literal["Average", "Maximum", "Minimum", "Sum", "p90"]
"""One of CloudWatch's statistics, or a percentile."""
Direction = Literal["above", "below"]
Unit = Literal["Percent", "Bytes", "Seconds", "Count", "Count/Second"]
"""CloudWatch's own units, and Count where it has none (credits, sessions)."""
Treatment = Literal["breaching", "notBreaching", "missing"]
Threshold = Percent | Size | Duration | int

Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Worked:
    """A threshold that was worked out, and how, in words."""

    threshold: Threshold
    formula: str


@dataclass(frozen=True)
class Missing:
    """What no data means."""

    treatment: Treatment
    because: str


DOWN = Missing("breaching", "a store that is up always sends it: silence says that it is down")
STOPPED = Missing("notBreaching", "it may be stopped here, and sends nothing then")
IDLE = Missing("notBreaching", "a store that is up may have none to send")
TOLD_ELSEWHERE = Missing("missing", "the CPU alarm tells of silence; this one waits for the next value")
"""CloudWatch then says INSUFFICIENT_DATA, which pages nobody."""


@dataclass(frozen=True)
class Samples:
    """How many of the latest values must be past the threshold."""

    period_seconds: int
    datapoints_to_alarm: int
    evaluation_periods: int


FIVE_MINUTES = 300
# EC2 user guide, Monitor your CPU credits, and RDS user guide, CloudWatch metrics: sent every five minutes.
CREDITS = Samples(FIVE_MINUTES, 1, 1)
# A spike is no trouble: twelve minutes out of a quarter of an hour are.
MOSTLY = Samples(60, 12, 15)


@dataclass(frozen=True)
class Row(Generic[Thing]):
    """One metric, and when it is an alarm; `Thing` is what it is of: an instance or a node."""

    symptom: str
    """What is wrong, the end of the alarm's name."""
    meaning: str
    """The same in words, for the one who is paged."""
    metric: str
    statistic: Statistic
    direction: Direction
    unit: Unit
    setting: str
    """Where the manifest says the threshold, in the thing's section of `alarms`."""
    auto: Callable[[Thing], Worked]
    """The threshold where the manifest says `auto`."""
    severity: Severity = "warning"
    missing: Missing = TOLD_ELSEWHERE
    samples: Samples | None = None
    """None: minute by minute, for as long as `sustained_for` says."""
    is_sent: Callable[[Thing], bool] = lambda _: True
    """Whether class and topology send the metric at all."""


def in_cloudwatch_unit(threshold: Threshold) -> float:
    """Percent stay percent, sizes become bytes, durations seconds, counts stay counts."""
    if isinstance(threshold, Percent):
        return threshold.value
    if isinstance(threshold, Size):
        return threshold.bytes
    if isinstance(threshold, Duration):
        return threshold.milliseconds / 1_000
    return threshold


def written(setting: Threshold | Auto) -> str:
    """Give a threshold as a person writes it; a count with its thousands apart."""
    return f"{setting:,}" if isinstance(setting, int) else str(setting)
