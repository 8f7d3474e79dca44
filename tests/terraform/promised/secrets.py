"""What AWS must keep as secrets after an apply: with the words PASSWORD and HOST where the store's own stand."""

from __future__ import annotations

import json
import re
from typing import Any

from tests.emulator.known_secrets import cache_tokens, database_password
from tests.terraform.account import Account
from tests.terraform.promised.promise import ABSENT, Promise


def secrets(account: Account) -> dict[str, Any]:
    """Give each secret's key, and what is in it: parsed where it is JSON."""
    return {
        secret["Name"]: (account.key(secret.get("KmsKeyId")), _content(account, secret["Name"]))
        for secret in account.ask("secretsmanager", "list_secrets")["SecretList"]
    }


def _content(account: Account, name: str) -> Any:
    text = str(account.ask("secretsmanager", "get_secret_value", SecretId=name)["SecretString"])
    for value, word in _words(account).items():
        text = text.replace(value, word)
    return json.loads(text) if text.startswith("{") else text


def _words(account: Account) -> dict[str, str]:
    """Give words for what the stores themselves have: the password in force, the newest token, the addresses."""
    instances = account.ask("rds", "describe_db_instances")["DBInstances"]
    [group] = account.ask("elasticache", "describe_replication_groups")["ReplicationGroups"]
    words = {one["Endpoint"]["Address"]: "REPLICA" for one in instances}
    words |= {
        one["Endpoint"]["Address"]: "HOST"
        for one in instances
        if one["DBInstanceIdentifier"] == f"{account.prefix}-db"
    }
    words[group["NodeGroups"][0]["PrimaryEndpoint"]["Address"]] = "HOST"
    words |= _random(database_password(f"{account.prefix}-db"), "PASSWORD")
    for token in cache_tokens(f"{account.prefix}-redis")[-1:]:
        words |= _random(token, "TOKEN")
    return words


def _random(value: str | None, word: str) -> dict[str, str]:
    """Name a value that is as strong as it was asked for: 32 letters and digits, which need no escape in a URL."""
    return {value: word} if value and re.fullmatch(r"[A-Za-z0-9]{32}", value) else {}


def _database(name: str) -> dict[str, str]:
    tls = "sslmode=verify-full&sslrootcert=/etc/ssl/rds/global-bundle.pem"
    return {
        "DATABASE_URL": f"postgresql://aldeia_admin:PASSWORD@HOST:5432/{name}?{tls}",
        "dbname": name, "engine": "postgres", "host": "HOST", "password": "PASSWORD", "port": "5432",
        "username": "aldeia_admin",
    }  # fmt: skip


TOKEN_LOGIN = {"REDIS_URL": "rediss://:TOKEN@HOST:6379", "host": "HOST", "password": "TOKEN", "port": "6379"}
IAM_LOGIN = {
    "REDIS_URL": "rediss://aldeia-variant-redis-app@HOST:6379", "host": "HOST", "port": "6379",
    "username": "aldeia-variant-redis-app",
}  # fmt: skip
REPLICA_URL = {
    "DATABASE_REPLICA_URL": "postgresql://aldeia_admin:PASSWORD@REPLICA:5432/aldeia_production"
    "?sslmode=verify-full&sslrootcert=/etc/ssl/rds/global-bundle.pem"
}
STAGING, PRODUCTION, VARIANT = (
    "alias/aldeia-staging-secrets", "alias/aldeia-prod-secrets", "alias/aldeia-variant-secrets",
)  # fmt: skip

SECRETS = Promise(
    secrets,
    (
        ("staging/database/master", (STAGING, "PASSWORD"), ABSENT, ABSENT),
        ("staging/database/credentials", (STAGING, _database("aldeia_staging")), ABSENT, ABSENT),
        ("staging/cache/auth-token", (STAGING, "TOKEN"), ABSENT, ABSENT),
        ("staging/cache/credentials", (STAGING, TOKEN_LOGIN), ABSENT, ABSENT),
        ("production/database/master", ABSENT, (PRODUCTION, "PASSWORD"), ABSENT),
        ("production/database/credentials", ABSENT, (PRODUCTION, _database("aldeia_production")), ABSENT),
        ("production/cache/auth-token", ABSENT, (PRODUCTION, "TOKEN"), ABSENT),
        ("production/cache/credentials", ABSENT, (PRODUCTION, TOKEN_LOGIN), ABSENT),
        ("variant/database/master", ABSENT, ABSENT, (VARIANT, "PASSWORD")),
        (
            "variant/database/credentials",
            ABSENT, ABSENT, (VARIANT, _database("aldeia_production") | REPLICA_URL),
        ),
        ("variant/cache/credentials", ABSENT, ABSENT, (VARIANT, IAM_LOGIN)),
    ),
)  # fmt: skip

PROMISES = {"the secrets": SECRETS}
