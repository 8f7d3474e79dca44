"""Minimal plans: as few words as a review needs, for tests that are about one thing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from aldeia.review.plan import Plan, read_plan

MOMENT = "2026-11-23T12:00:00Z"
"""A Monday."""


def changed(
    type_: str,
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
    *,
    name: str = "it",
    actions: tuple[str, ...] = (),
    **more: Any,
) -> dict[str, Any]:
    """Write one entry of `resource_changes`; its actions follow from what is there before and after."""
    if not actions:
        actions = ("create",) if before is None else ("delete",) if after is None else ("update",)
    outer: dict[str, Any] = {
        key: more.pop(key) for key in ("previous_address", "action_reason") if key in more
    }
    change = {"actions": list(actions), "before": before, "after": after, "after_unknown": {}, **more}
    return {
        "address": f"{type_}.{name}",
        "mode": "managed",
        "type": type_,
        "name": name,
        "change": change,
        **outer,
    }


def document(
    *changes: dict[str, Any], environment: str = "staging", owner: str = "", **more: Any
) -> dict[str, Any]:
    """Write a plan of an environment."""
    tags = {"Environment": environment, "Project": "aldeia", "Owner": owner}
    expressions = {
        "default_tags": [{"tags": {"constant_value": tags}}],
        "region": {"constant_value": "us-east-1"},
    }
    return {
        "format_version": "1.2",
        "terraform_version": "1.11.4",
        "timestamp": MOMENT,
        "planned_values": {},
        "configuration": {"provider_config": {"aws": {"expressions": expressions}}},
        "resource_changes": list(changes),
        **more,
    }


def write(directory: Path, *changes: dict[str, Any], environment: str = "staging", **more: Any) -> Path:
    """Write a plan into a file, and give its path."""
    path = directory / f"{environment}.json"
    path.write_text(json.dumps(document(*changes, environment=environment, **more)), encoding="utf-8")
    return path


def plan(directory: Path, *changes: dict[str, Any], environment: str = "staging", **more: Any) -> Plan:
    """Write a plan and read it."""
    return read_plan(write(directory, *changes, environment=environment, **more))
