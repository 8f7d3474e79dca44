"""The check's scan, as its step has it; lint and tests are what is running now."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.affected.repository import ROOT
from tests.missing import cannot
from tests.workflows.runner import plain_environment, workflow


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
