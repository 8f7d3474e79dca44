"""Documents of the committed environments and of variants of them, rendered for the tests of this folder."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import pytest

from aldeia.documents.render import DOCUMENTS, render
from aldeia.manifest.environment import Manifest
from aldeia.manifest.loader import load

ROOT = Path(__file__).resolve().parents[2]
SNAPSHOTS = Path(__file__).parent / "snapshots"
ENVIRONMENTS = {
    manifest.environment: manifest
    for manifest in load([ROOT / "envs" / "production.yaml", ROOT / "envs" / "staging.yaml"])
}
APPLICATION_SUBNETS = [
    {"availability_zone": "us-east-1a", "cidr": "10.1.30.0/24"},
    {"availability_zone": "us-east-1b", "cidr": "10.1.31.0/24"},
]
VARIANTS: dict[str, dict[str, Any]] = {
    "as it is": {},
    "iam": {"cache.authentication": "iam"},
    "read replica": {"database.read_replica.enabled": True},
    "existing network": {
        "network.vpc": "vpc-0a1b2c3d4e5f60718",
        "network.application_security_group": "sg-0a1b2c3d4e5f60718",
        "network.application_subnets": APPLICATION_SUBNETS,
    },
    "no key patterns": {"cache.key_patterns": []},
    "application subnets": {"network.application_subnets": APPLICATION_SUBNETS},
    "bare": {
        "alarms.subscriptions": [],
        "cache.key_patterns": [],
        "cache.parameters": {},
        "cache.snapshot_retention": "0 days",
        "database.log_exports": [],
        "database.parameters": {},
        "database.storage_ceiling": None,
    },
}
ASSIGNED = re.compile(r"^([A-Z][A-Z0-9_]*)=", re.MULTILINE)
OUTPUT = re.compile(r"output -raw (\w+)")
SECRET = "a-password-that-nobody-may-see"

each_environment = pytest.mark.parametrize("environment", ENVIRONMENTS)
each_variant = pytest.mark.parametrize("variant", VARIANTS)
each_document = pytest.mark.parametrize("document", DOCUMENTS)


def manifest_of(
    environment: str, variant: str = "as it is", changes: dict[str, Any] | None = None
) -> Manifest:
    values = ENVIRONMENTS[environment].model_dump()
    for path, value in (VARIANTS[variant] | (changes or {})).items():
        *sections, name = path.split(".")
        section = values
        for part in sections:
            section = section[part]
        assert name in section, f"{path} is no setting"
        section[name] = value
    return Manifest.model_validate(values)


def document_of(manifest: Manifest, document: str) -> str:
    return render(DOCUMENTS[document], manifest)


def sheet_of(manifest: Manifest) -> str:
    return document_of(manifest, "environment.md")


def contract_of(manifest: Manifest) -> str:
    return document_of(manifest, "connection.env")


def sections_of(sheet: str) -> list[str]:
    return re.split(
        r"(?m)^(?=#+ )", "\n".join(line for line in sheet.splitlines() if not line.startswith("```"))
    )[1:]


def snippets_of(sheet: str) -> list[str]:
    return re.findall(r"^```sh\n(.*?)^```$", sheet, re.MULTILINE | re.DOTALL)


def outputs_of_the_stack() -> set[str]:
    source = ast.parse((ROOT / "stacks" / "environment.py").read_text(encoding="utf-8"))
    calls = [
        node
        for node in ast.walk(source)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "_outputs"
    ]
    return {keyword.arg for call in calls for keyword in call.keywords if keyword.arg}
