"""CloudWatch can publish to the alarm topic: its policy and its key's policy let it, or every alarm is lost in silence.

checkov passes a topic under alias/aws/sns as encrypted; CloudWatch has no right to that key.
"""

from __future__ import annotations

from collections.abc import Iterator

from aldeia.generated.stack import Resource
from aldeia.generated.statements import (
    UnreadableError,
    actions,
    allows,
    condition,
    principals,
    services,
    statements,
)  # fmt: skip
from policies.rule import Rule

CLOUDWATCH = "cloudwatch.amazonaws.com"
_OF_THE_KEY = ("kms:Decrypt", "kms:GenerateDataKey*")
"""What publishing to an encrypted topic takes: SNS developer guide, Managing Amazon SNS encryption keys."""


def faults(topic: Resource) -> Iterator[str]:
    """Judge the topic by its own policy and by its key's."""
    key = topic.one("kms_master_key_id", "aws_kms_key")
    if key is None:
        yield "the topic is under no key of this stack, so CloudWatch cannot publish to it"
    elif (missing := [action for action in _OF_THE_KEY if not _allowed(key.get("policy"), action)]) != []:
        yield f"{key.address} does not let CloudWatch {' and '.join(missing)}"
    policies = [
        policy.get("policy")
        for policy in topic.stack.of("aws_sns_topic_policy")
        if topic in policy.all("arn", "aws_sns_topic")
    ]
    if not any(_allowed(policy, "sns:Publish") for policy in policies):
        yield "no policy of the topic lets CloudWatch publish"
    if not any(_refuses_plain(policy) for policy in policies):
        yield "no policy of the topic refuses what is published in the clear"


def _allowed(policy: object, action: str) -> bool:
    found = statements(policy)
    if found is None:
        return True  # known when it is applied; the JSON that was synthesized says it
    return any(
        allows(statement) and CLOUDWATCH in services(statement) and action in actions(statement)
        for statement in found
    )


def _refuses_plain(policy: object) -> bool:
    try:
        found = statements(policy)
    except UnreadableError:
        return False
    if found is None:
        return True
    return any(
        statement.get("Effect") == "Deny"
        and ("*", "*") in principals(statement)
        and {"sns:Publish", "sns:*", "*"} & set(actions(statement))
        and condition(statement, "aws:SecureTransport", "Bool") == ["false"]
        for statement in found
    )


RULE = Rule(
    id="CKV2_ALDEIA_5",
    title="CloudWatch can publish to the alarm topic, and only over TLS",
    severity="high",
    types=("aws_sns_topic",),
    faults=faults,
)
