"""What stands against an adoption is said at once, in whole sentences, and nothing is guessed."""

from __future__ import annotations

from typing import Any

import pytest

from aldeia.adoption import AdoptionError
from aldeia.adoption.outcome import find_all
from aldeia.adoption.stack import Stack
from aldeia.adoption.terraform import State
from tests.adoption.conftest import Ask, search
from tests.adoption.examples import GROUP, INSTANCE, VPC, make_vpc, stack

DATABASE = {"identifier": "aldeia-staging-db"}
KEY = {"description": "aldeia-staging: data"}


def refusal(made: Stack, state: State | None = None, **names: str) -> str:
    with pytest.raises(AdoptionError) as refused:
        find_all(search(made, state, **names), {key.replace("__", "."): name for key, name in names.items()})
    return str(refused.value)


def import_ids(made: Stack, state: State | None = None, **names: str) -> dict[str, str]:
    written = {key.replace("__", "."): name for key, name in names.items()}
    return {one.address: one.import_id for one in find_all(search(made, state, **names), written).found}


def test_what_is_in_the_state_is_not_looked_for(ask: Ask) -> None:
    make_vpc(ask)

    outcome = find_all(search(stack(aws_vpc__main=VPC), {"aws_vpc.main": {"id": "vpc-1"}}), {})

    assert (outcome.found, outcome.in_state, outcome.absent) == ([], 1, 0)


def test_a_reference_is_followed_through_the_state(ask: Ask) -> None:
    vpc_id = make_vpc(ask)
    group_id = ask("ec2").create_security_group(GroupName="db-sg", Description="x", VpcId=vpc_id)["GroupId"]
    group = {"name": "db-sg", "vpc_id": "${aws_vpc.main.id}"}

    made = stack(aws_vpc__main=VPC, aws_security_group__x=group)

    assert import_ids(made, {"aws_vpc.main": {"id": vpc_id}}) == {"aws_security_group.x": group_id}


def test_two_that_could_be_it_are_both_named(ask: Ask) -> None:
    first, second = make_vpc(ask), make_vpc(ask)

    assert refusal(stack(aws_vpc__main=VPC)) == (
        f"aws_vpc.main: {first} and {second} could both be it; look at each, and choose with --name aws_vpc.main=ID"
    )
    assert import_ids(stack(aws_vpc__main=VPC), aws_vpc__main=second) == {"aws_vpc.main": second}


def test_what_belongs_to_somebody_else_is_not_taken(ask: Ask) -> None:
    ask("ec2").create_vpc(CidrBlock="10.0.0.0/16")

    assert import_ids(stack(aws_vpc__main=VPC)) == {}


def test_a_database_of_another_name_is_to_be_renamed_first(ask: Ask) -> None:
    ask("rds").create_db_instance(**INSTANCE | {"DBInstanceIdentifier": "legacy-db"})

    made = stack(aws_db_instance__database=DATABASE)

    assert import_ids(made) == {}
    assert refusal(made, aws_db_instance__database="legacy-db") == (
        "aws_db_instance.database: legacy-db would have to be called aldeia-staging-db; rename it with "
        "aws rds modify-db-instance --db-instance-identifier legacy-db --new-db-instance-identifier aldeia-staging-db "
        "--apply-immediately --region us-east-1, then leave --name out"
    )


def test_a_key_made_by_hand_is_taken_by_its_id(ask: Ask) -> None:
    key_id = ask("kms").create_key(Description="ours, by hand")["KeyMetadata"]["KeyId"]

    assert import_ids(stack(aws_kms_key__data=KEY), aws_kms_key__data=key_id) == {"aws_kms_key.data": key_id}


@pytest.mark.parametrize(
    ("names", "state", "said"),
    [
        (
            {"aws_db_instance__databse": "x"},
            {},
            "--name aws_db_instance.databse: the stack has no such address; cdktf.out/stacks/x/cdk.tf.json has them all",
        ),
        (
            {"aws_db_instance__database": "x"},
            {"aws_db_instance.database": {}},
            "--name aws_db_instance.database: is in Terraform's state already; leave it out",
        ),
        (
            {"aws_db_instance__database": "legacy-db"},
            {},
            "--name aws_db_instance.database=legacy-db: there is none of this name in us-east-1; check the name",
        ),
        (
            {"aws_route_table_association__x": "rtbassoc-1"},
            {},
            "--name aws_route_table_association.x: cannot be named: it is found by what it belongs to; leave it out",
        ),
        (
            {"aws_sns_topic_policy__x": "p"},
            {},
            "--name aws_sns_topic_policy.x: cannot be named: making it overwrites the topic's one policy; leave it out",
        ),
    ],
)
def test_a_name_that_cannot_be_is_refused(names: dict[str, str], state: State, said: str, ask: Ask) -> None:
    made = stack(
        aws_db_instance__database=DATABASE,
        aws_route_table_association__x={"route_table_id": "rtb-1", "subnet_id": "subnet-1"},
        aws_sns_topic_policy__x={},
    )

    assert refusal(made, state, **names) == said


def test_a_database_that_terraform_would_replace_is_refused(ask: Ask) -> None:
    ask("rds").create_db_instance(**INSTANCE | {"StorageEncrypted": False, "MasterUsername": "root"})
    wanted = DATABASE | {
        "engine": "postgres", "storage_encrypted": True, "username": "aldeia_admin",
        "kms_key_id": "${aws_kms_key.data.arn}",
    }  # fmt: skip
    would = (
        "Terraform cannot change it and would destroy aldeia-staging-db; "
        "make a copy that is as the manifest says, or adopt what it refers to with --name"
    )

    assert refusal(stack(aws_db_instance__database=wanted, aws_kms_key__data=KEY)).splitlines() == [
        f"aws_db_instance.database: {argument} of aldeia-staging-db is {is_so}, and would be {expected}: {would}"
        for argument, is_so, expected in (
            ("username", "root", "aldeia_admin"),
            ("storage_encrypted", "false", "true"),
            ("kms_key_id", "not set", "what is yet to be made"),
        )
    ]


def test_a_cache_restored_as_the_specification_restores_it_is_refused(ask: Ask) -> None:
    ask("elasticache").create_replication_group(**GROUP)
    wanted = {"replication_group_id": "aldeia-staging-redis", "at_rest_encryption_enabled": "true"}

    assert refusal(stack(aws_elasticache_replication_group__cache=wanted)) == (
        "aws_elasticache_replication_group.cache: at_rest_encryption_enabled of aldeia-staging-redis is false, "
        "and would be true: Terraform cannot change it and would destroy aldeia-staging-redis; "
        "make a copy that is as the manifest says, or adopt what it refers to with --name"
    )


def test_a_cache_in_other_subnets_is_refused(ask: Ask) -> None:
    ask("elasticache").create_replication_group(**GROUP | {"CacheSubnetGroupName": "legacy"})
    wanted = {"replication_group_id": "aldeia-staging-redis", "subnet_group_name": "redis-subnets"}

    assert "subnet_group_name of aldeia-staging-redis is legacy, and would be redis-subnets" in (
        refusal(stack(aws_elasticache_replication_group__cache=wanted))
    )


def test_a_cache_of_another_name_is_refused_as_nothing_can_rename_it(ask: Ask) -> None:
    ask("elasticache").create_replication_group(**GROUP | {"ReplicationGroupId": "legacy-redis"})
    made = stack(aws_elasticache_replication_group__cache={"replication_group_id": "aldeia-staging-redis"})

    assert refusal(made, aws_elasticache_replication_group__cache="legacy-redis") == (
        "aws_elasticache_replication_group.cache: legacy-redis would have to be called aldeia-staging-redis; "
        "AWS cannot rename it: make a copy that is called aldeia-staging-redis, then adopt that"
    )


def test_a_secret_that_is_being_deleted_is_said_to_be_so(ask: Ask) -> None:
    arn = ask("secretsmanager").create_secret(Name="staging/cache/auth-token")["ARN"]
    ask("secretsmanager").delete_secret(SecretId=arn)

    assert refusal(stack(aws_secretsmanager_secret__x={"name": "staging/cache/auth-token"})) == (
        f"aws_secretsmanager_secret.x: {arn} is being deleted; "
        f"take that back with aws secretsmanager restore-secret --secret-id {arn} --region us-east-1"
    )


def test_everything_that_stands_against_it_is_said_at_once(ask: Ask) -> None:
    make_vpc(ask)
    make_vpc(ask)
    arn = ask("secretsmanager").create_secret(Name="s")["ARN"]
    ask("secretsmanager").delete_secret(SecretId=arn)
    two: dict[str, dict[str, Any]] = {"aws_vpc__main": VPC, "aws_secretsmanager_secret__x": {"name": "s"}}

    assert [line.split(":")[0] for line in refusal(stack(**two)).splitlines()] == [
        "aws_secretsmanager_secret.x",
        "aws_vpc.main",
    ]
