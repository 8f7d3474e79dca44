"""Rules about backup and maintenance windows."""

from collections.abc import Iterator

from aldeia.catalog.limits import CACHE_WINDOW_SHORTEST_MINUTES, DATABASE_WINDOW_SHORTEST_MINUTES
from aldeia.manifest.environment import Manifest
from aldeia.manifest.rules.fault import Fault
from aldeia.manifest.rules.rule import DOUBTFUL, REFUSED, rule

# Nobody needs a longer one: the specification's are one and two hours.
LONGEST_MEANT_MINUTES = 8 * 60

SHORTEST_MINUTES = {"database": DATABASE_WINDOW_SHORTEST_MINUTES, "cache": CACHE_WINDOW_SHORTEST_MINUTES}

WINDOWS = (
    ("database", "backup_window"),
    ("database", "maintenance_window"),
    ("cache", "snapshot_window"),
    ("cache", "maintenance_window"),
)


@rule(
    REFUSED,
    source="API references of CreateDBInstance (30 minutes) and CreateReplicationGroup (60 minutes)",
    fix="lengthen the window",
    example={"database.backup_window": "03:00-03:29"},
)
def windows_are_long_enough(manifest: Manifest) -> Iterator[Fault]:
    """Windows are at least as long as AWS asks: 30 minutes for RDS, 60 for ElastiCache."""
    for section, name in WINDOWS:
        shortest = SHORTEST_MINUTES[section]
        window = getattr(getattr(manifest, section), name)
        if window.length_minutes < shortest:
            yield Fault(
                (section, name), f"{window}, {window.length_minutes} minutes", f"at least {shortest} minutes"
            )


@rule(
    REFUSED,
    source="API reference of CreateDBInstance: the windows must not overlap",
    fix="move one of the two; they may touch",
    example={"database.backup_window": "03:00-04:00", "database.maintenance_window": "Sun 03:59-05:00"},
)
def backups_and_maintenance_do_not_overlap(manifest: Manifest) -> Iterator[Fault]:
    """A store's daily backup and weekly maintenance never share a minute."""
    pairs = (("database", "backup_window"), ("cache", "snapshot_window"))
    for section, name in pairs:
        daily = getattr(getattr(manifest, section), name)
        weekly = getattr(manifest, section).maintenance_window
        if weekly.overlaps(daily):
            yield Fault(
                (section, "maintenance_window"),
                str(weekly),
                f"a window that does not overlap {name} ({daily})",
            )


@rule(
    DOUBTFUL,
    source="arithmetic: 05:00-04:00 is 23 hours, until the next day's 04:00",
    fix="write the earlier end first, or a shorter window",
    example={"database.backup_window": "05:00-04:00", "database.maintenance_window": "Sun 04:00-05:00"},
)
def windows_are_not_the_wrong_way_round(manifest: Manifest) -> Iterator[Fault]:
    """A window has its start first; the other way round it is nearly the whole day."""
    for section, name in WINDOWS:
        window = getattr(getattr(manifest, section), name)
        hours, minutes = divmod(window.length_minutes, 60)
        if window.length_minutes > LONGEST_MEANT_MINUTES:
            yield Fault(
                (section, name), f"{window}, {hours} h {minutes} min", "8 hours at most",
                "are its ends the wrong way round?",
            )  # fmt: skip


@rule(
    DOUBTFUL,
    source="specification: no maintenance window for production's cache; RDS and ElastiCache restart what they maintain",
    fix="move one of the two",
    example={"database.maintenance_window": "Sun 05:00-06:00", "cache.maintenance_window": "Sun 05:30-06:30"},
)
def the_stores_are_not_maintained_at_once(manifest: Manifest) -> Iterator[Fault]:
    """Database and cache are not restarted in the same hour: one failure at a time is enough to look for."""
    ours, theirs = manifest.cache.maintenance_window, manifest.database.maintenance_window
    if ours.meets(theirs):
        yield Fault(
            ("cache", "maintenance_window"),
            str(ours),
            f"a window that does not overlap the database's ({theirs})",
        )


RULES = (
    windows_are_long_enough,
    backups_and_maintenance_do_not_overlap,
    windows_are_not_the_wrong_way_round,
    the_stores_are_not_maintained_at_once,
)
