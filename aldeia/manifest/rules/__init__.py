"""Rules: what must hold between settings. Each is a function named after the sentence that must hold.

A rule reads a manifest, yields what is wrong, and changes nothing; `rule.py` says what else is known of each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aldeia.manifest.problem import Problem
from aldeia.manifest.rules import (
    alarms,
    cache,
    capacity,
    database,
    environments,
    names,
    network,
    ranges,
    recovery,
    state,
    storage,
    thresholds,
    tuning,
    windows,
)
from aldeia.manifest.yaml_file import setting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aldeia.manifest.environment import Manifest
    from aldeia.manifest.rules.fault import Fault
    from aldeia.manifest.rules.rule import Rule
    from aldeia.manifest.yaml_file import YamlFile

RULES: tuple[Rule, ...] = (
    *state.RULES,
    *network.RULES,
    *database.RULES,
    *names.RULES,
    *storage.RULES,
    *capacity.RULES,
    *tuning.RULES,
    *cache.RULES,
    *windows.RULES,
    *alarms.RULES,
    *thresholds.RULES,
    *ranges.RULES,
    *recovery.RULES,
)
"""What must hold within one environment."""

BETWEEN: tuple[Rule, ...] = environments.RULES
"""What must hold between two; nobody can waive these, as a file alone does not show whether they hold."""


def problems_of(manifest: Manifest, file: YamlFile) -> list[Problem]:
    """Ask every rule about one manifest."""
    return [as_problem(rule, fault, file) for rule in RULES for fault in rule(manifest)]


def problems_of_part(manifest: Manifest, file: YamlFile) -> list[Problem]:
    """Ask about a manifest that lacks the settings whose shape is wrong: a rule that needs one of them is silent."""
    return [
        as_problem(rule, fault, file)
        for rule in RULES
        for fault in _until_a_setting_is_missing(rule(manifest))
    ]


def _until_a_setting_is_missing(faults: Iterator[Fault]) -> Iterator[Fault]:
    try:
        yield from faults
    except AttributeError:
        return


def problems_between(loaded: list[tuple[YamlFile, Manifest]]) -> list[Problem]:
    """Ask what must hold between environments; each fault is told of the later file, and names the earlier one's place."""
    return [
        as_problem(rule, fault, file)
        for index, (file, manifest) in enumerate(loaded)
        for earlier_file, earlier in loaded[:index]
        for rule in BETWEEN
        for fault in rule(manifest, earlier, earlier_file)
    ]


def as_problem(rule: Rule, fault: Fault, file: YamlFile) -> Problem:
    """Say a fault with its place in the file."""
    return Problem(
        file.place(fault.path),
        setting(fault.path),
        f"got {fault.got}",
        f"expected {fault.expected}",
        fault.fix,
        rule.id,
        rule.severity,
    )
