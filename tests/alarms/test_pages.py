"""Pages: which alarms are gathered, and what a maintenance window is in metric math."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from aldeia.alarms.pages import Page, pages_of
from aldeia.alarms.table import alarms_of
from tests.examples import Changes, a_manifest

SILENCE = {"reason": "it is always on in this test", "owner": "team", "expires": "2026-12-31"}
MONDAY = datetime(2026, 11, 23, tzinfo=UTC)


def pages(changes: Changes | None = None) -> dict[str, Page]:
    manifest = a_manifest(changes)
    return {page.key: page for page in pages_of(manifest, alarms_of(manifest))}


def test_a_page_gathers_the_critical_alarms_of_its_store_and_no_others() -> None:
    made = pages({"cache.nodes": 2, "cache.availability_zones": ["us-east-1a", "us-east-1b"]})
    assert list(made) == ["database", "cache"]
    assert made["database"].alarms == tuple(
        f"aldeia-test-db-{symptom}"
        for symptom in (
            "cpu-high",
            "memory-low",
            "storage-low",
            "connections-high",
            "transaction-ids-high",
            "refused-connections",
        )
    )
    assert made["cache"].alarms == tuple(
        f"aldeia-test-redis-{node}-{symptom}"
        for node in ("001", "002")
        for symptom in ("cpu-high", "engine-cpu-high", "memory-critical")
    )


def test_the_replica_pages_nobody() -> None:
    made = pages({"database.read_replica.enabled": True})
    assert not [name for page in made.values() for name in page.alarms if "replica" in name]


def test_a_silenced_alarm_pages_nobody() -> None:
    made = pages({"alarms.silenced": [SILENCE | {"alarm": "database_cpu_high"}]})
    assert "aldeia-test-db-cpu-high" not in made["database"].alarms
    assert len(made["database"].alarms) == 5
    assert made["database"].description.endswith(
        "one of its 5 critical alarms is on. What to do: build/testing/runbooks/database-critical.md"
    )


def test_a_store_that_is_silenced_altogether_has_no_page() -> None:
    silenced = [SILENCE | {"alarm": alarm} for alarm in ("cpu-high", "engine-cpu-high", "memory-critical")]
    assert list(pages({"alarms.silenced": silenced})) == ["database"]


def test_pages_wait_for_nothing_where_the_manifest_does_not_ask_for_it() -> None:
    assert {page.quiet for page in pages({"alarms.quiet_during_maintenance": False}).values()} == {None}


@pytest.mark.parametrize(
    ("window", "first", "length"),
    [
        ("Mon 00:00-00:30", MONDAY, 30),
        ("Wed 12:15-13:00", MONDAY + timedelta(days=2, hours=12, minutes=15), 45),
        ("Sun 23:30-00:30", MONDAY + timedelta(days=6, hours=23, minutes=30), 60),
        ("Sun 23:00-00:00", MONDAY + timedelta(days=6, hours=23), 60),
    ],
)
def test_the_expression_is_on_in_every_minute_of_the_window_and_in_no_other(
    window: str, first: datetime, length: int
) -> None:
    quiet = pages({"database.maintenance_window": window})["database"].quiet
    assert quiet is not None
    on = {
        minute
        for minute in (MONDAY + timedelta(minutes=number) for number in range(7 * 24 * 60))
        if as_cloudwatch_does(quiet.expression, minute)
    }
    wanted = {first + timedelta(minutes=number) for number in range(length)}
    week = timedelta(days=7)
    assert on == {minute if minute < MONDAY + week else minute - week for minute in wanted}


def as_cloudwatch_does(expression: str, minute: datetime) -> bool:
    """Work the expression out for one minute: DAY is 1 on Monday, HOUR and MINUTE are the clock's, in UTC."""
    found = re.fullmatch(r"IF\((.*), 1, 0\)", expression)
    assert found is not None
    text = (
        found[1]
        .replace("DAY(m1)", str(minute.isoweekday()))
        .replace("HOUR(m1)", str(minute.hour))
        .replace("MINUTE(m1)", str(minute.minute))
        .replace("AND", "and")
        .replace("OR", "or")
    )
    assert re.fullmatch(r"[0-9()+*<>=\- andor]+", text)
    return bool(eval(text))  # figures and operators alone, as the line before holds


def test_the_clock_is_lent_by_a_metric_of_the_store_itself() -> None:
    made = pages()
    for store, namespace, dimension, thing in (
        ("database", "AWS/RDS", "DBInstanceIdentifier", "aldeia-test-db"),
        ("cache", "AWS/ElastiCache", "CacheClusterId", "aldeia-test-redis-001"),
    ):
        quiet = made[store].quiet
        assert quiet is not None
        assert (quiet.namespace, quiet.metric, quiet.dimensions) == (
            namespace, "CPUUtilization", ((dimension, thing),),
        )  # fmt: skip
