"""The rules of rules/windows.py: where each begins to refuse (EDGES, tried in test_rules.py), and what is told once."""

from __future__ import annotations

from aldeia.manifest.rules import windows as rules
from tests.examples import Edge

OVERLAP = "{0}.maintenance_window: got {1}, expected a window that does not overlap {2}"

MEETS = "cache.maintenance_window: got {0}, expected a window that does not overlap the database's ({1})"

EDGES = (
    Edge(
        rules.windows_are_long_enough,
        {"database.backup_window": "03:00-03:30"},
        {"database.backup_window": "03:00-03:29"},
        "database.backup_window: got 03:00-03:29, 29 minutes, expected at least 30 minutes",
    ),
    Edge(
        rules.windows_are_long_enough,
        {"database.maintenance_window": "Sat 23:45-00:15"},
        {"database.maintenance_window": "Sat 23:45-00:14"},
        "database.maintenance_window: got Sat 23:45-00:14, 29 minutes, expected at least 30 minutes",
    ),
    Edge(
        rules.windows_are_long_enough,
        {"cache.snapshot_window": "03:00-04:00"},
        {"cache.snapshot_window": "03:00-03:59"},
        "cache.snapshot_window: got 03:00-03:59, 59 minutes, expected at least 60 minutes",
    ),
    Edge(
        rules.windows_are_long_enough,
        {"cache.maintenance_window": "Mon 06:00-07:00"},
        {"cache.maintenance_window": "Mon 06:00-06:00"},
        "cache.maintenance_window: got Mon 06:00-06:00, 0 minutes, expected at least 60 minutes",
    ),
    Edge(
        # Touching at the end of the backup is not overlapping.
        rules.backups_and_maintenance_do_not_overlap,
        {"database.maintenance_window": "Sun 04:00-05:00"},
        {"database.maintenance_window": "Sun 03:59-05:00"},
        OVERLAP.format("database", "Sun 03:59-05:00", "backup_window (03:00-04:00)"),
    ),
    Edge(
        rules.backups_and_maintenance_do_not_overlap,
        {"database.maintenance_window": "Wed 02:00-03:00"},
        {"database.maintenance_window": "Wed 02:00-03:01"},
        OVERLAP.format("database", "Wed 02:00-03:01", "backup_window (03:00-04:00)"),
    ),
    Edge(
        # Maintenance over midnight meets the next day's backup.
        rules.backups_and_maintenance_do_not_overlap,
        {"database.backup_window": "00:30-01:30", "database.maintenance_window": "Mon 23:30-00:30"},
        {"database.backup_window": "00:30-01:30", "database.maintenance_window": "Mon 23:30-00:31"},
        OVERLAP.format("database", "Mon 23:30-00:31", "backup_window (00:30-01:30)"),
    ),
    Edge(
        # Saturday's backup over midnight meets Sunday's maintenance, and Sunday's meets that of the week's first day.
        rules.backups_and_maintenance_do_not_overlap,
        {"cache.snapshot_window": "23:30-00:30", "cache.maintenance_window": "Mon 00:30-01:30"},
        {"cache.snapshot_window": "23:30-00:30", "cache.maintenance_window": "Mon 00:29-01:29"},
        OVERLAP.format("cache", "Mon 00:29-01:29", "snapshot_window (23:30-00:30)"),
    ),
    Edge(
        # A backup inside the maintenance.
        rules.backups_and_maintenance_do_not_overlap,
        {"database.backup_window": "10:00-10:30", "database.maintenance_window": "Tue 10:30-14:00"},
        {"database.backup_window": "12:00-12:30", "database.maintenance_window": "Tue 10:30-14:00"},
        OVERLAP.format("database", "Tue 10:30-14:00", "backup_window (12:00-12:30)"),
    ),
    *(
        Edge(
            rules.windows_are_not_the_wrong_way_round,
            {f"{section}.{name}": f"{day}10:00-18:00"},
            {f"{section}.{name}": f"{day}10:00-18:01"},
            f"{section}.{name}: got {day}10:00-18:01, 8 h 1 min, expected 8 hours at most; "
            "are its ends the wrong way round?",
        )
        for section, name, day in (
            ("database", "backup_window", ""),
            ("database", "maintenance_window", "Mon "),
            ("cache", "snapshot_window", ""),
            ("cache", "maintenance_window", "Mon "),
        )
    ),
    Edge(
        rules.the_stores_are_not_maintained_at_once,
        {"cache.maintenance_window": "Sun 05:00-06:00"},
        {"database.maintenance_window": "Sun 04:00-05:01"},
        MEETS.format("Sun 05:00-06:00", "Sun 04:00-05:01"),
    ),
    Edge(
        # Over the end of the week.
        rules.the_stores_are_not_maintained_at_once,
        {"database.maintenance_window": "Sun 23:00-00:30", "cache.maintenance_window": "Mon 00:30-01:30"},
        {"database.maintenance_window": "Sun 23:00-00:31", "cache.maintenance_window": "Mon 00:30-01:30"},
        MEETS.format("Mon 00:30-01:30", "Sun 23:00-00:31"),
    ),
    Edge(
        # One inside the other.
        rules.the_stores_are_not_maintained_at_once,
        {"database.maintenance_window": "Tue 10:00-14:00", "cache.maintenance_window": "Tue 14:00-15:00"},
        {"database.maintenance_window": "Tue 10:00-14:00", "cache.maintenance_window": "Tue 11:00-12:00"},
        MEETS.format("Tue 11:00-12:00", "Tue 10:00-14:00"),
    ),
)
