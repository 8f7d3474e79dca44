"""Implied: what AWS checks besides a request's own action; the emulator asks nobody for it.

Each entry has its source. A service that acts for the caller (`kms:ViaService`) acts with the caller's permissions; one
that has a role of its own (service-linked: RDS and ElastiCache reach into the network with theirs) does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from tests.permissions.checks import Check, Context, named_checks, request_tags
from tests.permissions.recorder import ACCOUNT, Request

Implied = Callable[[Request], Iterator[Check]]
ANY_KEY = f"arn:aws:kms:{{region}}:{ACCOUNT}:key/x"

# Which action tags what a request makes, where the request's own permission is not enough. Service authorization
# reference, "to tag on create"; EC2 user guide, Grant permission to tag resources during creation.
_TAGS = {
    "cloudwatch": "cloudwatch:TagResource",
    "ec2": "ec2:CreateTags",
    "elasticache": "elasticache:AddTagsToResource",
    "iam": "iam:TagRole",
    "kms": "kms:TagResource",
    "logs": "logs:TagResource",
    "rds": "rds:AddTagsToResource",
    "secretsmanager": "secretsmanager:TagResource",
    "sns": "sns:TagResource",
}
_IS_TAGGING = ("Tag", "AddTags", "CreateTags")
# Roles that are handed to a service: IAM user guide, Granting a user permissions to pass a role to an AWS service.
_PASSED = {
    "DeliverLogsPermissionArn": "vpc-flow-logs.amazonaws.com",
    "MonitoringRoleArn": "monitoring.rds.amazonaws.com",
}
# What a service does with our key in the caller's name. RDS user guide, AWS KMS key management, Authorizing use of a customer
# managed key; ElastiCache user guide, At-rest encryption; Secrets Manager user guide, Permissions for the KMS key.
_KEY_USE = {
    ("rds", "CreateDBInstance"): ("kms:CreateGrant", "kms:DescribeKey"),
    ("rds", "CreateDBInstanceReadReplica"): ("kms:CreateGrant", "kms:DescribeKey"),
    ("rds", "StartDBInstanceAutomatedBackupsReplication"): ("kms:CreateGrant", "kms:DescribeKey"),
    ("elasticache", "CreateReplicationGroup"): ("kms:CreateGrant", "kms:DescribeKey"),
    ("secretsmanager", "GetSecretValue"): ("kms:Decrypt",),
    ("secretsmanager", "PutSecretValue"): ("kms:GenerateDataKey", "kms:Decrypt"),
    ("s3", "GET object"): ("kms:Decrypt",),
    ("s3", "PUT object"): ("kms:GenerateDataKey",),
}
# Delivering a cache's logs to CloudWatch, in the caller's name: ElastiCache user guide, Log delivery, Permissions.
_LOG_DELIVERY = (
    "logs:CreateLogDelivery",
    "logs:DeleteLogDelivery",
    "logs:DescribeLogGroups",
    "logs:DescribeResourcePolicies",
    "logs:GetLogDelivery",
    "logs:ListLogDeliveries",
    "logs:PutResourcePolicy",
    "logs:UpdateLogDelivery",
)
# What ElastiCache looks up in the caller's name. The service authorization reference lists the making of network interfaces
# as well; it is older than the service-linked role, which makes them now: AWS's own AmazonElastiCacheFullAccess has these
# three of EC2 and makes caches with them, ElastiCacheServiceRolePolicy has the rest.
LOOKED_UP = ("ec2:DescribeSecurityGroups", "ec2:DescribeSubnets", "ec2:DescribeVpcs")
_IN_THE_NETWORK = ("CreateCacheSubnetGroup", "CreateReplicationGroup", "ModifyCacheSubnetGroup")
# Made once in an account, by whoever needs it first: RDS user guide and ElastiCache user guide, Using service-linked
# roles.
_SERVICE_LINKED = {
    ("rds", "CreateDBInstance"): ("rds.amazonaws.com", "AWSServiceRoleForRDS"),
    ("elasticache", "CreateReplicationGroup"): ("elasticache.amazonaws.com", "AWSServiceRoleForElastiCache"),
}


def implied(request: Request) -> Iterator[Check]:
    """Give every check that a request brings with it."""
    for kind in (
        _tagging,
        _passing,
        _key_use,
        _key_of_the_source,
        _log_delivery,
        _looked_up,
        _service_linked,
        _last_snapshot,
        _option_group,
    ):
        yield from kind(request)


def _tagging(request: Request) -> Iterator[Check]:
    action = _TAGS.get(request.service)
    if action is None or not request_tags(request) or request.operation.startswith(_IS_TAGGING):
        return
    if request.operation == "CreateKey":
        context = tuple(
            (f"aws:RequestTag/{name}", request_tags(request)[name]) for name in ("Environment", "Project")
        )
        yield Check(action, ANY_KEY.format(region=request.region), context)
        return
    for own in named_checks(request):
        wanted = {key: value for key, value in own.context if key.startswith("aws:RequestTag/")}
        if request.service == "ec2":
            if wanted:
                yield Check(
                    action,
                    own.resource,
                    tuple(sorted({**wanted, "ec2:CreateAction": request.operation}.items())),
                )
        elif own.resource.split(":")[5].startswith(_made_by(request)):
            yield Check(action, own.resource)


def _made_by(request: Request) -> tuple[str, ...]:
    """Give the kinds that a request makes; it is checked against others that it only uses."""
    return {
        "CreateDBInstance": ("db",),
        "CreateDBInstanceReadReplica": ("db",),
        "CreateReplicationGroup": ("replicationgroup",),
    }.get(request.operation, ("",))


def _passing(request: Request) -> Iterator[Check]:
    for parameter, service in _PASSED.items():
        if parameter in request.parameters:
            yield Check("iam:PassRole", request.parameters[parameter], (("iam:PassedToService", service),))


def _key_use(request: Request) -> Iterator[Check]:
    uses = _KEY_USE.get((request.service, request.operation), ())
    if request.service == "s3":
        yield from _uses(uses, f"arn:aws:kms:{request.region}:{ACCOUNT}:key/state", "s3", request.region, ())
    else:
        yield from _uses_of_ours(uses, request.service, request.region)


def _key_of_the_source(request: Request) -> Iterator[Check]:
    """Copies of backups are made of what is under the data key, and RDS asks for it in the region where both are.

    RDS user guide, Troubleshooting stopped cross-Region automated backups: it needs the keys of both regions. Requesting a
    cross-Region read replica: RDS itself asks the source's region, on the requester's behalf, and so `kms:ViaService` is
    RDS of that region: a key is used where it is.
    """
    source = request.parameters.get("SourceDBInstanceArn")
    if source is not None:
        uses = _KEY_USE.get((request.service, request.operation), ())
        yield from _uses_of_ours(uses, request.service, source.split(":")[3])


def _uses_of_ours(uses: Iterable[str], service: str, region: str) -> Iterator[Check]:
    tags = (("aws:ResourceTag/Environment", "{environment}"), ("aws:ResourceTag/Project", "aldeia"))
    yield from _uses(uses, ANY_KEY.format(region=region), service, region, tags)


def _uses(uses: Iterable[str], key: str, service: str, region: str, tags: Context) -> Iterator[Check]:
    for action in uses:
        via = (("kms:ViaService", f"{service}.{region}.amazonaws.com"),)
        grant = (("kms:GrantIsForAWSResource", "true"),) if action == "kms:CreateGrant" else ()
        yield Check(action, key, (*tags, *grant, *via))


def _log_delivery(request: Request) -> Iterator[Check]:
    if any(name.startswith("LogDeliveryConfigurations") for name in request.parameters):
        for action in _LOG_DELIVERY:
            yield Check(action, "*", (("aws:RequestedRegion", request.region),))


def _looked_up(request: Request) -> Iterator[Check]:
    if request.service == "elasticache" and request.operation in _IN_THE_NETWORK:
        for action in LOOKED_UP:
            yield Check(action, "*")


def _service_linked(request: Request) -> Iterator[Check]:
    if (request.service, request.operation) in _SERVICE_LINKED:
        service, role = _SERVICE_LINKED[request.service, request.operation]
        arn = f"arn:aws:iam::{ACCOUNT}:role/aws-service-role/{service}/{role}"
        yield Check("iam:CreateServiceLinkedRole", arn, (("iam:AWSServiceName", service),))


def _last_snapshot(request: Request) -> Iterator[Check]:
    """RDS user guide, Deleting a DB instance: the final snapshot is a snapshot like others. ElastiCache checks its own."""
    name = request.parameters.get("FinalDBSnapshotIdentifier")
    if name is not None:
        prefix = f"arn:aws:rds:{request.region}:{ACCOUNT}"
        yield Check("rds:CreateDBSnapshot", f"{prefix}:db:{request.parameters['DBInstanceIdentifier']}")
        yield Check("rds:CreateDBSnapshot", f"{prefix}:snapshot:{name}")


def _option_group(request: Request) -> Iterator[Check]:
    """RDS user guide, permission policies: a database that names no option group is checked against its engine's own."""
    if (request.service, request.operation) == (
        "rds",
        "CreateDBInstance",
    ) and "OptionGroupName" not in request.parameters:
        engine, major = (
            request.parameters["Engine"],
            str(request.parameters["EngineVersion"]).partition(".")[0],
        )
        group = f"arn:aws:rds:{request.region}:{ACCOUNT}:og:default:{engine}-{major}"
        yield Check("rds:CreateDBInstance", group)
