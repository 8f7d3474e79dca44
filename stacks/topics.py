"""Topics: what people listen to, who may publish there, and who has subscribed."""

from __future__ import annotations

import re

from cdktf_cdktf_provider_aws.sns_topic import SnsTopic
from cdktf_cdktf_provider_aws.sns_topic_policy import SnsTopicPolicy
from cdktf_cdktf_provider_aws.sns_topic_subscription import SnsTopicSubscription
from constructs import Construct

from aldeia.manifest.alarms import Severity, Subscription
from aldeia.naming import Names
from stacks.addresses import at
from stacks.policies import Statement, policy


class Topic(Construct):
    """One topic, its policy, and its subscribers."""

    def __init__(  # a construct's inputs are its documentation; named ones read well
        self,
        scope: Construct,
        id_: str,
        *,
        key: str,
        name: str,
        key_arn: str | None,
        publishers: list[Statement],
        subscriptions: dict[str, Subscription],
    ) -> None:
        super().__init__(scope, id_)
        topic = at(key, SnsTopic(self, "topic", name=name, kms_master_key_id=key_arn))
        self.arn = topic.arn
        statements = [{**statement, "Resource": topic.arn} for statement in (*publishers, _IN_THE_CLEAR)]
        self.policy = at(key, SnsTopicPolicy(self, "topic-policy", arn=topic.arn, policy=policy(*statements)))
        for address, subscription in subscriptions.items():
            at(
                address,
                SnsTopicSubscription(
                    self,
                    f"subscription-{address}",
                    topic_arn=topic.arn,
                    protocol=subscription.protocol,
                    endpoint=subscription.endpoint,
                ),
            )


class Topics(Construct):
    """What pages, what is read by day, and what only ElastiCache writes to."""

    def __init__(  # as above
        self,
        scope: Construct,
        id_: str,
        *,
        names: Names,
        subscriptions: tuple[Subscription, ...],
        key_arn: str,
        account_id: str,
        region: str,
    ) -> None:
        super().__init__(scope, id_)
        publishers = [_alarms_publish(names, region, account_id), _events_publish(names, region, account_id)]

        def told(severity: Severity, prefix: str) -> dict[str, Subscription]:
            return {
                prefix + _address_part(f"{one.protocol}_{one.endpoint}"): one
                for one in subscriptions
                if severity in one.severities
            }

        self.critical = Topic(
            self,
            "critical",
            key="alarms",
            name=names.alarm_topic,
            key_arn=key_arn,
            publishers=publishers,
            subscriptions=told("critical", ""),
        )
        self.warnings = Topic(
            self,
            "warnings",
            key="warnings",
            name=names.warning_topic,
            key_arn=key_arn,
            publishers=publishers,
            subscriptions=told("warning", "warnings_"),
        )
        self.cache_events = Topic(
            self,
            "cache-events",
            key="cache_events",
            name=names.cache_event_topic,
            # ElastiCache cannot publish to an encrypted topic, and says nothing: it calls the topic inactive
            # (ElastiCache user guide, Event Notifications and Amazon SNS).
            key_arn=None,
            publishers=[_cache_publishes(account_id)],
            subscriptions=told("warning", "cache_events_"),
        )


_IN_THE_CLEAR: Statement = {
    "Sid": "NothingIsPublishedInTheClear",
    "Effect": "Deny",
    "Principal": "*",
    "Action": "sns:Publish",
    "Condition": {"Bool": {"aws:SecureTransport": "false"}},
}


def _alarms_publish(names: Names, region: str, account_id: str) -> Statement:
    alarms = f"arn:aws:cloudwatch:{region}:{account_id}:alarm:{names.prefix}-*"
    return _published_by("AlarmsOfThisEnvironmentPublish", "cloudwatch.amazonaws.com", alarms, account_id)


def _events_publish(names: Names, region: str, account_id: str) -> Statement:
    instances = f"arn:aws:rds:{region}:{account_id}:db:{names.database}*"
    return _published_by("DatabaseEventsPublish", "events.rds.amazonaws.com", instances, account_id)


def _published_by(sid: str, service: str, source: str, account_id: str) -> Statement:
    return {
        "Sid": sid,
        "Effect": "Allow",
        "Principal": {"Service": service},
        "Action": "sns:Publish",
        "Condition": {
            "ArnLike": {"aws:SourceArn": source},
            "StringEquals": {"aws:SourceAccount": account_id},
        },
    }


def _cache_publishes(account_id: str) -> Statement:
    """Let ElastiCache in as it has to be: by the topic's owner, since it sends no aws:SourceAccount.

    ElastiCache user guide, Managing ElastiCache Amazon SNS notifications: topic access policy requirement.
    """
    return {
        "Sid": "ElastiCachePublishes",
        "Effect": "Allow",
        "Principal": {"AWS": "*"},
        "Action": "sns:Publish",
        "Condition": {"StringEquals": {"AWS:SourceOwner": account_id}},
    }


def _address_part(text: str) -> str:
    """Make a Terraform name of an endpoint: by what it says, so that the list may be sorted anew."""
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")
