"""The server as a fixture and as a command."""

from __future__ import annotations

import signal
import subprocess
import sys
import urllib.request
from typing import Any

import pytest

from tests.emulator.examples import make_instance
from tests.emulator.server import Emulator
from tests.stacks.documents import ROOT


def test_a_reset_forgets_everything(emulator: Emulator, rds: Any) -> None:
    make_instance(rds)

    emulator.reset()

    assert rds.describe_db_instances()["DBInstances"] == []


def test_a_stopped_emulator_gives_its_port_back() -> None:
    with Emulator() as first:
        port = int(first.endpoint.rpartition(":")[2])

    with Emulator(port) as second:
        assert second.endpoint == first.endpoint


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_the_command_says_its_url_serves_and_ends_quietly(how: signal.Signals) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.emulator.server"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        with urllib.request.urlopen(f"{url}/moto-api/data.json") as answer:
            assert answer.status == 200
        process.send_signal(how)
        rest, errors = process.communicate(timeout=30)

    assert url.startswith("http://127.0.0.1:")
    assert (process.returncode, rest, errors) == (0, "", "")
