"""What AWS must say of what is counted in the database's log, and of the dashboard, after an apply."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from tests.terraform.account import Account
from tests.terraform.promised.promise import ABSENT, Promise, Row


def filters(account: Account) -> dict[str, Any]:
    """Give the filters: the group they read, their pattern, the metric and what a line adds to it."""
    return {
        one["filterName"]: (
            one["logGroupName"],
            one["filterPattern"],
            [
                (metric["metricNamespace"], metric["metricName"], metric["metricValue"], metric.get("unit"))
                for metric in one["metricTransformations"]
            ],
        )
        for one in account.ask("logs", "describe_metric_filters")["metricFilters"]
    }


# What users typed stands in lines of these kinds, and counts nowhere.
QUOTED = '-":LOG:  " -":STATEMENT:  " -":DETAIL:  " -":CONTEXT:  "'
DEADLOCK = ":ERROR:  deadlock detected"
LOGINS = (
    ":FATAL:  password authentication failed for user",
    ":FATAL:  PAM authentication failed for user",
    ":FATAL:  no pg_hba.conf entry for host",
)
REFUSALS = (
    ":FATAL:  sorry, too many clients already",
    ":FATAL:  remaining connection slots are reserved for",
    ":FATAL:  too many connections for",
)
COUNTED = (
    ("slow-statements-1", "SlowStatements", '":LOG:  duration: " -":STATEMENT:  " -":DETAIL:  " -":CONTEXT:  "'),
    ("errors-1", "Errors", f'":ERROR:  " {QUOTED} -"{DEADLOCK}"'),
    ("errors-2", "Errors", " ".join(['":FATAL:  "', QUOTED, *(f'-"{phrase}"' for phrase in LOGINS + REFUSALS)])),
    ("errors-3", "Errors", f'":PANIC:  " {QUOTED}'),
    ("deadlocks-1", "Deadlocks", f'"{DEADLOCK}" {QUOTED}'),
    *((f"failed-logins-{n}", "FailedLogins", f'"{phrase}" {QUOTED}') for n, phrase in enumerate(LOGINS, 1)),
    *((f"refused-connections-{n}", "RefusedConnections", f'"{phrase}" {QUOTED}') for n, phrase in enumerate(REFUSALS, 1)),
)  # fmt: skip


def _rows(column: int, prefix: str) -> list[Row]:
    rows: list[Row] = []
    for name, metric, pattern in COUNTED:
        values: list[Any] = [ABSENT, ABSENT, ABSENT]
        values[column] = (
            f"/aws/rds/instance/{prefix}-db/postgresql",
            pattern,
            [(f"{prefix}/PostgreSQL", metric, "1", "Count")],
        )
        rows.append((f"{prefix}-db-{name}", *values))
    return rows


# The variant exports no such log.
FILTERS = Promise(filters, (*_rows(0, "aldeia-staging"), *_rows(1, "aldeia-prod")))


def dashboard(account: Account) -> dict[str, Any]:
    """Give the dashboard, and what of it and of the alarms is not in the other."""
    [entry] = account.ask("cloudwatch", "list_dashboards")["DashboardEntries"]
    # Asked by the name that it should have: an answer with another one is then seen as that.
    answer = account.ask("cloudwatch", "get_dashboard", DashboardName=account.prefix)
    body = json.loads(answer["DashboardBody"])
    shown = {arn for one in body["widgets"] for arn in one["properties"].get("alarms", ())}
    found = account.ask("cloudwatch", "describe_alarms", AlarmTypes=["MetricAlarm", "CompositeAlarm"])
    there = {one["AlarmArn"] for kind in ("MetricAlarms", "CompositeAlarms") for one in found.get(kind, ())}
    # An alarm that only says that a maintenance window is open is nobody's business.
    told = {arn for arn in there if not arn.endswith("-maintenance")}
    return {
        "name": entry["DashboardName"],
        "alarms that are not there": sorted(shown - there),
        "alarms that are not shown": sorted(told - shown),
        "widgets": dict(sorted(Counter(one["type"] for one in body["widgets"]).items())),
    }


DASHBOARD = Promise(
    dashboard,
    (
        ("name", "aldeia-staging", "aldeia-prod", "aldeia-variant"),
        ("alarms that are not there", []),
        ("alarms that are not shown", []),
        ("widgets", {"alarm": 2, "metric": 24}, {"alarm": 2, "metric": 26}, {"alarm": 3, "metric": 29}),
    ),
)

PROMISES = {"what is counted in the log": FILTERS, "the dashboard": DASHBOARD}
