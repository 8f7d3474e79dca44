"""What holds for every workflow: pinned actions, few permissions, an end, and steps that a laptop can take."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import Any

import pytest

from tests.missing import cannot
from tests.workflows.runner import WORKFLOWS, workflow

NAMES = sorted(path.stem for path in WORKFLOWS.glob("*.yml"))
JOBS = [(name, key) for name in NAMES for key in workflow(name)["jobs"]]
PINNED = re.compile(r"uses: [\w-]+/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
# A script holds these and plumbing for their output.
OURS = ("make ", ".ci/run", ".venv/bin/aldeia ")
PLUMBING = ("matrix=", "echo ", "shopt ", "--html ", "findings=")
WRITES = {
    ("check", "scan"): {"security-events"},
    ("plan", "plan"): {"id-token"},
    ("plan", "review"): {"pull-requests"},
    ("apply", "apply"): {"id-token"},
    ("drift", "plan"): {"id-token"},
    ("drift", "issue"): {"issues"},
}


def job(name: str, key: str) -> dict[str, Any]:
    found: dict[str, Any] = workflow(name)["jobs"][key]
    return found


def test_there_is_one_for_each_task() -> None:
    assert NAMES == ["apply", "check", "drift", "plan"]


@pytest.mark.parametrize("name", NAMES)
def test_every_action_is_pinned_by_its_commit_and_says_its_version(name: str) -> None:
    lines = (WORKFLOWS / f"{name}.yml").read_text(encoding="utf-8").splitlines()
    uses = [line.strip().removeprefix("- ") for line in lines if "uses:" in line]

    assert uses
    assert [line for line in uses if not PINNED.fullmatch(line)] == []


def test_an_action_has_the_same_version_everywhere() -> None:
    texts = [(WORKFLOWS / f"{name}.yml").read_text(encoding="utf-8") for name in NAMES]
    pins = {pin for text in texts for pin in re.findall(r"uses: (\S+)", text)}

    assert len(pins) == len({pin.partition("@")[0] for pin in pins})


@pytest.mark.parametrize("name", NAMES)
def test_a_workflow_gives_no_permission_to_all_its_jobs(name: str) -> None:
    assert workflow(name)["permissions"] == {}


@pytest.mark.parametrize(("name", "key"), JOBS)
def test_a_job_may_write_what_it_is_for_and_ends(name: str, key: str) -> None:
    found = job(name, key)
    writes = {what for what, how in found["permissions"].items() if how == "write"}

    assert writes == WRITES.get((name, key), set())
    assert 5 <= found["timeout-minutes"] <= 110
    assert found["runs-on"] == "ubuntu-24.04"


@pytest.mark.parametrize(("name", "key"), JOBS)
def test_nothing_is_filled_into_a_shell(name: str, key: str) -> None:
    assert [step["run"] for step in job(name, key)["steps"] if "${{" in step.get("run", "")] == []


@pytest.mark.parametrize(("name", "key"), JOBS)
def test_every_line_of_a_step_is_a_target_a_verb_or_plumbing(name: str, key: str) -> None:
    lines = [line.strip() for step in job(name, key)["steps"] for line in step.get("run", "").splitlines()]

    assert [line for line in lines if not line.startswith((*OURS, *PLUMBING))] == []


@pytest.mark.parametrize(("name", "key"), JOBS)
def test_every_step_is_good_bash(name: str, key: str) -> None:
    if shutil.which("shellcheck") is None:
        cannot("there is no shellcheck on the PATH: install it")
    for step in job(name, key)["steps"]:
        done = subprocess.run(
            ["shellcheck", "--shell=bash", "-"], input=step.get("run", ""), capture_output=True, text=True, check=False
        )  # fmt: skip

        assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", NAMES)
def test_runs_do_not_get_in_each_others_way(name: str) -> None:
    document = workflow(name)
    limited = document.get("concurrency") or document["jobs"][name]["concurrency"]

    assert limited["group"].startswith(name)


def test_an_apply_is_never_cancelled_and_is_behind_its_environment() -> None:
    found = job("apply", "apply")

    assert found["concurrency"] == {"group": "apply-${{ matrix.environment }}", "cancel-in-progress": False}
    assert found["environment"] == "${{ matrix.environment }}"
    assert workflow("apply")["on"] == {"push": {"branches": ["main"]}}


def test_a_forks_code_gets_no_credentials() -> None:
    """GitHub gives a fork's `pull_request` no secret and no token of ours; `pull_request_target` would."""
    document = workflow("plan")

    assert document["on"] == {"pull_request": {"branches": ["main"]}}
    first = document["jobs"]["affected"]
    assert first["if"] == "${{ github.event.pull_request.head.repo.full_name == github.repository }}"
    assert document["jobs"]["plan"]["needs"] == "affected"
    assert document["jobs"]["review"]["needs"] == ["affected", "plan", "findings"]


def test_no_plan_file_is_kept() -> None:
    paths = [
        step["with"]["path"]
        for name, key in JOBS
        for step in job(name, key)["steps"]
        if "upload-artifact" in step.get("uses", "")
    ]

    assert sorted(paths) == [
        "affected.json",
        "build/plans/${{ matrix.environment }}.json",
        "build/plans/${{ matrix.environment }}.json",
        "findings",
        "review.html",
    ]


def test_the_whole_test_suite_runs_as_on_a_bare_machine() -> None:
    commands = [step["run"] for step in job("check", "test")["steps"] if "run" in step]

    assert commands == [".ci/run"]
    assert [step["run"] for step in job("check", "lint")["steps"] if "run" in step] == ["make check"]
