"""Imports: the file of import blocks beside the JSON, written whole and taken away when it has done its work."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from aldeia.adoption.search import Found
from aldeia.files import write_atomically

FILE_NAME = "imports.tf.json"


def write_imports(directory: Path, found: Iterable[Found]) -> Path:
    """Write one import block for each; gives the file's path."""
    path = directory / FILE_NAME
    blocks = [{"id": one.import_id, "to": one.address} for one in found]
    write_atomically(path, json.dumps({"import": blocks}, indent=2, ensure_ascii=False) + "\n")
    return path


def remove_imports(directory: Path) -> bool:
    """Take the file away; says whether there was one."""
    path = directory / FILE_NAME
    there = path.exists()
    path.unlink(missing_ok=True)
    return there
