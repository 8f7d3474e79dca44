"""What a destroy leaves, and what Terraform refuses to destroy."""

from __future__ import annotations

import re
import subprocess

from tests.terraform.account import Account
from tests.terraform.promised import encryption

PROTECTED = re.compile(r"Resource\s+(\S+)\s+has\s+lifecycle\.prevent_destroy\s+set")


def protected_addresses(refused: subprocess.CompletedProcess[str]) -> set[str]:
    """Give the addresses that Terraform names when it refuses to plan their destruction."""
    # It draws a line down the left, and breaks sentences where the terminal's would end.
    return set(PROTECTED.findall(re.sub(r"[\n│╷╵]+", " ", refused.stderr)))


def left_over(account: Account) -> dict[str, list[str]]:
    """Give what a destroy has left, by kind; keys wait for their deletion, and AWS's own do not count."""
    found = {
        "instances": account.ask("rds", "describe_db_instances")["DBInstances"],
        "backups": account.ask("rds", "describe_db_instance_automated_backups")["DBInstanceAutomatedBackups"],
        "snapshots": account.ask("rds", "describe_db_snapshots")["DBSnapshots"],
        "parameter groups": account.ask("rds", "describe_db_parameter_groups")["DBParameterGroups"],
        "subnet groups": account.ask("rds", "describe_db_subnet_groups")["DBSubnetGroups"],
        "caches": account.ask("elasticache", "describe_replication_groups")["ReplicationGroups"],
        "cache subnet groups": account.ask("elasticache", "describe_cache_subnet_groups")[
            "CacheSubnetGroups"
        ],
        "cache snapshots": account.ask("elasticache", "describe_snapshots")["Snapshots"],
        "secrets": account.ask("secretsmanager", "list_secrets")["SecretList"],
        "alarms": account.ask("cloudwatch", "describe_alarms")["MetricAlarms"],
        "topics": account.ask("sns", "list_topics")["Topics"],
        "log groups": account.ask("logs", "describe_log_groups")["logGroups"],
        "roles": account.ask("iam", "list_roles")["Roles"],
        "flow logs": account.ask("ec2", "describe_flow_logs")["FlowLogs"],
        "subnets": list(account.subnets()),
        "VPCs": [vpc for vpc in account.ask("ec2", "describe_vpcs")["Vpcs"] if not vpc["IsDefault"]],
        "keys": list(encryption.keys(account)),
        "enabled keys": _enabled_keys(account),
    }
    return {kind: [str(one) for one in things] for kind, things in found.items() if things}


def _enabled_keys(account: Account) -> list[str]:
    keys = account.ask("kms", "list_keys")["Keys"]
    metadata = [account.ask("kms", "describe_key", KeyId=key["KeyId"])["KeyMetadata"] for key in keys]
    ours = [one for one in metadata if one["Description"].startswith("aldeia-")]
    return [one["Description"] for one in ours if one["KeyState"] != "PendingDeletion"]
