"""Everything at rest is under a key of ours, and each key works for exactly the services that need it."""

from __future__ import annotations

import pytest

from tests.stacks.documents import Document

ACCOUNT = "${data.aws_caller_identity.current.account_id}"
ROOT_OF_ACCOUNT = {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}


def test_every_key_rotates_and_has_an_alias(environment: Document) -> None:
    keys = environment.all("aws_kms_key")

    for name, key in keys.items():
        assert key["enable_key_rotation"] is True
        assert key["rotation_period_in_days"] == 365
        assert environment.one(f"aws_kms_alias.{name}")["target_key_id"] == f"${{aws_kms_key.{name}.key_id}}"
    assert set(keys) - {"recovery"} == {"alarms", "data", "logs", "secrets"}


def test_keys_can_be_brought_back_for_as_long_as_aws_allows_in_production(
    production: Document, staging: Document
) -> None:
    assert {key["deletion_window_in_days"] for key in production.all("aws_kms_key").values()} == {30}
    assert {key["deletion_window_in_days"] for key in staging.all("aws_kms_key").values()} == {7}


@pytest.mark.parametrize(
    ("key", "services"),
    [
        ("data", ["rds.us-east-1.amazonaws.com", "elasticache.us-east-1.amazonaws.com"]),
        ("secrets", ["secretsmanager.us-east-1.amazonaws.com"]),
    ],
)
def test_a_key_is_used_only_through_the_services_that_need_it(
    environment: Document, key: str, services: list[str]
) -> None:
    statements = environment.statements(f"aws_kms_key.{key}")

    assert set(statements) == {"AdministeredByTheAccount", "UsedThroughTheService"}
    assert statements["UsedThroughTheService"]["Principal"] == ROOT_OF_ACCOUNT
    assert statements["UsedThroughTheService"]["Condition"] == {
        "StringEquals": {"kms:CallerAccount": ACCOUNT, "kms:ViaService": services}
    }


def test_the_alarm_key_lets_cloudwatch_publish(environment: Document) -> None:
    use = environment.statements("aws_kms_key.alarms")["UsedByTheService"]

    assert use["Principal"] == {"Service": "cloudwatch.amazonaws.com"}
    assert use["Action"] == ["kms:Decrypt", "kms:GenerateDataKey*"]
    assert use["Condition"] == {"StringEquals": {"aws:SourceAccount": ACCOUNT}}


def test_the_alarm_key_lets_rds_tell_its_events_to_this_environments_topics(environment: Document) -> None:
    use = environment.statements("aws_kms_key.alarms")["UsedByDatabaseEvents"]
    stage = "prod" if environment.name == "aldeia-production" else "staging"

    assert use["Principal"] == {"Service": "events.rds.amazonaws.com"}
    assert use["Action"] == ["kms:Decrypt", "kms:GenerateDataKey*"]
    # RDS names no source account to KMS, so that a condition on it would lose every event.
    assert use["Condition"] == {
        "ArnLike": {
            "kms:EncryptionContext:aws:sns:topicArn": f"arn:aws:sns:us-east-1:{ACCOUNT}:aldeia-{stage}-*"
        }
    }


def test_the_log_key_works_for_the_log_groups_that_are_there_and_no_others(environment: Document) -> None:
    use = environment.statements("aws_kms_key.logs")["UsedByTheService"]
    patterns = use["Condition"]["ArnLike"]["kms:EncryptionContext:aws:logs:arn"]
    prefix = f"arn:aws:logs:us-east-1:{ACCOUNT}:log-group:"

    assert use["Principal"] == {"Service": "logs.us-east-1.amazonaws.com"}
    for group in environment.all("aws_cloudwatch_log_group").values():
        assert any((prefix + group["name"]).startswith(pattern.rstrip("*")) for pattern in patterns)
    assert all("aldeia-" in pattern for pattern in patterns)


def test_administrators_manage_keys_but_do_not_use_them(environment: Document) -> None:
    for name in environment.all("aws_kms_key"):
        administration = environment.statements(f"aws_kms_key.{name}")["AdministeredByTheAccount"]
        assert administration["Principal"] == ROOT_OF_ACCOUNT
        assert not {"kms:*", "kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*"} & set(
            administration["Action"]
        )
        # Without this one nobody could ever change the policy again, and KMS refuses the key.
        assert "kms:Put*" in administration["Action"]


def test_nobody_is_let_in_by_a_wildcard(environment: Document) -> None:
    for name in environment.all("aws_kms_key"):
        for statement in environment.statements(f"aws_kms_key.{name}").values():
            assert "*" not in str(statement["Principal"])


def test_everything_at_rest_is_under_one_of_the_keys(environment: Document) -> None:
    encrypted = {
        "aws_db_instance": ("kms_key_id", "data"),
        "aws_elasticache_replication_group": ("kms_key_id", "data"),
        "aws_secretsmanager_secret": ("kms_key_id", "secrets"),
        "aws_cloudwatch_log_group": ("kms_key_id", "logs"),
        "aws_sns_topic": ("kms_master_key_id", "alarms"),
    }
    for resource_type, (attribute, key) in encrypted.items():
        assert environment.all(resource_type)
        for name, resource in environment.all(resource_type).items():
            # ElastiCache cannot publish to an encrypted topic; its events hold names of nodes alone.
            if name != "cache_events":
                assert resource[attribute] == f"${{aws_kms_key.{key}.arn}}"
    assert environment.one("aws_db_instance.database")["storage_encrypted"] is True
    assert environment.one("aws_elasticache_replication_group.cache")["at_rest_encryption_enabled"] == "true"
