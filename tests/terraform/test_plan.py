"""The real provider takes what is synthesized: valid, and from nothing a plan of additions without a warning."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from aldeia.synth import resources_by_kind
from tests.snapshots import assert_matches
from tests.terraform.plans import after, as_reviewed_text
from tests.terraform.workspace import Workspace

pytestmark = [pytest.mark.terraform, pytest.mark.slow]

SNAPSHOTS = Path(__file__).parent / "snapshots"
PLANNED = {
    "staging": {
        "alarms": 47, "cache": 2, "database": 3, "keys": 8, "logs": 17, "network": 18, "roles": 2, "secrets": 8,
    },
    "production": {
        "alarms": 61, "cache": 3, "database": 4, "keys": 10, "logs": 17, "network": 18, "roles": 4, "secrets": 8,
    },
    "variant": {
        "alarms": 60, "cache": 6, "database": 5, "keys": 10, "logs": 3, "network": 22, "roles": 2, "secrets": 6,
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def plans(workspaces: dict[str, Workspace]) -> dict[str, dict[str, Any]]:
    """The JSON of a plan from nothing, by environment; a warning or an error fails here."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        return dict(zip(workspaces, pool.map(plan, workspaces.values()), strict=True))


def plan(workspace: Workspace) -> dict[str, Any]:
    done = workspace.run("plan", "-input=false", "-no-color", "-out=plan")
    assert done.returncode == 0, done.stderr
    assert "Warning" not in done.stdout + done.stderr
    return workspace.json("show", "-json", "plan")


@pytest.mark.parametrize("environment", PLANNED)
def test_the_provider_finds_the_json_valid(workspaces: dict[str, Workspace], environment: str) -> None:
    found = workspaces[environment].json("validate", "-json")

    assert found["diagnostics"] == []
    assert found["valid"] is True


@pytest.mark.parametrize("environment", PLANNED)
def test_a_plan_from_nothing_only_adds(plans: dict[str, dict[str, Any]], environment: str) -> None:
    managed = [change for change in plans[environment]["resource_changes"] if change["mode"] == "managed"]

    assert {tuple(change["change"]["actions"]) for change in managed} == {("create",)}
    assert by_kind(managed) == PLANNED[environment]


@pytest.mark.parametrize("environment", ["staging", "production"])
def test_the_plan_is_the_committed_snapshot(
    plans: dict[str, dict[str, Any]], environment: str, request: pytest.FixtureRequest
) -> None:
    assert_matches(
        SNAPSHOTS / f"aldeia-{environment}.plan.json", as_reviewed_text(plans[environment]), request
    )


def test_values_that_are_not_known_yet_or_not_to_be_shown_are_said_in_words() -> None:
    change = {
        "actions": ["create"],
        "after": {"name": "db", "ports": [1, 2], "nothing": None, "secret": "x", "nested": [{"kept": True}]},
        "after_unknown": {"arn": True, "nested": [{"id": True}], "ports": [False, True]},
        "after_sensitive": {"secret": True},
    }

    assert after(change) == {
        "arn": "(known after apply)",
        "name": "db",
        "nested": [{"id": "(known after apply)", "kept": True}],
        "ports": [1, "(known after apply)"],
        "secret": "(sensitive value)",
    }


@pytest.mark.parametrize("environment", PLANNED)
def test_no_password_is_in_the_plan(plans: dict[str, dict[str, Any]], environment: str) -> None:
    [database] = [
        c for c in plans[environment]["resource_changes"] if c["address"] == "aws_db_instance.database"
    ]

    assert database["change"]["after"]["password_wo"] is None
    assert "password" not in database["change"]["after"] or database["change"]["after"]["password"] is None


def by_kind(changes: list[dict[str, Any]]) -> Counter[str]:
    resources: dict[str, dict[str, object]] = {}
    for change in changes:
        resources.setdefault(change["type"], {})[change["name"]] = change
    return resources_by_kind({"resource": resources})
