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

from aldeia.synth import SynthError, resources_by_kind, run, summary, what_it_said

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

    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        "no problem in production, staging; 4 problems waived\n",
        "",
    )


def test_validate_tells_every_problem_of_every_file(checkout: Path) -> None:
    for name in ("staging", "production"):
        path = checkout / "envs" / f"{name}.yaml"
        path.write_text(path.read_text().replace("  port: 5432", "  port: 80"))

    done = aldeia(checkout, "validate")

    assert done.returncode == 1
    assert [line.split(":")[0] for line in done.stderr.splitlines()] == [
        "envs/production.yaml",
        "envs/staging.yaml",
        "2 errors; 4 problems waived",
    ]


def test_validate_looks_at_the_files_that_are_named_alone(checkout: Path) -> None:
    (checkout / "envs" / "production.yaml").write_text("")

    done = aldeia(checkout, "validate", "envs/staging.yaml")

    assert (done.returncode, done.stdout) == (0, "no problem in staging\n")


def test_validate_of_a_file_that_is_not_there_says_so(checkout: Path) -> None:
    done = aldeia(checkout, "validate", "envs/stagin.yaml")

    assert done.returncode == 1
    assert done.stderr.splitlines()[0].startswith("envs/stagin.yaml:1:1: ")


def test_validate_writes_what_programs_read_to_its_output(checkout: Path) -> None:
    path = checkout / "envs" / "staging.yaml"
    path.write_text(path.read_text().replace("  port: 5432", "  port: 80"))

    done = aldeia(checkout, "validate", "--format", "json")

    assert (done.returncode, done.stderr) == (1, "")
    assert [problem["setting"] for problem in json.loads(done.stdout)["problems"]] == ["database.port"]


def test_a_warning_is_printed_and_refused_only_where_it_is_asked_for(checkout: Path) -> None:
    path = checkout / "envs" / "staging.yaml"
    path.write_text(path.read_text().replace("backup_window: 03:00-04:00", "backup_window: 10:00-21:00"))

    done = aldeia(checkout, "validate")
    strict = aldeia(checkout, "validate", "--strict")

    assert (done.returncode, strict.returncode) == (0, 1)
    assert "warning: database.backup_window: " in done.stderr
    assert strict.stderr == done.stderr


def test_the_rules_are_listed(checkout: Path) -> None:
    done = aldeia(checkout, "rules")

    assert done.returncode == 0
    assert "error    gp3_is_provisioned_only_from_400_gib\n         gp3 takes iops" in done.stdout


def test_one_rule_is_told_with_an_example(checkout: Path) -> None:
    done = aldeia(checkout, "rules", "redis_failover_needs_a_replica")

    assert done.stdout == (
        "redis_failover_needs_a_replica\n\nAutomatic failover has a replica to fail over to.\n\n"
        "Severity: error: AWS, Terraform or the engine refuses it\nHolds: within an environment\n"
        "Source: ElastiCache API reference, CreateReplicationGroup, AutomaticFailoverEnabled\n"
        "Remedy: add a node, or turn failover off\nMay be waived: no\nBroken, as an example, by:\n"
        "    cache.nodes: 1\n    cache.automatic_failover: true\n"
    )


def test_a_rule_that_is_not_there_is_looked_for_nearby(checkout: Path) -> None:
    done = aldeia(checkout, "rules", "redis_failover_needs_replica")

    assert done.returncode == 1
    assert done.stderr == (
        "there is no rule redis_failover_needs_replica; did you mean redis_failover_needs_a_replica? "
        "If not, aldeia rules lists them\n"
    )


def test_explain_says_all_about_one_setting(checkout: Path) -> None:
    done = aldeia(checkout, "explain", "staging", "database.storage")

    assert (done.returncode, done.stderr) == (0, "")
    assert f"$ aldeia explain staging database.storage\n{done.stdout}```" in (ROOT / "README.md").read_text()


def test_explain_lists_a_section_and_writes_json(checkout: Path) -> None:
    listed = aldeia(checkout, "explain", "staging", "database.read_replica").stdout.splitlines()
    document = json.loads(
        aldeia(checkout, "explain", "staging", "database.read_replica", "--format", "json").stdout
    )

    names = ["database.read_replica.enabled", "database.read_replica.instance_class"]
    assert [line.split(":")[0] for line in listed if line.startswith("database")] == names
    assert [setting["setting"] for setting in document["settings"]] == names


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("qa",), "envs: there is no environment qa; there is: production, staging\n"),
        (("staging", "databse"), "there is no setting databse; did you mean database?\n"),
    ],
)
def test_explain_of_what_is_not_there_is_refused(checkout: Path, words: tuple[str, ...], said: str) -> None:
    done = aldeia(checkout, "explain", *words)

    assert (done.returncode, done.stdout, done.stderr) == (1, "", said)


def test_explain_of_a_faulty_manifest_tells_the_faults(checkout: Path) -> None:
    (checkout / "envs" / "production.yaml").write_text("")

    done = aldeia(checkout, "explain", "staging")

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("envs/production.yaml:1:1: the file is empty")


def approve_as_committed(checkout: Path) -> None:
    (checkout / "envs" / "policy").mkdir()
    policy = (ROOT / "envs" / "policy" / "parity.yaml").read_text()
    (checkout / "envs" / "policy" / "parity.yaml").write_text(policy)


def test_parity_tells_what_differs_and_is_content_with_what_is_approved(checkout: Path) -> None:
    approve_as_committed(checkout)

    done = aldeia(checkout, "parity", "staging", "production")

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("differences between staging and production, all of them approved\n")


def test_parity_fails_for_what_is_not_approved(checkout: Path) -> None:
    approve_as_committed(checkout)
    path = checkout / "envs" / "staging.yaml"
    path.write_text(path.read_text().replace("iam_authentication: false", "iam_authentication: true"))

    done = aldeia(checkout, "parity", "staging", "production", "--format", "json")

    assert (done.returncode, done.stderr) == (1, "")
    assert json.loads(done.stdout)["problems"] == [
        (
            "envs/production.yaml:61:3: database.iam_authentication: got false, expected true as in "
            "envs/staging.yaml:61:3; make them the same, or approve it with its reason in envs/policy/parity.yaml"
        )
    ]


def test_parity_without_its_file_or_with_an_unknown_environment_is_refused(checkout: Path) -> None:
    without = aldeia(checkout, "parity", "staging", "production")
    approve_as_committed(checkout)
    unknown = aldeia(checkout, "parity", "staging", "prod")

    assert (without.returncode, without.stdout, without.stderr) == (
        1, "", "envs/policy/parity.yaml:1:1: cannot be read: no such file or directory; check the path and its permissions\n",
    )  # fmt: skip
    assert (unknown.returncode, unknown.stderr) == (
        1,
        "envs: there is no environment prod; there is: production, staging\n",
    )


@pytest.mark.parametrize("form", [[], ["--extends"]], ids=["whole", "extends"])
def test_a_new_environment_is_valid_and_becomes_a_stack(checkout: Path, form: list[str]) -> None:
    done = aldeia(checkout, "new", "qa", "--from", "staging", *form)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "wrote envs/qa.yaml; read it, then: make synth ENVIRONMENT=qa\n"
    assert aldeia(checkout, "validate").stdout == "no problem in production, qa, staging; 4 problems waived\n"
    assert aldeia(checkout, "synth", "--environment", "qa").returncode == 0
    made = json.loads((checkout / "cdktf.out" / "stacks" / "aldeia-qa" / "cdk.tf.json").read_text())
    assert made["resource"]["aws_db_instance"]["database"]["identifier"] == "aldeia-qa-db"
    assert made["resource"]["aws_vpc"]["main"]["cidr_block"] == "10.2.0.0/16"


def test_a_new_environment_that_cannot_be_is_refused_in_one_sentence(checkout: Path) -> None:
    done = aldeia(checkout, "new", "staging", "--from", "production")

    assert (done.returncode, done.stdout, done.stderr) == (
        1, "", "envs/staging.yaml is there already; choose another name\n",
    )  # fmt: skip


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
    (checkout / "main.py").write_text("import sys; sys.exit('the sky fell\\n  on us')")

    with pytest.raises(SynthError) as error:
        run(checkout)

    assert str(error.value) == "the sky fell\n  on us"


def test_where_cdktf_itself_failed_all_of_its_words_are_shown() -> None:
    assert what_it_said("\nnode: not that way\n") == "cdktf synth failed:\nnode: not that way"


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


def test_runbooks_says_where_they_are(checkout: Path) -> None:
    done = aldeia(checkout, "runbooks", "staging")

    home = checkout / "build" / "staging" / "runbooks"
    count = len(list(home.glob("*.md")))
    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        f"wrote {count} runbooks into build/staging/runbooks; open build/staging/runbooks/index.html in a browser\n",
        "",
    )
    assert count > 30
    assert (home / "index.html").stat().st_size > 100_000


def test_runbooks_that_cannot_be_written_are_one_sentence(checkout: Path) -> None:
    (checkout / "build").write_text("in the way")

    done = aldeia(checkout, "runbooks", "staging")

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "build/staging cannot be written: not a directory\n"


def test_runbooks_of_an_environment_that_is_not_there_are_refused(checkout: Path) -> None:
    done = aldeia(checkout, "runbooks", "stagin")

    assert (done.returncode, done.stdout) == (1, "")
    assert "stagin" in done.stderr
    assert "Traceback" not in done.stderr


def test_drift_without_anything_to_look_at_is_refused(checkout: Path) -> None:
    done = aldeia(checkout, "drift")

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("name plans, as aldeia plan --keep wrote them")


def test_the_schema_is_written_in_a_checkout_alone(tmp_path: Path) -> None:
    done = aldeia(tmp_path, "schema")

    assert (done.returncode, done.stderr) == (
        1,
        "envs: there is no such directory; run this in the checkout\n",
    )
    assert list(tmp_path.iterdir()) == []
