"""The command aldeia, and through it the real `cdktf synth`."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from aldeia.synth import SynthError, resources_by_kind, run, summary

ROOT = Path(__file__).parent.parent
PARTS = (".venv", "cdktf.json", "main.py", "node_modules", "templates")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout of its own, so that nothing is made in the one under test."""
    for part in PARTS:
        (tmp_path / part).symlink_to(ROOT / part)
    (tmp_path / "envs").mkdir()
    for name in ("staging", "production"):
        (tmp_path / "envs" / f"{name}.yaml").write_text((ROOT / "envs" / f"{name}.yaml").read_text())
    return tmp_path


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "aldeia", *words]


def environment(**variables: str) -> dict[str, str]:
    ours = {name: value for name, value in os.environ.items() if name not in {"ENVIRONMENT", "NODE_OPTIONS"}}
    return ours | {"PYTHONPATH": str(ROOT)} | variables


def aldeia(directory: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*words),
        cwd=directory,
        env=environment(**variables),
        capture_output=True,
        text=True,
        check=False,
    )


def test_validate_names_what_it_checked(checkout: Path) -> None:
    done = aldeia(checkout, "validate")

    assert (done.returncode, done.stdout, done.stderr) == (0, "no problem in production, staging\n", "")


def test_validate_tells_every_problem_of_every_file(checkout: Path) -> None:
    for name in ("staging", "production"):
        path = checkout / "envs" / f"{name}.yaml"
        path.write_text(path.read_text().replace("  port: 5432", "  port: 80"))

    done = aldeia(checkout, "validate")

    assert done.returncode == 1
    assert [line.split(":")[0] for line in done.stderr.splitlines()] == [
        "envs/production.yaml",
        "envs/staging.yaml",
    ]


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


def test_a_named_option_chooses_as_the_variable_does(checkout: Path) -> None:
    assert aldeia(checkout, "synth", "--environment", "staging").returncode == 0
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


def test_a_synth_that_fails_shows_what_cdktf_said(checkout: Path) -> None:
    (checkout / "main.py").unlink()
    (checkout / "main.py").write_text("import sys; sys.exit('the sky fell')")

    with pytest.raises(SynthError, match="the sky fell"):
        run(checkout)


def test_without_the_cdktf_cli_it_says_how_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(
        SynthError, match=r"^the CDKTF CLI is not installed here; run make synth, which sets it up$"
    ):
        run(tmp_path)


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


def test_help_imports_nothing_heavy(checkout: Path) -> None:
    script = (
        "import sys; sys.argv = ['aldeia', '--help']\n"
        "from aldeia.cli import main\n"
        "try: main()\n"
        "except SystemExit: print({'pydantic', 'jinja2', 'ruamel.yaml', 'rich', 'boto3', 'cdktf', 'jsii'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert done.stdout.splitlines()[-1] == "set()"


def test_every_resource_type_in_use_has_a_kind() -> None:
    for path in (ROOT / "tests" / "stacks" / "snapshots").glob("*.tf.json"):
        document = json.loads(path.read_text())
        assert sum(resources_by_kind(document).values()) == sum(map(len, document["resource"].values()))


def test_the_table_is_made_of_what_lies_there(tmp_path: Path) -> None:
    stack = tmp_path / "stacks" / "aldeia-x"
    stack.mkdir(parents=True)
    (stack / "cdk.tf.json").write_text('{"resource": {"aws_kms_key": {"a": {}}, "aws_vpc": {"b": {}}}}')
    (tmp_path / "manifest.json").write_text(
        '{"stacks": {"aldeia-x": {"synthesizedStackPath": "stacks/aldeia-x/cdk.tf.json"}}}'
    )

    headings, rows, caption = summary(tmp_path, 1.234, ["aldeia-x"])

    assert headings == ["stack", "resources", "cdk.tf.json is in"]
    assert rows == [["aldeia-x", "2: keys 1, network 1", str(stack)]]
    assert caption.startswith("1.2 s; for people: build/; ")


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ("/usr/bin/terraform", "next, in such a directory: terraform init, terraform plan"),
        (None, "there is no terraform on the PATH: plan and apply need Terraform 1.11 or newer"),
    ],
)
def test_a_machine_without_terraform_is_told_so(
    found: str | None, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "manifest.json").write_text('{"stacks": {}}')
    monkeypatch.setattr("shutil.which", lambda name: found)

    assert summary(tmp_path, 1.0, [])[2] == f"1.0 s; for people: build/; {said}"


def test_synth_needs_nothing_of_the_machine_but_python(checkout: Path) -> None:
    done = aldeia(checkout, "synth", "--environment", "staging", PATH="/nonexistent")

    assert (done.returncode, done.stderr) == (0, "")
    assert "no terraform on the PATH" in done.stdout
