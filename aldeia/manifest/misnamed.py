"""Misnamed: an environment in a file that is called otherwise, as a copy that still says whose copy it is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from aldeia.manifest.environment import Manifest
from aldeia.manifest.limits import Matching
from aldeia.manifest.problem import Problem

if TYPE_CHECKING:
    from aldeia.manifest.yaml_file import YamlFile

PATH = ("environment",)


def problem_of_name(file: YamlFile) -> Problem | None:
    """Find an environment that is not named as its file: whoever looks for it by its name would open another."""
    name = Path(file.name).stem
    written = (file.values or {}).get("environment")
    place = file.place(PATH)
    told = any(problem.setting == "environment" for problem in file.problems)
    if told or not isinstance(written, str) or written == name or place.file != file.name:
        return None
    expected = f"expected {name}, as the file is named"
    return Problem(place, "environment", f"got {written}", expected, _remedy(Path(file.name), written))


def _remedy(path: Path, written: str) -> str:
    form = next(part for part in Manifest.model_fields["environment"].metadata if isinstance(part, Matching))
    if re.fullmatch(form.pattern, path.stem):
        return f"write {path.stem}"
    own = path.with_stem(written)
    return f"name the file with {form.expected}" if own.exists() else f"call the file {own.name}"
