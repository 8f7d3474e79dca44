"""Imports: the files of an adoption beside the JSON, written whole and taken away when they have done their work.

`imports.tf.json` has the import blocks. `imports_override.tf.json`, which Terraform lays over the JSON as its name ends in
_override, keeps what holds data from being destroyed while the adoption lasts, whatever the plan was read to say.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from aldeia.adoption.search import Found
from aldeia.files import write_atomically

FILE_NAME = "imports.tf.json"
PROTECTION_NAME = "imports_override.tf.json"
HOLDING_DATA = ("aws_db_instance", "aws_elasticache_replication_group", "aws_kms_key")


def write_imports(directory: Path, found: Iterable[Found]) -> None:
    """Write one import block for each, and protect what holds data."""
    listed = list(found)
    blocks = [{"id": one.import_id, "to": one.address} for one in listed]
    protected = _protected(listed)
    if protected:
        write_atomically(directory / PROTECTION_NAME, _text({"resource": protected}))
    else:
        # Terraform takes no empty one.
        (directory / PROTECTION_NAME).unlink(missing_ok=True)
    write_atomically(directory / FILE_NAME, _text({"import": blocks}))


def remove_imports(directory: Path) -> bool:
    """Take the files away; says whether there were any."""
    paths = [directory / FILE_NAME, directory / PROTECTION_NAME]
    there = any(path.exists() for path in paths)
    for path in paths:
        path.unlink(missing_ok=True)
    return there


def _protected(found: list[Found]) -> dict[str, Any]:
    protected: dict[str, Any] = {}
    for one in found:
        kind, _, name = one.address.partition(".")
        if kind in HOLDING_DATA:
            protected.setdefault(kind, {})[name] = {"lifecycle": {"prevent_destroy": True}}
    return protected


def _text(document: dict[str, Any]) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
