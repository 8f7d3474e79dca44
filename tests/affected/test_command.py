"""`aldeia affected`, as people and CI run it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.affected.repository import ROOT, Repository

PRODUCTION = {
    "environment": "production",
    "region": "us-east-1",
    "role": "aldeia-prod-ci",
    "stack": "aldeia-production",
}
FETCH = "git knows no commit of this name; fetch it with `git fetch origin`, or name another, as origin/main"


def run(directory: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "aldeia", "affected", *words],
        cwd=directory, env=os.environ | {"PYTHONPATH": str(ROOT)} | variables, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_text_is_for_people(repository: Repository) -> None:
    repository.change("envs/staging.yaml")
    (repository.directory / "envs" / "qa.yaml").unlink()

    done = run(repository.directory, "--base", "main")

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "qa: deleted; its resources stay in AWS until somebody destroys them\n"
        "  envs/qa.yaml (manifest, deleted)\n"
        "  envs/staging.yaml (extended manifest, changed)\n"
        "staging: changed; not planned in CI, as its state is a file in somebody's checkout\n"
        "  envs/staging.yaml (manifest, changed)\n"
        "untouched: production\n"
    )


def test_json_is_for_programs(repository: Repository) -> None:
    repository.change("envs/production.yaml")

    done = run(repository.directory, "--base", "main", "--format", "json")

    assert json.loads(done.stdout) == {
        "format": 1,
        "base": repository.git("rev-parse", "main"),
        "environments": [
            {
                "environment": "production",
                "change": "changed",
                "planned": True,
                "reasons": [{"path": "envs/production.yaml", "kind": "manifest", "change": "changed"}],
            }
        ],
        "untouched": ["qa", "staging"],
        "notes": [],
        "matrix": {"include": [PRODUCTION]},
    }


def test_a_matrix_has_what_ci_can_plan(repository: Repository) -> None:
    repository.change("stacks/cache.py")

    done = run(repository.directory, "--base", "main", "--format", "matrix")

    assert done.stdout.count("\n") == 1
    assert json.loads(done.stdout) == {"include": [PRODUCTION]}


def test_a_matrix_of_nothing_is_told_apart_in_the_workflow(repository: Repository) -> None:
    done = run(repository.directory, "--base", "main", "--format", "matrix")

    assert done.stdout == '{"include":[]}\n'


def test_all_environments_can_be_listed(repository: Repository) -> None:
    repository.change("envs/staging.yaml", "backend: local", "backend: s3   ")

    done = run(repository.directory, "--all", "--format", "matrix")

    assert [one["environment"] for one in json.loads(done.stdout)["include"]] == [
        "production",
        "qa",
        "staging",
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "name what to compare with, as --base origin/main, or list every environment with --all\n"),
        (
            ("--base", "nowhere"),
            f"--base: there is no revision nowhere: {FETCH}\n",
        ),
        (
            ("--base", "--output=x"),
            f"--base: there is no revision --output=x: {FETCH}\n",
        ),
    ],
)
def test_what_cannot_be_compared_is_refused(
    repository: Repository, words: tuple[str, ...], said: str
) -> None:
    done = run(repository.directory, *words)

    assert (done.returncode, done.stdout, done.stderr) == (1, "", said)
    assert not (repository.directory / "x").exists()


def test_histories_that_are_apart_are_refused(repository: Repository) -> None:
    repository.git("checkout", "--quiet", "--orphan", "other")
    repository.commit()

    done = run(repository.directory, "--base", "main")

    assert done.stderr == (
        "--base: main and HEAD have no commit in common: their histories are apart; name the branch that this one left\n"
    )


def test_a_shallow_clone_says_how_to_deepen_it(repository: Repository, tmp_path: Path) -> None:
    main = repository.git("rev-parse", "main")
    repository.change("envs/production.yaml")
    repository.commit()
    clone = tmp_path / "shallow"
    repository.git(
        "clone", "--quiet", "--depth=1", "--branch=change", f"file://{repository.directory}", str(clone)
    )
    remedy = "get the history with `git fetch --unshallow` (actions/checkout: fetch-depth: 0)"

    missing = run(clone, "--base", "origin/main")
    assert missing.stderr == (
        f"--base: there is no revision origin/main: this checkout is shallow; {remedy}\n"
    )

    Repository(clone).git("fetch", "--quiet", "--depth=1", "origin", main)
    apart = run(clone, "--base", main)
    assert (
        apart.stderr
        == f"--base: {main} and HEAD have no commit in common: this checkout is shallow; {remedy}\n"
    )

    Repository(clone).git("fetch", "--quiet", "--unshallow")
    assert run(clone, "--base", main).stdout.startswith("production: changed\n")


def test_outside_of_a_clone_it_says_so(tmp_path: Path) -> None:
    (tmp_path / "envs").mkdir()
    (tmp_path / "envs" / "staging.yaml").write_text("")
    done = run(tmp_path, "--base", "main", GIT_CEILING_DIRECTORIES=str(tmp_path.parent))

    assert done.returncode == 1
    assert done.stderr.startswith("git rev-parse: not a git repository")
    assert done.stderr.endswith("; run this in a clone of the project\n")


def test_it_takes_less_than_half_a_second(repository: Repository) -> None:
    repository.change("envs/staging.yaml")
    run(repository.directory, "--base", "main")

    before = os.times()
    run(repository.directory, "--base", "main")
    after = os.times()

    # Of the processor: other tests run beside this one.
    assert (after.children_user - before.children_user) + (
        after.children_system - before.children_system
    ) < 0.5
