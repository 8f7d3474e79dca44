"""Plan: `terraform show -json` of a saved plan as Terraform JSON, so that one scan reads both.

What a plan does not know yet is written as the reference that it will come from, which is what the checks look at.
checkov's own reading of plans leaves those out, and passes a cache whose token is null.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from aldeia.scan import ScanError

if TYPE_CHECKING:
    from pathlib import Path

Document = dict[str, Any]
IS_PLAN = {"//": {"plan": {"note": "no lifecycle, no backend: a plan has neither"}}}


def read_plan(path: Path) -> Document:
    """Read a plan's JSON; raises ScanError when it is none."""
    try:
        plan = json.loads(path.read_text(encoding="utf-8"))
        return document(plan)
    except OSError as error:
        raise ScanError(f"{path} cannot be read: {(error.strerror or 'unknown error').lower()}") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise ScanError(f"{path} is no plan; write one with terraform show -json PLAN > {path}") from None


def document(plan: Document) -> Document:
    """Write what a plan wants to be there as a Terraform JSON document."""
    resources = plan["planned_values"]["root_module"].get("resources", [])
    values = {one["address"]: without_nothing(one.get("values", {})) for one in resources}
    expressions = {
        one["address"]: one.get("expressions", {})
        for one in plan["configuration"]["root_module"]["resources"]
    }
    blocks: Document = {"resource": {}, "data": {}}
    for one in resources:
        kind = "resource" if one["mode"] == "managed" else "data"
        written = filled(values[one["address"]], expressions.get(one["address"], {}), values)
        blocks[kind].setdefault(one["type"], {})[one["name"]] = written
    return (
        IS_PLAN
        | {"provider": _providers(plan)}
        | {kind: members for kind, members in blocks.items() if members}
    )


def without_nothing(value: Any) -> Any:
    """Take out what is null or empty, which is how a plan writes what is not set."""
    if isinstance(value, dict):
        kept = {name: without_nothing(member) for name, member in value.items()}
        return {name: member for name, member in kept.items() if member not in (None, [], {}, "")}
    return [without_nothing(member) for member in value] if isinstance(value, list) else value


def filled(values: Document, expressions: Document, others: Document) -> Document:
    """Write references where nothing is known yet, or where what is known is another resource's; in nested blocks too."""
    both = dict(values)
    for name, expression in expressions.items():
        known = both.get(name)
        if isinstance(expression, list) and isinstance(known, list):
            pairs = zip(known, expression, strict=False)
            both[name] = [filled(value, inner, others) for value, inner in pairs]
        elif isinstance(expression, dict) and expression.get("references"):
            whole = _whole(expression["references"])
            if name not in both:
                both[name] = whole[0] if len(whole) == 1 else whole
            else:
                both[name] = _referred(known, whole, [_value(one, others) for one in whole])
    return both


def _referred(known: Any, whole: list[str], values: list[Any]) -> Any:
    """Give the references in place of what is known, where it is their value or the list of their values, else what is known."""
    if [known] == values:
        return whole[0]
    is_list = isinstance(known, list) and sorted(map(str, known)) == sorted(map(str, values))
    return whole if is_list else known


def _whole(references: list[str]) -> list[str]:
    """Write references as expressions; each is listed again without its attribute, which says nothing more."""
    return [
        f"${{{one}}}" for one in references if not any(other.startswith(f"{one}.") for other in references)
    ]


def _value(expression: str, others: Document) -> Any:
    address, _, attribute = expression[2:-1].rpartition(".")
    return others.get(address, {}).get(attribute)


def _providers(plan: Document) -> Document:
    """Give the provider's default tags, which name the environment."""
    aws = plan["configuration"]["provider_config"]["aws"]["expressions"]
    tags = aws["default_tags"][0]["tags"]["constant_value"]
    return {"aws": [{"default_tags": [{"tags": tags}]}]}
