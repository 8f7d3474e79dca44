"""Explained: the rules as a list, and one rule with all that is known of it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from aldeia.manifest.rules import BETWEEN, RULES

if TYPE_CHECKING:
    from aldeia.manifest.rules.rule import Rule

ALL = {rule.id: rule for rule in sorted((*RULES, *BETWEEN), key=lambda rule: rule.id)}
"""Every rule by its id."""


def listed() -> str:
    """Give two lines for each rule, its severity and id and what holds, and one that counts them."""
    rules = [f"{rule.severity:<9}{rule.id}\n{'':9}{rule.sentence}" for rule in ALL.values()]
    warnings = sum(rule.severity == "warning" for rule in ALL.values())
    counted = f"{len(ALL)} rules, {warnings} of them warnings; aldeia rules ID tells more of one"
    return "\n".join([*rules, counted])


def told(rule: Rule) -> str:
    """Give a rule's sentence, kind, source, remedy and an example of what breaks it."""
    waivable = "in the manifest's waivers, with a reason, an owner and a last day"
    between = rule in BETWEEN
    waived = waivable if rule.may_be_waived and not between else "no"
    parts = {
        "Severity": f"{rule.severity}: {rule.kind.value}",
        "Holds": "between two environments" if between else "within an environment",
        "Source": rule.source,
        "Remedy": rule.fix,
        "May be waived": waived,
        "Broken, as an example, by" + (" two manifests that both say" if between else ""): "",
    }
    lines = [f"{name}: {text}".rstrip(" ") for name, text in parts.items()]
    broken = [f"    {named(path)}: {_scalar(value)}" for path, value in rule.example.items()]
    return "\n".join([rule.id, "", rule.sentence, "", *lines, *broken])


def named(dotted: str) -> str:
    """Write the path of an example as messages do: `network.database_subnets[1].cidr`."""
    return re.sub(r"\.([0-9]+)(?=\.|$)", r"[\1]", dotted)


def _scalar(value: Any) -> str:
    """Write a value as a manifest has it."""
    if isinstance(value, list | dict | bool) or value is None:
        return json.dumps(value)
    number_like = isinstance(value, str) and value.replace(".", "", 1).isdigit()
    return f'"{value}"' if number_like else str(value)
