"""Plans as text to be reviewed: sorted, without what differs from run to run, computed values in Terraform's words."""

from __future__ import annotations

import json
from typing import Any

UNKNOWN = "(known after apply)"
SENSITIVE = "(sensitive value)"


def as_reviewed_text(plan: dict[str, Any]) -> str:
    """Write what a plan would change: by address the actions and the values after, and the outputs."""
    resources = {
        change["address"]: {"actions": change["change"]["actions"], "after": after(change["change"])}
        for change in plan["resource_changes"]
        if change["mode"] == "managed"
    }
    outputs = {name: after(change) for name, change in plan.get("output_changes", {}).items()}
    text = json.dumps(
        {"outputs": outputs, "resources": resources}, indent=2, sort_keys=True, ensure_ascii=False
    )
    return text + "\n"


def after(change: dict[str, Any]) -> Any:
    """Give the values after a change, with words where they are not known yet or not to be shown."""
    known = merged(change.get("after"), change.get("after_unknown"), UNKNOWN)
    return merged(known, change.get("after_sensitive"), SENSITIVE)


def merged(value: Any, marks: Any, words: str) -> Any:
    """Put words in the place of every value that is marked; what is absent stays away."""
    if marks is True:
        return words
    if isinstance(value, dict):
        marked = marks if isinstance(marks, dict) else {}
        both = {key: merged(value.get(key), marked.get(key), words) for key in value.keys() | marked.keys()}
        return {key: inner for key, inner in both.items() if inner not in (None, {}, [])}
    if isinstance(value, list):
        listed = marks if isinstance(marks, list) else []
        return [merged(item, listed[i] if i < len(listed) else None, words) for i, item in enumerate(value)]
    if value is None and isinstance(marks, dict | list):
        return merged(type(marks)(), marks, words)
    return value
