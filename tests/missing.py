"""What a machine may lack: a laptop's test then skips and says why, CI's fails."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import pytest


def cannot(reason: str) -> NoReturn:
    """Skip with the reason; where CI=true nothing is skipped."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def needs_terraform() -> None:
    """Go on where there is a terraform."""
    if shutil.which("terraform") is None:
        cannot("there is no terraform on the PATH: install Terraform 1.11 or newer")


@contextmanager
def needs_the_provider() -> Iterator[None]:
    """Go on where there is a terraform, and the AWS provider for what is prepared in here."""
    needs_terraform()
    from tests.terraform.workspace import ProviderMissingError

    try:
        yield
    except ProviderMissingError as error:
        cannot(f"the AWS provider cannot be had here (tests/README.md): {error}")
