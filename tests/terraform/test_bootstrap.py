"""What an account has once, by the real provider: valid, planned, applied to the emulator, and then left alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from aldeia.account import load_account
from stacks.synthesis import synthesize_account
from tests.emulator.server import Emulator
from tests.missing import needs_terraform, needs_the_provider
from tests.stacks.documents import ROOT
from tests.terraform.account import Account
from tests.terraform.applied import HOW, STATE_BUCKET
from tests.terraform.destroyed import protected_addresses
from tests.terraform.workspace import Workspace, prepare_for_apply

pytestmark = [pytest.mark.terraform, pytest.mark.slow(minutes=2)]

HOST = "token.actions.githubusercontent.com"


@pytest.fixture(scope="module")
def playing() -> Iterator[Emulator]:
    with Emulator() as emulator:
        emulator.reset()
        yield emulator


@pytest.fixture(scope="module")
def made(playing: Emulator, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The account, applied once for all tests here."""
    needs_terraform()
    directory = tmp_path_factory.mktemp("account")
    synthesize_account(load_account(ROOT / "envs"), directory / "cdktf.out")
    stack = directory / "cdktf.out" / "stacks" / "aldeia-bootstrap"
    with needs_the_provider():
        workspace = prepare_for_apply(stack, directory / "work" / "stacks" / stack.name, playing.endpoint)
    assert workspace.json("validate", "-json")["valid"]
    done = workspace.run("apply", "-auto-approve", *HOW)
    assert done.returncode == 0, done.stderr
    return workspace


@pytest.fixture
def aws(playing: Emulator, made: Workspace) -> Account:
    return Account(playing.endpoint, "production")


def test_nothing_is_left_to_do(made: Workspace) -> None:
    done = made.run("plan", "-detailed-exitcode", *HOW)

    assert done.returncode == 0, done.stdout + done.stderr


def test_the_bucket_is_versioned_encrypted_and_closed(aws: Account) -> None:
    s3 = aws.client("s3")
    [rule] = s3.get_bucket_encryption(Bucket=STATE_BUCKET)["ServerSideEncryptionConfiguration"]["Rules"]
    default = rule["ApplyServerSideEncryptionByDefault"]
    access = s3.get_public_access_block(Bucket=STATE_BUCKET)["PublicAccessBlockConfiguration"]

    assert s3.get_bucket_versioning(Bucket=STATE_BUCKET)["Status"] == "Enabled"
    assert (default["SSEAlgorithm"], aws.key(default["KMSMasterKeyID"])) == (
        "aws:kms",
        "alias/aldeia-terraform-state",
    )
    assert set(access.values()) == {True}
    assert {
        one["Sid"] for one in json.loads(s3.get_bucket_policy(Bucket=STATE_BUCKET)["Policy"])["Statement"]
    } == {
        "OnlyOverTls",
        "OnlyUnderKms",
    }


def test_the_event_bus_hears_of_what_is_written_and_deleted(aws: Account) -> None:
    told = aws.client("s3").get_bucket_notification_configuration(Bucket=STATE_BUCKET)

    assert told["EventBridgeConfiguration"] == {}


def test_github_is_known_for_one_audience(aws: Account) -> None:
    iam = aws.client("iam")
    [provider] = iam.list_open_id_connect_providers()["OpenIDConnectProviderList"]
    told = iam.get_open_id_connect_provider(OpenIDConnectProviderArn=provider["Arn"])

    assert (told["Url"], told["ClientIDList"]) == (HOST, ["sts.amazonaws.com"])


def test_each_role_has_its_policies_and_no_other(made: Workspace, aws: Account) -> None:
    iam = aws.client("iam")
    outputs = {name: one["value"] for name, one in made.json("output", "-json").items()}
    attached: dict[str, Any] = {}
    for task in ("plan", "apply", "drift"):
        name = outputs[f"production_{task}_role_arn"].rsplit("/", 1)[1]
        assert iam.list_role_policies(RoleName=name)["PolicyNames"] == []
        found = iam.list_attached_role_policies(RoleName=name)["AttachedPolicies"]
        attached[name] = {one["PolicyName"].removeprefix(f"{name}-") for one in found}

    assert attached == {
        "aldeia-prod-ci-plan": {"read", "state"},
        "aldeia-prod-ci-apply": {"read", "state", "stores", "network", "around", "roles"},
        "aldeia-prod-ci-drift": {"read", "state"},
    }


def test_it_cannot_be_destroyed(made: Workspace) -> None:
    refused = made.run("destroy", "-auto-approve", *HOW)

    assert refused.returncode == 1
    assert protected_addresses(refused) == {"aws_s3_bucket.state", "aws_kms_key.state"}


def test_its_own_state_is_a_file_without_a_secret(made: Workspace) -> None:
    state = made.directory.parent.parent.parent / "terraform.aldeia-bootstrap.tfstate"
    sensitive = [
        one["type"]
        for one in json.loads(state.read_text(encoding="utf-8"))["resources"]
        for instance in one["instances"]
        if instance.get("sensitive_attributes")
    ]

    assert sensitive == []
    assert Path(state).is_file()
