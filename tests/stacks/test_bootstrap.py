"""What an account has once: a bucket that keeps its secrets, and roles that one repository's runs may take."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from aldeia.account import load_account
from aldeia.addresses import compare
from aldeia.generated.stack import Stack
from policies.index import RULES
from stacks.synthesis import synthesize_account
from tests.snapshots import assert_matches
from tests.stacks.documents import ROOT, Document
from tests.stacks.test_addresses import COMMITTED
from tests.stacks.test_snapshots import SNAPSHOTS

GITHUB = "token.actions.githubusercontent.com"
REPOSITORY = "repo:aldeia/data-tier"


@pytest.fixture(scope="module")
def bootstrap(tmp_path_factory: pytest.TempPathFactory) -> Document:
    outdir = tmp_path_factory.mktemp("account") / "cdktf.out"
    synthesize_account(load_account(ROOT / "envs"), outdir)
    path = outdir / "stacks" / "aldeia-bootstrap" / "cdk.tf.json"
    text = path.read_text(encoding="utf-8")
    return Document("aldeia-bootstrap", text, json.loads(text))


def test_the_accounts_json_is_the_committed_snapshot(
    bootstrap: Document, request: pytest.FixtureRequest
) -> None:
    assert_matches(SNAPSHOTS / "aldeia-bootstrap.tf.json", bootstrap.text, request)


def test_the_accounts_addresses_are_only_ever_added(
    bootstrap: Document, request: pytest.FixtureRequest
) -> None:
    path = COMMITTED / "aldeia-bootstrap.txt"
    committed = path.read_text(encoding="utf-8").split() if path.exists() else []

    assert compare(bootstrap.name, committed, bootstrap.values).faults == []
    assert_matches(path, "\n".join(bootstrap.addresses) + "\n", request)


def test_none_of_our_rules_finds_anything(bootstrap: Document) -> None:
    stack = Stack(bootstrap.values)

    assert {
        (rule.id, address): faults
        for rule in RULES
        for address, faults in rule.judge(stack).items()
        if faults
    } == {}


def test_the_bucket_and_its_key_are_kept(bootstrap: Document) -> None:
    for address in ("aws_s3_bucket.state", "aws_kms_key.state"):
        assert bootstrap.one(address)["lifecycle"] == {"prevent_destroy": True}


def test_every_read_of_a_state_asks_for_the_key(bootstrap: Document) -> None:
    [rule] = bootstrap.one("aws_s3_bucket_server_side_encryption_configuration.state")["rule"]

    assert rule == {
        "apply_server_side_encryption_by_default": {
            "kms_master_key_id": "${aws_kms_key.state.arn}",
            "sse_algorithm": "aws:kms",
        },
        "bucket_key_enabled": False,
    }


def test_the_bucket_is_closed_to_the_public_and_to_plain_http(bootstrap: Document) -> None:
    access = bootstrap.one("aws_s3_bucket_public_access_block.state")
    refusals = bootstrap.statements("aws_s3_bucket_policy.state")

    assert {name: value for name, value in access.items() if isinstance(value, bool)} == {
        "block_public_acls": True,
        "block_public_policy": True,
        "ignore_public_acls": True,
        "restrict_public_buckets": True,
    }
    assert {name: (one["Effect"], one["Condition"]) for name, one in refusals.items()} == {
        "OnlyOverTls": ("Deny", {"Bool": {"aws:SecureTransport": "false"}}),
        "OnlyUnderKms": (
            "Deny",
            {
                "Null": {"s3:x-amz-server-side-encryption": "false"},
                "StringNotEquals": {"s3:x-amz-server-side-encryption": "aws:kms"},
            },
        ),
    }


def test_the_event_bus_hears_of_what_is_written_and_deleted(bootstrap: Document) -> None:
    assert bootstrap.one("aws_s3_bucket_notification.state") == {
        "bucket": "${aws_s3_bucket.state.bucket}",
        "eventbridge": True,
    }


def test_old_states_are_kept_for_a_year(bootstrap: Document) -> None:
    assert bootstrap.one("aws_s3_bucket_versioning.state")["versioning_configuration"] == {
        "status": "Enabled"
    }
    [rule] = bootstrap.one("aws_s3_bucket_lifecycle_configuration.state")["rule"]
    assert rule["noncurrent_version_expiration"] == [{"noncurrent_days": 365}]
    assert "expiration" not in rule


@pytest.mark.parametrize(
    ("task", "subjects"),
    [
        ("plan", [f"{REPOSITORY}:pull_request"]),
        ("apply", [f"{REPOSITORY}:environment:production"]),
        ("drift", [f"{REPOSITORY}:ref:refs/heads/main"]),
    ],
)
def test_only_these_runs_take_a_role(bootstrap: Document, task: str, subjects: list[str]) -> None:
    trust: dict[str, Any] = json.loads(bootstrap.one(f"aws_iam_role.production_{task}")["assume_role_policy"])

    assert trust["Statement"] == [
        {
            "Sid": "TakenByRunsOfTheRepository",
            "Effect": "Allow",
            "Principal": {"Federated": "${aws_iam_openid_connect_provider.github.arn}"},
            "Action": "sts:AssumeRoleWithWebIdentity",
            "Condition": {"StringEquals": {f"{GITHUB}:aud": "sts.amazonaws.com", f"{GITHUB}:sub": subjects}},
        }
    ]


def test_a_provider_that_is_there_is_not_made_again(tmp_path: Path) -> None:
    account = load_account(ROOT / "envs")
    arn = f"arn:aws:iam::123456789012:oidc-provider/{GITHUB}"
    github = account.bootstrap.github.model_copy(update={"oidc_provider": arn})
    there = type(account)(account.bootstrap.model_copy(update={"github": github}), account.environments)

    synthesize_account(there, tmp_path / "cdktf.out")

    text = (tmp_path / "cdktf.out" / "stacks" / "aldeia-bootstrap" / "cdk.tf.json").read_text(
        encoding="utf-8"
    )
    assert "aws_iam_openid_connect_provider" not in text
    assert text.count(arn) == 3


def test_environments_that_were_made_before_stay(tmp_path: Path) -> None:
    other = tmp_path / "cdktf.out" / "stacks" / "aldeia-staging" / "cdk.tf.json"
    other.parent.mkdir(parents=True)
    other.write_text("{}", encoding="utf-8")

    synthesize_account(load_account(ROOT / "envs"), tmp_path / "cdktf.out")

    assert other.is_file()


def test_no_secret_and_no_account_is_in_the_accounts_json(bootstrap: Document) -> None:
    assert "${data.aws_caller_identity.current.account_id}" in bootstrap.text
    assert bootstrap.values["terraform"]["backend"] == {
        "local": {"path": "../../../terraform.aldeia-bootstrap.tfstate"}
    }
