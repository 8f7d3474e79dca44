"""The picture of the dashboard is of the dashboard that is made now."""

import pytest

from tests.snapshots import assert_matches
from tools.dashboard import PICTURE, picture


def test_the_picture_is_the_committed_snapshot(request: pytest.FixtureRequest) -> None:
    assert_matches(PICTURE, picture(), request)


def test_it_is_drawn_the_same_every_time() -> None:
    assert picture() == picture()
