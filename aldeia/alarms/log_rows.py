"""What is watched in the exported PostgreSQL log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aldeia.alarms import thresholds as auto
from aldeia.alarms.row import FIVE_MINUTES, IDLE, Row, Samples

if TYPE_CHECKING:
    from aldeia.manifest.things import Instance

LOG = "postgresql"
_WITHIN = Samples(FIVE_MINUTES, 1, 1)
_NEVER = ("-1", "off")


def is_exported(on: Instance) -> bool:
    return LOG in on.manifest.database.log_exports


def _logs_slow_statements(on: Instance) -> bool:
    duration = on.manifest.database.parameters.get("log_min_duration_statement")
    return is_exported(on) and duration is not None and duration.written not in _NEVER


LOG_ALARMS: tuple[Row[Instance], ...] = (
    Row(
        "slow-statements", "many statements take long", "SlowStatements", "Sum", "above", "Count", "slow_statements_above",
        auto.count(20, "one every quarter of a minute"), missing=IDLE, samples=_WITHIN, is_sent=_logs_slow_statements,
    ),
    Row(
        "errors", "statements or sessions end in errors", "Errors", "Sum", "above", "Count", "errors_above",
        auto.count(20, "one every quarter of a minute"), missing=IDLE, samples=_WITHIN, is_sent=is_exported,
    ),
    Row(
        "deadlocks", "transactions wait for each other", "Deadlocks", "Sum", "above", "Count", "deadlocks_above",
        auto.count(0, "each one is a fault of the application"), missing=IDLE, samples=_WITHIN, is_sent=is_exported,
    ),
    Row(
        "failed-logins", "logins are refused", "FailedLogins", "Sum", "above", "Count", "failed_logins_above",
        auto.count(10, "more than a mistyped password"), missing=IDLE, samples=_WITHIN, is_sent=is_exported,
    ),
    Row(
        "refused-connections", "connections are refused: there are no more", "RefusedConnections", "Sum", "above", "Count",
        "refused_connections_above", auto.count(0, "each one is a request that failed"), "critical", IDLE, _WITHIN,
        is_exported,
    ),
)  # fmt: skip
