"""main.py, as the CDKTF CLI runs it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A directory with the two manifests, to be changed, and an output of an earlier run."""
    (tmp_path / "envs").mkdir()
    for name in ("staging", "production"):
        (tmp_path / "envs" / f"{name}.yaml").write_text((ROOT / "envs" / f"{name}.yaml").read_text())
    (tmp_path / "cdktf.out").mkdir()
    (tmp_path / "cdktf.out" / "manifest.json").write_text("of an earlier run")
    return tmp_path


def main(directory: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "ENVIRONMENT"}
    return subprocess.run(
        [sys.executable, str(ROOT / "main.py")],
        cwd=directory, env=environment | variables, capture_output=True, text=True, check=False,
    )  # fmt: skip


def files(directory: Path) -> list[str]:
    return sorted(str(path.relative_to(directory)) for path in directory.rglob("*") if path.is_file())


def test_one_environment_is_chosen_by_name(checkout: Path) -> None:
    done = main(checkout, ENVIRONMENT="staging")

    assert (done.returncode, done.stderr) == (0, "")
    assert files(checkout / "cdktf.out") == ["manifest.json", "stacks/aldeia-staging/cdk.tf.json"]
    assert files(checkout / "build") == ["staging/connection.env", "staging/environment.md"]


def test_all_are_made_when_none_is_chosen(checkout: Path) -> None:
    assert main(checkout, ENVIRONMENT="").returncode == 0
    assert sorted(path.name for path in (checkout / "cdktf.out" / "stacks").iterdir()) == [
        "aldeia-production",
        "aldeia-staging",
    ]


def test_an_unknown_environment_is_refused_with_the_names_that_exist(checkout: Path) -> None:
    done = main(checkout, ENVIRONMENT="stagin")

    assert done.returncode == 1
    assert done.stderr == "envs: there is no environment stagin; there is: production, staging\n"
    assert files(checkout / "cdktf.out") == ["manifest.json"]


def test_a_faulty_manifest_leaves_the_output_alone_and_shows_no_traceback(checkout: Path) -> None:
    manifest = checkout / "envs" / "staging.yaml"
    manifest.write_text(manifest.read_text().replace("storage: 50 GiB", "storage: 50"))

    done = main(checkout)

    assert done.returncode == 1
    line = manifest.read_text().splitlines().index("  storage: 50") + 1
    assert done.stderr.startswith(f"envs/staging.yaml:{line}:")
    assert "Traceback" not in done.stderr
    assert (checkout / "cdktf.out" / "manifest.json").read_text() == "of an earlier run"
    assert not (checkout / "build").exists()


def test_without_manifests_it_says_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "envs").mkdir()
    done = main(tmp_path)

    assert done.returncode == 1
    assert done.stderr == "envs: no manifest (*.yaml) is there; add one, as envs/staging.yaml\n"


def test_cdktf_is_not_imported_for_a_typo(checkout: Path) -> None:
    (checkout / "envs" / "staging.yaml").write_text("nothing: here\n")
    script = (
        "import runpy, sys\n"
        f"sys.argv = ['main.py']; sys.path.insert(0, {str(ROOT)!r})\n"
        "try: runpy.run_path(sys.path[0] + '/main.py', run_name='__main__')\n"
        "except SystemExit as end: print(end.code, 'cdktf' in sys.modules, 'jsii' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=checkout, capture_output=True, text=True, check=True
    )

    assert done.stdout == "1 False False\n"


def test_an_alarm_that_reaches_nobody_stops_all_with_its_link_and_leaves_what_was_there(
    checkout: Path,
) -> None:
    script = (
        "import runpy, sys\n"
        f"sys.argv = ['main.py']; sys.path.insert(0, {str(ROOT)!r})\n"
        "import stacks.bindings, stacks.monitoring\n"
        "stacks.monitoring.COMPARISONS['above'] = 'LessThanThreshold'\n"  # it would go off when nothing is busy
        "runpy.run_path(sys.path[0] + '/main.py', run_name='__main__')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=checkout, env=os.environ | {"ENVIRONMENT": "staging"}, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 1
    first, *links = done.stderr.splitlines()
    assert re.fullmatch(r"aldeia-staging: \d+ of \d+ chains are broken", first)
    assert "          for aldeia-staging-db-cpu-high (aws_cloudwatch_metric_alarm.database_cpu_high)" in links
    assert any(link.startswith("  BROKEN  table: ") for link in links)
    assert not any(link.startswith("  ok") for link in links)
    assert files(checkout / "cdktf.out") == ["manifest.json"]
    assert (checkout / "cdktf.out" / "manifest.json").read_text(encoding="utf-8") == "of an earlier run"
    assert not (checkout / "build").exists()
