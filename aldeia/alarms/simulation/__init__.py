"""Simulation: what CloudWatch would have said of a series, and when; no AWS, no clock."""

from __future__ import annotations


class SimulationError(Exception):
    """A series, a statistic or a rule that cannot be evaluated; the message says what and where."""
