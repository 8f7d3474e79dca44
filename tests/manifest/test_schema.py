"""envs/schema.json is what editors know of a manifest: made from the models, and right about both manifests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from aldeia.manifest.environment import Manifest
from aldeia.manifest.schema import SCHEMA_FILE, schema_text
from aldeia.manifest.yaml_file import read
from tests.examples import REMOVED, example

ROOT = Path(__file__).parents[2]
MANIFESTS = sorted((ROOT / "envs").glob("*.yaml"))
SCHEMA = json.loads(schema_text())


def test_the_committed_schema_is_what_the_models_say() -> None:
    assert (ROOT / SCHEMA_FILE).read_text(encoding="utf-8") == schema_text(), (
        "run `make schema` and commit envs/schema.json"
    )


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert SCHEMA["title"] == "Manifest of one environment (made from aldeia/manifest by `make schema`)"


def test_the_schema_is_the_same_text_each_time() -> None:
    assert schema_text() == schema_text()
    assert schema_text().endswith("}\n")
    assert list(SCHEMA) == sorted(SCHEMA)


def faults(values: Any) -> list[str]:
    return [
        f"{error.json_path}: {error.validator}" for error in Draft202012Validator(SCHEMA).iter_errors(values)
    ]


@pytest.mark.parametrize("path", MANIFESTS, ids=lambda path: path.name)
def test_a_manifest_is_valid_by_the_schema_it_names(path: Path) -> None:
    assert path.read_text(encoding="utf-8").splitlines()[0] == "# yaml-language-server: $schema=schema.json"
    assert faults(read(path, path.name).values) == []


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"owners": "x"}, "$: additionalProperties"),
        ({"owner": REMOVED}, "$: required"),
        ({"database.storage": 100}, "$.database.storage: type"),
        ({"database.storage": "100 days"}, "$.database.storage: pattern"),
        ({"database.port": 80}, "$.database.port: minimum"),
        ({"database.multi_az": "on"}, "$.database.multi_az: type"),
        ({"database.parameters.work_mem": ["8MB"]}, "$.database.parameters.work_mem: type"),
        ({"cache.engine_version": "7.2"}, "$.cache.engine_version: enum"),
        ({"network.database_subnets.1": REMOVED}, "$.network.database_subnets: minItems"),
    ],
)
def test_an_editor_sees_the_fault_as_it_is_typed(changes: dict[str, Any], fault: str) -> None:
    assert faults(example()) == []
    assert faults(example(changes)) == [fault]


OVER_ANOTHER = {
    "extends": "base/small.yaml",
    "database": {"pool": {"max": 5}, "read_replica": {}},
    "recovery": {"cache": {}},
}


def test_an_editor_asks_nothing_more_of_a_manifest_that_extends_another() -> None:
    assert faults(OVER_ANOTHER) == []
    assert faults({**OVER_ANOTHER, "extends": None}) == []


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"extends": 1}, "$.extends: type"),
        ({"extends": "production"}, "$.extends: pattern"),
        ({"database": {"storge": "50 GiB"}}, "$.database: additionalProperties"),
        ({"network": {"database_subnets": [{}, {}]}}, "$.network.database_subnets[0]: required"),
    ],
)
def test_an_editor_sees_the_faults_of_a_manifest_that_extends_another(
    changes: dict[str, Any], fault: str
) -> None:
    assert fault in faults({**OVER_ANOTHER, **changes})


@pytest.mark.parametrize(
    "setting", ["database", "database.pool", "database.pool.max", "alarms.cache.swap_above", "recovery.cache"]
)
def test_an_editor_asks_for_every_setting_of_a_manifest_that_extends_none(setting: str) -> None:
    group = f"$.{setting}".rpartition(".")[0]
    assert faults(example({setting: REMOVED})) == [f"{group}: required"]


def test_every_group_of_settings_says_what_it_is_for() -> None:
    assert [name for name, group in SCHEMA["$defs"].items() if not group.get("description")] == []
    assert SCHEMA["description"] == Manifest.__doc__
    assert SCHEMA["$defs"]["Database"]["properties"]["multi_az"]["description"] == (
        "A standby in another zone that takes over by itself."
    )


def test_the_editor_has_a_sentence_for_every_setting() -> None:
    schema = json.loads(schema_text())
    models = {**schema["$defs"], "Manifest": schema}

    def described(setting: dict[str, Any]) -> str:
        section = models.get(setting.get("$ref", "").rpartition("/")[2], {})
        return str(setting.get("description") or section.get("description") or "")

    without = [
        f"{model}.{name}"
        for model, definition in models.items()
        for name, setting in definition["properties"].items()
        if described(setting) == "" or described(setting).startswith("Expected")
    ]
    assert without == []
