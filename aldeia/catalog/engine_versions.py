"""Engine versions that can be created, and those that no longer can.

Source: AWS announcements of 2024-12 (15.2 to 15.6) and 2026-05 (15.9 to 15.12), read 2026-11-22. A major version
that is not here is not refused by AWS but by us: add its row, and its parameters, before using it.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class MajorVersion:
    """What can be asked of one major version of PostgreSQL."""

    first_minor: int
    """The oldest minor version that a new instance may have."""
    withdrawn: dict[str, str]
    """Minor versions that AWS no longer creates, and since when."""


POSTGRESQL = {
    "15": MajorVersion(
        first_minor=15,
        withdrawn={
            **dict.fromkeys(("15.2", "15.3", "15.4", "15.5", "15.6"), "2024-12-09"),
            **dict.fromkeys(("15.7", "15.8", "15.9", "15.10", "15.11", "15.12"), "2026-05-01"),
        },
    ),
}
