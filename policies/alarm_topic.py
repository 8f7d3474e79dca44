"""Who has something to tell can publish to its topic: the topic's policy and its key's let it, or it is lost in silence.

checkov passes a topic under alias/aws/sns as encrypted; CloudWatch and RDS have no right to that key. ElastiCache is
the other way round: it cannot publish to an encrypted topic, and knows the account by aws:SourceOwner only (ElastiCache
user guide, Event Notifications and Amazon SNS; Managing ElastiCache Amazon SNS notifications).
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
    sid,
    statements,
)  # fmt: skip
from policies.rule import Rule

_TELLERS = {
    ("aws_cloudwatch_metric_alarm", "alarm_actions"): "cloudwatch.amazonaws.com",
    ("aws_cloudwatch_composite_alarm", "alarm_actions"): "cloudwatch.amazonaws.com",
    ("aws_db_event_subscription", "sns_topic"): "events.rds.amazonaws.com",
}
"""By resource and argument that names a topic: who then publishes there."""
_OF_THE_KEY = ("kms:Decrypt", "kms:GenerateDataKey*")
"""What publishing to an encrypted topic takes: SNS developer guide, Managing Amazon SNS encryption keys."""


def faults(topic: Resource) -> Iterator[str]:
    """Judge the topic by its own policy and by its key's."""
    policies = [
        policy.get("policy")
        for policy in topic.stack.of("aws_sns_topic_policy")
        if topic in policy.all("arn", "aws_sns_topic")
    ]
    if is_of_elasticache(topic):
        yield from _of_elasticache(topic, policies)
    else:
        for service in _tellers(topic):
            yield from _of_service(topic, policies, service)
    if not any(_refuses_plain(policy) for policy in policies):
        yield "no policy of the topic refuses what is published in the clear"
    for policy in policies:
        yield from _open_to_all(policy)


def is_of_elasticache(topic: Resource) -> bool:
    """Say whether a cache of the stack tells its events there."""
    return any(
        topic in cache.all("notification_topic_arn", "aws_sns_topic")
        for cache in topic.stack.of("aws_elasticache_replication_group")
    )


def _tellers(topic: Resource) -> list[str]:
    found = {
        service: None
        for (type_, argument), service in _TELLERS.items()
        for teller in topic.stack.of(type_)
        if topic in teller.all(argument, "aws_sns_topic")
    }
    return list(found) or ["cloudwatch.amazonaws.com"]


def _of_service(topic: Resource, policies: list[object], service: str) -> Iterator[str]:
    key = topic.one("kms_master_key_id", "aws_kms_key")
    if key is None:
        yield f"the topic is under no key of this stack, so {service} cannot publish to it"
    elif (
        missing := [action for action in _OF_THE_KEY if not _allowed(key.get("policy"), action, service)]
    ) != []:
        yield f"{key.address} does not let {service} {' and '.join(missing)}"
    if not any(_allowed(policy, "sns:Publish", service) for policy in policies):
        yield f"no policy of the topic lets {service} publish"


def _of_elasticache(topic: Resource, policies: list[object]) -> Iterator[str]:
    if topic.get("kms_master_key_id"):
        yield "the topic is encrypted, so ElastiCache cannot publish to it"
    if not any(_lets_the_owner_in(policy) for policy in policies):
        yield "no policy of the topic lets everybody of aws:SourceOwner publish, as ElastiCache has to be let in"


def _allowed(policy: object, action: str, service: str) -> bool:
    found = statements(policy)
    if found is None:
        return True  # known when it is applied; the JSON that was synthesized says it
    return any(
        allows(statement) and service in services(statement) and action in actions(statement)
        for statement in found
    )


def _lets_the_owner_in(policy: object) -> bool:
    found = statements(policy)
    return found is None or any(
        allows(statement)
        and ("AWS", "*") in principals(statement)
        and "sns:Publish" in actions(statement)
        and condition(statement, "aws:SourceOwner", "StringEquals")
        for statement in found
    )


def _open_to_all(policy: object) -> Iterator[str]:
    for statement in filter(allows, statements(policy) or []):
        owners = condition(statement, "aws:SourceOwner", "StringEquals")
        if {("AWS", "*"), ("*", "*")} & set(principals(statement)) and (not owners or "*" in "".join(owners)):
            yield f"{sid(statement)} lets anybody in"


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
    title="Who has something to tell can publish to its topic, and only over TLS",
    severity="high",
    types=("aws_sns_topic",),
    faults=faults,
)
