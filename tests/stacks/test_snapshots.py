"""What is synthesized, to the byte; what each line is trusted with is said in test_environments.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.snapshots import assert_matches
from tests.stacks.documents import Document

SNAPSHOTS = Path(__file__).parent / "snapshots"


def test_the_json_is_the_committed_snapshot(environment: Document, request: pytest.FixtureRequest) -> None:
    assert_matches(SNAPSHOTS / f"{environment.name}.tf.json", environment.text, request)
