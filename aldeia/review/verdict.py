"""Verdict: what one change does, when, for how long and to what else, as a row of a table says it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntEnum, StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from aldeia.review.difference import Context, Difference
    from aldeia.review.sources import Source


class Impact(IntEnum):
    """What a change does to the service and its data, the worst last."""

    NONE = 0
    """Nothing that anybody who uses it could notice."""
    ONLINE = 1
    """The service goes on while it happens."""
    DEGRADED = 2
    """Slower, or some clients are refused, or people are no longer told."""
    FAILOVER = 3
    """Another node takes over: connections break, for about a minute."""
    RESTART = 4
    """The service is away while it starts anew."""
    UNKNOWN = 5
    """Nobody wrote down what it does: a person must find out."""
    REPLACEMENT = 6
    """The thing is destroyed and another one made."""
    DATA_LOSS = 7
    """Data, or the only key to it, is destroyed."""

    @property
    def words(self) -> str:
        return self.name.lower().replace("_", " ")

    @property
    def meaning(self) -> str:
        """Say it in a clause, for whoever meets the word for the first time."""
        return _MEANINGS[self]


_MEANINGS = {
    Impact.NONE: "nobody notices",
    Impact.ONLINE: "the service goes on while it happens",
    Impact.DEGRADED: "slower, or some clients are refused, or people are no longer told",
    Impact.FAILOVER: "another node takes over and connections break, for about a minute",
    Impact.RESTART: "the service is away while it starts anew",
    Impact.UNKNOWN: "nobody wrote down what AWS does: find out before merging",
    Impact.REPLACEMENT: "the thing is destroyed and another one made",
    Impact.DATA_LOSS: "data, or the only key to it, is destroyed",
}


class Timing(Enum):
    """When a change takes effect."""

    NOW = "during the apply"
    DEFERRABLE = "during the apply with apply_immediately, else in the next maintenance window"
    REBOOT = "at the next reboot"
    NEVER = "never, until someone acts"


class Gate(StrEnum):
    """What is blocked unless `envs/policy/allowed-changes.yaml` allows it."""

    REPLACE = "replace"
    """A store is destroyed and made anew."""
    DELETE = "delete"
    """A store is destroyed."""
    LOSE_DATA = "lose-data"
    """Data goes while the store stays."""
    WIDEN = "widen"
    """More may reach, read or administer it than before."""
    SHORTEN_RETENTION = "shorten-retention"
    """Backups, logs or deleted keys and secrets are kept for less long."""
    SILENCE = "silence"
    """An alarm is removed, switched off or no longer reaches anybody."""
    UNPROTECT = "unprotect"
    """What stops an accidental deletion is taken away."""


class Step(StrEnum):
    """What an operator does before or after the apply; `aldeia.review.steps` has the words and the commands."""

    EMPTY_SUBNET = "empty-subnet"
    TEST_UPGRADE = "test-upgrade"
    DELETE_COPY = "delete-copy"
    SNAPSHOT_DATABASE = "snapshot-database"
    SNAPSHOT_CACHE = "snapshot-cache"
    KEEP_BACKUPS = "keep-backups"
    KEEP_SNAPSHOTS = "keep-snapshots"
    KEEP_LOGS = "keep-logs"
    RESTART_APPLICATION = "restart-application"
    WATCH_LOGINS = "watch-logins"
    WATCH_STORAGE = "watch-storage"
    WATCH_PENDING = "watch-pending"
    REBOOT_DATABASE = "reboot-database"
    REBOOT_CACHE = "reboot-cache"
    UPDATE_EXTENSIONS = "update-extensions"
    ANALYZE_DATABASE = "analyze-database"
    RETIRE_OLD_TOKEN = "retire-old-token"  # noqa: S105  # the name of a step
    CONFIRM_SUBSCRIPTION = "confirm-subscription"
    KEEP_KEY = "keep-key"


@dataclass(frozen=True)
class Effect:
    """What a change does."""

    impact: Impact
    timing: Timing
    lasts: str
    """How long it is noticed, by AWS's documentation; a dash where nothing lasts."""
    touches: str
    """What it does in a sentence, and what else it touches."""
    source: Source
    gate: Gate | None = None
    before: tuple[Step, ...] = ()
    after: tuple[Step, ...] = ()
    refused: bool = False
    """AWS takes no such change: the apply fails here, and what comes after it is not done."""
    restarts: bool = False
    """The store is away for a moment, too, where the impact says something worse."""
    slows: bool = False
    """The service answers slower while it lasts."""
    may_fail: str = ""
    """When AWS refuses it, which the plan does not tell: the apply would then stop half-way."""
    shuts_out: str = ""
    """Who could connect before and is refused for as long as it lasts; empty where nobody is."""


class Case(NamedTuple):
    """One outcome of a rule."""

    condition: str
    """In words; empty where it is the only or the remaining one."""
    holds: Callable[[Difference, Context], bool]
    effect: Effect


Rule = tuple[Case, ...]
"""The first case that holds is the verdict."""


@dataclass(frozen=True)
class Table:
    """What is known of one type of resource."""

    created: Rule
    deleted: Rule
    replaced: Rule
    attributes: Mapping[str, Rule]
    forcing: frozenset[str] = frozenset()
    """What only a replacement can change."""
    computed: frozenset[str] = frozenset()
    """What AWS or the provider fills in: it follows from something else."""
    replacement: str = "replaces it"
    """What becomes of the one that was there, where Terraform destroys it and makes another."""


def always(effect: Effect) -> Rule:
    """One outcome, whatever the values."""
    return (otherwise(effect),)


def when(condition: str, holds: Callable[[Difference, Context], bool], effect: Effect) -> Case:
    """An outcome for some values."""
    return Case(condition, holds, effect)


def otherwise(effect: Effect) -> Case:
    """The outcome for all that is left."""
    return Case("", lambda _difference, _context: True, effect)


def each(names: str, rule: Rule) -> dict[str, Rule]:
    """The same rule for several attributes."""
    return dict.fromkeys(names.split(), rule)
