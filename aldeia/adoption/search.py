"""Search: for each address, the thing in AWS that it would be, found by the JSON's own arguments."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aldeia.adoption.aws import AbsentError, Aws, DeniedError
from aldeia.adoption.kinds import KINDS

if TYPE_CHECKING:
    from aldeia.adoption.kind import Kind
    from aldeia.adoption.stack import Resource, Stack
    from aldeia.adoption.terraform import State

Thing = dict[str, Any]
"""What AWS says of one thing."""

_REFERENCE = re.compile(r"\$\{(?P<address>aws_\w+\.\w+)\.(?P<attribute>\w+)\}")
_IDS = ("id", "key_id", "secret_id")


@dataclass(frozen=True)
class Found:
    """A thing that lives and is in no state."""

    address: str
    import_id: str
    arn: str
    thing: Thing
    asked_for: dict[str, Any]
    """The JSON's arguments, references resolved; None where what is referred to is not there."""


class Search:
    """Everything that is looked for in one run: references lead from one address to the next."""

    def __init__(self, stack: Stack, state: State, aws: Aws, names: Mapping[str, str]) -> None:
        self.stack = stack
        self.state = state
        self.aws = aws
        self._names = names
        self._candidates: dict[str, list[Found]] = {}

    def candidates(self, address: str) -> list[Found]:
        """List what may be the thing of an address that is not in the state: none, one, or several."""
        if address not in self._candidates:
            resource = self.stack.resources[address]
            kind = KINDS.get(resource.type)
            self._candidates[address] = self._look(resource, kind) if kind else []
        return self._candidates[address]

    def ours(self, resource: Resource) -> list[Found]:
        """List everything of a resource's kind and region that has our tags, or for a key the description."""
        kind = KINDS[resource.type]
        if kind.asks_ours is None:
            return []
        values = self._values(resource, kind)
        return [
            self._found(resource, kind, thing, values) for thing in self._things(kind, kind.asks_ours, values)
        ]

    def _look(self, resource: Resource, kind: Kind) -> list[Found]:
        values = self._values(resource, kind)
        named = self._names.get(resource.address)
        if named is not None and kind.asks_id is not None:
            values["id"] = named
            things = self._named_by_id(kind, values)
        else:
            things = self._things(kind, kind.asks, values)
        return [self._found(resource, kind, thing, values) for thing in things]

    def _named_by_id(self, kind: Kind, values: dict[str, Any]) -> list[Thing]:
        parameters = fill(kind.asks_id, values)
        if kind.detail is not None:
            action, _, path = kind.detail
            return self._ask(kind, action, parameters, path, values)
        return self._ask(kind, kind.action, parameters, kind.things, values)

    def _things(self, kind: Kind, asks: Mapping[str, Any], values: dict[str, Any]) -> list[Thing]:
        """Ask AWS, and keep what is as it must be; nothing when a parameter refers to what is not there."""
        expected = fill(kind.only, values)
        if expected is None:
            return []
        things = self._ask(kind, kind.action, fill(asks, values), kind.things, values)
        if kind.detail is not None:
            things = self._detailed(kind, things, values)
        return [one for one in things if all(text(look(path, one)) == to for path, to in expected.items())]

    def _detailed(self, kind: Kind, things: list[Thing], values: dict[str, Any]) -> list[Thing]:
        """Ask more of each thing. One that others keep to themselves is passed over, all of them are not."""
        assert kind.detail is not None, "the caller asked"  # noqa: S101  # for the type checker
        action, asks, path = kind.detail
        detailed: list[Thing] = []
        denied: DeniedError | None = None
        for thing in things:
            try:
                more = self._ask(kind, action, fill(asks, values | thing), path, values)
                detailed += [one | thing for one in more] or [thing]
            except DeniedError as error:
                denied = error
        if denied is not None and not detailed:
            raise denied
        return detailed

    def _ask(
        self, kind: Kind, action: str, parameters: Any, path: str, values: dict[str, Any]
    ) -> list[Thing]:
        if parameters is None:
            return []
        try:
            pages = self.aws.ask(kind.service, action, parameters, values["region"], absent=kind.absent)
        except AbsentError:
            return []
        things = [look(path, page) for page in pages]
        return [one for some in things for one in (some if isinstance(some, list) else [some]) if one]

    def _found(self, resource: Resource, kind: Kind, thing: Thing, values: dict[str, Any]) -> Found:
        import_id = str(fill(kind.import_id, values | thing))
        arn = text(look(kind.arn, thing)) if kind.arn else import_id
        return Found(resource.address, import_id, arn, thing, values)

    def _values(self, resource: Resource, kind: Kind) -> dict[str, Any]:
        values = {name: self._resolved(value) for name, value in resource.arguments.items()}
        if kind.name and resource.address in self._names:
            values[kind.name] = self._names[resource.address]
        known = {"region": resource.region, "default_tags": resource.default_tags}
        return values | known | self.aws.caller(resource.region)

    def _resolved(self, value: Any) -> Any:
        """Put what is known of other addresses in the place of references; None when one is not there."""
        if not isinstance(value, str):
            return value
        for reference in list(_REFERENCE.finditer(value)):
            known = self._attribute(reference["address"], reference["attribute"])
            if known is None:
                return None
            value = value.replace(reference[0], known)
        return value

    def _attribute(self, address: str, attribute: str) -> str | None:
        if address in self.state:
            return text(self.state[address].get(attribute))
        resource = self.stack.resources[address]
        found = self.candidates(address)
        if len(found) == 1 and attribute in _IDS:
            return found[0].import_id
        if len(found) == 1 and attribute == "arn":
            return found[0].arn
        literal = resource.arguments.get(attribute)
        return self._resolved(literal) if isinstance(literal, str) else None


def fill(template: Any, values: Mapping[str, Any]) -> Any:
    """Fill the braces of every text in a template; None as a whole when one of the values is not known."""
    if isinstance(template, str):
        try:
            filled = template.format_map(_Texts(values))
        except (KeyError, IndexError):
            return None
        return filled
    if isinstance(template, Mapping):
        members = {name: fill(inner, values) for name, inner in template.items()}
        return None if None in members.values() else members
    listed = [fill(inner, values) for inner in template]
    return None if None in listed else listed


def look(path: str, thing: Any) -> Any:
    """Give what a JMESPath leads to."""
    import jmespath  # noqa: PLC0415  # with boto3, which brings it

    return jmespath.search(path, thing)


def text(value: Any) -> str:
    """Write a value as Terraform and we compare it: nothing is empty, true and false are small."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


class _Texts(dict[str, Any]):
    """Values for a template: an unknown one is missing."""

    def __getitem__(self, name: str) -> Any:
        value = super().__getitem__(name)
        if value is None:
            raise KeyError(name)
        return value if isinstance(value, Mapping | list) else text(value)
