"""Catching: who catches a planted fault, and what is wrong where nobody or somebody else does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aldeia.manifest import loader
from aldeia.manifest.rules import problems_between
from tests.examples import keys
from tests.faults.planting import good, planted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aldeia.manifest.problem import Problem
    from aldeia.manifest.yaml_file import YamlFile
    from tests.faults.fault import Fault

ENVIRONMENTS = ("production", "staging")
"""In the order in which the loader reads their files: a fault between two is told of the later."""


def caught(fault: Fault) -> list[tuple[str, Problem]]:
    """Give everything that is said of an environment with a fault, each with the id of who says it."""
    return said([planted(fault) if name == fault.good else good(name, fault.beside) for name in ENVIRONMENTS])


def said(files: Sequence[YamlFile]) -> list[tuple[str, Problem]]:
    """Ask all that `aldeia validate` asks about files that were read."""
    found = [("yaml", problem) for file in files for problem in file.problems]
    loaded = []
    for file in files:
        told = len(file.problems)
        manifest = loader._manifest(file, [])
        otherwise = "shape" if manifest is None else "waivers"
        found += [(problem.rule or otherwise, problem) for problem in file.problems[told:]]
        if manifest is not None:
            loaded.append((file, manifest))
    return found + [(problem.rule, problem) for problem in problems_between(loaded)]


def complaints(fault: Fault) -> list[str]:
    """Give what is wrong with how a fault is caught: it is to be by its catchers alone, and with its setting named."""
    found = caught(fault)
    catchers = {catcher for catcher, _ in found}
    wrong = [f"{missed} does not catch it" for missed in fault.caught_by if missed not in catchers]
    wrong += [f"{who} says: {problem.sentence}" for who, problem in found if who not in fault.caught_by]
    wanted = "" if fault.named == "file" else _as_told(fault.named)
    named = {problem.setting for who, problem in found if who in fault.caught_by}
    if named and wanted not in named:
        wrong.append(f"{', '.join(sorted(named)) or 'the file'} is named, and not {wanted or 'the file'}")
    return wrong


def _as_told(dotted: str) -> str:
    return "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in keys(dotted)).removeprefix(
        "."
    )
