"""Writing around the stores: what an apply does to keys, secrets, logs and alarms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stacks.bootstrap.arns import allow
from stacks.bootstrap.reading import through

if TYPE_CHECKING:
    from stacks.bootstrap.arns import Arns
    from stacks.policies import Statement


def of_keys(arns: Arns) -> list[Statement]:
    """Let keys be made with this environment's tags, and changed where they have them."""
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
    ]


def of_secrets(arns: Arns) -> list[Statement]:
    """Let secrets be made, filled and taken away."""
    return [
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
    ]


def of_the_stores_key(arns: Arns) -> list[Statement]:
    """Let a store be handed its key, for as long as it lives."""
    return [
        allow(
            "LetStoresUseTheirKey",
            ["kms:CreateGrant"],
            arns.keys,
            through(arns, "elasticache", "rds") | {"Bool": {"kms:GrantIsForAWSResource": "true"}},
        ),
    ]


def of_logs(arns: Arns) -> list[Statement]:
    """Let log groups be made and changed, and the cache's logs be delivered to them."""
    return [
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
    ]


def of_alarms(arns: Arns) -> list[Statement]:
    """Let alarms, dashboards and topics be made and changed."""
    return [
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
