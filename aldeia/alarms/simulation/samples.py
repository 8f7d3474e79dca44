"""Samples: those of a period as the one value that an alarm compares."""

from __future__ import annotations

import math
import re
import statistics
from collections.abc import Callable, Sequence

from aldeia.alarms.simulation import SimulationError

_PERCENTILE = re.compile(r"p(\d{1,2}(?:\.\d+)?|100)")
_HALF = 0.5
_ENOUGH = 10
_PLAIN: dict[str, Callable[[Sequence[float]], float]] = {
    "Average": statistics.fmean,
    "Maximum": max,
    "Minimum": min,
    "SampleCount": lambda samples: float(len(samples)),
    "Sum": math.fsum,
}


def value(samples: Sequence[float], statistic: str) -> float | None:
    """Give a statistic, `Average` or `p90`, of a period's samples; None where there are none.

    Raises SimulationError for a statistic that is not known here.

    >>> value([1.0, 2.0, 3.0, 10.0], "p50")
    2.5
    """
    if not samples:
        return None
    if statistic in _PLAIN:
        return _PLAIN[statistic](samples)
    return _percentile(sorted(samples), share(statistic))


def share(statistic: str) -> float:
    """Give the part of the samples that lie at or below a percentile: 0.9 of p90."""
    found = _PERCENTILE.fullmatch(statistic)
    if found is None:
        known = ", ".join([*_PLAIN, "p0 to p100"])
        raise SimulationError(f"statistic {statistic}: cannot be simulated; known are {known}")
    return float(found[1]) / 100


def enough(count: int, statistic: str) -> bool:
    """Say whether a percentile of so many samples means something to CloudWatch; every other statistic does.

    CloudWatch user guide, Percentile-based alarms and low data samples.
    """
    if statistic in _PLAIN:
        return True
    part = share(statistic)
    rare = 1 - part if part >= _HALF else part
    # Multiplied, not divided: p0 and p100 never have enough, and 10 / (1 - 0.9) is a little more than 100.
    return round(count * rare, 9) >= _ENOUGH


def _percentile(ordered: Sequence[float], part: float) -> float:
    """Interpolate between the two samples beside the rank; AWS does not say how it does it."""
    rank = part * (len(ordered) - 1)
    below = math.floor(rank)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (rank - below)
