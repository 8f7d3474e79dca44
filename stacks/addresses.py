"""Addresses: a resource's place in Terraform, readable and free of construct nesting.

Terraform knows a resource by its address alone: another address is another resource, and the old one is destroyed.
So each is written out beside its resource, the list is committed, and names are added, never changed
(tests/stacks/test_addresses.py). A resource that must have a better name is renamed here and in stacks/moves.py.
"""

from typing import TypeVar

from cdktf import TerraformElement, TerraformResource

Element = TypeVar("Element", bound=TerraformElement)


def at(name: str, element: Element) -> Element:
    """Give an element its name in Terraform: `at("database", DbInstance(...))` is aws_db_instance.database."""
    element.override_logical_id(name)
    return element


def address(resource: TerraformResource) -> str:
    """Give a resource's address, for expressions that are written as text: aws_db_instance.database."""
    return f"{resource.terraform_resource_type}.{resource.friendly_unique_id}"
