"""One run of the command: what it says, what it writes, and that it takes its file away."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from aldeia.adoption import AdoptionError
from aldeia.adoption.report import run
from aldeia.adoption.terraform import State, read_state
from tests.adoption.conftest import Ask
from tests.adoption.examples import INSTANCE, make_vpc
from tests.missing import needs_terraform

ROOT = Path(__file__).parent.parent.parent
STAGING = ROOT / "tests" / "stacks" / "snapshots" / "aldeia-staging.tf.json"


NEXT = (
    "wrote cdktf.out/stacks/aldeia-staging/imports.tf.json\n"
    "next, in cdktf.out/stacks/aldeia-staging: terraform plan -out=plan, and read it: it must not destroy or replace "
    "any of these, and Terraform refuses it for a database, a cache or a key; terraform apply plan; "
    "then aldeia adopt staging once more, which takes imports.tf.json away"
)
UPGRADE = (
    "aws_db_instance.database: the apply asks for version 15 and it has 15.15: RDS may upgrade it, with a restart; "
    'to stay, write engine_version: "15.15" into the manifest'
)
EXTENDED_SUPPORT = (
    "aws_db_instance.database: Extended Support is open-source-rds-extended-support, and Terraform does not change it, "
    "though every plan would say so: aws rds modify-db-instance --db-instance-identifier aldeia-staging-db "
    "--engine-lifecycle-support open-source-rds-extended-support-disabled --apply-immediately --region us-east-1"
)
NEW_PASSWORD = (
    "aws_db_instance.database: the apply sets its password to a new one, which staging/database/master will hold, "
    "and the old one ends; be ready to restart what uses it"
)


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Staging, synthesized, where the command is run."""
    directory = tmp_path / "cdktf.out" / "stacks" / "aldeia-staging"
    directory.mkdir(parents=True)
    shutil.copyfile(STAGING, directory / "cdk.tf.json")
    (tmp_path / "envs").mkdir()
    shutil.copyfile(ROOT / "envs" / "staging.yaml", tmp_path / "envs" / "staging.yaml")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def state(monkeypatch: pytest.MonkeyPatch) -> State:
    """What Terraform has in its state; a test adds to it."""
    known: State = {}
    monkeypatch.setattr("aldeia.adoption.report.read_state", lambda _: known)
    return known


def say(**names: str) -> list[str]:
    """Run the command, and give the paragraphs that it says."""
    directory = Path("cdktf.out/stacks/aldeia-staging")
    written = {key.replace("__", "."): name for key, name in names.items()}
    return run(directory, "staging", written).split("\n\n")


def imports() -> Any:
    return json.loads(Path("cdktf.out/stacks/aldeia-staging/imports.tf.json").read_text())


def make_database(ask: Ask, **settings: Any) -> str:
    """Make a database by hand, under a key of its own that is like ours; gives the key's id."""
    key = ask("kms").create_key(Description="by hand")["KeyMetadata"]
    ask("rds").create_db_instance(**INSTANCE | {"KmsKeyId": key["Arn"]} | settings)
    return str(key["KeyId"])


def test_what_is_found_is_told_and_written(checkout: Path, state: State, ask: Ask) -> None:
    vpc_id = make_vpc(ask)

    said = say()

    assert said == [
        "account 123456789012: 0 addresses are in Terraform's state, 1 were found in AWS, 104 are still to be made",
        f"address       found        import id\naws_vpc.main  10.0.0.0/16  {vpc_id}",
        NEXT,
    ]
    assert imports() == {"import": [{"id": vpc_id, "to": "aws_vpc.main"}]}


def test_where_nothing_holds_data_there_is_no_protection_that_terraform_would_not_read(
    checkout: Path, state: State, ask: Ask
) -> None:
    override = Path("cdktf.out/stacks/aldeia-staging/imports_override.tf.json")
    override.write_text("{}")
    make_vpc(ask)
    say()

    assert not override.exists()


def test_the_file_goes_when_everything_is_in_the_state(checkout: Path, state: State, ask: Ask) -> None:
    vpc_id = make_vpc(ask)
    say()
    state["aws_vpc.main"] = {"id": vpc_id}

    assert say()[1:] == [
        "took cdktf.out/stacks/aldeia-staging/imports.tf.json away",
        "nothing to adopt; next, in cdktf.out/stacks/aldeia-staging: terraform plan",
    ]
    assert list(Path("cdktf.out/stacks/aldeia-staging").glob("imports*")) == []


def test_what_holds_data_is_protected_while_the_adoption_lasts(
    checkout: Path, state: State, ask: Ask
) -> None:
    key_id = make_database(ask)
    make_vpc(ask)
    say(aws_kms_key__data=key_id)

    override = Path("cdktf.out/stacks/aldeia-staging/imports_override.tf.json")
    protected = {"lifecycle": {"prevent_destroy": True}}
    assert json.loads(override.read_text()) == {
        "resource": {"aws_db_instance": {"database": protected}, "aws_kms_key": {"data": protected}}
    }


def test_a_refusal_leaves_the_file_as_it_was(checkout: Path, state: State, ask: Ask) -> None:
    make_vpc(ask)
    say()
    before = imports()
    make_vpc(ask)

    with pytest.raises(AdoptionError):
        say()

    assert imports() == before


def test_whoever_adopts_a_database_made_by_hand_is_told_what_becomes_of_it(
    checkout: Path, state: State, ask: Ask
) -> None:
    key_id = make_database(ask, EngineLifecycleSupport="open-source-rds-extended-support")

    said = say(aws_kms_key__data=key_id)

    assert said[2:5] == [
        UPGRADE,
        EXTENDED_SUPPORT,
        NEW_PASSWORD,
    ]


def test_after_a_kill_the_password_is_the_stored_one(checkout: Path, state: State, ask: Ask) -> None:
    key_id = make_database(ask)
    state["aws_secretsmanager_secret_version.database_master"] = {"id": "arn|1"}

    assert say(aws_kms_key__data=key_id)[3] == (
        "aws_db_instance.database: the apply sets its password to the one in staging/database/master; "
        "if Terraform made it, that is the one it has, if somebody else did, the old one ends"
    )


def test_a_password_that_would_be_stored_and_not_set_is_told(checkout: Path, state: State, ask: Ask) -> None:
    state["aws_db_instance.database"] = {"id": "db-1"}

    assert say()[1] == (
        "aws_db_instance.database: is in the state, and the version of staging/database/master is not: the apply stores "
        "a new password that the database does not know; raise database.password_version in the manifest by one, then synth"
    )


def test_what_is_still_being_made_is_waited_for(checkout: Path, state: State, ask: Ask) -> None:
    key_id = make_database(ask)
    ask("rds").stop_db_instance(DBInstanceIdentifier="aldeia-staging-db")

    assert say(aws_kms_key__data=key_id)[2] == (
        "aws_db_instance.database: aldeia-staging-db is stopped; wait until it is available before you apply"
    )


def test_what_nobody_claims_comes_last(checkout: Path, state: State, ask: Ask) -> None:
    forgotten, known = make_vpc(ask), make_vpc(ask)
    state["aws_vpc.main"] = {"id": known}

    assert say()[1] == (
        "No address claims these. Nothing was done to them; look at each before you do:\n"
        f"  {forgotten}  aldeia-staging-vpc  aws ec2 describe-vpcs --vpc-ids {forgotten} --region us-east-1"
    )


def test_without_a_synth_it_says_what_to_do(checkout: Path, state: State) -> None:
    Path("cdktf.out/stacks/aldeia-staging/cdk.tf.json").unlink()

    with pytest.raises(AdoptionError) as refused:
        say()

    assert str(refused.value) == (
        "cdktf.out/stacks/aldeia-staging/cdk.tf.json: there is no such file; "
        "run make synth ENVIRONMENT=staging first"
    )


def test_without_an_init_it_says_what_to_do(checkout: Path) -> None:
    needs_terraform()
    with pytest.raises(AdoptionError) as refused:
        read_state(Path("cdktf.out/stacks/aldeia-staging"))

    assert str(refused.value) == (
        "cdktf.out/stacks/aldeia-staging: Terraform cannot read its state: "
        'Backend initialization required, please run "terraform init"'
    )


def test_without_terraform_it_says_so(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")

    with pytest.raises(AdoptionError) as refused:
        read_state(Path("cdktf.out/stacks/aldeia-staging"))

    assert str(refused.value) == "there is no terraform on the PATH: adopting needs Terraform 1.11 or newer"


def command(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "aldeia", "adopt", *words],
        env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("stagng",), "envs: there is no environment stagng; there is: staging\n"),
        (
            ("staging", "--name", "legacy-db"),
            "--name legacy-db: got no ADDRESS=NAME; as in --name aws_vpc.main=vpc-0a1b2c3d\n",
        ),
    ],
)
def test_the_command_line_is_answered_in_a_sentence(
    words: tuple[str, ...], said: str, checkout: Path
) -> None:
    done = command(*words)

    assert (done.returncode, done.stdout, done.stderr) == (1, "", said)
