"""Examples of secrets: none in the JSON, and none in a state that anybody reads."""

from __future__ import annotations

from tests.policies.small import Examples, stack

EXAMPLES: Examples = {
    "CKV2_ALDEIA_14": (
        stack(
            blocks={
                "provider": {"aws": [{"region": "us-east-1"}]},
                "locals": {"nothing": "aldeia-prod", "key": "AKIA" + "A" * 16},
            },
            aws_elasticache_replication_group={
                "typed": {"auth_token": "letmeinplease"},
                "read": {"auth_token": "${data.aws_secretsmanager_secret_version.t.secret_string}"},
            },
            aws_db_instance={
                "typed": {"password_wo": "correct-horse", "password_wo_version": 1},
                "hidden": {"tags": {"Note": "q8Zk2Lr9Xw4Vt7Bn1Mc5"}},
            },
            aws_secretsmanager_secret={"plain": {"name": "production/database/credentials"}},
        ),
        {
            "provider.aws": [],
            "locals.nothing": [],
            "locals.key": ["value looks like a secret"],
            "aws_elasticache_replication_group.typed": ["auth_token is a literal"],
            "aws_elasticache_replication_group.read": [],
            "aws_db_instance.typed": ["password_wo is a literal"],
            "aws_db_instance.hidden": ["tags.Note looks like a secret"],
            "aws_secretsmanager_secret.plain": [],
        },
    ),
    "CKV2_ALDEIA_15": (
        stack(
            "production",
            blocks={"terraform": {"backend": {"s3": {"encrypt": False}}}},
            aws_db_instance={
                "write_only": {"password_wo": "${ephemeral.x.y}"},
                "kept": {"password": "${aws_x.y.z}"},
            },
            aws_secretsmanager_secret_version={"kept": {"secret_string": "${aws_x.y.z}"}},
            aws_elasticache_replication_group={
                "by_token": {"auth_token": "${data.a.b.c}"},
                "by_iam": {"user_group_ids": ["a"]},
            },
        ),
        {
            "aws_db_instance.write_only": [],
            "aws_db_instance.kept": ["password would be in the state; password_wo would not"],
            "aws_secretsmanager_secret_version.kept": [
                "secret_string would be in the state; secret_string_wo would not"
            ],
            "aws_elasticache_replication_group.by_token": [
                "the AUTH token is in the state, which is not encrypted",
                "the state has no lock",
            ],
            "aws_elasticache_replication_group.by_iam": [],
        },
    ),
}
