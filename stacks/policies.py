"""Policies: IAM and key policy documents, built from statements that say who may do what."""

from __future__ import annotations

import json
from typing import Any

Statement = dict[str, Any]

# What an account's administrators do with a key. Using it is not among them: only the services named may.
_KEY_ADMINISTRATION = [
    "kms:CancelKeyDeletion",
    "kms:CreateAlias",
    "kms:Delete*",
    "kms:Describe*",
    "kms:Disable*",
    "kms:Enable*",
    "kms:Get*",
    "kms:List*",
    "kms:Put*",
    "kms:ReplicateKey",
    "kms:Revoke*",
    "kms:RotateKeyOnDemand",
    "kms:ScheduleKeyDeletion",
    "kms:TagResource",
    "kms:UntagResource",
    "kms:Update*",
]
_KEY_USE = [
    "kms:CreateGrant",
    "kms:Decrypt",
    "kms:DescribeKey",
    "kms:Encrypt",
    "kms:GenerateDataKey*",
    "kms:ListGrants",
    "kms:ReEncrypt*",
]


def policy(*statements: Statement) -> str:
    """Write a policy document; the same statements always give the same text."""
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)}, sort_keys=True)


def administered_by_account(account_id: str) -> Statement:
    """Let the account's IAM policies say who manages the key."""
    return {
        "Sid": "AdministeredByTheAccount",
        "Effect": "Allow",
        "Principal": {"AWS": f"arn:aws:iam::{account_id}:root"},
        "Action": _KEY_ADMINISTRATION,
        "Resource": "*",
    }


def used_through(services: list[str], account_id: str) -> Statement:
    """Let the account's principals use the key, but only when one of the services asks on their behalf."""
    return {
        "Sid": "UsedThroughTheService",
        "Effect": "Allow",
        "Principal": {"AWS": f"arn:aws:iam::{account_id}:root"},
        "Action": _KEY_USE,
        "Resource": "*",
        "Condition": {"StringEquals": {"kms:CallerAccount": account_id, "kms:ViaService": services}},
    }


def used_by_service(
    service: str, actions: list[str], condition: dict[str, Any], sid: str = "UsedByTheService"
) -> Statement:
    """Let a service use the key by itself, under a condition that ties it to this account."""
    return {
        "Sid": sid,
        "Effect": "Allow",
        "Principal": {"Service": service},
        "Action": actions,
        "Resource": "*",
        "Condition": condition,
    }


def assumed_by_service(service: str, source_arn: str, account_id: str) -> str:
    """Write a trust policy that one service may use for one source in this account, and no other's behalf."""
    return policy(
        {
            "Sid": "AssumedByTheService",
            "Effect": "Allow",
            "Principal": {"Service": service},
            "Action": "sts:AssumeRole",
            "Condition": {
                "ArnLike": {"aws:SourceArn": source_arn},
                "StringEquals": {"aws:SourceAccount": account_id},
            },
        }
    )
