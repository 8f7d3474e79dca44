"""`make demo` on a machine that has Terraform and the provider, on one that has not, and interrupted."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.missing import cannot, needs_terraform

ROOT = Path(__file__).parent.parent


@pytest.fixture
def scratch() -> Iterator[Path]:
    """A directory with a short name: a socket in it may have no more than 107 characters."""
    with tempfile.TemporaryDirectory() as directory:
        yield Path(directory)


def start(scratch: Path, **variables: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tools.demo"],
        cwd=ROOT, env=os.environ | {"TMPDIR": str(scratch)} | variables, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def test_without_terraform_it_says_so(scratch: Path) -> None:
    child = start(scratch, PATH="/nonexistent")
    _, stderr = child.communicate(timeout=60)

    assert (child.returncode, stderr) == (
        1,
        "there is no terraform on the PATH: the demo needs Terraform 1.11 or newer\n",
    )


@pytest.mark.terraform
@pytest.mark.slow
def test_ctrl_c_leaves_nothing_behind(scratch: Path) -> None:
    needs_terraform()
    child = start(scratch)
    assert child.stdout is not None
    first = child.stdout.readline()
    assert "AWS is played at http://127.0.0.1:" in first
    time.sleep(12)  # in the middle of the apply
    if child.poll() is None:
        os.killpg(child.pid, signal.SIGINT)
    _, stderr = child.communicate(timeout=60)
    if "the AWS provider cannot be had here" in stderr:
        cannot(stderr)

    assert (child.returncode, stderr) == (130, "demo: stopped, and cleaned up\n")
    assert list(scratch.iterdir()) == []
    assert providers_in(scratch) == []


def providers_in(directory: Path) -> list[str]:
    """List processes that still work in a directory: Terraform's providers, if they were left alone."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if (process / "cwd").readlink().is_relative_to(directory):
                found.append((process / "cmdline").read_text())
        except OSError:
            continue  # it has ended, or is not ours
    return found


def test_a_tables_text_is_shown_as_it_is() -> None:
    script = "from tools.demo import print_table; print_table(['a'], [['arn:aws:secretsmanager:us-east-1:1:secret:x']])"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert "arn:aws:secretsmanager:us-east-1:1:secret:x" in done.stdout
