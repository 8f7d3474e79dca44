"""Stack: the synthesized JSON of one environment, as a list of what Terraform is asked to make."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aldeia.adoption import AdoptionError

FILE_NAME = "cdk.tf.json"


@dataclass(frozen=True)
class Resource:
    """One resource of the JSON."""

    address: str
    """`aws_db_instance.database`"""
    arguments: dict[str, Any]
    region: str
    default_tags: dict[str, str]

    @property
    def type(self) -> str:
        return self.address.partition(".")[0]


@dataclass(frozen=True)
class Stack:
    """All resources by their addresses, and the directory in which Terraform runs."""

    directory: Path
    resources: dict[str, Resource]

    @property
    def regions(self) -> list[str]:
        """Every region in which something is, sorted."""
        return sorted({resource.region for resource in self.resources.values()})


def read_stack(directory: Path, environment: str) -> Stack:
    """Read a stack's cdk.tf.json; raises AdoptionError when there is none."""
    path = directory / FILE_NAME
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise AdoptionError(
            f"{path}: there is no such file; run make synth ENVIRONMENT={environment} first"
        ) from None
    except ValueError as error:
        raise AdoptionError(f"{path}: is not JSON ({error}); run make synth again") from None
    providers = {provider.get("alias", ""): provider for provider in document["provider"]["aws"]}
    listed = [
        _resource(f"{kind}.{name}", arguments, providers)
        for kind, resources in document["resource"].items()
        for name, arguments in resources.items()
    ]
    return Stack(directory, {resource.address: resource for resource in listed})


def _resource(address: str, arguments: dict[str, Any], providers: dict[str, dict[str, Any]]) -> Resource:
    provider = providers[arguments.get("provider", "aws").partition(".")[2]]
    [tags] = provider["default_tags"]
    return Resource(address, arguments, provider["region"], tags["tags"])
