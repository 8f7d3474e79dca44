"""Planted: security faults in the stacks themselves, as JSON merge patches (RFC 7396): those of tests/faults, and more."""

from __future__ import annotations

import copy
import json
from dataclasses import dataclass
from typing import Any

from tests.faults.fault import faults
from tests.stacks.documents import ROOT

Document = dict[str, Any]


@dataclass(frozen=True)
class Planted:
    """One fault: in words, in which stack, and what it changes, by address."""

    name: str
    wrong: str
    environment: str
    patches: dict[str, Any]

    def document(self) -> Document:
        """Give the stack with the fault in it."""
        document = copy.deepcopy(good(self.environment))
        for address, patch in self.patches.items():
            type_, name = address.split(".")
            members = document["resource"].setdefault(type_, {})
            members[name] = merged(members.get(name, {}), patch)
        return document


def good(environment: str) -> Document:
    """Give the committed stack."""
    path = ROOT / "tests" / "stacks" / "snapshots" / f"aldeia-{environment}.tf.json"
    document: Document = json.loads(path.read_text(encoding="utf-8"))
    return document


def merged(target: Any, patch: Any) -> Any:
    """Merge a patch into a value as RFC 7396 says: null takes away, anything but a map replaces."""
    if not isinstance(patch, dict):
        return patch
    result = dict(target) if isinstance(target, dict) else {}
    for name, value in patch.items():
        result.pop(name, None)
        if value is not None:
            result[name] = merged(target.get(name) if isinstance(target, dict) else None, value)
    return result


def _without(policy_of: str, sid: str, member: str) -> str:
    """Give a policy of production's stack with one member of one statement taken out."""
    type_, name, argument = policy_of.split(".")
    policy: Document = json.loads(good("production")["resource"][type_][name][argument])
    for statement in policy["Statement"]:
        if statement["Sid"] == sid:
            statement.pop(member, None)
    return json.dumps(policy)


def _for_everybody(key: str) -> str:
    policy: Document = json.loads(good("production")["resource"]["aws_kms_key"][key]["policy"])
    for statement in policy["Statement"]:
        statement["Principal"] = {"AWS": "*"}
    return json.dumps(policy)


OF_THE_MANIFEST = tuple(
    Planted(fault.name, fault.wrong, fault.good, fault.in_terraform)
    for fault in faults()
    if fault.noticed == "breach" and fault.in_terraform
)
"""Every fault of tests/faults that lets somebody in, where it can be said in Terraform."""

OF_THE_STACK = (
    Planted(
        "key_for_everybody",
        "The key of the data lets everybody use it.",
        "production",
        {"aws_kms_key.data": {"policy": _for_everybody("data")}},
    ),
    Planted(
        "topic_under_awss_key",
        "The alarm topic is under AWS's own key, which CloudWatch may not use: no alarm reaches anybody.",
        "production",
        {"aws_sns_topic.alarms": {"kms_master_key_id": "alias/aws/sns"}},
    ),
    Planted(
        "destroyed_by_one_plan",
        "Terraform may destroy the database.",
        "production",
        {"aws_db_instance.database": {"lifecycle": None}},
    ),
    Planted(
        "database_under_awss_key",
        "The database is under AWS's own key, whose policy nobody can set.",
        "production",
        {"aws_db_instance.database": {"kms_key_id": "alias/aws/rds"}},
    ),
    Planted(
        "route_out",
        "The data subnets have a route to the internet.",
        "production",
        {
            "aws_internet_gateway.out": {"vpc_id": "${aws_vpc.main.id}"},
            "aws_route.out": {
                "route_table_id": "${aws_route_table.database.id}",
                "destination_cidr_block": "0.0.0.0/0",
                "gateway_id": "${aws_internet_gateway.out.id}",
            },
        },
    ),
    Planted(
        "half_of_the_internet",
        "The network ACL lets in half of the internet.",
        "production",
        {"aws_network_acl_rule.database_from_vpc": {"cidr_block": "0.0.0.0/1"}},
    ),
    Planted(
        "role_for_any_account",
        "The flow logs' role may be taken on behalf of any account.",
        "production",
        {
            "aws_iam_role.flow_logs": {
                "assume_role_policy": _without(
                    "aws_iam_role.flow_logs.assume_role_policy", "AssumedByTheService", "Condition"
                )
            }
        },
    ),
    Planted(
        "password_in_a_description",
        "A password is written into a description.",
        "production",
        {"aws_security_group.database": {"description": "psql postgresql://admin:Tr0ub4dor-3x7Kq9@db"}},
    ),
    Planted(
        "connection_not_verified",
        "The application is given a DATABASE_URL that takes any certificate.",
        "production",
        {
            "aws_secretsmanager_secret_version.database": {
                "secret_string_wo": good("production")["resource"]["aws_secretsmanager_secret_version"][
                    "database"
                ]["secret_string_wo"].replace("sslmode=verify-full", "sslmode=require")
            }
        },
    ),
    Planted(
        "logins_not_logged",
        "PostgreSQL does not log who comes and goes.",
        "production",
        {"aws_db_parameter_group.database": {"parameter": [{"name": "rds.force_ssl", "value": "1"}]}},
    ),
)
"""What no manifest can say: a fault of our own code, or of a hand in the JSON."""

PLANTED = (*OF_THE_MANIFEST, *OF_THE_STACK)
