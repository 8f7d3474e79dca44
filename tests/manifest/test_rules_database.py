"""The rules of rules/database.py: where each begins to refuse (EDGES, tried in test_rules.py), and what is told once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

import pytest

from aldeia.catalog.instance_classes import DATABASE_CLASSES
from aldeia.manifest.rules import database as rules
from tests.examples import PROTECTED, Changes, Edge, refusals, said_by

MINOR: Changes = {"database.engine_version": "15.15", "database.auto_minor_version_upgrade": False}

EDGES = (
    Edge(
        rules.postgresql_version_can_be_created,
        {"database.engine_version": "18"},
        {"database.engine_version": "19"},
        'database.engine_version: got 19, expected a major version of the catalogue ("13", "14", "15", "16", "17", "18"); '
        "add it, with its parameters, in aldeia/catalog/engine_versions.py",
    ),
    Edge(
        rules.postgresql_version_can_be_created,
        {"database.engine_version": "15.15", "database.auto_minor_version_upgrade": False},
        {"database.engine_version": "15.14", "database.auto_minor_version_upgrade": False},
        'database.engine_version: got 15.14, expected "15", or 15.15 and later',
    ),
    Edge(
        rules.postgresql_version_can_be_created,
        {"database.engine_version": "15.15", "database.auto_minor_version_upgrade": False},
        {"database.engine_version": "15.4", "database.auto_minor_version_upgrade": False},
        "database.engine_version: got 15.4, which AWS withdrew for new instances on 2024-12-09, "
        'expected "15", or 15.15 and later',
    ),
    Edge(
        rules.postgresql_version_can_be_created,
        {"database.engine_version": "15.15", "database.auto_minor_version_upgrade": False},
        {"database.engine_version": "15.12", "database.auto_minor_version_upgrade": False},
        "database.engine_version: got 15.12, which AWS withdrew for new instances on 2026-05-01, "
        'expected "15", or 15.15 and later',
    ),
    Edge(
        rules.a_pinned_minor_version_is_not_upgraded_by_aws,
        {"database.engine_version": "15.15", "database.auto_minor_version_upgrade": False},
        {"database.engine_version": "15.15", "database.auto_minor_version_upgrade": True},
        "database.auto_minor_version_upgrade: got true with 15.15 pinned, expected false, as the plan after AWS's upgrade "
        'would be a downgrade, which AWS refuses; or set engine_version to "15"',
    ),
    Edge(
        rules.database_classes_are_in_the_catalogue,
        {"database.instance_class": "db.r7g.16xlarge"},
        {"database.instance_class": "db.r7g.17xlarge"},
        "database.instance_class: got db.r7g.17xlarge, expected a class of the catalogue; "
        "did you mean db.r7g.16xlarge? If not, add it in aldeia/catalog/instance_classes.py",
    ),
    Edge(
        rules.database_classes_are_in_the_catalogue,
        {"database.read_replica.instance_class": "db.t3.micro"},
        {"database.read_replica.instance_class": "db.t3.nano"},
        "database.read_replica.instance_class: got db.t3.nano, expected a class of the catalogue; "
        "add it in aldeia/catalog/instance_classes.py",
    ),
    Edge(
        rules.postgresql_parameters_are_what_rds_takes,
        {"database.parameters.work_mem": "64kB"},
        {"database.parameters.work_mem": "63kB"},
        "database.parameters.work_mem: got 63kB, expected a size as 8MB or a share of the class's memory as 25%, "
        "at least 64 kB",
    ),
    Edge(
        rules.tls_is_forced,
        {},
        {"database.parameters.rds.force_ssl": 1},
        "database.parameters.rds.force_ssl: got 1, expected none, it is always on; take the line out",
    ),
    Edge(
        rules.the_class_offers_what_is_asked,
        {**MINOR, "database.instance_class": "db.m8gd.large"},
        {**MINOR, "database.instance_class": "db.m8gd.large", "database.engine_version": "15.9"},
        "database.instance_class: got db.m8gd.large, expected a class that offers PostgreSQL 15.9; take another class",
    ),
    Edge(
        rules.postgresql_is_in_standard_support,
        {},
        {"database.engine_version": "13"},
        "database.engine_version: got 13, whose standard support ended on 2026-02-28, expected a later major version "
        "(14, 15, 16, 17 or 18); AWS upgrades it by force after that day",
    ),
    Edge(
        rules.a_major_upgrade_is_planned_in_time,
        {},
        {"database.engine_version": "14"},
        "database.engine_version: got 14, whose standard support ends on 2027-02-28, expected a later major version by "
        "then (15, 16, 17 or 18)",
    ),
    Edge(
        rules.a_protected_environment_does_not_live_on_credits,
        {**PROTECTED, "database.instance_class": "db.m7g.large", "cache.node_type": "cache.m7g.large"},
        {**PROTECTED, "database.instance_class": "db.t4g.large", "cache.node_type": "cache.m7g.large"},
        "database.instance_class: got db.t4g.large, a burstable class, expected an m or r class where nothing may be "
        "destroyed",
    ),
    Edge(
        rules.a_protected_environment_does_not_live_on_credits,
        {},
        {**PROTECTED, "database.instance_class": "db.m7g.large", "cache.node_type": "cache.t4g.small"},
        "cache.node_type: got cache.t4g.small, a burstable class, expected an m or r class where nothing may be destroyed",
    ),
    Edge(
        rules.what_is_logged_is_exported,
        {"database.log_exports": [], "database.parameters": {"max_connections": 200}},
        {"database.log_exports": ["upgrade"], "database.parameters.log_lock_waits": "on"},
        "database.log_exports: got upgrade, expected postgresql among them, as log_lock_waits is set",
    ),
)


def test_a_parameter_that_is_badly_written_is_told_once() -> None:
    assert refusals(
        {"database.parameters.max_connections": "many", "database.parameters.work_mem": "8mb"}
    ) == [
        "database.parameters.max_connections: got many, expected a whole number",
        "database.parameters.work_mem: got 8mb, expected a size as 8MB or a share of the class's memory as 25%; did you mean 8MB?",
    ]


def test_the_parameters_of_an_unknown_version_are_not_judged() -> None:
    assert len(refusals({"database.engine_version": "16", "database.parameters.new_in_16": 1})) == 1


def test_an_unknown_class_is_told_once() -> None:
    assert refusals({"database.instance_class": "db.t9.huge"}) == [
        (
            "database.instance_class: got db.t9.huge, expected a class of the catalogue; "
            "add it in aldeia/catalog/instance_classes.py"
        )
    ]


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2027-08-31", []),
        ("2027-09-01", [rules.a_major_upgrade_is_planned_in_time.id]),
        ("2028-02-29", [rules.a_major_upgrade_is_planned_in_time.id]),
        ("2028-03-01", [rules.postgresql_is_in_standard_support.id]),
    ],
)
def test_the_end_of_standard_support_is_told_half_a_year_ahead_and_refused_the_day_after(
    monkeypatch: pytest.MonkeyPatch, day: str, told: list[str]
) -> None:
    monkeypatch.setenv("ALDEIA_TODAY", day)
    both = (rules.a_major_upgrade_is_planned_in_time, rules.postgresql_is_in_standard_support)

    assert [rule.id for rule in both if said_by(rule, {})] == told


@pytest.mark.parametrize(
    ("offered", "asked", "named"),
    [
        ("storage_encryption", {}, "encryption at rest"),
        ("multi_az", {"database.multi_az": True}, "Multi-AZ"),
        ("performance_insights", {"database.performance_insights": True}, "Performance Insights"),
        ("iam_authentication", {"database.iam_authentication": True}, "IAM authentication"),
    ],
)
def test_a_class_that_does_not_offer_what_is_asked_is_refused(
    monkeypatch: pytest.MonkeyPatch, offered: str, asked: Changes, named: str
) -> None:
    # Every class of the catalogue offers them all; one that did not could be added.
    less = replace(DATABASE_CLASSES["db.t3.large"], **cast("Any", {offered: False}))
    monkeypatch.setitem(DATABASE_CLASSES, "db.t3.large", less)

    assert said_by(rules.the_class_offers_what_is_asked, asked) == [
        f"database.instance_class: got db.t3.large, expected a class that offers {named}; take another class"
    ]


def test_a_replica_runs_the_version_too() -> None:
    changes = {"database.engine_version": "15.9", "database.read_replica.instance_class": "db.m8gd.large"}

    assert said_by(rules.the_class_offers_what_is_asked, changes) == []
    assert said_by(
        rules.the_class_offers_what_is_asked, {**changes, "database.read_replica.enabled": True}
    ) == [
        (
            "database.read_replica.instance_class: got db.m8gd.large, expected a class that offers PostgreSQL 15.9; "
            "take another class"
        )
    ]
