"""Events: what RDS itself tells of its instances, by who has to hear it.

RDS user guide, Amazon RDS event categories and event messages, for DB instances. ElastiCache has one topic for all that
it tells and no categories; what is urgent of it is an alarm as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aldeia.manifest.alarms import Severity

EVENTS: Mapping[Severity, tuple[str, ...]] = {
    "critical": ("deletion", "failure", "low storage"),
    # A failover and a restart are over by themselves, and each maintenance is one: to be read by day. What goes on
    # pages through the alarms.
    "warning": (
        "availability", "backup", "configuration change", "failover", "maintenance", "notification", "read replica",
        "recovery", "restoration", "security",
    ),
}  # fmt: skip
