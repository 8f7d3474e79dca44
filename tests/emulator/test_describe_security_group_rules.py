from __future__ import annotations

from typing import Any

from tests.emulator.conftest import Client


def make_rule(ec2: Any) -> str:
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    here, there = (
        ec2.create_security_group(GroupName=name, Description=name, VpcId=vpc)["GroupId"]
        for name in ("a", "b")
    )
    answer = ec2.authorize_security_group_ingress(
        GroupId=here,
        IpPermissions=[
            {
                "IpProtocol": "tcp",
                "FromPort": 5432,
                "ToPort": 5432,
                "UserIdGroupPairs": [{"GroupId": there, "Description": "from there"}],
            }
        ],
    )
    rule: str = answer["SecurityGroupRules"][0]["SecurityGroupRuleId"]
    return rule


def test_a_rule_for_a_security_group_has_its_description(client: Client) -> None:
    ec2 = client("ec2")
    rule = make_rule(ec2)

    [found] = ec2.describe_security_group_rules(SecurityGroupRuleIds=[rule])["SecurityGroupRules"]

    assert found["Description"] == "from there"
