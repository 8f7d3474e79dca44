"""How the network's things are found: AWS gives them their ids, so tags or what they belong to tell them apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aldeia.adoption.kind import NAMED, OURS, Kind, filters


def _ec2(
    plural: str,
    id_path: str,
    where: list[dict[str, Any]],
    *,
    filter_name: str,
    fixed: Mapping[str, str],
    parameter: str = "Filters",
    look: str,
    shown: str = "",
) -> Kind:
    """Write the row of a thing with tags and an id of its own."""
    return Kind(
        "ec2",
        f"describe_{plural}",
        {parameter: [*where]},
        "".join(word.title() for word in plural.split("_")) + "[]",
        f"{{{id_path}}}",
        asks_id={parameter: filters(**{filter_name: "{id}"})},
        asks_ours={parameter: OURS},
        fixed=fixed,
        shown=shown,
        look=f"aws ec2 describe-{plural.replace('_', '-')} --{look} {{import_id}} --region {{region}}",
    )


def _rule(*, egress: bool) -> Kind:
    """Write the row of a security group's rule; the provider has a type for each direction."""
    return Kind(
        "ec2",
        "describe_security_group_rules",
        {"Filters": filters(group_id="{security_group_id}")},
        "SecurityGroupRules[]",
        "{SecurityGroupRuleId}",
        only={
            "IsEgress": "true" if egress else "false",
            "IpProtocol": "{ip_protocol}",
            "FromPort": "{from_port}",
            "ToPort": "{to_port}",
            "ReferencedGroupInfo.GroupId": "{referenced_security_group_id}",
        },
    )


NETWORK: dict[str, Kind] = {
    "aws_vpc": _ec2(
        "vpcs",
        "VpcId",
        NAMED,
        filter_name="vpc_id",
        fixed={"cidr_block": "CidrBlock"},
        look="vpc-ids",
        shown="CidrBlock",
    ),
    "aws_subnet": _ec2(
        "subnets",
        "SubnetId",
        [*NAMED, *filters(vpc_id="{vpc_id}")],
        filter_name="subnet_id",
        fixed={"vpc_id": "VpcId", "cidr_block": "CidrBlock", "availability_zone": "AvailabilityZone"},
        look="subnet-ids",
        shown="join(', ', [CidrBlock, AvailabilityZone])",
    ),
    "aws_route_table": _ec2(
        "route_tables",
        "RouteTableId",
        [*NAMED, *filters(vpc_id="{vpc_id}")],
        filter_name="route_table_id",
        fixed={"vpc_id": "VpcId"},
        look="route-table-ids",
    ),
    "aws_route_table_association": Kind(
        "ec2",
        "describe_route_tables",
        {"Filters": filters(route_table_id="{route_table_id}")},
        "RouteTables[].Associations[]",
        "{subnet_id}/{route_table_id}",
        only={"SubnetId": "{subnet_id}"},
    ),
    "aws_network_acl": _ec2(
        "network_acls",
        "NetworkAclId",
        [*NAMED, *filters(vpc_id="{vpc_id}")],
        filter_name="network_acl_id",
        fixed={"vpc_id": "VpcId"},
        look="network-acl-ids",
    ),
    "aws_network_acl_rule": Kind(
        "ec2",
        "describe_network_acls",
        {"Filters": filters(network_acl_id="{network_acl_id}")},
        "NetworkAcls[].Entries[]",
        "{network_acl_id}:{rule_number}:{protocol}:{egress}",
        only={"RuleNumber": "{rule_number}", "Egress": "{egress}"},
    ),
    "aws_security_group": Kind(
        "ec2",
        "describe_security_groups",
        {"Filters": filters(group_name="{name}", vpc_id="{vpc_id}")},
        # A VPC's default group is no group of ours, though Terraform puts our tags on it.
        "SecurityGroups[?GroupName != 'default']",
        "{GroupId}",
        name="name",
        asks_ours={"Filters": OURS},
        fixed={"vpc_id": "VpcId", "description": "Description"},
        shown="Description",
        look="aws ec2 describe-security-groups --group-ids {import_id} --region {region}",
    ),
    "aws_vpc_security_group_egress_rule": _rule(egress=True),
    "aws_vpc_security_group_ingress_rule": _rule(egress=False),
    "aws_flow_log": Kind(
        "ec2",
        "describe_flow_logs",
        {"Filter": [*NAMED, *filters(resource_id="{vpc_id}")]},
        "FlowLogs[]",
        "{FlowLogId}",
        asks_ours={"Filter": OURS},
        look="aws ec2 describe-flow-logs --flow-log-ids {import_id} --region {region}",
    ),
}
