from __future__ import annotations

from tests.emulator.conftest import Client


def test_a_list_is_found_by_its_id(client: Client) -> None:
    ec2 = client("ec2")
    vpc_id = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    made = ec2.create_network_acl(VpcId=vpc_id)["NetworkAcl"]["NetworkAclId"]

    found = ec2.describe_network_acls(Filters=[{"Name": "network-acl-id", "Values": [made]}])["NetworkAcls"]

    assert [acl["NetworkAclId"] for acl in found] == [made]
