"""Addresses: a resource's place in Terraform, readable and free of construct nesting.

Terraform knows a resource by its address alone: another address is another resource, and the old one is destroyed.
So each is written out beside its resource, the list is committed, and names are added, never changed
(tests/stacks/test_addresses.py).
"""

from typing import TypeVar

from cdktf import TerraformElement

Element = TypeVar("Element", bound=TerraformElement)


def at(name: str, element: Element) -> Element:
    """Give an element its name in Terraform: `at("database", DbInstance(...))` is aws_db_instance.database."""
    element.override_logical_id(name)
    return element
