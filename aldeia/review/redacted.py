"""Redacted: what of a plan may be kept and handed on: what a review reads, and no secret.

A plan's JSON has every value in clear text, Terraform's marks beside it. Here each sensitive value is a number in its
place, equal where values are equal, so that a review of what is left says the same; all that no review reads is gone.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from aldeia.manifest.secrets import looks_like_a_secret
from aldeia.review.masking import COVERED, IDS, POLICIES, named_secret
from aldeia.review.plan import read_document

if TYPE_CHECKING:
    from pathlib import Path

_KEPT = ("format_version", "terraform_version", "timestamp", "errored", "complete")
_OF_A_RESOURCE = ("address", "mode", "type", "name", "action_reason", "previous_address")
_OF_A_CHANGE = (
    "actions", "after_unknown", "before_sensitive", "after_sensitive", "replace_paths", "importing",
)  # fmt: skip
_OF_A_PROVIDER = ("region", "default_tags")


def redact(path: Path) -> dict[str, Any]:
    """Read a plan's JSON and give what may be kept of it; raises ReviewError when it is no plan."""
    return redacted(read_document(path))


def redacted(document: dict[str, Any]) -> dict[str, Any]:
    """Give what may be kept of a plan; of what is redacted already, the same."""
    kept = _some(document, _KEPT)
    outputs = document.get("output_changes") or {}
    return kept | {
        "planned_values": {},
        "configuration": _configuration(document.get("configuration") or {}),
        "resource_changes": _resources(document.get("resource_changes")),
        "resource_drift": _resources(document.get("resource_drift")),
        "output_changes": {name: {"actions": change.get("actions")} for name, change in outputs.items()},
    }


def _configuration(configuration: dict[str, Any]) -> dict[str, Any]:
    """Keep where each provider works, with which tags, and whose resource is whose."""
    providers = configuration.get("provider_config") or {}
    resources = (configuration.get("root_module") or {}).get("resources") or ()
    return {
        "provider_config": {
            name: {"expressions": _some(provider.get("expressions") or {}, _OF_A_PROVIDER)}
            for name, provider in providers.items()
        },
        "root_module": {"resources": [_some(one, ("address", "provider_config_key")) for one in resources]},
    }


def _resources(entries: list[dict[str, Any]] | None) -> list[dict[str, Any]]:
    return [
        _some(entry, _OF_A_RESOURCE) | {"change": _change(entry["change"])}
        for entry in entries or ()
        if entry.get("mode") == "managed"
    ]


def _some(values: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: values[name] for name in names if name in values}


def _change(change: dict[str, Any]) -> dict[str, Any]:
    cover = _Cover()
    kept = _some(change, _OF_A_CHANGE)
    for side in ("before", "after"):
        kept[side] = cover.resource(change.get(side), change.get(f"{side}_sensitive"))
    return kept


class _Cover:
    """Numbers for the secrets of one change: equal ones have the same, before and after."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def resource(self, values: Any, marks: Any) -> Any:
        if not isinstance(values, dict):
            return values
        return {name: self.value(values[name], _inner(marks, name), name) for name in sorted(values)}

    def value(self, value: Any, marks: Any, name: str) -> Any:
        if value in (None, "", [], {}):
            return value
        if marks is True:
            return self._number(value)
        if isinstance(value, dict):
            return {key: self.value(value[key], _inner(marks, key), str(key)) for key in sorted(value)}
        if isinstance(value, list):
            return [self.value(inner, _inner(marks, index), name) for index, inner in enumerate(value)]
        return self._number(value) if _is_a_secret(value, name) else value

    def _number(self, value: Any) -> str:
        if isinstance(value, str) and COVERED.fullmatch(value):
            return value
        number = self._numbers.setdefault(json.dumps(value, sort_keys=True), len(self._numbers) + 1)
        return f"(sensitive {number})"


def _inner(marks: Any, key: str | int) -> Any:
    if marks is True:
        return True
    if isinstance(marks, dict):
        return marks.get(key)
    return marks[key] if isinstance(marks, list) and isinstance(key, int) and key < len(marks) else None


def _is_a_secret(value: Any, name: str) -> bool:
    if not isinstance(value, str) or name in POLICIES:
        return False
    return named_secret(name) or looks_like_a_secret(IDS.sub(" ", value))
