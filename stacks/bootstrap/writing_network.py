"""Writing to the network: AWS draws its names, so tags say what is this environment's, and what is made gets them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stacks.bootstrap.arns import allow

if TYPE_CHECKING:
    from stacks.bootstrap.arns import Arns
    from stacks.policies import Statement

TAGGED_KINDS = (
    "network-acl",
    "route-table",
    "security-group",
    "security-group-rule",
    "subnet",
    "vpc",
    "vpc-flow-log",
)
"""What the network is made of; AWS draws their names, so tags tell whose they are."""


def of_made(arns: Arns) -> list[Statement]:
    """Let the network be made, with this environment's tags."""
    return [
        allow(
            "MakeTheNetwork",
            [
                "ec2:CreateFlowLogs",
                "ec2:CreateNetworkAcl",
                "ec2:CreateRouteTable",
                "ec2:CreateSecurityGroup",
                "ec2:CreateSubnet",
                "ec2:CreateVpc",
            ],
            arns.network("network-acl", "route-table", "security-group", "subnet", "vpc", "vpc-flow-log"),
            arns.tagging,
        ),
        allow(
            "MakeRulesOfGroups",
            ["ec2:AuthorizeSecurityGroupEgress", "ec2:AuthorizeSecurityGroupIngress"],
            arns.network("security-group-rule"),
            arns.tagging,
        ),
        allow(
            "MakeTheNetworkInItsVpc",
            [
                "ec2:CreateFlowLogs",
                "ec2:CreateNetworkAcl",
                "ec2:CreateRouteTable",
                "ec2:CreateSecurityGroup",
                "ec2:CreateSubnet",
            ],
            arns.network("vpc"),
            arns.tagged,
        ),
        allow(
            "TagWhatIsMade",
            ["ec2:CreateTags"],
            arns.network(*TAGGED_KINDS),
            {
                "StringEquals": arns.tagging["StringEquals"]
                | {
                    "ec2:CreateAction": [
                        "AuthorizeSecurityGroupEgress",
                        "AuthorizeSecurityGroupIngress",
                        "CreateFlowLogs",
                        "CreateNetworkAcl",
                        "CreateRouteTable",
                        "CreateSecurityGroup",
                        "CreateSubnet",
                        "CreateVpc",
                    ]
                }
            },
        ),
    ]


def of_what_is_there(arns: Arns) -> list[Statement]:
    """Let what is there be changed only where its tags say that it is this environment's, or nobody's."""
    return [
        allow("LookForWhatHoldsAGroup", ["ec2:DescribeNetworkInterfaces"], ["*"]),
        # AWS makes an ACL with each VPC, which a subnet gets back when its own goes; the subnet has to be ours.
        allow(
            "GiveSubnetsTheDefaultAcl",
            ["ec2:ReplaceNetworkAclAssociation"],
            arns.network("network-acl"),
            arns.untagged,
        ),
        # AWS makes a group with each VPC; Terraform empties it, and tags it first.
        allow(
            "AdoptTheDefaultGroup",
            ["ec2:CreateTags"],
            arns.network("security-group"),
            arns.tagging | arns.untagged,
        ),
        allow(
            "ChangeTheNetwork",
            [
                "ec2:AssociateRouteTable",
                "ec2:AuthorizeSecurityGroupEgress",
                "ec2:AuthorizeSecurityGroupIngress",
                "ec2:CreateNetworkAclEntry",
                "ec2:CreateTags",
                "ec2:DeleteFlowLogs",
                "ec2:DeleteNetworkAcl",
                "ec2:DeleteNetworkAclEntry",
                "ec2:DeleteRouteTable",
                "ec2:DeleteSecurityGroup",
                "ec2:DeleteSubnet",
                "ec2:DeleteTags",
                "ec2:DeleteVpc",
                "ec2:DisassociateRouteTable",
                "ec2:ModifySecurityGroupRules",
                "ec2:ModifyVpcAttribute",
                "ec2:ReplaceNetworkAclAssociation",
                "ec2:RevokeSecurityGroupEgress",
                "ec2:RevokeSecurityGroupIngress",
            ],
            arns.network(*TAGGED_KINDS),
            arns.tagged,
        ),
    ]
