"""Differences: what a plan would change, by address and attribute, `before` and `after`."""

from __future__ import annotations

from typing import Any

Difference = dict[str, tuple[Any, ...]]
UNKNOWN = "(known after apply)"


def differences(plan: dict[str, Any]) -> dict[str, Difference]:
    """Give what a plan changes in place, by address; what it makes, deletes or replaces under the key "is" of its address."""
    return {
        change["address"]: _difference(change["change"])
        for change in plan.get("resource_changes", [])
        if change["mode"] == "managed" and change["change"]["actions"] != ["no-op"]
    }


def _difference(change: dict[str, Any]) -> Difference:
    actions = change["actions"]
    if actions == ["create"]:
        return {"is": ("nothing", "made")}
    if actions == ["delete"]:
        return {"is": ("there", "deleted")}
    before, after = change["before"], change["after"]
    unknown = change.get("after_unknown", {})
    replaced = actions != ["update"]
    found: Difference = {"is": ("there", "replaced")} if replaced else {}
    for name in sorted(before.keys() | after.keys() | unknown.keys()):
        if replaced and after.get(name) is None:
            continue  # what AWS will say of the new one
        if unknown.get(name) is True:
            found[name] = (before.get(name), UNKNOWN)
        elif before.get(name) != after.get(name):
            found |= _inside(name, before.get(name), after.get(name))
    return found


def _inside(name: str, before: Any, after: Any) -> Difference:
    """Look into tags, and into lists of named parameters: `parameter.work_mem`."""
    old, new = _by_name(before), _by_name(after)
    if old is None or new is None:
        return {name: (before, after)}
    return {
        f"{name}.{key}": (old.get(key), new.get(key))
        for key in sorted(old.keys() | new.keys())
        if old.get(key) != new.get(key)
    }


def _by_name(value: Any) -> dict[str, Any] | None:
    if isinstance(value, dict):
        return value
    if isinstance(value, list) and all(isinstance(one, dict) and "name" in one for one in value):
        return {one["name"]: one["value"] for one in value}
    return None
