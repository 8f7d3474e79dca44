"""Shell: what bash, shellcheck and AWS's own models of its API have to say of a block of commands."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from functools import cache
from typing import Any

import botocore.session
from botocore import xform_name

from tests.missing import cannot

# What the AWS CLI has beyond the API: a command of its own, and the options that every command takes.
OWN_COMMANDS = {"logs tail": {"since", "filter-pattern"}}
GLOBAL_OPTIONS = {"region", "query", "output", "max-items"}


def program(name: str) -> str:
    return shutil.which(name) or cannot(f"there is no {name} on this machine")


def said(command: list[str], block: str) -> str:
    done = subprocess.run(command, input=block, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr + ("" if done.returncode == 0 else f"status {done.returncode}")


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
