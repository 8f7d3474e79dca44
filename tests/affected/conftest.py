from pathlib import Path

import pytest

from tests.affected.repository import Repository
from tests.affected.repository import repository as make


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return make(tmp_path)
