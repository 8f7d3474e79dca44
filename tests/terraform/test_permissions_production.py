"""What CI's roles are given is what production was seen to ask of AWS: the committed record is that of this provider."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.missing import cannot
from tests.permissions import recording
from tests.terraform.provider import terraform
from tests.terraform.workspace import ProviderMissingError

pytestmark = [pytest.mark.terraform, pytest.mark.slow(minutes=7)]

ENVIRONMENT = "production"


def test_the_committed_checks_are_those_of_the_real_provider(tmp_path: Path) -> None:
    if terraform() is None:
        cannot("there is no terraform on the PATH: install Terraform 1.11 or newer")
    try:
        found = recording.record(ENVIRONMENT, tmp_path)
    except ProviderMissingError as error:
        cannot(f"the AWS provider cannot be had here (tests/README.md): {error}")

    committed = recording.read(recording.CALLS / f"{ENVIRONMENT}.json")
    assert found == committed, (
        "the stacks ask AWS something else now: `python -m tests.permissions.recording` writes it down"
    )
