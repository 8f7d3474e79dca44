"""Database keeping: backups, windows, and what stands in the way of a deletion of an aws_db_instance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aldeia.review.sources import (
    RDS_BACKUPS,
    RDS_DELETE,
    RDS_SETTINGS,
)
from aldeia.review.tables.common import (
    DATA_LOSS,
    DEFERRABLE,
    NONE,
    NOTHING,
    NOW,
    ONLINE,
    RESTART,
    SECONDS,
    less,
    online,
    quiet,
    turned_off,
)
from aldeia.review.tables.database_capacity import multi_az
from aldeia.review.verdict import Effect, Gate, Rule, Step, otherwise, when

if TYPE_CHECKING:
    from aldeia.review.difference import Context, Difference


def _to_or_from_zero(difference: Difference, _context: Context) -> bool:
    return not difference.before or not difference.after


def _to_zero(difference: Difference, _context: Context) -> bool:
    return not difference.after


ATTRIBUTES: dict[str, Rule] = {
    "backup_retention_period": (
        when("to 0", _to_zero, Effect(DATA_LOSS, DEFERRABLE, "minutes, for the restart",
            "All automated backups are deleted for good, with them every restore to a point in time, and the instance restarts", RDS_BACKUPS, Gate.LOSE_DATA, (Step.KEEP_BACKUPS, Step.SNAPSHOT_DATABASE), restarts=True)),
        when("from 0", _to_or_from_zero, Effect(RESTART, DEFERRABLE, "minutes", "Backups begin, and the instance restarts", RDS_BACKUPS)),
        when("shorter", less, Effect(ONLINE, NOW, NOTHING,
            "Backups older than that are deleted for good, at once: no restore reaches back further than the new number of days", RDS_BACKUPS, Gate.SHORTEN_RETENTION, (Step.KEEP_BACKUPS,))),
        otherwise(Effect(ONLINE, NOW, NOTHING, "Backups are kept for longer from now on", RDS_BACKUPS)),
    ),
    "backup_window": (
        when("the instance is Multi-AZ", multi_az, Effect(ONLINE, NOW, SECONDS, "The daily backup moves; it is taken from the standby", RDS_SETTINGS)),
        otherwise(Effect(ONLINE, NOW, SECONDS, "The daily backup moves; the instance pauses for some seconds when it starts", RDS_SETTINGS)),
    ),
    "maintenance_window": online("Maintenance moves; what is pending is done at once if the new window is open now", RDS_SETTINGS),
    "copy_tags_to_snapshot": online("Snapshots made from now on have, or lack, the tags", RDS_SETTINGS),
    "deletion_protection": (
        when("switched off", turned_off, Effect(NONE, NOW, NOTHING,
            "Whoever may delete instances can delete this one, Terraform too", RDS_DELETE, Gate.UNPROTECT)),
        otherwise(Effect(NONE, NOW, NOTHING, "AWS refuses to delete the instance from now on", RDS_DELETE)),
    ),
    "skip_final_snapshot": (
        when("switched on", lambda d, _c: d.after is True, Effect(NONE, NOW, NOTHING,
            "A later deletion leaves no snapshot", RDS_DELETE, Gate.UNPROTECT)),
        otherwise(Effect(NONE, NOW, NOTHING, "A later deletion leaves a snapshot", RDS_DELETE)),
    ),
    "delete_automated_backups": (
        when("switched on", lambda d, _c: d.after is True, Effect(NONE, NOW, NOTHING,
            "A later deletion takes the automated backups with it", RDS_DELETE, Gate.UNPROTECT)),
        otherwise(Effect(NONE, NOW, NOTHING, "A later deletion leaves the automated backups", RDS_DELETE)),
    ),
    "final_snapshot_identifier": quiet("The name of a last snapshot, should the instance ever be deleted", RDS_DELETE),
}  # fmt: skip
