"""The scans, as their steps have them; lint and tests are what is running now."""

from __future__ import annotations

import contextlib
import json
import subprocess
from pathlib import Path

import pytest

from aldeia.pull_requests.comment import compose
from tests.affected.repository import ROOT, Repository
from tests.github.server import REPOSITORY
from tests.missing import cannot
from tests.review.minimal import changed, write
from tests.workflows.expressions import Contexts
from tests.workflows.runner import Job, Runner, plain_environment, workflow
from tests.workflows.story import copy_project


@pytest.mark.slow
def test_the_scan_writes_what_is_uploaded(tmp_path: Path) -> None:

    if not (ROOT / ".venv-scan").is_dir():
        cannot("checkov is not installed here; run make scan once")
    for path in ROOT.iterdir():
        if path.name not in {"build", "cdktf.out", ".git"}:
            (tmp_path / path.name).symlink_to(path)
    steps = workflow("check")["jobs"]["scan"]["steps"]
    [script] = [step["run"] for step in steps if "run" in step]
    [upload] = [step["with"]["sarif_file"] for step in steps if "upload-sarif" in step.get("uses", "")]
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=tmp_path, env=plain_environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads((tmp_path / upload).read_text(encoding="utf-8"))["version"] == "2.1.0"


@pytest.mark.slow
def test_new_findings_are_told_in_the_comment(tmp_path: Path) -> None:
    if not (ROOT / ".venv-scan").is_dir():
        cannot("checkov is not installed here; run make scan once")
    origin = Repository(tmp_path / "origin")
    copy_project(origin.directory)
    for name in ("staging", "production"):
        origin.write(f"envs/{name}.yaml", (ROOT / "envs" / f"{name}.yaml").read_text(encoding="utf-8"))
    origin.git("init", "--quiet", "--initial-branch=main")
    base = origin.commit("first")
    origin.git("update-ref", "refs/heads/base", base)
    origin.change(
        "envs/policy/waivers.yaml", "environments: [staging, production]", "environments: [production]"
    )
    origin.commit("a waiver less")
    contexts: Contexts = {
        "github": {"event": {"pull_request": {"base": {"sha": "base"}}}, "repository": REPOSITORY},
        "vars": {},
    }
    runner = Runner(tmp_path / "jobs", origin.directory, "main", plain_environment(), contexts)
    runner.run.jobs["affected"] = Job("affected", outputs={"matrix": "some"})
    runner.job("findings", workflow("plan")["jobs"]["findings"])

    assert runner.run.conclusion == "success", runner.run.log
    plan = write(tmp_path, changed("aws_sns_topic", {"name": "a"}, {"name": "b"}))
    scans = [tmp_path / name for name in sorted(runner.run.artifacts["findings"])]
    for path in scans:
        path.write_bytes(runner.run.artifacts["findings"][path.name])
    found = tmp_path / "affected.json"
    found.write_text('{"environments": []}', encoding="utf-8")
    with contextlib.chdir(ROOT):
        made = compose([plan], found, None, "", (scans[0], scans[1]))

    assert "| Is it less secure? | Yes: of the scan's findings, 1 new." in made.body
