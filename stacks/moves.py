"""Moves: what had another address before, so that Terraform moves it in the state and does not destroy it.

This is the one place where a renaming is declared:

    Move("aws_db_instance.database", "aws_db_instance.main"),

Every environment whose stack has the new address and no longer the old one gets a `moved` block of it. A move may be
taken away once every environment was applied with it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from cdktf import TerraformResource, TerraformStack

from stacks.addresses import address


class Move(NamedTuple):
    """A resource's address before, and its address now."""

    before: str
    now: str


MOVES: tuple[Move, ...] = ()


def write_moves(stack: TerraformStack) -> None:
    """Write the `moved` blocks of a stack; to be called when everything is in it."""
    resources = [one for one in stack.node.find_all() if isinstance(one, TerraformResource)]
    blocks = moved_blocks(MOVES, {address(one) for one in resources})
    if blocks:
        stack.add_override("moved", blocks)


def moved_blocks(moves: Iterable[Move], addresses: set[str]) -> list[dict[str, str]]:
    """Give a block for each move that a stack with these addresses needs.

    >>> moved_blocks([Move("aws_vpc.a", "aws_vpc.b"), Move("aws_vpc.c", "aws_vpc.d")], {"aws_vpc.b"})
    [{'from': 'aws_vpc.a', 'to': 'aws_vpc.b'}]
    """
    return [
        {"from": move.before, "to": move.now}
        for move in moves
        if move.now in addresses and move.before not in addresses
    ]
