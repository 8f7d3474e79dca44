"""Every shell block is one that bash and shellcheck take, and every aws command in it one that AWS has."""

from __future__ import annotations

import pytest

from tests.operations.rendered import all_blocks
from tests.shell import aws_commands, faults, program, said

each_block = pytest.mark.parametrize("block", all_blocks("sh"), ids=all_blocks("sh").values())


@each_block
def test_bash_reads_it(block: str) -> None:
    assert said([program("bash"), "-n"], block) == ""


@each_block
def test_shellcheck_has_nothing_to_say(block: str) -> None:
    assert said([program("shellcheck"), "--shell=bash", "-"], block) == ""


def test_a_block_with_a_fault_is_seen() -> None:
    assert said([program("bash"), "-n"], "for x in a; do\n")
    assert "SC2086" in said([program("shellcheck"), "--shell=bash", "-"], "echo $1\n")


# aws


@each_block
def test_aws_has_every_command_with_its_options(block: str) -> None:
    for words in aws_commands(block):
        assert faults(words) == [], " ".join(words)


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("aws rds describe-db-instance --region x", ["rds describe-db-instance"]),
        ("aws rds describe-db-instances --identifier x", ["identifier"]),
        ("aws rds modify-db-instance --apply-immediately", ["db-instance-identifier is missing"]),
        ("aws redis describe-events", ["redis"]),
        ("aws logs tail x --from 1h", ["from"]),
        ('x="$(aws rds wait db-instance-available --id 1)"', ["id"]),
    ],
)
def test_a_command_that_aws_has_not_is_seen(command: str, expected: list[str]) -> None:
    [words] = aws_commands(command)
    assert faults(words) == expected


def test_most_blocks_ask_aws() -> None:
    assert sum(bool(aws_commands(block)) for block in all_blocks("sh")) > 100
