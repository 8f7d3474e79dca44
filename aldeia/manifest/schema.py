"""Schema: the manifest's models as JSON Schema, from which editors complete, check and explain envs/*.yaml."""

import json
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from aldeia.manifest.environment import Manifest
from aldeia.manifest.loader import ENVIRONMENTS

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
    return json.dumps(schema, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
