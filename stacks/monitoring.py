"""Monitoring: the topic that people listen to, and every alarm."""

from __future__ import annotations

import re

from cdktf_cdktf_provider_aws.cloudwatch_metric_alarm import CloudwatchMetricAlarm
from cdktf_cdktf_provider_aws.sns_topic import SnsTopic
from cdktf_cdktf_provider_aws.sns_topic_policy import SnsTopicPolicy
from cdktf_cdktf_provider_aws.sns_topic_subscription import SnsTopicSubscription
from constructs import Construct

from aldeia.alarms.table import Alarm
from aldeia.manifest.alarms import Subscription
from aldeia.naming import Names
from stacks.addresses import at
from stacks.policies import policy

COMPARISONS = {"above": "GreaterThanThreshold", "below": "LessThanThreshold"}


class Monitoring(Construct):
    """One encrypted topic, its subscribers, and one alarm for each row of the alarm table and each thing it is on."""

    def __init__(  # a construct's inputs are its documentation; named ones read well
        self,
        scope: Construct,
        id_: str,
        *,
        names: Names,
        alarms: list[Alarm],
        subscriptions: tuple[Subscription, ...],
        topic_key_arn: str,
        account_id: str,
        region: str,
    ) -> None:
        super().__init__(scope, id_)
        topic = at(
            "alarms",
            SnsTopic(self, "topic", name=names.alarm_topic, kms_master_key_id=topic_key_arn),
        )
        at(
            "alarms",
            SnsTopicPolicy(
                self,
                "topic-policy",
                arn=topic.arn,
                policy=_topic_policy(topic.arn, names, region, account_id),
            ),
        )
        self.topic_arn = topic.arn
        for subscription in subscriptions:
            self._subscription(subscription)
        for alarm in alarms:
            self._alarm(alarm)

    def _subscription(self, subscription: Subscription) -> None:
        key = _address_part(f"{subscription.protocol}_{subscription.endpoint}")
        at(
            key,
            SnsTopicSubscription(
                self,
                f"subscription-{key}",
                topic_arn=self.topic_arn,
                protocol=subscription.protocol,
                endpoint=subscription.endpoint,
            ),
        )

    def _alarm(self, alarm: Alarm) -> None:
        is_percentile = alarm.statistic.startswith("p")
        at(
            alarm.key,
            CloudwatchMetricAlarm(
                self,
                f"alarm-{alarm.key}",
                alarm_name=alarm.name,
                alarm_description=alarm.message,
                namespace=alarm.namespace,
                metric_name=alarm.metric,
                dimensions=dict(alarm.dimensions),
                statistic=None if is_percentile else alarm.statistic,
                extended_statistic=alarm.statistic if is_percentile else None,
                period=alarm.period_seconds,
                comparison_operator=COMPARISONS[alarm.direction],
                threshold=alarm.threshold,
                evaluation_periods=alarm.evaluation_periods,
                datapoints_to_alarm=alarm.datapoints_to_alarm,
                treat_missing_data=alarm.missing.treatment,
                alarm_actions=[self.topic_arn],
                ok_actions=[self.topic_arn],
            ),
        )


def _topic_policy(topic_arn: str, names: Names, region: str, account_id: str) -> str:
    return policy(
        {
            "Sid": "AlarmsOfThisEnvironmentPublish",
            "Effect": "Allow",
            "Principal": {"Service": "cloudwatch.amazonaws.com"},
            "Action": "sns:Publish",
            "Resource": topic_arn,
            "Condition": {
                "ArnLike": {
                    "aws:SourceArn": f"arn:aws:cloudwatch:{region}:{account_id}:alarm:{names.prefix}-*"
                },
                "StringEquals": {"aws:SourceAccount": account_id},
            },
        },
        {
            "Sid": "NothingIsPublishedInTheClear",
            "Effect": "Deny",
            "Principal": "*",
            "Action": "sns:Publish",
            "Resource": topic_arn,
            "Condition": {"Bool": {"aws:SecureTransport": "false"}},
        },
    )


def _address_part(text: str) -> str:
    """Make a Terraform name of an endpoint: by what it says, so that the list may be sorted anew."""
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")
