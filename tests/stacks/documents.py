"""Document: a synthesized stack as plain data."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True)
class Document:
    """The Terraform JSON of one stack."""

    name: str
    text: str
    values: dict[str, Any]

    def all(self, resource_type: str) -> dict[str, dict[str, Any]]:
        """Give every resource of a type by its name."""
        found: dict[str, dict[str, Any]] = self.values["resource"].get(resource_type, {})
        return found

    def one(self, address: str) -> dict[str, Any]:
        """Give the resource of an address, as aws_db_instance.database."""
        resource_type, name = address.split(".")
        found: dict[str, Any] = self.values["resource"][resource_type][name]
        return found

    @property
    def addresses(self) -> list[str]:
        """Every resource's address, sorted."""
        return sorted(
            f"{kind}.{name}" for kind, resources in self.values["resource"].items() for name in resources
        )

    def statements(self, address: str, attribute: str = "policy") -> dict[str, dict[str, Any]]:
        """Give a policy's statements by their Sid."""
        document = json.loads(self.one(address)[attribute])
        return {statement["Sid"]: statement for statement in document["Statement"]}
