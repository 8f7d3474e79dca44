"""Logs: for how long CloudWatch keeps them, by what is in them."""

from typing import Annotated

from aldeia.catalog.limits import LOG_RETENTION_DAYS
from aldeia.manifest.limits import OneOf
from aldeia.manifest.values import Duration

LogRetention = Annotated[Duration, OneOf("days", LOG_RETENTION_DAYS)]

IMPERSONAL_LOGS = frozenset({"engine-log", "upgrade"})
"""Logs in which no user is named: what Redis says of itself, and how an upgrade of PostgreSQL went."""
IMPERSONAL_RETENTION = Duration.parse("365 days")
"""How long they are kept at the least: they are small, and what happened is often asked for months later.
A year is what PCI DSS 4.0 (10.5.1) and checkov (CKV_AWS_338) ask for."""


def kept_for(log: str, retention: Duration) -> Duration:
    """Say how long a log is kept, by AWS's name of it and the section's `log_retention`."""
    if log not in IMPERSONAL_LOGS:
        return retention
    return max(retention, IMPERSONAL_RETENTION, key=lambda one: one.milliseconds)
