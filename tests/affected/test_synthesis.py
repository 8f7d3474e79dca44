"""`aldeia affected --synth`: what becomes the same JSON is not touched."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from aldeia.affected.synthesis import compared
from aldeia.affected.touched import affected
from tests.affected.repository import ROOT, Repository

pytestmark = pytest.mark.slow

PARTS = ("aldeia", "stacks", "templates")


@pytest.fixture
def project(tmp_path: Path) -> Repository:
    """The project as it is, in one commit of a repository of its own."""
    made = Repository(tmp_path)
    made.git("init", "--quiet", "--initial-branch=main")
    for part in PARTS:
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "main.py", tmp_path)
    for name in ("staging", "production"):
        made.write(f"envs/{name}.yaml", (ROOT / "envs" / f"{name}.yaml").read_text(encoding="utf-8"))
    made.write(".gitignore", "__pycache__/\n")
    made.commit("first")
    return made


def test_a_comment_and_a_refactoring_touch_nothing_and_a_number_does(project: Repository) -> None:
    project.change("stacks/cache.py")
    project.change("envs/staging.yaml")
    project.change("envs/production.yaml", "storage: 100 GiB", "storage: 120 GiB")

    found = compared(affected(project.directory, "main"))

    assert [one.environment.name for one in found.touched] == ["production"]
    assert found.untouched == ["staging"]
    assert found.notes == ["the same Terraform JSON as before: staging"]
    assert not (project.directory / "cdktf.out").exists()
    assert not (project.directory / "build").exists()


def test_code_that_changes_the_json_touches_all(project: Repository) -> None:
    project.change("stacks/terraform.py", '">= 1.11.0"', '">= 1.12.0"')

    found = compared(affected(project.directory, "main"))

    assert [one.environment.name for one in found.touched] == ["production", "staging"]
    assert found.notes == []


def test_what_the_json_does_not_show_still_touches(project: Repository) -> None:
    project.write("envs/policy/allowed-changes.yaml", "[]\n")

    found = compared(affected(project.directory, "main"))

    assert [one.environment.name for one in found.touched] == ["production", "staging"]


def test_a_revision_that_cannot_be_made_narrows_nothing(project: Repository) -> None:
    project.change("stacks/cache.py", new="raise RuntimeError('half done')\n")

    found = compared(affected(project.directory, "main"))

    assert [one.environment.name for one in found.touched] == ["production", "staging"]
    assert found.notes == [
        "this change cannot be synthesized, so nothing was compared: RuntimeError: half done"
    ]
