"""An emulator with nothing in it, to which the command's own clients go."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest

from aldeia.adoption.aws import Aws
from aldeia.adoption.search import Search
from aldeia.adoption.stack import Stack
from aldeia.adoption.terraform import State
from tests.emulator.server import Emulator

Ask = Callable[..., Any]


@pytest.fixture(scope="session")
def running() -> Iterator[Emulator]:
    with Emulator() as emulator:
        yield emulator


@pytest.fixture
def ask(running: Emulator, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Makes a client of a service, by the credentials chain that the command uses."""
    running.reset()
    for name, value in (
        ("AWS_ENDPOINT_URL", running.endpoint),
        ("AWS_ACCESS_KEY_ID", "testing"),
        ("AWS_SECRET_ACCESS_KEY", "testing"),
    ):
        monkeypatch.setenv(name, value)
    return lambda service, region="us-east-1": boto3.client(service, region_name=region)


def search(stack: Stack, state: State | None = None, **names: str) -> Search:
    """Begin a search; a name is given as aws_vpc__main="vpc-1"."""
    return Search(stack, state or {}, Aws(), {key.replace("__", "."): name for key, name in names.items()})
