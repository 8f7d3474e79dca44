"""Output to be read: the same bytes every time, nothing of this machine, and never a half of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from aldeia.manifest.loader import load_directory
from stacks import synthesis
from tests.stacks.documents import ROOT, Document


def test_the_same_manifests_give_the_same_bytes_in_another_place_and_process(
    outdir: Path, tmp_path: Path
) -> None:
    (tmp_path / "envs").symlink_to(ROOT / "envs")
    environment = os.environ | {
        "PYTHONHASHSEED": "7",
        "CDKTF_OUTDIR": "elsewhere",
        "TZ": "Asia/Tokyo",
        "LC_ALL": "C",
    }
    environment.pop("ENVIRONMENT", None)

    subprocess.run([sys.executable, str(ROOT / "main.py")], cwd=tmp_path, env=environment, check=True)

    made = {
        path.relative_to(tmp_path / "elsewhere"): path.read_bytes()
        for path in tmp_path.glob("elsewhere/**/*.json")
    }
    expected = {path.relative_to(outdir): path.read_bytes() for path in outdir.glob("**/*.json")}
    assert made == expected


def test_keys_are_sorted(environment: Document) -> None:
    assert (
        environment.text
        == json.dumps(environment.values, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    )


def test_no_path_of_this_machine_is_in_the_output(environment: Document, outdir: Path) -> None:
    for path in (str(ROOT), str(outdir), str(Path.home())):
        assert path not in environment.text


def test_a_fault_half_way_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outdir = tmp_path / "cdktf.out"
    (outdir / "stacks").mkdir(parents=True)
    (outdir / "manifest.json").write_text("before")

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(synthesis, "_lay_lock_beside", fail)
    with pytest.raises(KeyboardInterrupt):
        synthesis.synthesize(load_directory(ROOT / "envs", only="staging"), outdir)

    assert (outdir / "manifest.json").read_text() == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["cdktf.out"]


def test_what_terraform_keeps_beside_the_json_stays(tmp_path: Path) -> None:
    kept = tmp_path / "cdktf.out" / "stacks" / "aldeia-staging" / ".terraform" / "providers"
    kept.mkdir(parents=True)

    synthesis.synthesize(load_directory(ROOT / "envs", only="staging"), tmp_path / "cdktf.out")

    assert kept.is_dir()
    assert (kept.parent.parent / "cdk.tf.json").is_file()


def test_of_an_environment_that_is_gone_only_its_state_is_kept(tmp_path: Path) -> None:
    outdir = tmp_path / "cdktf.out"
    synthesis.synthesize(load_directory(ROOT / "envs"), outdir)
    staging = load_directory(ROOT / "envs", only="staging")

    def listed_when_staging_is_all_there_is() -> list[str]:
        synthesis.synthesize(load_directory(ROOT / "envs"), outdir)
        synthesis.synthesize(staging, outdir)
        return sorted(json.loads((outdir / "manifest.json").read_text())["stacks"])

    assert listed_when_staging_is_all_there_is() == ["aldeia-staging"]
    (outdir / "stacks" / "aldeia-production" / "errored.tfstate").touch()
    assert listed_when_staging_is_all_there_is() == ["aldeia-production", "aldeia-staging"]


def test_a_committed_provider_lock_is_laid_beside_the_json(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locks = tmp_path / "locks"
    locks.mkdir()
    (locks / "staging.terraform.lock.hcl").write_text("# locked\n")
    monkeypatch.setattr(synthesis, "LOCKS", locks)

    synthesis.synthesize(load_directory(ROOT / "envs", only="staging"), tmp_path / "cdktf.out")

    beside = tmp_path / "cdktf.out" / "stacks" / "aldeia-staging" / ".terraform.lock.hcl"
    assert beside.read_text() == "# locked\n"
