from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.emulator.conftest import Client

MINE = {"SourceType": "db-instance", "EventCategories": ["failover"]}


def topic(client: Client, *, open_to_rds: bool) -> str:
    """Make a topic that lets RDS in, or one that does not."""
    sns = client("sns")
    arn: str = sns.create_topic(Name="events")["TopicArn"]
    if open_to_rds:
        statement = {
            "Effect": "Allow",
            "Principal": {"Service": "events.rds.amazonaws.com"},
            "Action": "sns:Publish",
            "Resource": arn,
        }
        sns.set_topic_attributes(
            TopicArn=arn,
            AttributeName="Policy",
            AttributeValue=json.dumps({"Version": "2012-10-17", "Statement": [statement]}),
        )
    return arn


def subscribe(rds: Any, arn: str, **settings: Any) -> Any:
    made = rds.create_event_subscription(SubscriptionName="mine", SnsTopicArn=arn, **MINE, **settings)
    return made["EventSubscription"]


def test_a_subscription_is_on_unless_it_is_made_off(client: Client) -> None:
    made = subscribe(client("rds"), topic(client, open_to_rds=True))

    assert (made["Enabled"], made["EventCategoriesList"]) == (True, ["failover"])


def test_a_topic_that_rds_may_not_publish_to_is_refused(client: Client) -> None:
    with pytest.raises(ClientError, match="SNSNoAuthorization"):
        subscribe(client("rds"), topic(client, open_to_rds=False))


def test_a_topic_that_is_not_there_is_refused(client: Client) -> None:
    with pytest.raises(ClientError, match="SNSTopicArnNotFound"):
        subscribe(client("rds"), "arn:aws:sns:us-east-1:123456789012:gone")


def test_an_instance_that_is_not_there_is_refused(client: Client) -> None:
    with pytest.raises(ClientError, match="SourceNotFound"):
        subscribe(client("rds"), topic(client, open_to_rds=True), SourceIds=["gone"])
