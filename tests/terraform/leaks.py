"""Where a secret value is to be found after an apply: in the state, a saved plan, its JSON, and what terraform says."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

from tests.terraform.applied import HOW, Applied

NOTHING_TO_DO, SOMETHING_TO_DO = 0, 2
"""What `terraform plan -detailed-exitcode` exits with."""
AUTH_TOKEN = "aws_elasticache_replication_group.cache.auth_token"
ITS_SOURCE = "data.aws_secretsmanager_secret_version.cache_token.secret_string"
TOKENS_PLACES = {
    f"state: {AUTH_TOKEN}",
    f"state: {ITS_SOURCE}",
    "saved plan: tfstate",
    "saved plan: tfstate-prev",
    "saved plan: tfplan",
    f"plan as JSON: {AUTH_TOKEN}",
    f"plan as JSON: {ITS_SOURCE}",
}
"""Where the AUTH token is, with provider 5.100 and in token mode: docs/adr/0004-where-secrets-live.md."""


@dataclass(frozen=True)
class Traces:
    """All that Terraform leaves behind: of the apply, and of a second plan that is saved and shown."""

    planned: CompletedProcess[str]
    texts: dict[str, str]
    state: dict[str, Any]
    saved_plan: Path
    plan: dict[str, Any]

    def places_of(self, value: str) -> set[str]:
        """Give every place that holds a value."""
        return {
            *(place for place, text in self.texts.items() if value in text),
            *(f"state: {place}" for place in in_state(self.state, value)),
            *(f"saved plan: {name}" for name in in_archive(self.saved_plan, value)),
            *(f"plan as JSON: {place}" for place in in_plan(self.plan, value)),
        }


def traces_of(applied: Applied) -> Traces:
    """Plan again, save that plan, show it both ways, and gather what there is."""
    workspace = applied.workspace
    planned = workspace.run("plan", "-out=again", "-detailed-exitcode", *HOW)
    assert planned.returncode in {NOTHING_TO_DO, SOMETHING_TO_DO}, planned.stderr
    texts = {
        "what terraform said": applied.said + planned.stdout + planned.stderr,
        "what terraform shows": workspace.run("show", "-no-color", "again").stdout,
        "what terraform outputs": workspace.run("output", "-json").stdout,
        **{path.name: path.read_text(encoding="utf-8") for path in workspace.directory.glob("*.json")},
    }
    plan = workspace.json("show", "-json", "again")
    return Traces(planned, texts, applied.state(), workspace.directory / "again", plan)


def in_state(state: dict[str, Any], value: str) -> Iterator[str]:
    """Name the attributes that hold a value: `aws_db_instance.database.password`."""
    for resource in state["resources"]:
        mode = "data." if resource["mode"] == "data" else ""
        address = f"{mode}{resource['type']}.{resource['name']}"
        for instance in resource["instances"]:
            yield from (f"{address}.{place}" for place in in_json(instance["attributes"], value))
    rest = {key: inner for key, inner in state.items() if key != "resources"}
    yield from in_json(rest, value)


def in_plan(plan: dict[str, Any], value: str) -> Iterator[str]:
    """Name the attributes that hold a value, however often the plan says them: before, after, as planned, as it was."""
    for place in in_json(plan, value):
        address, _, attribute = place.rpartition("[")[2].partition("]")
        yield f"{address}.{attribute.rpartition('.')[2]}"


def in_archive(path: Path, value: str) -> Iterator[str]:
    """Name the members of a saved plan that hold a value."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if value.encode() in archive.read(name):
                yield name


def in_json(document: Any, value: str, place: str = "") -> Iterator[str]:
    """Name every place in a document that holds a value; an element of a list by its address, if it has one."""
    if isinstance(document, dict):
        for key, inner in document.items():
            yield from in_json(inner, value, f"{place}.{key}" if place else key)
    elif isinstance(document, list):
        for number, inner in enumerate(document):
            name = inner.get("address", number) if isinstance(inner, dict) else number
            yield from in_json(inner, value, f"{place}[{name}]")
    elif value in json.dumps(document):
        yield place
