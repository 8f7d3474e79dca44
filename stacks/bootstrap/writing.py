"""Writing: what an apply does, to what is this environment's own; it can neither widen its own role nor make another.

Which actions, is what the real provider asked of an emulator for an apply, changes and a destroy; what AWS wants besides
and the emulator does not ask for is in tests/permissions/implied.py, each with its source.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stacks.bootstrap.arns import allow
from stacks.bootstrap.reading import through, through_s3
from stacks.database import MONITORING_POLICY_ARN

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
PASSED_TO = ("monitoring.rds.amazonaws.com", "vpc-flow-logs.amazonaws.com")


def of_the_state(arns: Arns) -> list[Statement]:
    """Let the state be locked and written, and never taken away."""
    return [
        allow("WriteTheState", ["s3:PutObject"], [arns.state]),
        allow("LockTheState", ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"], [arns.lock]),
        allow("EncryptTheState", ["kms:GenerateDataKey"], [arns.state_key], through_s3(arns)),
    ]


def of_stores(arns: Arns) -> list[Statement]:
    """Let the database and the cache be made, changed and taken away."""
    return [
        allow(
            "ChangeTheDatabase",
            [
                "rds:AddTagsToResource",
                "rds:CreateDBInstance",
                "rds:CreateDBInstanceReadReplica",
                "rds:CreateDBParameterGroup",
                "rds:CreateDBSubnetGroup",
                "rds:CreateEventSubscription",
                "rds:DeleteDBInstance",
                "rds:DeleteDBParameterGroup",
                "rds:DeleteDBSubnetGroup",
                "rds:DeleteEventSubscription",
                "rds:ModifyDBInstance",
                "rds:ModifyDBParameterGroup",
                "rds:ModifyDBSubnetGroup",
                "rds:ModifyEventSubscription",
                "rds:RemoveTagsFromResource",
                "rds:ResetDBParameterGroup",
            ],
            [*arns.database, *arns.database_events, *arns.database_groups, *arns.option_groups],
        ),
        allow("KeepALastSnapshot", ["rds:CreateDBSnapshot"], [*arns.primary, *arns.database_snapshots]),
        allow(
            "CopyBackups",
            [
                "rds:StartDBInstanceAutomatedBackupsReplication",
                "rds:StopDBInstanceAutomatedBackupsReplication",
            ],
            [*arns.primary, *arns.backups],
        ),
        allow(
            "ChangeTheCache",
            [
                "elasticache:AddTagsToResource",
                "elasticache:CreateCacheParameterGroup",
                "elasticache:CreateCacheSubnetGroup",
                "elasticache:CreateReplicationGroup",
                "elasticache:CreateUser",
                "elasticache:CreateUserGroup",
                "elasticache:DecreaseReplicaCount",
                "elasticache:DeleteCacheParameterGroup",
                "elasticache:DeleteCacheSubnetGroup",
                "elasticache:DeleteReplicationGroup",
                "elasticache:DeleteUser",
                "elasticache:DeleteUserGroup",
                "elasticache:IncreaseReplicaCount",
                "elasticache:ModifyCacheParameterGroup",
                "elasticache:ModifyCacheSubnetGroup",
                "elasticache:ModifyReplicationGroup",
                "elasticache:ModifyUser",
                "elasticache:ModifyUserGroup",
                "elasticache:RemoveTagsFromResource",
                "elasticache:ResetCacheParameterGroup",
            ],
            [*arns.cache, *arns.cache_groups, *arns.cache_users, *arns.cache_snapshots],
        ),
    ]


def of_network(arns: Arns) -> list[Statement]:
    """Let the network be made; what is there is changed only where its tags say that it is this environment's."""
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


def of_what_is_around(arns: Arns) -> list[Statement]:
    """Let keys, secrets, logs and alarms be made and changed."""
    return [
        allow("MakeKeys", ["kms:CreateKey"], ["*"], arns.tagging),
        # A key that has an environment's tag already is not made this environment's by another.
        allow("TagKeysThatAreMade", ["kms:TagResource"], arns.keys, arns.tagging | arns.untagged),
        allow(
            "ChangeKeys",
            [
                "kms:CreateAlias",
                "kms:DeleteAlias",
                "kms:EnableKeyRotation",
                "kms:PutKeyPolicy",
                "kms:TagResource",
                "kms:UntagResource",
                "kms:UpdateKeyDescription",
            ],
            arns.keys,
            arns.tagged,
        ),
        allow(
            "DeleteKeysSlowly",
            ["kms:ScheduleKeyDeletion"],
            arns.keys,
            arns.tagged
            | {
                "NumericGreaterThanEquals": {
                    "kms:ScheduleKeyDeletionPendingWindowInDays": str(
                        arns.manifest.encryption.key_deletion_window.days
                    )
                }
            },
        ),
        allow("NameKeys", ["kms:CreateAlias", "kms:DeleteAlias"], arns.key_aliases),
        allow(
            "ChangeSecrets",
            [
                "secretsmanager:CreateSecret",
                "secretsmanager:DeleteSecret",
                "secretsmanager:PutSecretValue",
                "secretsmanager:TagResource",
                "secretsmanager:UntagResource",
                "secretsmanager:UpdateSecret",
            ],
            arns.secrets,
        ),
        allow(
            "EncryptSecrets",
            ["kms:GenerateDataKey"],
            arns.regional("kms", "key/*"),
            through(arns, "secretsmanager"),
        ),
        allow(
            "LetStoresUseTheirKey",
            ["kms:CreateGrant"],
            arns.keys,
            through(arns, "elasticache", "rds") | {"Bool": {"kms:GrantIsForAWSResource": "true"}},
        ),
        allow(
            "ChangeLogs",
            [
                "logs:CreateLogGroup",
                "logs:DeleteLogGroup",
                "logs:DeleteMetricFilter",
                "logs:PutMetricFilter",
                "logs:PutRetentionPolicy",
                "logs:TagResource",
                "logs:UntagResource",
            ],
            arns.log_groups,
        ),
        # ElastiCache sets the delivery of its logs up in the caller's name, of which no resource is known.
        allow(
            "DeliverTheCachesLogs",
            [
                "logs:CreateLogDelivery",
                "logs:DeleteLogDelivery",
                "logs:DescribeResourcePolicies",
                "logs:GetLogDelivery",
                "logs:ListLogDeliveries",
                "logs:PutResourcePolicy",
                "logs:UpdateLogDelivery",
            ],
            ["*"],
            {"StringEquals": {"aws:RequestedRegion": arns.manifest.region}},
        ),
        allow(
            "ChangeAlarms",
            [
                "cloudwatch:DeleteAlarms",
                "cloudwatch:DeleteDashboards",
                "cloudwatch:PutDashboard",
                "cloudwatch:PutMetricAlarm",
                "cloudwatch:TagResource",
                "cloudwatch:UntagResource",
                "sns:CreateTopic",
                "sns:DeleteTopic",
                "sns:SetTopicAttributes",
                "sns:Subscribe",
                "sns:TagResource",
                "sns:Unsubscribe",
                "sns:UntagResource",
            ],
            [*arns.alarms, *arns.dashboards, *arns.topics],
        ),
        # AWS takes it on anything or on nothing: CloudWatch API reference, PutCompositeAlarm.
        allow(
            "MakePages",
            ["cloudwatch:PutCompositeAlarm"],
            ["*"],
            {"StringEquals": {"aws:RequestedRegion": arns.manifest.region}},
        ),
    ]


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
