"""Database capacity: storage, class, engine version and zones of an aws_db_instance."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aldeia.review.sources import (
    RDS_FAILOVER,
    RDS_GP3,
    RDS_MAJOR,
    RDS_PROVIDER,
    RDS_SETTINGS,
    RDS_STORAGE,
    RDS_TO_MULTI_AZ,
    RDS_UPGRADE,
)
from aldeia.review.tables.common import (
    DEFERRABLE,
    DEGRADED,
    FAILOVER,
    NONE,
    NOTHING,
    NOW,
    RESTART,
    less,
    online,
    quiet,
    turned_off,
)
from aldeia.review.verdict import Effect, Rule, Step, always, each, otherwise, when

if TYPE_CHECKING:
    from aldeia.review.difference import Context, Difference
FAILOVER_LASTS = "60 to 120 s"
LOCK_LASTS = "until the volume is optimised: hours, or over a day"
FROM_SNAPSHOT = (Step.SNAPSHOT_DATABASE,)


def multi_az(_difference: Difference, context: Context) -> bool:
    """Say whether there is a standby."""
    return bool(context.before("multi_az"))


def _major(version: object) -> int:
    text = str(version or "").split(".")[0]
    return int(text) if text.isdigit() else 0


def _major_upgrade(difference: Difference, _context: Context) -> bool:
    return 0 < _major(difference.before) < _major(difference.after)


def _older(difference: Difference, context: Context) -> bool:
    """Say whether it is older than what runs; where the state names only a line, AWS says which minor one does."""
    before, after = (
        [int(part) for part in str(version).split(".") if part.isdigit()]
        for version in (context.before("engine_version_actual") or difference.before, difference.after)
    )
    return after[: len(before)] < before[: len(after)]


def _a_prefix(difference: Difference, _context: Context) -> bool:
    """Say whether both name the same line of versions: 15 and 15.18; nobody knows which minor one runs now."""
    before, after = str(difference.before), str(difference.after)
    return before.startswith(f"{after}.")


def _restarted(touches: str, before: tuple[Step, ...] = (), lasts: str = "minutes") -> Rule:
    return (
        when("the instance is Multi-AZ", multi_az, Effect(FAILOVER, DEFERRABLE, FAILOVER_LASTS,
            f"{touches}; the standby first, then the roles change and every connection breaks", RDS_FAILOVER, before=before, after=(Step.WATCH_PENDING,))),
        otherwise(Effect(RESTART, DEFERRABLE, lasts, f"{touches}; the instance restarts and every connection breaks", RDS_SETTINGS, before=before, after=(Step.WATCH_PENDING,))),
    )  # fmt: skip


def _major_effect(away: str) -> Effect:
    return Effect(RESTART, DEFERRABLE, "minutes to an hour or more, by the number of objects: the copy tells",
        f"A major upgrade: {away}, extensions and the optimiser's statistics need work after it, and only a restore leads back", RDS_MAJOR,
        before=(Step.TEST_UPGRADE, Step.DELETE_COPY, Step.SNAPSHOT_DATABASE), after=(Step.WATCH_PENDING, Step.UPDATE_EXTENSIONS, Step.ANALYZE_DATABASE))  # fmt: skip


def _minor_effect(away: str) -> Effect:
    return Effect(RESTART, DEFERRABLE, "minutes", f"A minor upgrade: {away}", RDS_UPGRADE, before=FROM_SNAPSHOT, after=(Step.WATCH_PENDING,))  # fmt: skip


STORAGE_MOVES = Effect(
    DEGRADED, DEFERRABLE, LOCK_LASTS,
    "The volume is optimised: latency rises, and AWS takes no further change of storage for 6 h or until it is over, whichever is longer",
    RDS_GP3, after=(Step.WATCH_STORAGE,), slows=True,
)  # fmt: skip

ATTRIBUTES: dict[str, Rule] = {
    "allocated_storage": (
        when("it shrinks", less, Effect(NONE, NOW, NOTHING,
            "AWS refuses to shrink a volume: the apply would fail here and leave the rest undone", RDS_STORAGE, refused=True)),
        otherwise(replace(STORAGE_MOVES, touches=f"{STORAGE_MOVES.touches}. It never shrinks again: the way back is a new instance")),
    ),
    **each("iops storage_throughput", always(STORAGE_MOVES)),
    "storage_type": (
        when("to or from magnetic (standard)", lambda d, _c: "standard" in {d.before, d.after}, Effect(RESTART, DEFERRABLE, "minutes, then up to days of slower service",
            "The instance is away while the copy starts, and backups pause until it ends", RDS_SETTINGS, before=FROM_SNAPSHOT, after=(Step.WATCH_STORAGE,), slows=True)),
        otherwise(STORAGE_MOVES),
    ),
    "max_allocated_storage": online("The ceiling of storage autoscaling moves; the volume itself does not", RDS_SETTINGS),
    "dedicated_log_volume": _restarted("The write-ahead log gets or loses a volume of its own"),
    "instance_class": _restarted("The class changes, and with it memory, connections and cache, which is cold at first"),
    "engine_version": (
        when("a newer major version, and the instance is Multi-AZ", lambda d, c: _major_upgrade(d, c) and multi_az(d, c), _major_effect("primary and standby are away together")),
        when("a newer major version", _major_upgrade, _major_effect("the instance is away")),
        when("from a minor version to its line, as 15.18 to 15", _a_prefix, Effect(NONE, NOW, NOTHING,
            "The line of versions stays: AWS chooses the minor one", RDS_PROVIDER)),
        when("an older version", _older, Effect(NONE, NOW, NOTHING,
            "AWS refuses to downgrade: the apply would fail here and leave the rest undone", RDS_UPGRADE, refused=True)),
        when("the instance is Multi-AZ", multi_az, _minor_effect("primary and standby are upgraded together, and away meanwhile")),
        otherwise(_minor_effect("the instance is away meanwhile")),
    ),
    "allow_major_version_upgrade": quiet("Only lets Terraform ask for a major upgrade", RDS_PROVIDER),
    "engine_lifecycle_support": quiet("Says whether Extended Support is bought when standard support ends", RDS_PROVIDER),
    "auto_minor_version_upgrade": online("Minor versions are, or are no longer, taken in the maintenance window", RDS_SETTINGS),
    "multi_az": (
        when("switched off", turned_off, Effect(DEGRADED, DEFERRABLE, "for as long as it stays off",
            "The standby goes: no downtime now, but a lost zone is then a restore of an hour instead of a failover of a minute", RDS_SETTINGS, after=(Step.WATCH_PENDING,))),
        otherwise(Effect(DEGRADED, DEFERRABLE, "while the standby's volume is filled, hours by its size",
            "A snapshot makes the standby; writes are slower, above all until its volume is filled", RDS_TO_MULTI_AZ, after=(Step.WATCH_PENDING,), slows=True)),
    ),
}  # fmt: skip
