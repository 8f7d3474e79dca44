"""What passes the rules, the real provider takes: manifests by chance are valid, and from nothing a plan of additions."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from stacks.synthesis import synthesize
from tests.manifest.passing import passing
from tests.missing import needs_terraform, needs_the_provider
from tests.terraform.workspace import Workspace, prepare

pytestmark = [pytest.mark.terraform, pytest.mark.slow(minutes=2)]

SEEDS = (2, 3, 5, 7)
"""Each is a manifest of its own, with some forty settings changed; a plan takes 10 s."""


@pytest.fixture(scope="module")
def by_chance(tmp_path_factory: pytest.TempPathFactory, endpoint: str) -> dict[int, Workspace]:
    """A workspace for each seed; skips, or fails in CI, where Terraform or its provider is not to be had."""
    needs_terraform()
    home = tmp_path_factory.mktemp("by-chance")
    with needs_the_provider():
        return {seed: _workspace(seed, home, endpoint) for seed in SEEDS}


def _workspace(seed: int, home: Path, endpoint: str) -> Workspace:
    manifest, outdir = passing(seed), home / str(seed)
    synthesize([manifest], outdir)
    return prepare(outdir / "stacks" / manifest.stack_name, home / f"work-{seed}", endpoint)


def test_the_provider_finds_each_valid(by_chance: dict[int, Workspace]) -> None:
    found = {
        seed: workspace.json("validate", "-json")["diagnostics"] for seed, workspace in by_chance.items()
    }

    assert found == {seed: [] for seed in SEEDS}


def test_a_plan_of_each_only_adds(by_chance: dict[int, Workspace]) -> None:
    with ThreadPoolExecutor(max_workers=2) as pool:
        plans = dict(zip(by_chance, pool.map(_planned, by_chance.values()), strict=True))

    assert plans == {seed: {("create",)} for seed in SEEDS}


def _planned(workspace: Workspace) -> set[tuple[str, ...]]:
    done = workspace.run("plan", "-input=false", "-no-color", "-out=plan")
    assert done.returncode == 0, done.stderr
    changes = workspace.json("show", "-json", "plan")["resource_changes"]
    return {tuple(change["change"]["actions"]) for change in changes if change["mode"] == "managed"}
