"""Writing of roles: those that services take, and what such a role is at most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stacks.bootstrap.arns import allow
from stacks.database import MONITORING_POLICY_ARN

if TYPE_CHECKING:
    from stacks.bootstrap.arns import Arns
    from stacks.policies import Statement

PASSED_TO = ("monitoring.rds.amazonaws.com", "vpc-flow-logs.amazonaws.com")


def of_roles(arns: Arns) -> list[Statement]:
    """Let the roles be made that services take, and handed to them."""
    return [
        # Whoever writes a role's policies could make themselves anything by it: the boundary says what a role is at most.
        allow(
            "MakeTheServicesRoles", ["iam:CreateRole", "iam:PutRolePolicy"], arns.service_roles, arns.bounded
        ),
        allow(
            "ChangeTheServicesRoles",
            [
                "iam:DeleteRole",
                "iam:DeleteRolePolicy",
                "iam:ListInstanceProfilesForRole",
                "iam:TagRole",
                "iam:UntagRole",
                "iam:UpdateAssumeRolePolicy",
            ],
            arns.service_roles,
        ),
        allow(
            "AttachOnePolicy",
            ["iam:AttachRolePolicy", "iam:DetachRolePolicy"],
            arns.monitoring_role,
            arns.bounded | {"ArnEquals": {"iam:PolicyARN": MONITORING_POLICY_ARN}},
        ),
        allow(
            "MakeTheStoresOwnRoles",
            ["iam:CreateServiceLinkedRole"],
            arns.service_linked_roles,
            {"StringEquals": {"iam:AWSServiceName": ["elasticache.amazonaws.com", "rds.amazonaws.com"]}},
        ),
        allow(
            "GiveRolesToTheirServices",
            ["iam:PassRole"],
            arns.service_roles,
            {"StringEquals": {"iam:PassedToService": list(PASSED_TO)}},
        ),
    ]


def at_most(arns: Arns) -> list[Statement]:
    """Say what a role that CI makes can be at most: what RDS and the VPC do with theirs, and that is to write logs.

    RDS writes Enhanced Monitoring into groups that begin with RDS: AmazonRDSEnhancedMonitoringRole, AWS's own policy.
    """
    flow_logs = arns.regional(
        "logs", f"log-group:{arns.names.flow_log_group}", f"log-group:{arns.names.flow_log_group}:*"
    )
    streams = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]
    return [
        allow("WriteFlowLogs", [*streams, "logs:DescribeLogGroups"], flow_logs),
        allow(
            "WriteEnhancedMonitoring",
            [*streams, "logs:CreateLogGroup", "logs:GetLogEvents", "logs:PutRetentionPolicy"],
            arns.regional("logs", "log-group:RDS*", "log-group:RDS*:log-stream:*"),
        ),
    ]
