"""The real provider takes what is synthesized: valid, and from nothing a plan of additions without a warning."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from aldeia.synth import resources_by_kind
from tests.terraform.workspace import Workspace

pytestmark = [pytest.mark.terraform, pytest.mark.slow]

PLANNED = {
    "staging": {
        "alarms": 16, "cache": 2, "database": 3, "keys": 8, "logs": 6, "network": 18, "roles": 2, "secrets": 8,
    },
    "production": {
        "alarms": 23, "cache": 3, "database": 4, "keys": 10, "logs": 6, "network": 18, "roles": 4, "secrets": 8,
    },
    "variant": {
        "alarms": 23, "cache": 6, "database": 5, "keys": 10, "logs": 3, "network": 22, "roles": 2, "secrets": 6,
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def plans(workspaces: dict[str, Workspace]) -> dict[str, dict[str, Any]]:
    """The JSON of a plan from nothing, by environment; a warning or an error fails here."""
    return {name: plan(workspace) for name, workspace in workspaces.items()}


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
