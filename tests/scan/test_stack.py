from pathlib import Path

import pytest

from aldeia.scan import ScanError
from aldeia.scan.checkov import Record, readable
from aldeia.scan.stack import Stack, read
from tests.scan.terraform import document, write

STOPPERS = {
    "import": [{"id": "vpc-1", "to": "aws_vpc.main"}],
    "moved": [{"from": "aws_vpc.a", "to": "aws_vpc.main"}],
    "removed": [{"from": "aws_vpc.a"}],
}


def line_in_copy(stack: Stack, name: str, nth: int = 0) -> int:
    return [number for number, line in enumerate(stack.copy.splitlines(), 1) if f'"{name}": {{' in line][nth]


def record(block: str, line: int) -> Record:
    return Record("CKV_AWS_16", "Ensure it is encrypted", "aldeia-staging", block, line, passed=False)


def test_two_types_with_one_name_are_told_apart_by_their_lines(tmp_path: Path) -> None:
    stack = read(write(tmp_path, document()))
    instance = record("resource.database", line_in_copy(stack, "database", 0))
    group = record("resource.database", line_in_copy(stack, "database", 1))

    assert stack.address(instance) == "aws_db_instance.database"
    assert stack.address(group) == "aws_security_group.database"


def test_a_name_with_its_type_is_found_the_same_way(tmp_path: Path) -> None:
    stack = read(write(tmp_path, document()))

    assert (
        stack.address(record("aws_db_instance.database", line_in_copy(stack, "database")))
        == "aws_db_instance.database"
    )


def test_the_place_is_in_the_file_itself_where_the_copy_has_other_lines(tmp_path: Path) -> None:
    path = write(tmp_path, STOPPERS | document())
    stack = read(path)
    found = record("resource.database", line_in_copy(stack, "database"))
    place = stack.place(found)

    assert place.line != found.line
    assert path.read_text(encoding="utf-8").splitlines()[place.line - 1] == '      "database": {'
    assert place.file == str(path)


def test_a_block_that_is_not_where_checkov_says_is_an_error(tmp_path: Path) -> None:
    path = write(tmp_path, document())

    with pytest.raises(ScanError) as error:
        read(path).address(record("resource.cache", line_in_copy(read(path), "database")))
    said = f"checkov says CKV_AWS_16 of resource.cache in {path}"
    assert (
        str(error.value)
        == f"{said}, which is not what stands on line {line_in_copy(read(path), 'database')} of what it read"
    )


def test_the_copy_leaves_out_what_stops_the_parser_and_nothing_else() -> None:
    terraform = {"backend": {"local": {"path": "x"}}, "required_version": ">= 1.11", "experiments": ["x"]}
    kept = document(output={"a": {"value": 1}}, ephemeral={"aws_x": {"y": {}}}, locals={"a": 1, "b": [1]})

    assert readable(kept | STOPPERS | {"terraform": terraform}) == kept | {
        "terraform": {"backend": {"local": {"path": "x"}}}
    }


def test_a_file_that_is_no_json_is_an_error(tmp_path: Path) -> None:
    path = write(tmp_path, document())
    path.write_text("{", encoding="utf-8")

    with pytest.raises(ScanError) as error:
        read(path)
    assert str(error.value) == f"{path} is not JSON; run make synth again"


def test_a_file_that_names_no_environment_is_an_error(tmp_path: Path) -> None:
    path = write(tmp_path, document(provider={"aws": [{"region": "us-east-1"}]}))

    with pytest.raises(ScanError) as error:
        read(path)
    assert str(error.value) == f"{path} has no default tag that names its environment; run make synth again"
