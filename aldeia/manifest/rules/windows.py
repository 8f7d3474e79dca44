"""Rules about backup and maintenance windows."""

from collections.abc import Iterator

from aldeia.manifest.environment import Manifest
from aldeia.manifest.rules.fault import Fault

# RDS: API reference of CreateDBInstance. ElastiCache: API reference of CreateReplicationGroup.
SHORTEST_RDS_WINDOW_MINUTES = 30
SHORTEST_CACHE_WINDOW_MINUTES = 60


def windows_are_long_enough(manifest: Manifest) -> Iterator[Fault]:
    windows = (
        ("database", "backup_window", SHORTEST_RDS_WINDOW_MINUTES),
        ("database", "maintenance_window", SHORTEST_RDS_WINDOW_MINUTES),
        ("cache", "snapshot_window", SHORTEST_CACHE_WINDOW_MINUTES),
        ("cache", "maintenance_window", SHORTEST_CACHE_WINDOW_MINUTES),
    )
    for section, name, shortest in windows:
        window = getattr(getattr(manifest, section), name)
        if window.length_minutes < shortest:
            yield Fault(
                (section, name), f"{window}, {window.length_minutes} minutes", f"at least {shortest} minutes"
            )


def backups_and_maintenance_do_not_overlap(manifest: Manifest) -> Iterator[Fault]:
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


RULES = (
    windows_are_long_enough,
    backups_and_maintenance_do_not_overlap,
)
