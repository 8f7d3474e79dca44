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
    fix = f"write {name}" if _may_be(name) else f"call the file {written}{Path(file.name).suffix}"
    return Problem(place, "environment", f"got {written}", f"expected {name}, as the file is named", fix)


def _may_be(name: str) -> bool:
    form = next(part for part in Manifest.model_fields["environment"].metadata if isinstance(part, Matching))
    return re.fullmatch(form.pattern, name) is not None
