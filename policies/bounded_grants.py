"""A grant is bounded where its action reaches far: by the service it goes through, the boundary of a role, or a tag.

CI's roles are the ones that need such grants. Each action here is harmless with its condition and a way to more rights, or
to another environment, without it.
"""

from __future__ import annotations

from collections.abc import Iterator

from aldeia.generated.stack import Resource
from aldeia.generated.statements import Statement, actions, allows, listed, sid, statements
from policies.rule import Rule

_ASKED = {
    "iam:AttachRolePolicy": ("iam:PermissionsBoundary", "iam:PolicyARN"),
    "iam:CreateRole": ("iam:PermissionsBoundary",),
    "iam:CreateServiceLinkedRole": ("iam:AWSServiceName",),
    "iam:DetachRolePolicy": ("iam:PolicyARN",),
    "iam:PassRole": ("iam:PassedToService",),
    "iam:PutRolePolicy": ("iam:PermissionsBoundary",),
    "kms:CreateGrant": ("kms:GrantIsForAWSResource", "kms:ViaService"),
    "kms:Decrypt": ("kms:ViaService",),
    "kms:Encrypt": ("kms:ViaService",),
    "kms:GenerateDataKey": ("kms:ViaService",),
    "kms:ScheduleKeyDeletion": ("kms:ScheduleKeyDeletionPendingWindowInDays",),
}
"""By action: the condition keys that must be asked for."""
_NEVER = (
    "iam:AddUserToGroup",
    "iam:AttachUserPolicy",
    "iam:CreateAccessKey",
    "iam:CreateLoginProfile",
    "iam:CreatePolicyVersion",
    "iam:CreateUser",
    "iam:DeleteRolePermissionsBoundary",
    "iam:PutUserPolicy",
    "iam:SetDefaultPolicyVersion",
)
"""Ways from one right to all: nothing here needs them."""
_DATA = (
    "s3:GetObject",
    "s3:PutObject",
    "s3:DeleteObject",
    "secretsmanager:GetSecretValue",
    "logs:GetLogEvents",
)
_TAGS = ("Environment", "Project")
_TAGGING = ("ec2:CreateTags", "kms:TagResource")
_WITH_THE_DEFAULT = ("ec2:ReplaceNetworkAclAssociation",)
"""What also takes a network ACL that AWS made, which has no tags; the subnet that it is for is judged by its own."""
_BY_TAG = ("ec2", "kms")
"""Services that draw their resources' names: a tag alone says whose one is."""


def faults(holder: Resource) -> Iterator[str]:
    """Judge each action of each statement that allows something."""
    for statement in filter(allows, statements(holder.get("policy")) or []):
        asked = _keys(statement)
        for action in actions(statement):
            for key in _ASKED.get(action, ()):
                if key.lower() not in asked:
                    yield f"{sid(statement)} allows {action} without {key}"
            if action in _NEVER:
                yield f"{sid(statement)} allows {action}"
            yield from _reach(statement, action, asked)


def _reach(statement: Statement, action: str, asked: set[str]) -> Iterator[str]:
    resources = listed(statement.get("Resource"))
    service, name = action.split(":", maxsplit=1) if ":" in action else (action, "")
    if "*" in resources and (action in _DATA or (service == "iam" and not name.startswith(("Get", "List")))):
        yield f"{sid(statement)} allows {action} of everything"
    if service not in _BY_TAG or name.startswith(("Describe", "Get", "List")):
        return
    if not any(one == "*" or one.endswith("/*") for one in resources):
        return
    if action in _WITH_THE_DEFAULT and "aws:resourcetag/environment" in asked:
        return
    equal = _keys(statement, but=("Null",))
    for tag in _TAGS:
        if not {f"aws:resourcetag/{tag}".lower(), f"aws:requesttag/{tag}".lower()} & equal:
            yield f"{sid(statement)} allows {action} without the tag {tag}"
    if action in _TAGGING and not any(
        key.startswith(("aws:resourcetag/", "ec2:createaction")) for key in asked
    ):
        yield f"{sid(statement)} allows {action} of what is another environment's"


def _keys(statement: Statement, but: tuple[str, ...] = ()) -> set[str]:
    """Give the condition keys of a statement, by all operators but some."""
    conditions = (statement.get("Condition") or {}).items()
    return {key.lower() for operator, keys in conditions if operator not in but for key in keys}


RULE = Rule(
    id="CKV2_ALDEIA_27",
    title="A grant that reaches far is bounded by a service, a boundary or a tag",
    severity="high",
    types=("aws_iam_role_policy", "aws_iam_policy"),
    faults=faults,
)
