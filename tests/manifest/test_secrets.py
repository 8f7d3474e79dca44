"""A manifest is committed: what looks like a secret is refused, and never shown again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aldeia.manifest.secrets import looks_like_a_secret, names_a_secret
from tests.examples import example_text, problems

if TYPE_CHECKING:
    from pathlib import Path

LINE = "this line holds what looks like a secret; take it out and change it where it is used; aldeia makes and keeps the passwords itself"
NAMED = "a secret has no place in a manifest; take it out; aldeia makes the passwords and keeps them in Secrets Manager"

# None of these is or was anybody's.
SECRETS = {
    "an access key": "AKIA" + "Z7Q2M5X9K4R8W3TB",
    "a temporary access key": "ASIA" + "Z7Q2M5X9K4R8W3TB",
    "a URL with a password": "postgresql://aldeia_admin:" + "hunter2@db.example:5432/aldeia",
    "a URL with a password alone": "rediss://:" + "hunter2@cache.example:6379",
    "32 random characters": "q7Zr2LxP9vKd4TnW8sYb" + "3MfHc6JgEa5U",
    "a secret access key": "wJalrXUtnFEMI/K7MDENG" + "/bPxRfiCYzzREALKEYQ",
    "a GitHub token": "ghp_" + "aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5",
    "a Slack token": "xoxb-" + "123456789012-abcdefGHIJ",
    "a Stripe key": "sk_live_" + "abcdefghij0123456789",
    "a JSON web token": "eyJhbGciOiJIUzI1NiJ9." + "eyJzdWIiOiIxMjM0NTY3ODkwIn0.c2lnbmF0dXJl",
    "a hexadecimal key": "9f86d081884c7d659a2feaa0" + "c55ad015a3bf4f1b2b0b822c",
    "a private key": "-----BEGIN RSA " + "PRIVATE KEY-----",
}


@pytest.mark.parametrize("secret", SECRETS.values(), ids=SECRETS.keys())
def test_a_secret_is_refused_wherever_it_stands_and_not_shown(tmp_path: Path, secret: str) -> None:
    path = tmp_path / "x.yaml"
    for where in ("owner: {}", "# was {}", "tags: {{x: '{}'}}", "unknown: [{}]"):
        path.write_text("environment: testing\n" + where.format(secret) + "\n")
        said = problems(path)
        assert f"x.yaml:2:1: {LINE}" in said
        assert secret not in "\n".join(said)


def test_a_secret_in_broken_yaml_is_refused_and_not_shown(tmp_path: Path) -> None:
    secret = SECRETS["32 random characters"]
    path = tmp_path / "x.yaml"
    path.write_text(f"a: *{secret}\n")
    assert problems(path) == [
        f"x.yaml:1:1: {LINE}",
        "x.yaml:1:4: got an alias (*), expected a value; write the value out",
    ]


@pytest.mark.parametrize(
    ("line", "setting"),
    [
        ("database:\n  password: hunter2", "database.password"),
        ("database:\n  parameters:\n    password: hunter2", "database.parameters.password"),
        ("tags:\n  DbPassword: hunter2", "tags.DbPassword"),
        ("cache:\n  auth_token: hunter2", "cache.auth_token"),
        ("api-key: hunter2", "api-key"),
        ("database:\n  secrets: [hunter2]", "database.secrets"),
    ],
)
def test_a_setting_named_like_a_secret_is_refused_and_its_value_not_shown(
    tmp_path: Path, line: str, setting: str
) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(f"{line}\n")
    said = problems(path)
    last = line.splitlines()[-1]
    assert (
        f"x.yaml:{line.count(chr(10)) + 1}:{len(last) - len(last.lstrip()) + 1}: {setting}: {NAMED}" in said
    )
    assert "hunter2" not in "\n".join(said)


def test_a_secret_among_otherwise_good_settings_is_the_only_problem(tmp_path: Path) -> None:
    path = tmp_path / "testing.yaml"
    path.write_text(example_text({"owner": SECRETS["an access key"]}))
    assert problems(path) == [f"testing.yaml:5:1: {LINE}"]


def test_some_names_name_a_secret_and_others_are_only_near_it() -> None:
    secret = [
        "password",
        "DB_PASSWORD",
        "dbPassword",
        "redis-token",
        "secret",
        "private_key",
        "api-key",
        "pwd",
    ]
    near = [
        "password_version",
        "token_version",
        "secret_recovery_window",
        "key",
        "kms_key_id",
        "monkey",
        "authentication",
    ]
    assert [name for name in [*secret, *near] if names_a_secret(name)] == secret


@pytest.mark.parametrize(
    "text",
    [
        "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        "aldeia-production-terraform-state/production/data-tier.tfstate",
        "# docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html, gp3 for PostgreSQL",
        "https://example.com/path?query=1",
        "log_min_duration_statement: 1000 ms",
        "eyJ is how a token starts",
        'shared_buffers: "{DBInstanceClassMemory/4}"',
        "key: AldeiaProduction/DataTier2026/state.tfstate",
        "https://events.pagerduty.com/integration/0123456789abcdef0123456789abcdef/enqueue",
    ],
)
def test_names_paths_and_addresses_are_no_secrets(text: str) -> None:
    assert not looks_like_a_secret(text)
