"""The verb synth, and through it the real `cdktf synth`: what it makes, and what it leaves alone."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.cli.running import ROOT, aldeia, command, environment


def test_the_verb_synth_runs_cdktf_and_says_what_it_made(checkout: Path) -> None:
    done = aldeia(checkout, "synth")

    assert (done.returncode, done.stderr) == (0, "")
    assert " resources " in done.stdout.splitlines()[0]
    assert not any(line.endswith(" ") for line in done.stdout.splitlines())
    assert "cdktf.out/stacks/aldeia-staging" in done.stdout
    for name in ("aldeia-staging", "aldeia-production"):
        made = (checkout / "cdktf.out" / "stacks" / name / "cdk.tf.json").read_text()
        assert made == (ROOT / "tests" / "stacks" / "snapshots" / f"{name}.tf.json").read_text()


def test_synth_of_one_environment_makes_that_one(checkout: Path) -> None:
    assert aldeia(checkout, "synth", ENVIRONMENT="staging").returncode == 0
    assert [path.name for path in (checkout / "cdktf.out" / "stacks").iterdir()] == ["aldeia-staging"]


@pytest.mark.parametrize("words", [["--environment", "staging"], ["staging"]], ids=["option", "argument"])
def test_a_named_environment_is_chosen_as_the_variable_does(checkout: Path, words: list[str]) -> None:
    assert aldeia(checkout, "synth", *words, ENVIRONMENT="production").returncode == 0
    assert [path.name for path in (checkout / "cdktf.out" / "stacks").iterdir()] == ["aldeia-staging"]


def test_one_environment_alone_costs_the_others_nothing(checkout: Path) -> None:
    aldeia(checkout, "synth")
    production = checkout / "cdktf.out" / "stacks" / "aldeia-production"
    (production / "errored.tfstate").write_text("the only copy")

    done = aldeia(checkout, "synth", ENVIRONMENT="staging")

    assert "aldeia-production" not in done.stdout
    assert (production / "errored.tfstate").read_text() == "the only copy"
    assert (production / "cdk.tf.json").exists()


def test_a_synth_leaves_what_an_adoption_has_written(checkout: Path) -> None:
    aldeia(checkout, "synth", ENVIRONMENT="staging")
    imports = checkout / "cdktf.out" / "stacks" / "aldeia-staging" / "imports.tf.json"
    imports.write_text("{}")

    assert aldeia(checkout, "synth", ENVIRONMENT="staging").returncode == 0
    assert imports.read_text() == "{}"


def test_synth_of_a_faulty_manifest_makes_nothing(checkout: Path) -> None:
    (checkout / "envs" / "staging.yaml").write_text("")

    done = aldeia(checkout, "synth")

    assert done.returncode == 1
    assert done.stderr.startswith("envs/staging.yaml:1:1: the file is empty")
    assert not (checkout / "cdktf.out").exists()


def wait_for_the_cdktf_cli(pid: int) -> None:
    """Wait until a process has a child, which is the CDKTF CLI and takes seconds, and let that get going."""
    children = Path(f"/proc/{pid}/task/{pid}/children")
    end = time.monotonic() + 30
    while not children.read_text() and time.monotonic() < end:
        time.sleep(0.05)
    time.sleep(0.5)


def test_ctrl_c_half_way_ends_quietly_and_leaves_what_was_there(checkout: Path) -> None:
    (checkout / "cdktf.out").mkdir()
    (checkout / "cdktf.out" / "manifest.json").write_text("before")
    child = subprocess.Popen(
        command("synth"), cwd=checkout, env=environment(), start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    wait_for_the_cdktf_cli(child.pid)
    os.killpg(child.pid, signal.SIGINT)
    stdout, stderr = child.communicate(timeout=30)

    assert (child.returncode, stdout, stderr) == (130, "", "stopped; what was there before is untouched\n")
    assert (checkout / "cdktf.out" / "manifest.json").read_text() == "before"


def test_synth_needs_nothing_of_the_machine_but_python(checkout: Path) -> None:
    done = aldeia(checkout, "synth", "--environment", "staging", PATH="/nonexistent")

    assert (done.returncode, done.stderr) == (0, "")
    assert "no terraform on the PATH" in done.stdout


def test_a_synth_of_all_takes_away_the_documents_of_an_environment_that_is_no_more(checkout: Path) -> None:
    (checkout / "build" / "qa").mkdir(parents=True)
    for name in ("connection.env", "environment.md"):
        (checkout / "build" / "qa" / name).write_text("of an earlier run")
    alone = aldeia(checkout, "synth", "--environment", "staging")
    assert (alone.returncode, (checkout / "build" / "qa").exists()) == (0, True)

    assert aldeia(checkout, "synth").returncode == 0
    assert sorted(path.name for path in (checkout / "build").iterdir()) == ["production", "staging"]
