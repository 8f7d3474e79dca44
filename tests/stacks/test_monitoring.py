"""Every alarm of the table exists, points at something that exists, and reaches a topic that CloudWatch may use."""

from __future__ import annotations

import re

from aldeia.alarms.table import alarms_of
from aldeia.manifest.environment import Manifest
from aldeia.manifest.loader import load_directory
from tests.stacks.documents import ROOT, Document


def test_every_alarm_of_the_table_is_made_and_no_other(environment: Document) -> None:
    assert sorted(environment.all("aws_cloudwatch_metric_alarm")) == sorted(
        alarm.key for alarm in alarms_of(manifest_of(environment))
    )


def manifest_of(environment: Document) -> Manifest:
    [manifest] = load_directory(ROOT / "envs", only=environment.name.removeprefix("aldeia-"))
    return manifest


COMPARISONS = {"above": "GreaterThanThreshold", "below": "LessThanThreshold"}


def test_an_alarm_is_made_as_the_table_has_it(environment: Document) -> None:
    """What the table has is held to literals by tests/alarms/test_table.py."""
    for alarm in alarms_of(manifest_of(environment)):
        made = environment.one(f"aws_cloudwatch_metric_alarm.{alarm.key}")
        assert (
            made["alarm_name"], made["namespace"], made["metric_name"], made.get("dimensions", {}),
            made.get("statistic", made.get("extended_statistic")), made["comparison_operator"], made["threshold"],
            made["period"], made["datapoints_to_alarm"], made["evaluation_periods"], made["treat_missing_data"],
        ) == (
            alarm.name, alarm.namespace, alarm.metric, dict(alarm.dimensions),
            alarm.statistic, COMPARISONS[alarm.direction], alarm.threshold,
            alarm.period_seconds, alarm.datapoints_to_alarm, alarm.evaluation_periods, alarm.missing.treatment,
        )  # fmt: skip


def test_a_percentile_is_no_statistic(environment: Document) -> None:
    reads = environment.one("aws_cloudwatch_metric_alarm.database_read_latency_high")
    cpu = environment.one("aws_cloudwatch_metric_alarm.database_cpu_high")
    assert ("statistic" in reads, reads["extended_statistic"]) == (False, "p90")
    assert ("extended_statistic" in cpu, cpu["statistic"]) == (False, "Average")


def test_an_alarm_says_what_is_wrong_where_and_from_when(environment: Document) -> None:
    for alarm in environment.all("aws_cloudwatch_metric_alarm").values():
        # What is counted in a log has no dimension.
        for thing in alarm.get("dimensions", {}).values():
            assert alarm["alarm_name"].startswith(f"{thing}-")
            assert alarm["alarm_description"].startswith(f"{thing}: ")
        assert f"({alarm['metric_name']} " in alarm["alarm_description"]
        assert re.search(r" for (5|12 of 15) minutes\)\. What to do: ", alarm["alarm_description"])


def test_the_topic_is_named_as_the_specification_has_it(production: Document, staging: Document) -> None:
    assert production.one("aws_sns_topic.alarms")["name"] == "aldeia-prod-alarms"
    assert staging.one("aws_sns_topic.alarms")["name"] == "aldeia-staging-alarms"


def test_five_minutes_are_five_periods_of_one(environment: Document) -> None:
    alarms = environment.all("aws_cloudwatch_metric_alarm")
    for key in (
        "database_cpu_high",
        "database_memory_low",
        "cache_001_cpu_high",
        "cache_001_memory_critical",
    ):
        alarm = alarms[key]
        assert (alarm["period"], alarm["evaluation_periods"], alarm["datapoints_to_alarm"]) == (60, 5, 5)


def test_every_dimension_names_a_store_of_this_environment(environment: Document) -> None:
    database = environment.one("aws_db_instance.database")["identifier"]
    cache = environment.one("aws_elasticache_replication_group.cache")
    nodes = [
        f"{cache['replication_group_id']}-{number:03d}"
        for number in range(1, cache["num_cache_clusters"] + 1)
    ]
    alarms = environment.all("aws_cloudwatch_metric_alarm").values()

    dimensions = {
        (alarm["namespace"], *pair) for alarm in alarms for pair in alarm.get("dimensions", {}).items()
    }
    assert dimensions == {("AWS/RDS", "DBInstanceIdentifier", database)} | {
        ("AWS/ElastiCache", "CacheClusterId", node) for node in nodes
    }


def test_every_alarm_tells_the_topic_when_it_starts_and_when_it_ends(environment: Document) -> None:
    for alarm in environment.all("aws_cloudwatch_metric_alarm").values():
        assert alarm["alarm_actions"] == ["${aws_sns_topic.alarms.arn}"]
        assert alarm["ok_actions"] == ["${aws_sns_topic.alarms.arn}"]


def test_this_environments_alarms_may_publish_and_only_they(environment: Document) -> None:
    stage = "prod" if environment.name == "aldeia-production" else "staging"
    publish = environment.statements("aws_sns_topic_policy.alarms")["AlarmsOfThisEnvironmentPublish"]

    assert publish["Principal"] == {"Service": "cloudwatch.amazonaws.com"}
    assert publish["Action"] == "sns:Publish"
    account = "${data.aws_caller_identity.current.account_id}"
    assert publish["Condition"] == {
        "ArnLike": {"aws:SourceArn": f"arn:aws:cloudwatch:us-east-1:{account}:alarm:aldeia-{stage}-*"},
        "StringEquals": {"aws:SourceAccount": account},
    }
    for alarm in environment.all("aws_cloudwatch_metric_alarm").values():
        assert alarm["alarm_name"].startswith(f"aldeia-{stage}-")


def test_somebody_listens(environment: Document) -> None:
    assert [
        (subscription["topic_arn"], subscription["protocol"])
        for subscription in environment.all("aws_sns_topic_subscription").values()
    ] == [("${aws_sns_topic.alarms.arn}", "email")]
