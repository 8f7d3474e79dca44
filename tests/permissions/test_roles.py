"""CI's roles: each may do what its task was seen to ask of AWS, and nothing that no task asks."""

from __future__ import annotations

import re

import pytest

from stacks.bootstrap.roles import SECONDS
from tests.permissions.checks import Check, action_details, resource_kinds
from tests.permissions.evaluator import Statement, allowed, applies
from tests.permissions.recording import CALLS as DIRECTORY
from tests.permissions.recording import PHASES, RECORDED, read
from tests.permissions.roles import policies, statements

CALLS = {path.stem: read(path) for path in sorted(DIRECTORY.glob("*.json"))}
ASKED = {
    "plan": ("plan",),
    "drift": ("drift",),
    "apply": ("plan", "apply", "change", "destroy"),
}
"""What each role must be allowed to do."""
BY_REASON = {
    "elasticache:DecreaseReplicaCount": "fewer nodes: cache.nodes",
    "elasticache:IncreaseReplicaCount": "more nodes: cache.nodes",
    "elasticache:ModifyCacheSubnetGroup": "another zone: network.database_subnets; the emulator does not play it",
    "elasticache:ModifyUser": "a newer aldeia gives the application's user other commands",
    "elasticache:ModifyUserGroup": "a newer aldeia has another user",
    "elasticache:ResetCacheParameterGroup": "a parameter is taken out of cache.parameters",
    "rds:ModifyDBSubnetGroup": "another zone: network.database_subnets; the emulator loses the group by it",
    "rds:ModifyEventSubscription": "a newer aldeia listens to other events",
}
"""What the record does not do and an environment needs one day."""
MOST_CHARACTERS = 6144
"""Of a managed policy, white space not counted. IAM user guide, IAM and AWS STS quotas."""
MOST_POLICIES = 10
"""Attached to a role; as above."""
READS = ("Describe", "Get", "List", "Decrypt")


def asked(task: str, environment: str) -> list[Check]:
    return sorted({check for phase in ASKED[task] for check in CALLS[environment][phase]})


def test_both_environments_were_recorded_in_all_their_phases() -> None:
    assert {name: tuple(phases) for name, phases in CALLS.items()} == dict.fromkeys(RECORDED, PHASES)


@pytest.mark.parametrize("environment", RECORDED)
@pytest.mark.parametrize("task", SECONDS)
def test_a_role_may_do_all_that_its_task_asks(task: str, environment: str) -> None:
    said = statements(task, environment)

    assert [str(check) for check in asked(task, environment) if not allowed(said, check)] == []


@pytest.mark.parametrize("task", SECONDS)
def test_a_role_may_do_nothing_that_its_task_does_not_ask(task: str) -> None:
    unused = set(unneeded(task, "production")) & set(unneeded(task, "variant"))

    assert [one for one in sorted(unused) if one.partition(": ")[2] not in BY_REASON] == []


def test_every_reason_is_needed() -> None:
    unused = set(unneeded("apply", "production")) & set(unneeded("apply", "variant"))

    assert {one.partition(": ")[2] for one in unused} == set(BY_REASON)


def unneeded(task: str, environment: str) -> list[str]:
    """Give every action of every statement that no check needs."""
    checks = asked(task, environment)
    return [
        f"{statement['Sid']}: {action}"
        for statement in statements(task, environment)
        for action in statement["Action"]
        if not any(applies(statement | {"Action": action}, check) for check in checks)
    ]


@pytest.mark.parametrize("task", SECONDS)
def test_no_statement_names_a_resource_that_its_task_does_not_touch(task: str) -> None:
    untouched = set(unneeded_resources(task, "production")) & set(unneeded_resources(task, "variant"))

    assert sorted(untouched) == []


def unneeded_resources(task: str, environment: str) -> list[str]:
    """Give every resource of every statement that no check needs, with the environment's own names taken out."""
    checks = asked(task, environment)
    stage = {"production": "prod"}.get(environment, environment)
    return [
        re.sub(rf"\b({environment}|{stage})\b", "ENVIRONMENT", f"{statement['Sid']}: {resource}").replace(
            "aldeia-ENVIRONMENT-terraform-state", "the-bucket"
        )
        for statement in statements(task, environment)
        for resource in statement["Resource"]
        if not any(applies(statement | {"Resource": resource}, check) for check in checks)
    ]


@pytest.mark.parametrize("task", SECONDS)
def test_every_action_and_condition_is_one_that_aws_knows_of_the_resource(task: str) -> None:
    assert [problem for statement in statements(task) for problem in unknown(statement)] == []


def unknown(statement: Statement) -> list[str]:
    """Say which action of a statement AWS checks against none of its resources, or without one of its conditions."""
    found = []
    for action in statement["Action"]:
        service, name = action.split(":")
        if service == "s3":
            continue
        details = action_details(service, name)
        kinds = {kind["name"] for kind in details["resourceTypes"]}
        named = {kind for arn in statement["Resource"] for kind in resource_kinds(service, arn)} & kinds
        if statement["Resource"] != ["*"] and not named:
            found.append(f"{statement['Sid']}: {action} is of {sorted(kinds) or 'no resource'}")
    return found


@pytest.mark.parametrize("task", SECONDS)
def test_policies_fit_into_what_iam_takes(task: str) -> None:
    texts = policies(task)

    assert len(texts) <= MOST_POLICIES
    assert {
        name: len("".join(text.split()))
        for name, text in texts.items()
        if len("".join(text.split())) > MOST_CHARACTERS
    } == {}


@pytest.mark.parametrize("task", ["plan", "drift"])
def test_who_only_reads_changes_nothing_not_even_a_lock(task: str) -> None:
    actions = {action for statement in statements(task) for action in statement["Action"]}

    assert [action for action in actions if not action.split(":")[1].startswith(READS)] == []


ACCOUNT = "123456789012"
FORBIDDEN = [
    Check("iam:PutRolePolicy", f"arn:aws:iam::{ACCOUNT}:role/aldeia-prod-ci-apply"),
    Check("iam:UpdateAssumeRolePolicy", f"arn:aws:iam::{ACCOUNT}:role/aldeia-prod-ci-plan"),
    Check("iam:CreateRole", f"arn:aws:iam::{ACCOUNT}:role/somebody"),
    Check("iam:CreateUser", f"arn:aws:iam::{ACCOUNT}:user/somebody"),
    Check(
        "iam:AttachRolePolicy",
        f"arn:aws:iam::{ACCOUNT}:role/aldeia-prod-flow-logs",
        (("iam:PolicyARN", "arn:aws:iam::aws:policy/AdministratorAccess"),),
    ),
    Check(
        "iam:PassRole",
        f"arn:aws:iam::{ACCOUNT}:role/aldeia-prod-flow-logs",
        (("iam:PassedToService", "ec2.amazonaws.com"),),
    ),
    Check("rds:DeleteDBInstance", f"arn:aws:rds:us-east-1:{ACCOUNT}:db:aldeia-stag-db"),
    Check("rds:DeleteDBSnapshot", f"arn:aws:rds:us-east-1:{ACCOUNT}:snapshot:aldeia-prod-db-final-1"),
    Check("secretsmanager:GetSecretValue", f"arn:aws:secretsmanager:us-east-1:{ACCOUNT}:secret:staging/database/master-abcdef"),
    Check("s3:DeleteObject", "arn:aws:s3:::aldeia-prod-terraform-state/production/data-tier.tfstate"),
    Check("s3:DeleteObjectVersion", "arn:aws:s3:::aldeia-prod-terraform-state/production/data-tier.tfstate"),
    Check("s3:GetObject", "arn:aws:s3:::aldeia-prod-terraform-state/staging/data-tier.tfstate"),
    Check("s3:PutBucketPolicy", "arn:aws:s3:::aldeia-prod-terraform-state"),
    Check("kms:ScheduleKeyDeletion", f"arn:aws:kms:us-east-1:{ACCOUNT}:key/state", (("aws:ResourceTag/Environment", "bootstrap"), ("aws:ResourceTag/Project", "aldeia"))),
    Check("kms:Decrypt", f"arn:aws:kms:us-east-1:{ACCOUNT}:key/x", (("aws:ResourceTag/Environment", "production"), ("aws:ResourceTag/Project", "aldeia"))),
    Check("kms:TagResource", f"arn:aws:kms:us-east-1:{ACCOUNT}:key/x", (("aws:RequestTag/Environment", "production"), ("aws:RequestTag/Project", "aldeia"), ("aws:ResourceTag/Environment", "staging"))),
    Check("ec2:DeleteVpc", f"arn:aws:ec2:us-east-1:{ACCOUNT}:vpc/x", (("aws:ResourceTag/Environment", "staging"), ("aws:ResourceTag/Project", "aldeia"))),
    Check("ec2:CreateTags", f"arn:aws:ec2:us-east-1:{ACCOUNT}:vpc/x", (("aws:RequestTag/Environment", "production"), ("aws:RequestTag/Project", "aldeia"), ("aws:ResourceTag/Environment", "staging"))),
    Check("ec2:CreateInternetGateway", f"arn:aws:ec2:us-east-1:{ACCOUNT}:internet-gateway/x", (("aws:RequestTag/Environment", "production"), ("aws:RequestTag/Project", "aldeia"))),
    Check("ec2:CreateRoute", f"arn:aws:ec2:us-east-1:{ACCOUNT}:route-table/x", (("aws:ResourceTag/Environment", "production"), ("aws:ResourceTag/Project", "aldeia"))),
    Check("rds:ModifyDBSnapshotAttribute", f"arn:aws:rds:us-east-1:{ACCOUNT}:snapshot:aldeia-prod-db-final-1"),
    Check("sts:AssumeRole", f"arn:aws:iam::{ACCOUNT}:role/administrator"),
]  # fmt: skip
"""What an attacker with a role would like to do."""


@pytest.mark.parametrize("task", SECONDS)
@pytest.mark.parametrize(
    "check", FORBIDDEN, ids=lambda check: f"{check.action} {check.resource.split(':', 5)[5]}"
)
def test_no_role_gets_further(task: str, check: Check) -> None:
    assert not allowed(statements(task), check)


def test_a_permission_that_is_taken_away_is_missed() -> None:
    fewer = [statement for statement in statements("apply") if statement["Sid"] != "ChangeTheDatabase"]

    assert any(not allowed(fewer, check) for check in asked("apply", "production"))


def test_a_permission_too_many_is_noticed() -> None:
    wider = statements("plan")[0] | {"Action": ["rds:DeleteDBInstance"]}

    assert not any(applies(wider, check) for check in asked("plan", "production"))
