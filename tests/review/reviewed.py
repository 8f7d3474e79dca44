"""Reviewed: a few changes that are about one thing each, and their review."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from aldeia.naming import Names
from aldeia.review.report import Report
from aldeia.review.run import review
from tests.review.minimal import changed, plan

TODAY = date(2026, 11, 23)
NAMES = {"staging": Names("aldeia", "staging", "staging")}
WINDOW = {"maintenance_window": "sun:04:00-sun:05:00"}
LARGER = changed(
    "aws_db_instance",
    {**WINDOW, "instance_class": "a", "identifier": "db"},
    {**WINDOW, "instance_class": "b", "identifier": "db"},
)
GONE = changed(
    "aws_db_instance",
    {"identifier": "db", "skip_final_snapshot": True, "engine": "postgres", "instance_class": "db.t3.small",
     "storage_type": "gp3", "allocated_storage": 50}, None,
)  # fmt: skip
RETAGGED = changed("aws_vpc", {"tags": {"a": "1"}}, {"tags": {"a": "2"}})


def reviewed(
    directory: Path, *changes: dict[str, Any], environments: tuple[str, ...] = ("staging",), **more: Any
) -> Report:
    plans = [plan(directory, *changes, environment=name, **more) for name in environments]
    names = {name: Names("aldeia", name, name) for name in environments}
    return review(plans, names, directory / "none.yaml", TODAY)
