"""Every setting has another value that the models take; without one, nobody would see what it becomes."""

from __future__ import annotations

from typing import Any

import pytest

from aldeia.catalog.postgresql_parameters import POSTGRESQL_15
from aldeia.catalog.redis_parameters import REDIS_7
from aldeia.explain.alternatives import REMOVED, alternatives, changed
from aldeia.manifest.environment import Manifest
from aldeia.manifest.parameters import aws_value
from aldeia.manifest.settings import values_of
from aldeia.manifest.yaml_file import setting
from tests.examples import ENVIRONMENTS, example, read_values

MANIFESTS: dict[str, dict[str, Any]] = {
    "example": example(),
    **{name: read_values(ENVIRONMENTS / f"{name}.yaml") for name in ("staging", "production")},
}


@pytest.mark.parametrize("name", MANIFESTS)
def test_every_setting_can_be_another_and_the_manifest_is_then_another(name: str) -> None:
    values = MANIFESTS[name]
    before = Manifest.model_validate(values)

    for path, _ in values_of(values):
        others = [
            Manifest.model_validate(changed(values, {path: other})) for other in alternatives(values, path)
        ]
        assert others != [], setting(path)
        assert before not in others, setting(path)


@pytest.mark.parametrize(
    ("section", "name"),
    [*(("database", name) for name in POSTGRESQL_15), *(("cache", name) for name in REDIS_7)],
)
def test_the_alternatives_of_a_parameter_are_what_the_engine_takes(section: str, name: str) -> None:
    parameter = (POSTGRESQL_15 if section == "database" else REDIS_7)[name]
    values = example({f"{section}.parameters": {name: "x"}})

    texts = [text for text in alternatives(values, (section, "parameters", name)) if text is not REMOVED]

    assert len({aws_value(parameter, text) for text in texts}) > 1, texts


def test_an_entry_of_a_map_can_be_away() -> None:
    values = example()
    path = ("tags", "Application")

    assert REMOVED in list(alternatives(values, path))
    assert changed(values, {path: REMOVED})["tags"] == {}
    assert values["tags"] == {"Application": "chatbot"}
