from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.emulator.conftest import Client
from tests.emulator.examples import error_code, make_group


@pytest.fixture
def subnet_group(client: Client, elasticache: Any) -> str:
    ec2 = client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.20.0/24")["Subnet"]["SubnetId"]
    elasticache.create_cache_subnet_group(
        CacheSubnetGroupName="subnets", CacheSubnetGroupDescription="subnets", SubnetIds=[subnet]
    )
    return "subnets"


def test_a_deleted_subnet_group_is_gone(elasticache: Any, subnet_group: str) -> None:
    elasticache.delete_cache_subnet_group(CacheSubnetGroupName=subnet_group)

    assert elasticache.describe_cache_subnet_groups()["CacheSubnetGroups"] == []


def test_a_subnet_group_in_use_stays(elasticache: Any, subnet_group: str) -> None:
    make_group(elasticache, CacheSubnetGroupName=subnet_group)

    with pytest.raises(ClientError) as error:
        elasticache.delete_cache_subnet_group(CacheSubnetGroupName=subnet_group)

    assert error_code(error) == "CacheSubnetGroupInUse"
