"""docs/security.md says what is so: every address, setting, statement, rule, role and file that it names is there."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

import pytest

from aldeia.manifest.bootstrap import Bootstrap
from aldeia.manifest.loader import load_directory
from aldeia.manifest.shape import all_settings
from policies.index import RULES
from stacks.bootstrap.roles import SECONDS
from tests.permissions.roles import statements
from tests.stacks.documents import ROOT

PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
STACKS = ("aldeia-production", "aldeia-bootstrap")
QUOTED = re.findall(r"`([^`]+)`", PAGE)
WORDS = {
    "DATABASE_URL", "REDIS_URL", "Decrypt", "Environment", "Object Deleted", "Project", "bootstrap", "data", "prevent_destroy", "production",
    "pull_request", "recovery", "secrets", "state",
}  # fmt: skip
"""What needs no look-up: values, tags, and the keys by their names."""


@cache
def stacks() -> list[dict[str, Any]]:
    directory = ROOT / "tests" / "stacks" / "snapshots"
    return [json.loads((directory / f"{name}.tf.json").read_text(encoding="utf-8")) for name in STACKS]


@cache
def known() -> set[str]:
    """Give every name that the page may use."""
    return addresses() | settings() | statement_ids() | names() | actions() | parameters()


def addresses() -> set[str]:
    return {
        f"{type_}.{name}" for stack in stacks() for type_, all_ in stack["resource"].items() for name in all_
    }


def settings() -> set[str]:
    paths = [*all_settings(), *all_settings(Bootstrap)]
    return {".".join(map(str, path)) for path in paths} | {
        "cache.authentication: token",
        "cache.authentication: iam",
    }


def statement_ids() -> set[str]:
    """Give the Sid of every statement in any policy of the stacks."""
    return set(re.findall(r'\\"Sid\\": \\"(\w+)\\"', json.dumps(stacks())))


def names() -> set[str]:
    """Give what things are called in AWS."""
    return set(re.findall(r"\baldeia-prod-[a-z-]+", json.dumps(stacks())))


def actions() -> set[str]:
    """Give what IAM knows: of actions, those that some policy of ours says, and those that none says, as the page tells."""
    said = json.dumps(stacks())
    withheld = {"rds:DeleteDBSnapshot", "s3:DeleteObjectVersion"}
    assert not any(action in said for action in withheld)
    return withheld | {
        name
        for name in ("iam:PassRole", "kms:CallerAccount", "kms:CreateGrant", "kms:PutKeyPolicy")
        if name in said
    }


def parameters() -> set[str]:
    text = json.dumps(stacks())
    return {name for name in ("log_connections",) if f'"name": "{name}"' in text}


def is_there(quoted: str) -> bool:
    if quoted.startswith("make "):
        target = quoted.split()[1]
        return f"\n{target}:" in (ROOT / "Makefile").read_text(encoding="utf-8")
    return quoted in known() | WORDS or (ROOT / quoted).exists()


@pytest.mark.parametrize("quoted", sorted(set(QUOTED)))
def test_what_the_page_names_is_there(quoted: str) -> None:
    assert is_there(quoted)


@pytest.mark.parametrize(
    "quoted",
    [
        "aws_db_instance.main",
        "database.passwort_version",
        "ChangeEverything",
        "make everything",
        "tests/nowhere",
        "aldeia-prod-ci-admin",
    ],
)
def test_what_is_not_there_is_noticed(quoted: str) -> None:
    assert not is_there(quoted)


def test_every_rule_that_the_page_names_is_there() -> None:
    named = set(re.findall(r"CKV2_ALDEIA_\d+", PAGE))

    assert len(named) > 10
    assert named <= {rule.id for rule in RULES}


def test_every_role_and_every_secret_is_on_the_page() -> None:
    for task in SECONDS:
        assert f"`aldeia-prod-ci-{task}`" in PAGE
    for secret in stacks()[0]["resource"]["aws_secretsmanager_secret"]:
        assert f"`aws_secretsmanager_secret.{secret}`" in PAGE


def test_every_key_is_on_the_page() -> None:
    for stack in stacks():
        for key in set(stack["resource"]["aws_kms_key"]) - {"alarms"}:
            assert f"`aws_kms_key.{key}`" in PAGE


def test_who_reads_what_is_who_may() -> None:
    """The roles of CI read the state and the secrets, and none of them a log."""
    for task in SECONDS:
        allowed = {action for statement in statements(task) for action in statement["Action"]}
        assert {"s3:GetObject", "secretsmanager:GetSecretValue", "kms:Decrypt"} <= allowed
        assert not {
            action for action in allowed if action.startswith(("logs:GetLogEvents", "logs:FilterLogEvents"))
        }


def test_the_page_is_about_the_committed_environment() -> None:
    [production] = (one for one in load_directory(ROOT / "envs") if one.environment == "production")

    assert production.permissions_boundary == "aldeia-prod-ci-boundary"
    assert production.cache.authentication == "token"
