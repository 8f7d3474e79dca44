"""One emulator for all tests here, forgotten between them, and clients that ask it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest

from tests.emulator.server import Emulator

Client = Callable[..., Any]


@pytest.fixture(scope="session")
def running() -> Iterator[Emulator]:
    with Emulator() as emulator:
        yield emulator


@pytest.fixture
def emulator(running: Emulator) -> Emulator:
    """The emulator, with nothing in it."""
    running.reset()
    return running


@pytest.fixture
def client(emulator: Emulator) -> Client:
    """Makes a client of a service: client("rds"), client("rds", "us-west-2")."""

    def make(service: str, region: str = "us-east-1") -> Any:
        return boto3.client(
            service,
            region_name=region,
            endpoint_url=emulator.endpoint,
            aws_access_key_id="testing",
            aws_secret_access_key="testing",
        )

    return make


@pytest.fixture
def rds(client: Client) -> Any:
    return client("rds")


@pytest.fixture
def elasticache(client: Client) -> Any:
    return client("elasticache")
