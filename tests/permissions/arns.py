"""Arns: the resources that a request names, as policies call them; what AWS draws by chance is an x."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from tests.permissions.recorder import ACCOUNT, Request

Found = tuple[str, str, str]
"""Kind, as AWS's service authorization reference has it; ARN; and what the request calls it."""

_BY_NAME: dict[str, dict[str, str]] = {
    "cloudwatch": {
        "AlarmName": "alarm:{}",
        "AlarmNames": "alarm:{}",
        "DashboardName": "dashboard/{}",
        "DashboardNames": "dashboard/{}",
    },
    "elasticache": {
        "CacheClusterId": "cluster:{}",
        "CacheParameterGroupName": "parametergroup:{}",
        "CacheSubnetGroupName": "subnetgroup:{}",
        "FinalSnapshotIdentifier": "snapshot:{}",
        "ReplicationGroupId": "replicationgroup:{}",
        "UserGroupId": "usergroup:{}",
        "UserGroupIds": "usergroup:{}",
        "UserId": "user:{}",
        "UserIds": "user:{}",
    },
    "iam": {"RoleName": "role/{}"},
    "kms": {"AliasName": "{}", "KeyId": "key/{}", "TargetKeyId": "key/{}"},
    "logs": {"logGroupName": "log-group:{}"},
    "rds": {
        "DBInstanceIdentifier": "db:{}",
        "DBParameterGroupName": "pg:{}",
        "DBSubnetGroupName": "subgrp:{}",
        "SourceDBInstanceIdentifier": "db:{}",
        "SubscriptionName": "es:{}",
    },
    "secretsmanager": {"Name": "secret:{}-xxxxxx"},
    "sns": {"Name": "{}"},
}
"""By service and parameter: the end of the ARN."""
_BY_ARN = {
    "DBInstanceAutomatedBackupsArn",
    "ResourceARN",
    "ResourceArn",
    "ResourceName",
    "SecretId",
    "SourceDBInstanceArn",
    "SourceDBInstanceIdentifier",
    "SubscriptionArn",
    "TopicArn",
    "resourceArn",
}
_NETWORK = {
    "acl": "network-acl",
    "fl": "vpc-flow-log",
    "rtb": "route-table",
    "sg": "security-group",
    "sgr": "security-group-rule",
    "subnet": "subnet",
    "vpc": "vpc",
}
_NETWORK_PARAMETERS = {
    "FlowLogId",
    "GroupId",
    "NetworkAclId",
    "ResourceId",
    "RouteTableId",
    "SecurityGroupRule",
    "SecurityGroupRuleId",
    "SubnetId",
    "VpcId",
}
_WITHOUT_A_REGION = ("dashboard/", "role/")
_DRAWN = (
    (re.compile(r"(?<=:key/).+"), "x"),
    (re.compile(r"(?<=:auto-backup:).+"), "ab-x"),
    (re.compile(r"(?<=:secret:)(.+)-\w{6}$"), r"\1-xxxxxx"),
)


def named(request: Request) -> list[Found]:
    """Give every resource that a request names."""
    return list(dict.fromkeys(_network(request) if request.service == "ec2" else _others(request)))


def _others(request: Request) -> Iterator[Found]:
    for name, value in _values(request.parameters):
        end = _BY_NAME.get(request.service, {}).get(name)
        if name in _BY_ARN and value.startswith("arn:"):
            yield from _forms(request.service, value, value)
        elif end is not None and not value.startswith("arn:"):
            region = "" if end.startswith(_WITHOUT_A_REGION) else request.region
            arn = f"arn:aws:{request.service}:{region}:{ACCOUNT}:{end.format(value)}"
            yield from _forms(request.service, arn, value)


def _forms(service: str, arn: str, value: str) -> Iterator[Found]:
    """Give an ARN in the forms that AWS checks it in."""
    for pattern, drawn in _DRAWN:
        arn = pattern.sub(drawn, arn)
    if service == "sns":
        # A subscription is checked as its topic.
        yield "topic", ":".join(arn.split(":")[:6]), value
    elif service == "secretsmanager":
        yield "Secret", arn, value
    elif service == "logs":
        # Tags are checked against the group, all else against its streams: CloudWatch Logs user guide, Overview of
        # managing access permissions. Both must be allowed.
        group = arn.removesuffix(":*")
        yield "log-group", group, value
        yield "log-group", f"{group}:log-stream:", value
    else:
        yield re.split(r"[:/]", arn.split(":", 5)[5])[0], arn, value


def _network(request: Request) -> Iterator[Found]:
    prefix = f"arn:aws:ec2:{request.region}:{ACCOUNT}"
    for name, value in _values(request.parameters):
        if re.fullmatch(r"TagSpecification\.\d+\.ResourceType", name):
            yield value, f"{prefix}:{value}/x", ""
        kind = _NETWORK.get(value.split("-", maxsplit=1)[0])
        # A rule that is changed names the group that it opens to, which is not asked about.
        if name == "SecurityGroupRule" and kind != "security-group-rule":
            continue
        if name in _NETWORK_PARAMETERS and kind is not None:
            yield kind, f"{prefix}:{kind}/x", value


def _values(parameters: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Give every text by its parameter's name; the items of a list have that of the list."""
    for name, value in parameters.items():
        plain = name if name.startswith("TagSpecification") else name.split(".", maxsplit=1)[0]
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, str):
                yield plain, one
