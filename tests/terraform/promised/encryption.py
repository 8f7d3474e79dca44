"""What AWS must say of keys, roles and logs after an apply."""

from __future__ import annotations

import json
from typing import Any

from tests.terraform.account import Account, last_part
from tests.terraform.promised.promise import ABSENT, Promise

REGIONS = ("us-east-1", "us-west-2")


def keys(account: Account) -> dict[str, Any]:
    """Give our keys by region and alias: state, rotation period in days, and who else may use them."""
    return {
        f"{region} {alias['AliasName'].removeprefix('alias/')}": _key(account, region, alias["TargetKeyId"])
        for region in REGIONS
        for alias in account.ask("kms", "list_aliases", region)["Aliases"]
        if alias["AliasName"].startswith("alias/aldeia-")
    }


def _key(account: Account, region: str, key_id: str) -> tuple[Any, ...]:
    metadata = account.ask("kms", "describe_key", region, KeyId=key_id)["KeyMetadata"]
    rotation = account.ask("kms", "get_key_rotation_status", region, KeyId=key_id)
    policy = json.loads(
        account.ask("kms", "get_key_policy", region, KeyId=key_id, PolicyName="default")["Policy"]
    )
    users = {
        who: statement.get("Condition", {})
        for statement in policy["Statement"]
        if statement["Sid"] != "AdministeredByTheAccount"
        for who in statement["Principal"].values()
    }
    return metadata["KeyState"], rotation["KeyRotationEnabled"], rotation.get("RotationPeriodInDays"), users


ACCOUNT = "arn:aws:iam::123456789012:root"


def _through(*services: str) -> tuple[Any, ...]:
    condition = {"kms:CallerAccount": "123456789012", "kms:ViaService": list(services)}
    return ("Enabled", True, 365, {ACCOUNT: {"StringEquals": condition}})


def _by_logs(prefix: str) -> tuple[Any, ...]:
    groups = [
        f"arn:aws:logs:us-east-1:123456789012:log-group:/aws/{group}"
        for group in (
            f"vpc/{prefix}/flow-logs", f"rds/instance/{prefix}-db/*", f"elasticache/{prefix}-redis/*",
        )
    ]  # fmt: skip
    condition = {"ArnLike": {"kms:EncryptionContext:aws:logs:arn": groups}}
    return ("Enabled", True, 365, {"logs.us-east-1.amazonaws.com": condition})


STORES = _through("rds.us-east-1.amazonaws.com", "elasticache.us-east-1.amazonaws.com")
SECRETS = _through("secretsmanager.us-east-1.amazonaws.com")
COPIES = _through("rds.us-west-2.amazonaws.com")


def _by_alarms(prefix: str) -> tuple[Any, ...]:
    topics = f"arn:aws:sns:us-east-1:123456789012:{prefix}-*"
    return (
        "Enabled", True, 365,
        {
            "cloudwatch.amazonaws.com": {"StringEquals": {"aws:SourceAccount": "123456789012"}},
            "events.rds.amazonaws.com": {"ArnLike": {"kms:EncryptionContext:aws:sns:topicArn": topics}},
        },
    )  # fmt: skip


KEYS = Promise(
    keys,
    (
        ("us-east-1 aldeia-staging-data", STORES, ABSENT, ABSENT),
        ("us-east-1 aldeia-staging-secrets", SECRETS, ABSENT, ABSENT),
        ("us-east-1 aldeia-staging-logs", _by_logs("aldeia-staging"), ABSENT, ABSENT),
        ("us-east-1 aldeia-staging-alarms", _by_alarms("aldeia-staging"), ABSENT, ABSENT),
        ("us-east-1 aldeia-prod-data", ABSENT, STORES, ABSENT),
        ("us-east-1 aldeia-prod-secrets", ABSENT, SECRETS, ABSENT),
        ("us-east-1 aldeia-prod-logs", ABSENT, _by_logs("aldeia-prod"), ABSENT),
        ("us-east-1 aldeia-prod-alarms", ABSENT, _by_alarms("aldeia-prod"), ABSENT),
        ("us-west-2 aldeia-prod-recovery", ABSENT, COPIES, ABSENT),
        ("us-east-1 aldeia-variant-data", ABSENT, ABSENT, STORES),
        ("us-east-1 aldeia-variant-secrets", ABSENT, ABSENT, SECRETS),
        ("us-east-1 aldeia-variant-logs", ABSENT, ABSENT, _by_logs("aldeia-variant")),
        ("us-east-1 aldeia-variant-alarms", ABSENT, ABSENT, _by_alarms("aldeia-variant")),
        ("us-west-2 aldeia-variant-recovery", ABSENT, ABSENT, COPIES),
    ),
)


def log_groups(account: Account) -> dict[str, Any]:
    """Give the log groups: how many days they keep, and under which key."""
    return {
        group["logGroupName"]: (group.get("retentionInDays"), account.key(group.get("kmsKeyId")))
        for group in account.ask("logs", "describe_log_groups")["logGroups"]
    }


LOG_GROUPS = Promise(
    log_groups,
    (
        ("/aws/vpc/aldeia-staging/flow-logs", (365, "alias/aldeia-staging-logs"), ABSENT, ABSENT),
        ("/aws/rds/instance/aldeia-staging-db/postgresql", (14, "alias/aldeia-staging-logs"), ABSENT, ABSENT),
        ("/aws/rds/instance/aldeia-staging-db/upgrade", (365, "alias/aldeia-staging-logs"), ABSENT, ABSENT),
        ("/aws/elasticache/aldeia-staging-redis/engine-log", (365, "alias/aldeia-staging-logs"), ABSENT, ABSENT),
        ("/aws/elasticache/aldeia-staging-redis/slow-log", (14, "alias/aldeia-staging-logs"), ABSENT, ABSENT),
        ("/aws/vpc/aldeia-prod/flow-logs", ABSENT, (365, "alias/aldeia-prod-logs"), ABSENT),
        ("/aws/rds/instance/aldeia-prod-db/postgresql", ABSENT, (90, "alias/aldeia-prod-logs"), ABSENT),
        ("/aws/rds/instance/aldeia-prod-db/upgrade", ABSENT, (365, "alias/aldeia-prod-logs"), ABSENT),
        ("/aws/elasticache/aldeia-prod-redis/engine-log", ABSENT, (365, "alias/aldeia-prod-logs"), ABSENT),
        ("/aws/elasticache/aldeia-prod-redis/slow-log", ABSENT, (30, "alias/aldeia-prod-logs"), ABSENT),
        ("/aws/rds/instance/aldeia-variant-db/upgrade", ABSENT, ABSENT, (365, "alias/aldeia-variant-logs")),
        ("/aws/elasticache/aldeia-variant-redis/engine-log", ABSENT, ABSENT, (365, "alias/aldeia-variant-logs")),
        ("/aws/elasticache/aldeia-variant-redis/slow-log", ABSENT, ABSENT, (30, "alias/aldeia-variant-logs")),
    ),
)  # fmt: skip


def roles(account: Account) -> dict[str, Any]:
    """Give the roles: who assumes them, for what, and what they may do."""
    return {
        role["RoleName"]: (
            *_trust(role["AssumeRolePolicyDocument"]["Statement"]),
            *_attached(account, role["RoleName"]),
            *_inline(account, role["RoleName"]),
        )
        for role in account.ask("iam", "list_roles")["Roles"]
    }


def _trust(statements: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [
        (statement["Principal"]["Service"], statement["Condition"]["ArnLike"]["aws:SourceArn"])
        for statement in statements
    ]


def _attached(account: Account, role: str) -> list[str | None]:
    found = account.ask("iam", "list_attached_role_policies", RoleName=role)["AttachedPolicies"]
    return [last_part(policy["PolicyArn"]) for policy in found]


def _inline(account: Account, role: str) -> list[list[str]]:
    found = account.ask("iam", "list_role_policies", RoleName=role)["PolicyNames"]
    documents = [account.ask("iam", "get_role_policy", RoleName=role, PolicyName=name) for name in found]
    return [
        sorted(statement["Resource"])
        for document in documents
        for statement in document["PolicyDocument"]["Statement"]
    ]


def _monitoring(prefix: str) -> tuple[Any, ...]:
    source = f"arn:aws:rds:us-east-1:123456789012:db:{prefix}-db*"
    return (("monitoring.rds.amazonaws.com", source), "AmazonRDSEnhancedMonitoringRole")


def _flow_logs(prefix: str) -> tuple[Any, ...]:
    source = "arn:aws:ec2:us-east-1:123456789012:vpc-flow-log/*"
    group = f"arn:aws:logs:us-east-1:123456789012:log-group:/aws/vpc/{prefix}/flow-logs"
    return (("vpc-flow-logs.amazonaws.com", source), [group, f"{group}:*"])


ROLES = Promise(
    roles,
    (
        ("aldeia-staging-flow-logs", _flow_logs("aldeia-staging"), ABSENT, ABSENT),
        ("aldeia-prod-flow-logs", ABSENT, _flow_logs("aldeia-prod"), ABSENT),
        ("aldeia-prod-db-monitoring", ABSENT, _monitoring("aldeia-prod"), ABSENT),
        ("aldeia-variant-db-monitoring", ABSENT, ABSENT, _monitoring("aldeia-variant")),
    ),
)

PROMISES = {"the keys": KEYS, "the log groups": LOG_GROUPS, "the roles": ROLES}
