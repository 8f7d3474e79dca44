"""What the committed environments do not use: a replica, an existing network, IAM, provisioned storage, a pinned version."""

from __future__ import annotations

import json
from typing import Any

import pytest

from aldeia.manifest.loader import load
from stacks.synthesis import synthesize
from tests.stacks.documents import Document
from tests.variant import write_variant


@pytest.fixture(scope="module")
def variant(tmp_path_factory: pytest.TempPathFactory) -> Document:
    """Production with everything optional turned the other way, in one synthesis."""
    directory = tmp_path_factory.mktemp("variant")
    synthesize(load([write_variant(directory)]), directory / "out")
    made = (directory / "out" / "stacks" / "aldeia-variant" / "cdk.tf.json").read_text(encoding="utf-8")
    values: dict[str, Any] = json.loads(made)
    return Document("aldeia-variant", made, values)


def test_an_existing_vpc_is_used_and_left_alone(variant: Document) -> None:
    for resource_type in ("aws_vpc", "aws_default_security_group", "aws_flow_log"):
        assert variant.all(resource_type) == {}
    assert {subnet["vpc_id"] for subnet in variant.all("aws_subnet").values()} == {"vpc-0a1b2c3d4e5f60718"}
    assert variant.values["output"]["vpc_id"] == {"value": "vpc-0a1b2c3d4e5f60718"}


def test_the_subnets_of_an_existing_vpcs_application_are_let_in_and_not_made(variant: Document) -> None:
    assert set(variant.all("aws_subnet")) == {"database_1a", "database_1b"}
    assert {
        (rule["cidr_block"], rule["from_port"])
        for rule in variant.all("aws_network_acl_rule").values()
        if not rule["egress"]
    } == {
        (block, port)
        for block in ("10.1.10.0/24", "10.1.11.0/24", "10.1.20.0/24", "10.1.21.0/24")
        for port in (5432, 6379)
    }


def test_no_two_rules_of_the_network_acl_have_one_number(variant: Document) -> None:
    rules = list(variant.all("aws_network_acl_rule").values())

    assert len({(rule["egress"], rule["rule_number"]) for rule in rules}) == len(rules)


def test_a_rules_number_is_never_that_of_another_rule_in_another_manifest(
    variant: Document, environments: dict[str, Document]
) -> None:
    names: dict[tuple[bool, int], set[str]] = {}
    for document in (variant, *environments.values()):
        for name, rule in document.all("aws_network_acl_rule").items():
            names.setdefault((rule["egress"], rule["rule_number"]), set()).add(name)

    assert all(len(sharing) == 1 for sharing in names.values()), names


def test_an_existing_application_group_is_let_in_and_not_changed(variant: Document) -> None:
    assert set(variant.all("aws_security_group")) == {"cache", "database"}
    assert variant.all("aws_vpc_security_group_egress_rule") == {}
    for rule in variant.all("aws_vpc_security_group_ingress_rule").values():
        assert rule["referenced_security_group_id"] == "sg-0a1b2c3d4e5f60718"


def test_iam_leaves_no_secret_anywhere(variant: Document) -> None:
    group = variant.one("aws_elasticache_replication_group.cache")

    assert "auth_token" not in group
    assert "auth_token_update_strategy" not in group
    assert group["user_group_ids"] == ["${aws_elasticache_user_group.cache.user_group_id}"]
    assert set(variant.all("aws_secretsmanager_secret")) == {"cache", "database", "database_master"}
    assert "aws_secretsmanager_secret_version" not in variant.values["data"]
    assert (
        "rediss://aldeia-variant-redis-app@"
        in variant.one("aws_secretsmanager_secret_version.cache")["secret_string_wo"]
    )


def test_the_iam_user_may_not_administer_and_the_default_user_may_nothing(variant: Document) -> None:
    application = variant.one("aws_elasticache_user.cache_application")
    default = variant.one("aws_elasticache_user.cache_default")

    assert application["user_id"] == application["user_name"] == "aldeia-variant-redis-app"
    assert "-@admin" in application["access_string"]
    assert (default["user_name"], default["access_string"]) == ("default", "off ~* -@all")


def test_the_replica_takes_from_its_source_what_rds_takes_from_there(variant: Document) -> None:
    replica = variant.one("aws_db_instance.database_replica")

    assert replica["replicate_source_db"] == "${aws_db_instance.database.identifier}"
    assert replica["instance_class"] == "db.t3.medium"
    assert replica["parameter_group_name"] == "${aws_db_parameter_group.database.name}"
    assert not {
        "engine", "engine_version", "username", "db_name", "password_wo", "kms_key_id", "allocated_storage",
        "db_subnet_group_name", "final_snapshot_identifier",
    } & set(replica)  # fmt: skip
    assert "database_replica_address" in variant.values["output"]
    assert (
        "DATABASE_REPLICA_URL"
        in variant.one("aws_secretsmanager_secret_version.database")["secret_string_wo"]
    )


def test_from_400_gib_gp3_takes_the_figures_that_are_asked(variant: Document) -> None:
    instance = variant.one("aws_db_instance.database")

    assert (instance["allocated_storage"], instance["iops"], instance["storage_throughput"]) == (
        400,
        16000,
        600,
    )


def test_a_pinned_minor_version_is_passed_on(variant: Document) -> None:
    instance = variant.one("aws_db_instance.database")

    assert (instance["engine_version"], instance["auto_minor_version_upgrade"]) == ("15.15", False)


def test_the_state_is_encrypted_under_the_named_key(variant: Document) -> None:
    assert variant.values["terraform"]["backend"]["s3"]["kms_key_id"] == "alias/terraform-state"
