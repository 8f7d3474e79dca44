"""Examples of alarms and their topics: who may publish, and who hears."""

from __future__ import annotations

from tests.policies.small import ACCOUNT, OURS, Examples, policy, root, service, stack

KEY = "${aws_kms_key.ours.arn}"
PLAIN = {"Bool": {"aws:SecureTransport": "false"}}
_OF_OWNER = {
    "Principal": {"AWS": "*"},
    "Action": "sns:Publish",
    "Condition": {"StringEquals": {"AWS:SourceOwner": ACCOUNT}},
}

UNTOLD = "no event subscription of this stack tells of its deletion, failover, failure, low storage"

EXAMPLES: Examples = {
    "CKV2_ALDEIA_5": (
        stack(
            aws_kms_key={
                "ours": {
                    "policy": policy(
                        service("cloudwatch.amazonaws.com", ["kms:Decrypt", "kms:GenerateDataKey*"]),
                        service("events.rds.amazonaws.com", ["kms:Decrypt", "kms:GenerateDataKey*"]),
                    )
                },
                "of_others": {"policy": policy(root(["kms:Decrypt"]))},
            },
            aws_sns_topic={
                "heard": {"kms_master_key_id": KEY},
                "of_aws": {"kms_master_key_id": "alias/aws/sns"},
                "mute": {"kms_master_key_id": "${aws_kms_key.of_others.arn}"},
                "of_rds": {"kms_master_key_id": KEY},
                "deaf_to_rds": {"kms_master_key_id": KEY},
                "of_cache": {},
                "locked_to_cache": {"kms_master_key_id": KEY},
                "anybodys": {},
            },
            aws_sns_topic_policy={
                name: {
                    "arn": f"${{aws_sns_topic.{name}.arn}}",
                    "policy": policy(
                        who,
                        {"Effect": "Deny", "Principal": "*", "Action": "sns:Publish", "Condition": PLAIN},
                    ),
                }
                for name, who in {
                    "heard": service("cloudwatch.amazonaws.com", "sns:Publish"),
                    "of_aws": service("cloudwatch.amazonaws.com", "sns:Publish"),
                    "of_rds": service("events.rds.amazonaws.com", "sns:Publish"),
                    "deaf_to_rds": service("cloudwatch.amazonaws.com", "sns:Publish"),
                    "of_cache": _OF_OWNER,
                    "locked_to_cache": service("elasticache.amazonaws.com", "sns:Publish", **OURS),
                    "anybodys": {"Principal": {"AWS": "*"}, "Action": "sns:Publish"},
                }.items()
            },
            aws_db_event_subscription={
                name: {"sns_topic": f"${{aws_sns_topic.{name}.arn}}"} for name in ("of_rds", "deaf_to_rds")
            },
            aws_elasticache_replication_group={
                name: {"notification_topic_arn": f"${{aws_sns_topic.{name}.arn}}"}
                for name in ("of_cache", "locked_to_cache", "anybodys")
            },
        ),
        {
            "aws_sns_topic.heard": [],
            "aws_sns_topic.of_aws": [
                "the topic is under no key of this stack, so cloudwatch.amazonaws.com cannot publish to it"
            ],
            "aws_sns_topic.mute": [
                "aws_kms_key.of_others does not let cloudwatch.amazonaws.com kms:Decrypt and kms:GenerateDataKey*",
                "no policy of the topic lets cloudwatch.amazonaws.com publish",
                "no policy of the topic refuses what is published in the clear",
            ],
            "aws_sns_topic.of_rds": [],
            "aws_sns_topic.deaf_to_rds": ["no policy of the topic lets events.rds.amazonaws.com publish"],
            "aws_sns_topic.of_cache": [],
            "aws_sns_topic.locked_to_cache": [
                "the topic is encrypted, so ElastiCache cannot publish to it",
                "no policy of the topic lets everybody of aws:SourceOwner publish, as ElastiCache has to be let in",
            ],
            "aws_sns_topic.anybodys": [
                "no policy of the topic lets everybody of aws:SourceOwner publish, as ElastiCache has to be let in",
                "One lets anybody in",
            ],
        },
    ),
    "CKV2_ALDEIA_6": (
        stack(
            aws_sns_topic={"heard": {}, "unheard": {}},
            aws_sns_topic_subscription={"mail": {"topic_arn": "${aws_sns_topic.heard.arn}"}},
            aws_cloudwatch_metric_alarm={
                "told": {"alarm_actions": ["${aws_sns_topic.heard.arn}"]},
                "to_nobody": {"alarm_actions": ["${aws_sns_topic.unheard.arn}"]},
                "off": {"actions_enabled": False, "alarm_actions": ["${aws_sns_topic.heard.arn}"]},
                "silent": {},
                "silenced": {"tags": {"SilencedUntil": "2026-11-23"}},
                "silenced_too_long": {"tags": {"SilencedUntil": "2026-11-22"}},
                "window": {},
            },
            aws_cloudwatch_composite_alarm={
                "told": {
                    "alarm_actions": ["${aws_sns_topic.heard.arn}"],
                    "actions_suppressor": {"alarm": "${aws_cloudwatch_metric_alarm.window.alarm_name}"},
                },
                "to_nobody": {"alarm_actions": ["${aws_sns_topic.unheard.arn}"]},
            },
        ),
        {
            "aws_cloudwatch_metric_alarm.told": [],
            "aws_cloudwatch_metric_alarm.silenced": [],
            "aws_cloudwatch_metric_alarm.silenced_too_long": ["it was silenced until 2026-11-22"],
            "aws_cloudwatch_metric_alarm.window": [],
            "aws_cloudwatch_composite_alarm.told": [],
            "aws_cloudwatch_composite_alarm.to_nobody": ["nobody has subscribed to aws_sns_topic.unheard"],
            "aws_cloudwatch_metric_alarm.to_nobody": ["nobody has subscribed to aws_sns_topic.unheard"],
            "aws_cloudwatch_metric_alarm.off": ["its actions are switched off"],
            "aws_cloudwatch_metric_alarm.silent": ["it tells no topic of this stack"],
        },
    ),
    "CKV2_ALDEIA_29": (
        stack(
            aws_sns_topic={"alarms": {}},
            aws_db_instance={
                "told": {"identifier": "told"},
                "half_told": {"identifier": "half_told"},
                "untold": {},
                "switched_off": {},
                "elsewhere": {},
                "copy": {"replicate_source_db": "${aws_db_instance.told.identifier}"},
            },
            aws_db_event_subscription={
                "on": {
                    "sns_topic": "${aws_sns_topic.alarms.arn}",
                    "source_ids": ["${aws_db_instance.told.identifier}"],
                },
                "half": {
                    "sns_topic": "${aws_sns_topic.alarms.arn}",
                    "source_ids": ["${aws_db_instance.half_told.identifier}"],
                    "event_categories": ["deletion", "failure", "low storage"],
                },
                "off": {
                    "sns_topic": "${aws_sns_topic.alarms.arn}",
                    "source_ids": ["${aws_db_instance.switched_off.identifier}"],
                    "enabled": False,
                },
                "elsewhere": {
                    "sns_topic": "arn:aws:sns:us-east-1:123456789012:theirs",
                    "source_ids": ["${aws_db_instance.elsewhere.identifier}"],
                },
            },
            aws_elasticache_replication_group={
                "told": {"notification_topic_arn": "${aws_sns_topic.alarms.arn}"},
                "untold": {},
            },
        ),
        {
            "aws_db_instance.told": [],
            "aws_db_instance.half_told": ["no event subscription of this stack tells of its failover"],
            "aws_db_instance.untold": [UNTOLD],
            "aws_db_instance.switched_off": [UNTOLD],
            "aws_db_instance.elsewhere": [UNTOLD],
            "aws_db_instance.copy": [],
            "aws_elasticache_replication_group.told": [],
            "aws_elasticache_replication_group.untold": ["it tells its events to no topic of this stack"],
        },
    ),
}
