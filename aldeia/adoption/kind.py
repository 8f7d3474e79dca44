"""Kind: one row of the table: how a resource type is found in AWS, and by what id Terraform imports it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

IDENTITY_TAGS = ("Project", "Environment", "ManagedBy")
"""Of the tags that the provider sets on everything at creation, those that say whose it is and never change."""

# Texts in braces are filled with the JSON's own arguments, references resolved, and where a thing was found also with
# what AWS says of it. {account}, {partition} and {region} are always known.
OURS = [{"Name": f"tag:{tag}", "Values": [f"{{default_tags[{tag}]}}"]} for tag in IDENTITY_TAGS]
NAMED = [*OURS, {"Name": "tag:Name", "Values": ["{tags[Name]}"]}]


def filters(**values: str) -> list[dict[str, Any]]:
    """Write EC2's filters: `filters(vpc_id="{vpc_id}")`."""
    return [{"Name": name.replace("_", "-"), "Values": [value]} for name, value in values.items()]


@dataclass(frozen=True)
class Kind:
    """How things of one type are found. Paths are JMESPath."""

    service: str
    """boto3's name."""
    action: str
    """boto3's name of the request that lists or describes."""
    asks: Mapping[str, Any]
    """The request's parameters."""
    things: str
    """Where the things are in the answer."""
    import_id: str
    """As the registry's page of the type has it, hashicorp/aws 5.100."""
    arn: str = ""
    name: str = ""
    """The argument that names it; empty where AWS gives the id."""
    only: Mapping[str, str] = field(default_factory=dict)
    """What must be so for a thing to be the one: path in the thing, expected text."""
    absent: tuple[str, ...] = ()
    """Error codes that say there is none."""
    asks_id: Mapping[str, Any] | None = None
    """The parameters when an operator names the thing by its id, {id}."""
    asks_ours: Mapping[str, Any] | None = None
    """The parameters that list everything of the kind under our tags, whatever its name."""
    detail: tuple[str, Mapping[str, Any], str] | None = None
    """A second request for each thing: action, parameters, where more of the thing is in the answer."""
    fixed: Mapping[str, str] = field(default_factory=dict)
    """Arguments that Terraform changes by destroying the thing and making another; path in the thing."""
    settled: tuple[str, str] | None = None
    """Where its status is, and the one in which it can be changed."""
    going: str = ""
    """A path that is true of a thing which is being deleted."""
    undo_going: str = ""
    """The command that stops the deletion."""
    rename: str = ""
    """The command that renames one; empty where AWS cannot."""
    shown: str = ""
    """What tells a person that it is the right one: a path to a text."""
    look: str = ""
    """The command that shows one, for things that no address claims."""
