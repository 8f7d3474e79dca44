"""`aldeia scan`: its words, what it prints or writes, and its exit status."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from aldeia.cli import app
from aldeia.scan.stack import read
from tests.scan.terraform import ROOT, check, document, reporting, write

WAIVERS = "waivers:\n  - check: CKV_AWS_17\n    address: aws_db_instance.database\n    environments: [production]\n    reason: it is here for a test\n    owner: me\n    expires: 2027-11-30\n"


@pytest.fixture(autouse=True)
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A directory in which staging's database fails one check, and production has a waiver."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ALDEIA_TODAY", "2026-11-23")
    stack = read(write(Path("cdktf.out"), document()))
    line = next(
        at for at, keys in stack.blocks.items() if keys == ("resource", "aws_db_instance", "database")
    )
    program = Path(".venv-scan/bin")
    program.mkdir(parents=True)
    reporting(program, check(line, "resource.database"))
    Path("envs/policy").mkdir(parents=True)
    Path("envs/policy/waivers.yaml").write_text(WAIVERS, encoding="utf-8")


def run(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["scan", *words])
    return done.exit_code, done.output


def test_a_finding_is_told_and_fails() -> None:
    status, said = run("staging")

    assert status == 1
    assert said.splitlines()[:2] == [
        ("cdktf.out/stacks/aldeia-staging/cdk.tf.json:17:1: high: aws_db_instance.database: Ensure it is encrypted; "  # one line
        "mend it in stacks/: no setting of the manifest decides it [CKV_AWS_16]"),
        "staging: 0 passed, 1 failed, 0 waived",
    ]  # fmt: skip


def test_the_old_option_names_an_environment_too() -> None:
    assert run("-e", "staging")[1].splitlines()[:2] == run("staging")[1].splitlines()[:2]


def test_a_first_adoption_is_told_and_goes_on() -> None:
    status, said = run("staging", "--soft")

    assert (status, said.splitlines()[1]) == (0, "staging: 0 passed, 1 failed, 0 waived")


def test_another_format_can_be_written_to_a_file() -> None:
    status, said = run("staging", "--format", "sarif", "--output", "scan.sarif")

    assert (status, said) == (1, "")
    assert json.loads(Path("scan.sarif").read_text())["runs"][0]["results"][0]["ruleId"] == "CKV_AWS_16"


def test_an_environment_that_was_not_made_is_refused() -> None:
    assert run("stagin") == (
        1,
        "there is no stack of stagin in cdktf.out, only of staging; run make synth first\n",
    )


def test_the_waivers_are_listed_without_a_scan() -> None:
    assert run("--waivers") == (
        0,
        (
            "2027-11-30  me  CKV_AWS_17 at aws_db_instance.database in production (envs/policy/waivers.yaml:7)\n"
            "    it is here for a test\n"
        ),
    )


def test_a_stop_is_told_and_leaves_nothing_behind(tmp_path: Path) -> None:
    slow = Path(".venv-scan/bin/python")
    slow.write_text(
        f"#!{sys.executable}\nopen('{tmp_path}/began', 'w').close()\nimport time\ntime.sleep(60)\n"
    )
    scan = subprocess.Popen(
        [sys.executable, "-m", "aldeia", "scan", "staging", "--output", "scan.txt"],
        env=os.environ | {"PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    wait_until(Path("began").exists)
    scan.send_signal(signal.SIGINT)
    out, said = scan.communicate(timeout=30)

    assert (scan.returncode, out, said) == (130, "", "stopped; nothing was written\n")
    assert not Path("scan.txt").exists()
    assert list(tmp_path.glob("aldeia-scan-*")) == []


def wait_until(happened: Callable[[], bool], seconds: int = 30) -> None:
    last = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < last, f"nothing happened in {seconds} s"
        time.sleep(0.02)
