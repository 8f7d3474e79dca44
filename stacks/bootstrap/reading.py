"""Reading: what a plan asks of AWS, and so what CI's roles may all do; nothing in here changes anything.

Which actions, is what the real provider asked of an emulator (tests/permissions); of those that have no resource of
their own, Describe and List are of the whole account, in which they tell names and settings and no data.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stacks.bootstrap.arns import allow

if TYPE_CHECKING:
    from stacks.bootstrap.arns import Arns, Condition
    from stacks.policies import Statement


def of_resources(arns: Arns) -> list[Statement]:
    """Let everything be described that the environment is made of; none of it is a secret's value."""
    return [*_of_no_resource(arns), *_of_stores(arns), *_of_what_is_around(arns)]


def _of_no_resource(arns: Arns) -> list[Statement]:
    """Let the whole account be described where AWS knows no resource of an action."""
    return [
        allow(
            "DescribeWhatHasNoResource",
            [
                "cloudwatch:DescribeAlarms",
                "ec2:DescribeFlowLogs",
                "ec2:DescribeNetworkAcls",
                "ec2:DescribeRouteTables",
                "ec2:DescribeSecurityGroupRules",
                "ec2:DescribeSecurityGroups",
                "ec2:DescribeSubnets",
                "ec2:DescribeVpcs",
                "kms:ListAliases",
                "logs:DescribeLogGroups",
                "secretsmanager:GetRandomPassword",
            ],
            ["*"],
        ),
        allow("DescribeTheNetwork", ["ec2:DescribeVpcAttribute"], arns.network("vpc")),
    ]


def _of_stores(arns: Arns) -> list[Statement]:
    """Let the stores and their groups be described."""
    return [
        allow(
            "DescribeTheDatabase",
            [
                "rds:DescribeDBParameterGroups",
                "rds:DescribeDBParameters",
                "rds:DescribeDBSubnetGroups",
                "rds:DescribeDBInstanceAutomatedBackups",
                "rds:DescribeEventSubscriptions",
                "rds:ListTagsForResource",
            ],
            [*arns.database_events, *arns.database_groups, *arns.backups],
        ),
        # The provider finds the database by its resource id, not its name: AWS looks through all of them for that.
        allow("FindTheDatabase", ["rds:DescribeDBInstances"], arns.regional("rds", "db:*")),
        allow(
            "DescribeTheCache",
            [
                "elasticache:DescribeCacheClusters",
                "elasticache:DescribeCacheParameterGroups",
                "elasticache:DescribeCacheParameters",
                "elasticache:DescribeCacheSubnetGroups",
                "elasticache:DescribeReplicationGroups",
                "elasticache:DescribeUserGroups",
                "elasticache:DescribeUsers",
                "elasticache:ListTagsForResource",
            ],
            [*arns.cache, *arns.cache_groups, *arns.cache_nodes, *arns.cache_users],
        ),
    ]


def _of_what_is_around(arns: Arns) -> list[Statement]:
    """Let keys, alarms, logs, roles and secrets be described."""
    return [
        allow(
            "DescribeTheKeys",
            ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:ListResourceTags"],
            arns.keys,
            arns.tagged,
        ),
        allow(
            "DescribeTheAlarms",
            [
                "cloudwatch:GetDashboard",
                "cloudwatch:ListTagsForResource",
                "sns:GetSubscriptionAttributes",
                "sns:GetTopicAttributes",
                "sns:ListTagsForResource",
            ],
            [*arns.alarms, *arns.dashboards, *arns.topics],
        ),
        allow("DescribeTheLogs", ["logs:DescribeMetricFilters", "logs:ListTagsForResource"], arns.log_groups),
        allow(
            "DescribeTheRoles",
            ["iam:GetRole", "iam:GetRolePolicy", "iam:ListAttachedRolePolicies", "iam:ListRolePolicies"],
            arns.service_roles,
        ),
        allow(
            "DescribeTheSecrets",
            ["secretsmanager:DescribeSecret", "secretsmanager:GetResourcePolicy"],
            arns.secrets,
        ),
    ]


def of_secrets(arns: Arns) -> list[Statement]:
    """Let the secrets be read: a plan opens the password's ephemeral resource, and the AUTH token is a data source."""
    return [
        allow("ReadTheSecrets", ["secretsmanager:GetSecretValue"], arns.secrets),
        allow(
            "DecryptTheSecrets",
            ["kms:Decrypt"],
            arns.regional("kms", "key/*"),
            through(arns, "secretsmanager"),
        ),
    ]


def of_the_state(arns: Arns) -> list[Statement]:
    """Let the environment's state be read, and no other's."""
    return [
        allow("FindTheState", ["s3:ListBucket"], [arns.bucket]),
        allow("ReadTheState", ["s3:GetObject"], [arns.state]),
        allow("DecryptTheState", ["kms:Decrypt"], [arns.state_key], through_s3(arns)),
    ]


def through(arns: Arns, *names: str) -> Condition:
    """Say that a key is one of the environment's, and used by services on the caller's behalf alone."""
    services = [f"{name}.{region}.amazonaws.com" for name in names for region in arns.regions]
    return {"StringEquals": arns.tagged["StringEquals"] | {"kms:ViaService": services}}


def through_s3(arns: Arns) -> Condition:
    return {"StringEquals": {"kms:ViaService": f"s3.{arns.manifest.state.region}.amazonaws.com"}}
