"""What CI's roles are given is what everything optional was seen to ask of AWS: the committed record is that of this provider."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.missing import needs_the_provider
from tests.permissions import recording

pytestmark = [pytest.mark.terraform, pytest.mark.slow(minutes=7)]

ENVIRONMENT = "variant"


def test_the_committed_checks_are_those_of_the_real_provider(tmp_path: Path) -> None:
    with needs_the_provider():
        found = recording.record(ENVIRONMENT, tmp_path)

    committed = recording.read(recording.CALLS / f"{ENVIRONMENT}.json")
    assert found == committed, (
        "the stacks ask AWS something else now: `python -m tests.permissions.recording` writes it down"
    )
