"""What AWS checks besides is what its documentation and its own policies say."""

from __future__ import annotations

import json
from typing import Any

from moto.iam.aws_managed_policies import aws_managed_policies_data

from tests.permissions.implied import LOOKED_UP, implied
from tests.permissions.recorder import ACCOUNT, Request

SOURCE = f"arn:aws:rds:us-east-1:{ACCOUNT}:db:aldeia-prod-db"


def asked(request: Request) -> set[str]:
    return {str(check) for check in implied(request)}


def managed(name: str) -> list[dict[str, Any]]:
    """Give the statements of one of AWS's own policies, as of 2023-11-28."""
    policies = json.loads(aws_managed_policies_data)
    found: list[dict[str, Any]] = policies[name]["Document"]["Statement"]
    return found


def actions_in_ec2(name: str, but_for: str) -> set[str]:
    return {
        action
        for statement in managed(name)
        if but_for not in statement["Sid"].lower()
        for action in ([statement["Action"]] if isinstance(statement["Action"], str) else statement["Action"])
        if action.startswith("ec2:")
    }


def test_copies_of_backups_use_the_keys_of_both_regions_each_where_it_is() -> None:
    request = Request(
        "rds",
        "us-west-2",
        "StartDBInstanceAutomatedBackupsReplication",
        {"SourceDBInstanceArn": SOURCE, "KmsKeyId": "alias/x"},
    )
    tags = "aws:ResourceTag/Environment={environment} aws:ResourceTag/Project=aldeia"

    assert asked(request) == {
        f"{action} on arn:aws:kms:{region}:{ACCOUNT}:key/x {tags}{grant} kms:ViaService=rds.{region}.amazonaws.com"
        for region in ("us-east-1", "us-west-2")
        for action, grant in (
            ("kms:CreateGrant", " kms:GrantIsForAWSResource=true"),
            ("kms:DescribeKey", ""),
        )
    }


def test_a_replica_is_under_its_sources_key() -> None:
    request = Request("rds", "us-east-1", "CreateDBInstanceReadReplica", {"DBInstanceIdentifier": "a"})

    assert {check.action for check in implied(request)} == {"kms:CreateGrant", "kms:DescribeKey"}


def test_copies_that_are_stopped_use_no_key() -> None:
    request = Request(
        "rds", "us-west-2", "StopDBInstanceAutomatedBackupsReplication", {"SourceDBInstanceArn": SOURCE}
    )

    assert asked(request) == set()


def test_whoever_makes_caches_by_awss_own_policy_looks_up_the_network_and_makes_no_interface() -> None:
    assert actions_in_ec2("AmazonElastiCacheFullAccess", but_for="vpcendpoint") == set(LOOKED_UP)
    assert {"ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface"} <= actions_in_ec2(
        "ElastiCacheServiceRolePolicy", but_for="vpcendpoint"
    )


def test_making_a_cache_looks_up_the_network() -> None:
    request = Request("elasticache", "us-east-1", "CreateCacheSubnetGroup", {})

    assert set(LOOKED_UP) <= {check.action for check in implied(request)}
