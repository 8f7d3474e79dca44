"""Mutants: a stack with one security-relevant attribute flipped, weakened or dropped, or one thing added."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Document = dict[str, Any]

# What says what a thing is called, how large it is or what it belongs to: a change of it may be a fault, but none that
# lets anybody in or loses anything. By type (or `*`): the attributes.
NOT_SECURITY: dict[str, set[str]] = {
    "*": {"name", "description", "tags", "port", "depends_on", "provider", "family", "alarm_name"},
    # That all is well again is told for comfort: who hears of the trouble looks for its end.
    "aws_cloudwatch_metric_alarm": {"alarm_description", "lifecycle", "ok_actions"},
    "aws_cloudwatch_composite_alarm": {"alarm_description", "ok_actions"},
    # Pictures: nobody is told by them.
    "aws_cloudwatch_dashboard": {"dashboard_name", "dashboard_body"},
    "aws_db_instance": {
        "allocated_storage", "apply_immediately", "backup_window", "database_insights_mode", "db_name", "engine",
        "identifier", "instance_class", "maintenance_window", "max_allocated_storage", "storage_type", "username",
        "password_wo_version", "performance_insights_retention_period",
    },
    "aws_elasticache_replication_group": {
        "apply_immediately", "engine", "maintenance_window", "node_type", "num_cache_clusters",
        "parameter_group_name", "preferred_cache_cluster_azs", "replication_group_id", "snapshot_window",
    },
    "aws_elasticache_parameter_group": {"parameter"},
    "aws_kms_alias": {"target_key_id"},
    "aws_secretsmanager_secret_version": {"secret_id", "secret_string_wo_version"},
    "aws_subnet": {"availability_zone", "cidr_block", "vpc_id"},
    "aws_vpc": {"cidr_block", "enable_dns_hostnames", "enable_dns_support"},
    "aws_security_group": {"vpc_id"},
    "aws_network_acl": {"vpc_id"},
    "aws_network_acl_rule": {"rule_number", "network_acl_id"},
    "aws_route_table": {"vpc_id"},
    "aws_iam_role_policy": {"role"},
    "aws_iam_role_policy_attachment": {"role"},
    "aws_sns_topic_subscription": {"endpoint", "protocol"},
}  # fmt: skip

SWITCHES: dict[str, str] = {
    "aws_cloudwatch_composite_alarm": "actions_enabled",
    "aws_cloudwatch_metric_alarm": "actions_enabled",
    "aws_db_event_subscription": "enabled",
    "aws_kms_key": "is_enabled",
}
"""What is on as long as nobody says otherwise, by type: the attribute that switches it off."""

WORLD = {"cidr_ipv4": "0.0.0.0/0", "ip_protocol": "tcp", "from_port": 5432, "to_port": 5432}
GROUP = {"security_group_id": "${aws_security_group.database.id}"}
ADDITIONS: dict[str, tuple[str, Document]] = {
    "the world is let in": ("aws_vpc_security_group_ingress_rule", GROUP | WORLD),
    "IPv6 is let in": (
        "aws_vpc_security_group_ingress_rule",
        GROUP | {"cidr_ipv6": "::/0", "ip_protocol": "tcp", "from_port": 5432, "to_port": 5432},
    ),
    "the database gets out": ("aws_vpc_security_group_egress_rule", GROUP | WORLD | {"ip_protocol": "-1"}),
    "the network ACL is opened": (
        "aws_network_acl_rule",
        {"cidr_block": "0.0.0.0/0", "rule_action": "allow", "egress": True, "protocol": "-1"},
    ),
    "an internet gateway is made": ("aws_internet_gateway", {"vpc_id": "${aws_vpc.main.id}"}),
    "a NAT gateway is made": ("aws_nat_gateway", {"subnet_id": "${aws_subnet.database_1a.id}"}),
    "the data subnets get a route": (
        "aws_route",
        {"route_table_id": "${aws_route_table.database.id}", "destination_cidr_block": "0.0.0.0/0"},
    ),
    "an administrator is made": (
        "aws_iam_role_policy_attachment",
        {"role": "a", "policy_arn": "arn:aws:iam::aws:policy/AdministratorAccess"},
    ),
    "a role anybody may take": (
        "aws_iam_role",
        {
            "assume_role_policy": json.dumps(
                {"Statement": {"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole"}}
            )
        },
    ),
    "a password is typed": (
        "aws_secretsmanager_secret_version",
        {"secret_id": "a", "secret_string": "correct-horse"},
    ),
    "an open Redis user": (
        "aws_elasticache_user",
        {"user_name": "default", "access_string": "on ~* +@all", "no_password_required": True},
    ),
}


@dataclass(frozen=True)
class Mutant:
    """One change, and the document after it."""

    address: str
    change: str
    document: Document = field(repr=False, compare=False, hash=False)

    @property
    def name(self) -> str:
        return f"{self.address}: {self.change}"


def mutants(document: Document) -> Iterator[Mutant]:
    """Give every mutant of a document, one after the other."""
    text = json.dumps(document)
    for type_, members in document["resource"].items():
        for name, values in members.items():
            address = f"{type_}.{name}"
            for change, mutated in of_values(type_, values):
                yield Mutant(address, change, _with(document, type_, name, mutated))
            # Terraform stops where something refers to what is gone.
            if f"{address}." not in text and f'"{address}"' not in text:
                yield Mutant(address, "is gone", _without(document, type_, name))
    for change, (type_, values) in ADDITIONS.items():
        yield Mutant(f"{type_}.added", change, _with(document, type_, "added", values))
    if "s3" in document.get("terraform", {}).get("backend", {}):
        for change in ("encrypt", "use_lockfile"):
            mutated = copy.deepcopy(document)
            mutated["terraform"]["backend"]["s3"][change] = False
            yield Mutant("terraform.backend", f"{change} is false", mutated)


def of_values(type_: str, values: Document) -> Iterator[tuple[str, Document]]:
    """Give each change of a resource's values in words, and the values after it."""
    if type_ in SWITCHES:
        yield "is switched off", values | {SWITCHES[type_]: False}
    passed_over = NOT_SECURITY["*"] | NOT_SECURITY.get(type_, set())
    for name, value in values.items():
        if name not in passed_over:
            yield f"without {name}", {key: kept for key, kept in values.items() if key != name}
            for words, weaker in _weaker(value):
                yield f"{name} {words}", values | {name: weaker}


def _weaker(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, str):
        yield from _weaker_texts(value)
    elif isinstance(value, bool):
        yield f"is {str(not value).lower()}", not value
    elif isinstance(value, int) and value > 1:
        yield "is 1", 1
    elif isinstance(value, list):
        for index, member in enumerate(value):
            rest = value[:index] + value[index + 1 :]
            if rest and isinstance(member, dict):
                yield f"without {member.get('name') or member.get('log_type') or index}", rest
    elif isinstance(value, dict):
        for name, member in value.items():
            if isinstance(member, bool):
                yield f"{name} is {str(not member).lower()}", value | {name: not member}


def _weaker_texts(value: str) -> Iterator[tuple[str, str]]:
    if value in {"true", "false"}:
        other = "false" if value == "true" else "true"
        yield f"is {other}", other
    elif value.startswith("${aws_kms_key."):
        yield "is AWS's own key", "alias/aws/rds"
    elif value.startswith('{"Statement"'):
        yield from _weaker_policies(value)
    elif value == "required":
        yield "is preferred", "preferred"


def _weaker_policies(text: str) -> Iterator[tuple[str, str]]:
    policy = json.loads(text)
    for index, statement in enumerate(policy["Statement"]):
        for words, weaker in _weaker_statements(statement):
            rest = [*policy["Statement"][:index], *weaker, *policy["Statement"][index + 1 :]]
            yield f"{statement.get('Sid')} {words}", json.dumps(policy | {"Statement": rest})


def _weaker_statements(statement: Document) -> Iterator[tuple[str, list[Document]]]:
    yield "is gone", []
    if statement["Effect"] != "Allow":
        return
    if "Principal" in statement:
        yield "is for everybody", [statement | {"Principal": "*"}]
    yield "allows every action", [statement | {"Action": "*"}]
    if statement.get("Resource") not in (None, "*", ["*"]):
        yield "is for every resource", [statement | {"Resource": "*"}]
    for operator, keys in statement.get("Condition", {}).items():
        for key in keys:
            kept = {name: value for name, value in keys.items() if name != key}
            others = {name: value for name, value in statement["Condition"].items() if name != operator}
            yield f"without {key}", [statement | {"Condition": others | ({operator: kept} if kept else {})}]


def _with(document: Document, type_: str, name: str, values: Document) -> Document:
    """Give the document with one resource changed; what is not changed is shared."""
    resources = document["resource"]
    members = resources.get(type_, {}) | {name: values}
    return document | {"resource": resources | {type_: members}}


def _without(document: Document, type_: str, name: str) -> Document:
    """Give the document without one resource."""
    resources = document["resource"]
    members = {other: values for other, values in resources[type_].items() if other != name}
    return document | {"resource": resources | {type_: members}}
