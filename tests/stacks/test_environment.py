"""What holds for the stack as a whole: versions, provider, tags, state, outputs, the second region."""

from __future__ import annotations

from tests.stacks.documents import Document


def test_any_provider_from_5_100_up_to_7_will_do(environment: Document) -> None:
    assert environment.values["terraform"]["required_providers"] == {
        "aws": {"source": "hashicorp/aws", "version": ">= 5.100.0, < 7.0.0"}
    }
    assert environment.values["terraform"]["required_version"] == ">= 1.11.0"


def test_no_attribute_is_used_that_only_one_major_version_of_the_provider_knows(
    environment: Document,
) -> None:
    for resources in environment.values["resource"].values():
        for resource in resources.values():
            assert "region" not in resource


def test_every_resource_is_tagged_by_the_provider(environment: Document) -> None:
    name = environment.name.removeprefix("aldeia-")
    for provider in environment.values["provider"]["aws"]:
        [tags] = provider["default_tags"]
        assert tags["tags"] == {
            "Application": "aldeia-chatbot",
            "DataClassification": "confidential" if name == "production" else "internal",
            "Environment": name,
            "ManagedBy": "aldeia",
            "Owner": "aldeia-platform",
            "Project": "aldeia",
        }
    for resources in environment.values["resource"].values():
        for resource in resources.values():
            assert set(resource.get("tags", {})) <= {"Name"}


def test_stagings_state_is_a_file_beside_the_checkouts_output(staging: Document) -> None:
    assert staging.values["terraform"]["backend"] == {
        "local": {"path": "../../../terraform.aldeia-staging.tfstate"}
    }


def test_productions_state_is_encrypted_in_s3_and_locked(production: Document) -> None:
    assert production.values["terraform"]["backend"] == {
        "s3": {
            "bucket": "aldeia-prod-terraform-state",
            "encrypt": True,
            "key": "production/data-tier.tfstate",
            "kms_key_id": "alias/aldeia-terraform-state",
            "region": "us-east-1",
            "use_lockfile": True,
        }
    }


def test_another_stack_finds_what_it_needs_in_the_outputs(environment: Document) -> None:
    assert {name: output["value"] for name, output in environment.values["output"].items()} == {
        "alarm_topic_arn": "${aws_sns_topic.alarms.arn}",
        "application_security_group_id": "${aws_security_group.application.id}",
        "cache_address": "${aws_elasticache_replication_group.cache.primary_endpoint_address}",
        "cache_arn": "${aws_elasticache_replication_group.cache.arn}",
        "cache_port": 6379,
        "cache_reader_address": "${aws_elasticache_replication_group.cache.reader_endpoint_address}",
        "cache_secret_arn": "${aws_secretsmanager_secret.cache.arn}",
        "cache_secret_name": "${aws_secretsmanager_secret.cache.name}",
        "cache_security_group_id": "${aws_security_group.cache.id}",
        "database_address": "${aws_db_instance.database.address}",
        "database_name": environment.name.replace("-", "_"),
        "database_port": 5432,
        "database_resource_id": "${aws_db_instance.database.resource_id}",
        "database_secret_arn": "${aws_secretsmanager_secret.database.arn}",
        "database_secret_name": "${aws_secretsmanager_secret.database.name}",
        "database_security_group_id": "${aws_security_group.database.id}",
        "database_subnet_ids": ["${aws_subnet.database_1a.id}", "${aws_subnet.database_1b.id}"],
        "secrets_key_arn": "${aws_kms_key.secrets.arn}",
        "vpc_id": "${aws_vpc.main.id}",
        "warning_topic_arn": "${aws_sns_topic.warnings.arn}",
    }


def test_productions_backups_are_copied_to_another_region_under_a_key_of_that_region(
    production: Document,
) -> None:
    copies = production.one("aws_db_instance_automated_backups_replication.database")

    assert copies == {
        "kms_key_id": "${aws_kms_key.recovery.arn}",
        "provider": "aws.recovery",
        "retention_period": 30,
        "source_db_instance_arn": "${aws_db_instance.database.arn}",
    }
    assert production.one("aws_kms_key.recovery")["provider"] == "aws.recovery"
    assert [
        (provider.get("alias"), provider["region"]) for provider in production.values["provider"]["aws"]
    ] == [
        (None, "us-east-1"),
        ("recovery", "us-west-2"),
    ]


def test_staging_has_no_second_region(staging: Document) -> None:
    assert len(staging.values["provider"]["aws"]) == 1
    assert staging.all("aws_db_instance_automated_backups_replication") == {}


def test_what_cannot_be_made_again_is_never_destroyed_in_production(production: Document) -> None:
    protected = [
        address
        for address in production.addresses
        if production.one(address).get("lifecycle", {}).get("prevent_destroy")
    ]

    assert protected == [
        "aws_db_instance.database",
        "aws_elasticache_replication_group.cache",
        "aws_kms_key.alarms",
        "aws_kms_key.data",
        "aws_kms_key.logs",
        "aws_kms_key.recovery",
        "aws_kms_key.secrets",
    ]


def test_nothing_is_protected_in_staging(staging: Document) -> None:
    assert "prevent_destroy" not in staging.text
