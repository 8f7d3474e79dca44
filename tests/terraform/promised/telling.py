"""What AWS must say of topics, of who may publish there and who is told, and of events."""

from __future__ import annotations

import json
from typing import Any

from tests.terraform.account import Account, last_part
from tests.terraform.promised.monitoring import DATABASES, REPLICAS, prefix_of
from tests.terraform.promised.promise import ABSENT, ENVIRONMENTS, Promise, Row


def topics(account: Account) -> dict[str, Any]:
    """Give each topic: its key, who may publish, who is told."""
    found = {}
    for one in account.ask("sns", "list_topics")["Topics"]:
        attributes = account.ask("sns", "get_topic_attributes", TopicArn=one["TopicArn"])["Attributes"]
        told = account.ask("sns", "list_subscriptions_by_topic", TopicArn=one["TopicArn"])["Subscriptions"]
        key = attributes.get("KmsMasterKeyId")
        found[last_part(attributes["TopicArn"])] = (
            account.key(key) if key else None,
            {
                f"{statement['Effect']} {statement['Action']} {json.dumps(statement['Principal'])}": (
                    last_part(statement["Resource"]),
                    statement["Condition"],
                )
                for statement in json.loads(attributes["Policy"])["Statement"]
            },
            sorted((subscription["Protocol"], subscription["Endpoint"]) for subscription in told),
        )
    return {str(name): value for name, value in found.items()}  # fmt: skip


ACCOUNT = "123456789012"
ONCALL, TEAM = [("email", "oncall@aldeia.example")], [("email", "data-tier@aldeia.example")]


def _publishers(prefix: str, topic: str) -> dict[str, Any]:
    def one(source: str) -> tuple[str, Any]:
        condition = {"ArnLike": {"aws:SourceArn": source}, "StringEquals": {"aws:SourceAccount": ACCOUNT}}
        return topic, condition

    return {
        'Allow sns:Publish {"Service": "cloudwatch.amazonaws.com"}': one(
            f"arn:aws:cloudwatch:us-east-1:{ACCOUNT}:alarm:{prefix}-*"
        ),
        'Allow sns:Publish {"Service": "events.rds.amazonaws.com"}': one(
            f"arn:aws:rds:us-east-1:{ACCOUNT}:db:{prefix}-db*"
        ),
        'Deny sns:Publish "*"': (topic, {"Bool": {"aws:SecureTransport": "false"}}),
    }


def _topic_rows() -> list[Row]:
    rows: list[Row] = []
    for column, prefix in enumerate(("aldeia-staging", "aldeia-prod", "aldeia-variant")):
        key, cache = f"alias/{prefix}-alarms", f"{prefix}-redis-events"
        # ElastiCache names the account by aws:SourceOwner alone, and cannot publish to an encrypted topic.
        owner = {
            'Allow sns:Publish {"AWS": "*"}': (cache, {"StringEquals": {"AWS:SourceOwner": ACCOUNT}}),
            'Deny sns:Publish "*"': (cache, {"Bool": {"aws:SecureTransport": "false"}}),
        }
        for name, value in {
            f"{prefix}-alarms": (key, _publishers(prefix, f"{prefix}-alarms"), ONCALL),
            f"{prefix}-warnings": (key, _publishers(prefix, f"{prefix}-warnings"), TEAM),
            cache: (None, owner, TEAM),
        }.items():
            values: list[Any] = [ABSENT, ABSENT, ABSENT]
            values[column] = value
            rows.append((name, *values))
    return rows


TOPICS = Promise(topics, tuple(_topic_rows()))


def events(account: Account) -> dict[str, Any]:
    """Give what RDS and ElastiCache tell by themselves: where, of what, and which kinds."""
    found: dict[str, Any] = {
        one["CustSubscriptionId"]: (
            last_part(one["SnsTopicArn"]), one["Enabled"], sorted(one["SourceIdsList"]), sorted(one["EventCategoriesList"]),
        )
        for one in account.ask("rds", "describe_event_subscriptions")["EventSubscriptionsList"]
    }  # fmt: skip
    clusters = account.ask("elasticache", "describe_cache_clusters")["CacheClusters"]
    found["the cache's topics"] = sorted(
        {str(last_part(one["NotificationConfiguration"]["TopicArn"])) for one in clusters}
    )
    return found


URGENT = ["deletion", "failure", "low storage"]
TO_BE_READ = [
    "availability", "backup", "configuration change", "failover", "maintenance", "notification", "read replica", "recovery",
    "restoration", "security",
]  # fmt: skip


def _event_rows() -> list[Row]:
    rows: list[Row] = []
    for column, environment in enumerate(ENVIRONMENTS):
        instances = sorted(DATABASES[environment] + REPLICAS[environment])
        prefix = prefix_of(instances[0])
        for severity, topic, kinds in (("critical", "alarms", URGENT), ("warning", "warnings", TO_BE_READ)):
            values: list[Any] = [ABSENT, ABSENT, ABSENT]
            values[column] = (f"{prefix}-{topic}", True, instances, kinds)
            rows.append((f"{prefix}-db-events-{severity}", *values))
    return rows


EVENTS = Promise(
    events,
    (
        *_event_rows(),
        (
            "the cache's topics",
            ["aldeia-staging-redis-events"], ["aldeia-prod-redis-events"], ["aldeia-variant-redis-events"],
        ),
    ),
)  # fmt: skip

PROMISES = {"the topics": TOPICS, "the events": EVENTS}
