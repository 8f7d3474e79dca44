"""Parameter: one row of an engine's parameter table."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["integer", "real", "boolean", "choice", "text"]
Unit = Literal["", "8kB", "kB", "MB", "B", "ms", "s", "us"]

UNIT_BYTES = {"B": 1, "kB": 2**10, "8kB": 2**13, "MB": 2**20}
UNIT_MICROSECONDS = {"us": 1, "ms": 1_000, "s": 1_000_000}


@dataclass(frozen=True)
class Parameter:
    """An engine parameter, with the unit in which AWS counts it."""

    name: str
    kind: Kind
    unit: Unit = ""
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()
    static: bool = False
    """Whether a change waits for a restart: AWS takes it with `pending-reboot` only."""
    words: tuple[str, str] = ("0", "1")
    """How AWS writes a boolean: off, on."""
    form: str = ""
    """A regular expression that a text must match."""
    expected: str = ""
    """The same in words."""
