"""Schema: the manifest's models as JSON Schema, from which editors complete, check and explain envs/*.yaml."""

import json
import re
from collections.abc import Iterator
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from aldeia.checkout import ENVIRONMENTS
from aldeia.manifest import extends
from aldeia.manifest.environment import Manifest

SCHEMA_FILE = ENVIRONMENTS / "schema.json"
TITLE = "Manifest of one environment (made from aldeia/manifest by `make schema`)"


class _Generator(GenerateJsonSchema):
    """Leaves out the titles that pydantic makes of every name: an editor would show them in place of the description."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002  # pydantic's own signature
        return False


def schema_text() -> str:
    """Give the text of envs/schema.json."""
    schema = Manifest.model_json_schema(schema_generator=_Generator)
    schema |= {"$schema": _Generator.schema_dialect, "title": TITLE}
    # Only a manifest that extends none must say everything; the items of a list must in any case, as lists replace.
    schema |= {"if": {"required": [extends.KEY]}, "else": _complete(schema, schema["$defs"])}
    for group in (schema, *_groups_in(schema, schema["$defs"])):
        group.pop("required", None)
    schema["properties"][extends.KEY] = {
        "type": ["string", "null"],
        "pattern": f"({'|'.join(map(re.escape, extends.ENDINGS))})$",
        "description": extends.DESCRIPTION,
    }
    return json.dumps(schema, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def _complete(group: dict[str, Any], groups: dict[str, Any]) -> dict[str, Any]:
    """Give what must be there in a group of settings and the groups in it, as a schema of its own."""
    inner = {
        name: _complete(groups[_name(definition)], groups)
        for name, definition in group["properties"].items()
        if "$ref" in definition
    }
    return {"required": group["required"]} | ({"properties": inner} if inner else {})


def _groups_in(group: dict[str, Any], groups: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for definition in group["properties"].values():
        if "$ref" in definition:
            yield groups[_name(definition)]
            yield from _groups_in(groups[_name(definition)], groups)


def _name(definition: dict[str, Any]) -> str:
    return str(definition["$ref"]).rpartition("/")[2]
