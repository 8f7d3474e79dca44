"""Addresses are a contract: Terraform destroys what is no longer called by its name."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stacks.documents import Document

COMMITTED = Path(__file__).parent / "addresses"


def test_addresses_are_only_ever_added(environment: Document, request: pytest.FixtureRequest) -> None:
    path = COMMITTED / f"{environment.name}.txt"
    committed = path.read_text(encoding="utf-8").split() if path.exists() else []

    assert gone(committed, environment) == []
    if request.config.getoption("--snapshot-update", default=False):
        path.write_text("\n".join(environment.addresses) + "\n", encoding="utf-8")
        committed = environment.addresses
    assert environment.addresses == committed, "an address is new: `make snapshots` adds it to the list"


def gone(committed: list[str], document: Document) -> list[str]:
    """Say what applying would destroy: every committed address that is neither made nor the origin of a move."""
    moved = [move["from"] for move in document.values.get("moved", [])]
    return [
        f"this would destroy {address}: keep the name, or add a moved block from it"
        for address in committed
        if address not in document.addresses and address not in moved
    ]


def test_a_renamed_store_is_noticed() -> None:
    renamed = Document("aldeia-x", "", {"resource": {"aws_db_instance": {"main": {}}}})

    assert gone(["aws_db_instance.database"], renamed) == [
        "this would destroy aws_db_instance.database: keep the name, or add a moved block from it"
    ]


def test_a_renamed_store_with_a_move_is_fine() -> None:
    move = {"from": "aws_db_instance.database", "to": "aws_db_instance.main"}
    renamed = Document("aldeia-x", "", {"resource": {"aws_db_instance": {"main": {}}}, "moved": [move]})

    assert gone(["aws_db_instance.database"], renamed) == []


def test_addresses_are_readable(environment: Document) -> None:
    for address in environment.addresses:
        name = address.split(".")[1]
        assert name == name.lower(), address
        # cdktf's own names end in the eight hexadecimal digits of a hash.
        assert not name[-8:].isalnum() or not name[-8:].isupper(), address
