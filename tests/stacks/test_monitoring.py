"""Every alarm of the table exists, points at something that exists, and reaches a topic that CloudWatch may use."""

from __future__ import annotations

from aldeia.alarms.table import alarms_of
from aldeia.manifest.loader import load_directory
from tests.stacks.documents import ROOT, Document


def test_every_alarm_of_the_table_is_made_and_no_other(environment: Document) -> None:
    [manifest] = load_directory(ROOT / "envs", only=environment.name.removeprefix("aldeia-"))

    assert sorted(environment.all("aws_cloudwatch_metric_alarm")) == sorted(
        alarm.key for alarm in alarms_of(manifest)
    )


MIB = 1024**2
ABOVE, BELOW = "GreaterThanThreshold", "LessThanThreshold"
# What is watched, how, from which threshold in production and in staging, and what no data means there.
DATABASE = {
    "cpu-high": ("CPUUtilization", "Average", ABOVE, 75, 75, "breaching"),
    "memory-low": ("FreeableMemory", "Minimum", BELOW, 512 * MIB, 200 * MIB, "missing"),
    "storage-low": ("FreeStorageSpace", "Minimum", BELOW, 5 * 1024 * MIB, 5 * 1024 * MIB, "missing"),
    "connections-high": ("DatabaseConnections", "Maximum", ABOVE, 180, 90, "breaching"),
    "read-latency-high": ("ReadLatency", "Average", ABOVE, 0.01, 0.01, "missing"),
    "write-latency-high": ("WriteLatency", "Average", ABOVE, 0.01, 0.01, "missing"),
}
CACHE = {
    "cpu-high": ("CPUUtilization", "Average", ABOVE, 45, 45, "breaching"),
    "engine-cpu-high": ("EngineCPUUtilization", "Average", ABOVE, 70, 70, "missing"),
    "memory-warning": ("DatabaseMemoryUsagePercentage", "Average", ABOVE, 75, 75, "missing"),
    "memory-critical": ("DatabaseMemoryUsagePercentage", "Average", ABOVE, 85, 85, "missing"),
    "evictions": ("Evictions", "Sum", ABOVE, 0, 0, "notBreaching"),
    "hit-rate-low": ("CacheHitRate", "Average", BELOW, 90, 90, "notBreaching"),
    "swap-high": ("SwapUsage", "Maximum", ABOVE, 50 * MIB, 50 * MIB, "missing"),
}


def test_every_alarm_watches_what_the_specification_says_in_cloudwatchs_units(environment: Document) -> None:
    production = environment.name == "aldeia-production"
    prefix = "aldeia-prod" if production else "aldeia-staging"
    things = {f"{prefix}-db": DATABASE} | {
        f"{prefix}-redis-{node:03d}": CACHE for node in ((1, 2) if production else (1,))
    }

    assert {
        alarm["alarm_name"]: (
            alarm["metric_name"], alarm["statistic"], alarm["comparison_operator"], alarm["threshold"],
            alarm["treat_missing_data"],
        )
        for alarm in environment.all("aws_cloudwatch_metric_alarm").values()
    } == {
        f"{thing}-{symptom}": (
            metric, statistic, comparison, ours if production else theirs,
            missing if production else missing.replace("breaching", "notBreaching"),
        )
        for thing, table in things.items()
        for symptom, (metric, statistic, comparison, ours, theirs, missing) in table.items()
    }  # fmt: skip


def test_an_alarm_says_what_is_wrong_where_and_from_when(environment: Document) -> None:
    for alarm in environment.all("aws_cloudwatch_metric_alarm").values():
        [thing] = alarm["dimensions"].values()
        assert alarm["alarm_name"].startswith(f"{thing}-")
        assert alarm["alarm_description"].startswith(f"{thing}: ")
        assert f"({alarm['metric_name']} " in alarm["alarm_description"]
        assert alarm["alarm_description"].endswith(" for 5 minutes)")


def test_the_topic_is_named_as_the_specification_has_it(production: Document, staging: Document) -> None:
    assert production.one("aws_sns_topic.alarms")["name"] == "aldeia-prod-alarms"
    assert staging.one("aws_sns_topic.alarms")["name"] == "aldeia-staging-alarms"


def test_five_minutes_are_five_periods_of_one(environment: Document) -> None:
    for alarm in environment.all("aws_cloudwatch_metric_alarm").values():
        assert (alarm["period"], alarm["evaluation_periods"], alarm["datapoints_to_alarm"]) == (60, 5, 5)


def test_every_dimension_names_a_store_of_this_environment(environment: Document) -> None:
    database = environment.one("aws_db_instance.database")["identifier"]
    cache = environment.one("aws_elasticache_replication_group.cache")
    nodes = [
        f"{cache['replication_group_id']}-{number:03d}"
        for number in range(1, cache["num_cache_clusters"] + 1)
    ]
    alarms = environment.all("aws_cloudwatch_metric_alarm").values()

    dimensions = {(alarm["namespace"], *next(iter(alarm["dimensions"].items()))) for alarm in alarms}
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
