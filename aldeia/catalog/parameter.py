"""Parameter: one row of an engine's parameter table."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["integer", "real", "boolean", "choice", "text"]
Unit = Literal["", "8kB", "kB", "MB", "B", "min", "ms", "s", "us"]

UNIT_BYTES = {"B": 1, "kB": 2**10, "8kB": 2**13, "MB": 2**20}
UNIT_MICROSECONDS = {"us": 1, "ms": 1_000, "s": 1_000_000, "min": 60_000_000}


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
    modifiable: bool | None = True
    """Whether AWS lets one set it; None where it is known to exist but no page says so either way."""
    why_fixed: str = ""
    """Where it is not modifiable: who sets it instead, or why nobody does, as the end of a sentence."""
    default: str | None = None
    """What the engine takes by itself, in the parameter's unit; None where it depends on the machine."""
    aws_default: str | None = None
    """What AWS's default parameter group has instead, as AWS writes it, where that is known to differ."""
    formulas: bool = True
    """Whether AWS takes a share of the class's memory for a size: RDS does, ElastiCache does not."""
    only_at_creation: bool = False
    """Whether it can be set only while no cluster uses the parameter group."""
    since: str = ""
    """The first version of its family that has it, where not all have."""
