"""Each extension has a test, and that test fails without it."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.emulator import extensions
from tests.emulator.extension import LEFT_OUT
from tests.stacks.documents import ROOT

FAILED = 1


def test_each_extension_has_a_test_and_no_other() -> None:
    tested = {path.stem.removeprefix("test_") for path in (ROOT / "tests" / "emulator").glob("test_*.py")}

    assert tested - {"extensions", "known_secrets", "server"} == set(extensions.names())


@pytest.mark.slow(minutes=4)
@pytest.mark.parametrize("name", extensions.names())
def test_without_the_extension_its_test_fails(name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-x", "--no-header", f"tests/emulator/test_{name}.py"],
        cwd=ROOT,
        env=os.environ | {LEFT_OUT: name},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == FAILED, done.stdout
