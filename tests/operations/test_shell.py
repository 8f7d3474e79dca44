"""Every shell block is one that bash and shellcheck take, and every aws command in it one that AWS has."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from functools import cache
from typing import Any

import botocore.session
import pytest
from botocore import xform_name

from tests.missing import cannot
from tests.operations.rendered import all_blocks

each_block = pytest.mark.parametrize("block", all_blocks("sh"), ids=all_blocks("sh").values())

# What the AWS CLI has beyond the API: a command of its own, and the options that every command takes.
OWN_COMMANDS = {"logs tail": {"since", "filter-pattern"}}
GLOBAL_OPTIONS = {"region", "query", "output", "max-items"}


def program(name: str) -> str:
    return shutil.which(name) or cannot(f"there is no {name} on this machine")


def said(command: list[str], block: str) -> str:
    done = subprocess.run(command, input=block, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr + ("" if done.returncode == 0 else f"status {done.returncode}")


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


def aws_commands(block: str) -> list[list[str]]:
    """Give each aws command of a block, word by word; those inside `$(...)` too."""
    text = block.replace("\\\n", " ")
    found = []
    for match in re.finditer(r"(?:^|[\s(])aws (?=[a-z])", text, re.MULTILINE):
        rest = text[match.end() :].split("\n")[0]
        quoted = re.match(r"""(?:[^"')|&;]|"(?:[^"\\]|\\.)*"|'[^']*')*""", rest)
        assert quoted is not None
        found.append(shlex.split(re.sub(r'"\$\(\([^"]*"|"\$\([^"]*"', "0", quoted[0])))
    return found


@cache
def model(service: str) -> Any:
    return botocore.session.get_session().get_service_model(service)


def faults(words: list[str]) -> list[str]:
    """Say what of an aws command AWS would not understand."""
    service, operation, *rest = words
    options = {word.removeprefix("--") for word in rest if word.startswith("--")}
    if f"{service} {operation}" in OWN_COMMANDS:
        return sorted(options - OWN_COMMANDS[f"{service} {operation}"] - GLOBAL_OPTIONS)
    try:
        known = model(service)
    except botocore.exceptions.UnknownServiceError:
        return [service]
    if operation == "wait":
        waiters = botocore.session.get_session().get_waiter_model(service)
        operation = xform_name(waiters.get_waiter(_camel(rest[0], waiters.waiter_names)).operation, "-")
    operations = {xform_name(name, "-"): name for name in known.operation_names}
    if operation not in operations:
        return [f"{service} {operation}"]
    shape = known.operation_model(operations[operation]).input_shape
    taken = {xform_name(member, "-"): member for member in shape.members}
    flags = {f"no-{option}" for option in taken}
    unknown = options - set(taken) - flags - GLOBAL_OPTIONS
    missing = {xform_name(member, "-") for member in shape.required_members} - options
    return sorted(unknown) + sorted(f"{option} is missing" for option in missing)


def _camel(name: str, waiters: list[str]) -> str:
    return next(waiter for waiter in waiters if xform_name(waiter, "-") == name)


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
