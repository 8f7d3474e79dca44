"""Addresses are a contract: Terraform destroys what is no longer called by its name."""

from __future__ import annotations

from pathlib import Path

import pytest

from aldeia.addresses import compare
from stacks.moves import Move, moved_blocks
from tests.stacks.documents import Document
from tests.stacks.renamed import synthesize_renamed

COMMITTED = Path(__file__).parent / "addresses"


def test_addresses_are_only_ever_added(environment: Document, request: pytest.FixtureRequest) -> None:
    path = COMMITTED / f"{environment.name}.txt"
    committed = path.read_text(encoding="utf-8").split() if path.exists() else []
    compared = compare(environment.name, committed, environment.values)

    assert compared.faults == []
    if request.config.getoption("--snapshot-update", default=False):
        path.write_text("\n".join(environment.addresses) + "\n", encoding="utf-8")
        committed = environment.addresses
    assert environment.addresses == committed, "an address is new: `make snapshots` adds it to the list"


def test_a_renamed_construct_takes_everything_that_names_it_along(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    renamed = synthesize_renamed(monkeypatch, tmp_path, declared=True)

    assert "aws_db_instance.main" in renamed.addresses
    assert renamed.text.count("aws_db_instance.database.") == 0
    assert renamed.values["moved"] == [{"from": "aws_db_instance.database", "to": "aws_db_instance.main"}]


def test_a_move_writes_no_secret_anew(
    environments: dict[str, Document], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    renamed = synthesize_renamed(monkeypatch, tmp_path, declared=True)
    secret = "aws_secretsmanager_secret_version.database"

    assert (
        renamed.one(secret)["secret_string_wo_version"]
        == environments["staging"].one(secret)["secret_string_wo_version"]
    )


def test_without_a_declaration_the_renaming_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    renamed = synthesize_renamed(monkeypatch, tmp_path, declared=False)
    committed = (COMMITTED / "aldeia-staging.txt").read_text(encoding="utf-8").split()

    assert "moved" not in renamed.values
    assert compare("aldeia-staging", committed, renamed.values).faults == [
        (
            "this would destroy aws_db_instance.database: keep the name, or declare "
            'Move("aws_db_instance.database", "aws_db_instance.main") in stacks/moves.py; '
            "if it shall go, take it out of tests/stacks/addresses/aldeia-staging.txt"
        )
    ]


def test_a_move_is_written_only_where_the_new_address_is_and_the_old_one_is_not() -> None:
    moves = [Move("aws_vpc.a", "aws_vpc.b"), Move("aws_vpc.c", "aws_vpc.d"), Move("aws_vpc.e", "aws_vpc.b")]

    assert moved_blocks(moves, {"aws_vpc.b", "aws_vpc.e"}) == [{"from": "aws_vpc.a", "to": "aws_vpc.b"}]


def test_addresses_are_readable(environment: Document) -> None:
    for address in environment.addresses:
        name = address.split(".")[1]
        assert name == name.lower(), address
        # cdktf's own names end in the eight hexadecimal digits of a hash.
        assert not name[-8:].isalnum() or not name[-8:].isupper(), address
