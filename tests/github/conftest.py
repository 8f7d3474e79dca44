from collections.abc import Iterator

import pytest

from aldeia.github.client import GitHub
from tests.github.server import REPOSITORY, TOKEN, FakeGitHub, serving


@pytest.fixture
def server() -> Iterator[FakeGitHub]:
    with serving() as server:
        yield server


@pytest.fixture
def github(server: FakeGitHub) -> GitHub:
    return GitHub(REPOSITORY, TOKEN, server.url)
