"""Today: the one place that asks which day it is."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

VARIABLE = "ALDEIA_TODAY"


def today() -> date:
    """Give the day that expiry dates are held against: the clock's in UTC, or the one that ALDEIA_TODAY names.

    `ALDEIA_TODAY=2028-03-01 aldeia validate` tells what will have expired by then. Raises ValueError when the
    variable holds no date.
    """
    named = os.environ.get(VARIABLE)
    return date.fromisoformat(named) if named else datetime.now(tz=UTC).date()
