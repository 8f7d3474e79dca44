"""Log patterns: what is counted in the exported PostgreSQL log, as CloudWatch's filter patterns for unstructured text.

Every line of the log starts with `log_line_prefix`, of which RDS takes two; both end in a colon, and PostgreSQL goes on
with the severity, a colon and two spaces. `:ERROR:  ` is therefore what PostgreSQL says. What users typed stands in the
log too, in statements and details; a line of another kind is left out, so that somebody who chats about a log of
PostgreSQL wakes nobody.

Syntax: CloudWatch Logs user guide, "Filter pattern syntax", unstructured log events; read 2026-11-26. A phrase is in
double quotes, those beside each other must all be there, `-` in front excludes, case matters. `?`, one of several, is
ignored in silence beside terms of another kind: what would be one pattern with it is several filters on one metric.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class LogEvent:
    """Something that the log tells, and how it is counted."""

    symptom: str
    """The end of the alarm's name."""
    metric: str
    """The metric that it is counted in."""
    patterns: tuple[str, ...]
    """What the filters look for; a line matches one of them at most."""


def _lines(phrase: str, *others: str) -> str:
    """Match what PostgreSQL says with this phrase, and with none of the others."""
    kinds = [kind for kind in TYPED if kind not in phrase]
    return " ".join([f'"{phrase}"', *(f'-"{other}"' for other in (*kinds, *others))])


def _each(phrases: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_lines(phrase) for phrase in phrases)


TYPED = (":LOG:  ", ":STATEMENT:  ", ":DETAIL:  ", ":CONTEXT:  ")
"""The kinds of lines that quote what users typed."""
SLOW_STATEMENTS = (":LOG:  duration: ",)
DEADLOCKS = (":ERROR:  deadlock detected",)
FAILED_LOGINS = (
    ":FATAL:  password authentication failed for user",
    ":FATAL:  PAM authentication failed for user",  # a login by IAM
    ":FATAL:  no pg_hba.conf entry for host",  # without TLS, or by one who may not come from there
)
REFUSED_CONNECTIONS = (
    ":FATAL:  sorry, too many clients already",
    ":FATAL:  remaining connection slots are reserved for",
    ":FATAL:  too many connections for",  # the limit of a role or of a database
)
ERRORS = (
    _lines(":ERROR:  ", *DEADLOCKS),
    _lines(":FATAL:  ", *FAILED_LOGINS, *REFUSED_CONNECTIONS),
    _lines(":PANIC:  "),
)
LOG_EVENTS = (
    LogEvent("slow-statements", "SlowStatements", _each(SLOW_STATEMENTS)),
    LogEvent("errors", "Errors", ERRORS),
    LogEvent("deadlocks", "Deadlocks", _each(DEADLOCKS)),
    LogEvent("failed-logins", "FailedLogins", _each(FAILED_LOGINS)),
    LogEvent("refused-connections", "RefusedConnections", _each(REFUSED_CONNECTIONS)),
)
