"""A service that is let in acts for this account only: nobody else's request comes in under its name.

IAM user guide, The confused deputy problem: aws:SourceAccount or aws:SourceArn, and for CloudWatch Logs and SNS
the encryption context, which holds the log group's or the topic's ARN.
"""

from __future__ import annotations

from collections.abc import Iterator

from aldeia.generated.stack import Resource
from aldeia.generated.statements import Statement, allows, condition, services, sid, statements
from policies.rule import Rule

_DOCUMENT = {"aws_iam_role": "assume_role_policy"}
_TYPES = (
    "aws_iam_role",
    "aws_kms_key",
    "aws_sns_topic_policy",
    "aws_s3_bucket_policy",
    "aws_secretsmanager_secret_policy",
)
_COLONS = 5  # arn:partition:service:region:account:resource
_CONTEXTS = ("kms:EncryptionContext:aws:logs:arn", "kms:EncryptionContext:aws:sns:topicArn")


def faults(holder: Resource) -> Iterator[str]:
    """Ask for the condition in every statement that allows a service something; a trust policy needs the source too."""
    for statement in filter(allows, statements(holder.get(_DOCUMENT.get(holder.type, "policy"))) or []):
        if not services(statement):
            continue
        if not _is_bound(statement):
            yield f"{sid(statement)} lets {', '.join(services(statement))} act for any account"
        elif holder.type in {"aws_iam_role", "aws_sns_topic_policy"} and not _arns(
            statement, "aws:SourceArn"
        ):
            yield f"{sid(statement)} does not say for which resource {', '.join(services(statement))} acts"


def _is_bound(statement: Statement) -> bool:
    accounts = condition(statement, "aws:SourceAccount", "StringEquals")
    if accounts:
        return "*" not in "".join(accounts)
    return any(_arns(statement, key) for key in ("aws:SourceArn", *_CONTEXTS))


def _arns(statement: Statement, key: str) -> bool:
    """Say whether a condition names ARNs, none of which leaves the account or the service open."""
    found = condition(statement, key, "ArnLike", "ArnEquals", "StringLike", "StringEquals")
    return bool(found) and all(map(_is_of_one_account, found))


def _is_of_one_account(arn: str) -> bool:
    service, region, account = arn.split(":")[2:5] if arn.count(":") >= _COLONS else ("*", "", "")
    return "*" not in service + region + account


RULE = Rule(
    id="CKV2_ALDEIA_17",
    title="A service that is let in acts for this account only",
    severity="high",
    types=_TYPES,
    faults=faults,
)
