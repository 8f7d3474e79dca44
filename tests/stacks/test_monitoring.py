"""Every alarm of the table exists, points at something that exists, and tells a topic; what is critical pages once."""

from __future__ import annotations

import re
from typing import Any

import pytest

from aldeia.alarms.table import alarms_of
from aldeia.manifest.environment import Manifest
from aldeia.manifest.loader import load_directory
from tests.stacks.documents import ROOT, Document

ACCOUNT = "${data.aws_caller_identity.current.account_id}"
WINDOWS = {"database_maintenance", "cache_maintenance"}


def watching(environment: Document) -> dict[str, Any]:
    """Give the alarms that watch something; the others only say that a maintenance window is open."""
    alarms = environment.all("aws_cloudwatch_metric_alarm")
    return {key: alarm for key, alarm in alarms.items() if key not in WINDOWS}


def test_every_alarm_of_the_table_is_made_and_no_other(environment: Document) -> None:
    table = [alarm.key for alarm in alarms_of(manifest_of(environment))]
    assert sorted(environment.all("aws_cloudwatch_metric_alarm")) == sorted([*table, *WINDOWS])


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
    for alarm in watching(environment).values():
        # What is counted in a log has no dimension.
        for thing in alarm.get("dimensions", {}).values():
            assert alarm["alarm_name"].startswith(f"{thing}-")
            assert alarm["alarm_description"].startswith(f"{thing}: ")
        assert f"({alarm['metric_name']} " in alarm["alarm_description"]
        assert re.search(r" for (5|12 of 15) minutes\)\. What to do: ", alarm["alarm_description"])


def test_five_minutes_are_five_periods_of_one(environment: Document) -> None:
    alarms = watching(environment)
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

    dimensions = {
        (alarm["namespace"], *pair)
        for alarm in watching(environment).values()
        for pair in alarm.get("dimensions", {}).items()
    }
    assert dimensions == {("AWS/RDS", "DBInstanceIdentifier", database)} | {
        ("AWS/ElastiCache", "CacheClusterId", node) for node in nodes
    }


def test_every_alarm_tells_the_warnings_topic_when_it_starts_and_when_it_ends(environment: Document) -> None:
    for alarm in watching(environment).values():
        assert alarm["alarm_actions"] == ["${aws_sns_topic.warnings.arn}"]
        assert alarm["ok_actions"] == ["${aws_sns_topic.warnings.arn}"]


# --- pages ------------------------------------------------------------------------------------------------------

CRITICAL = {
    "database": {
        f"database_{symptom}"
        for symptom in (
            "cpu_high",
            "memory_low",
            "storage_low",
            "connections_high",
            "transaction_ids_high",
            "refused_connections",
        )
    },
    "cache": {
        f"cache_{node}_{symptom}"
        for node in ("001", "002")
        for symptom in ("cpu_high", "engine_cpu_high", "memory_critical")
    },
}


def test_the_critical_alarms_of_a_store_page_once_through_one_composite(environment: Document) -> None:
    made = watching(environment)
    assert set(environment.all("aws_cloudwatch_composite_alarm")) == set(CRITICAL)
    for store, critical in CRITICAL.items():
        page = environment.one(f"aws_cloudwatch_composite_alarm.{store}")
        gathered = re.findall(
            r'ALARM\("\$\{aws_cloudwatch_metric_alarm\.(\w+)\.alarm_name\}"\)', page["alarm_rule"]
        )
        assert set(gathered) == critical & set(made)
        assert page["alarm_rule"].count(" OR ") == len(gathered) - 1
        assert page["alarm_actions"] == page["ok_actions"] == ["${aws_sns_topic.alarms.arn}"]
        assert f"one of its {len(gathered)} critical alarms" in page["alarm_description"]


def test_a_page_is_named_after_its_store(production: Document) -> None:
    assert {
        name: page["alarm_name"] for name, page in production.all("aws_cloudwatch_composite_alarm").items()
    } == {"database": "aldeia-prod-db-critical", "cache": "aldeia-prod-redis-critical"}


def test_a_page_waits_while_its_stores_maintenance_window_is_open(production: Document) -> None:
    windows = {
        "database": (8880, 8940),
        "cache": (9000, 9060),
    }  # Sun 04:00-05:00 and Sun 06:00-07:00, in minutes
    for store, (start, end) in windows.items():
        page = production.one(f"aws_cloudwatch_composite_alarm.{store}")
        window = production.one(f"aws_cloudwatch_metric_alarm.{store}_maintenance")
        minute = "(DAY(m1)-1)*1440+HOUR(m1)*60+MINUTE(m1)"

        assert page["actions_suppressor"] == {
            "alarm": f"${{aws_cloudwatch_metric_alarm.{store}_maintenance.alarm_name}}",
            "wait_period": 60,
            "extension_period": 600,
        }
        assert (window["comparison_operator"], window["threshold"]) == ("GreaterThanThreshold", 0)
        assert (window["evaluation_periods"], window["treat_missing_data"]) == (1, "notBreaching")
        [expression, clock] = window["metric_query"]
        assert expression["expression"] == f"IF({minute}>={start} AND {minute}<{end}, 1, 0)"
        assert (expression["return_data"], clock["id"], clock["return_data"]) == (True, "m1", False)
        assert "alarm_actions" not in window


def test_terraform_lets_a_page_go_of_an_alarm_before_it_deletes_it(environment: Document) -> None:
    """CloudWatch refuses to delete an alarm that a composite alarm names, or that holds one back."""
    made = environment.all("aws_cloudwatch_metric_alarm")
    held = set().union(*CRITICAL.values(), {"database_maintenance", "cache_maintenance"}) & set(made)
    first = {
        key for key, alarm in made.items() if alarm.get("lifecycle", {}).get("create_before_destroy") is True
    }
    assert first == held


# --- topics -----------------------------------------------------------------------------------------------------


def test_the_topics_are_named_as_the_specification_has_it(production: Document, staging: Document) -> None:
    assert {name: topic["name"] for name, topic in production.all("aws_sns_topic").items()} == {
        "alarms": "aldeia-prod-alarms",
        "warnings": "aldeia-prod-warnings",
        "cache_events": "aldeia-prod-redis-events",
    }
    assert staging.one("aws_sns_topic.alarms")["name"] == "aldeia-staging-alarms"


@pytest.mark.parametrize("topic", ["alarms", "warnings"])
def test_this_environments_alarms_may_publish_and_only_they(environment: Document, topic: str) -> None:
    stage = "prod" if environment.name == "aldeia-production" else "staging"
    publish = environment.statements(f"aws_sns_topic_policy.{topic}")["AlarmsOfThisEnvironmentPublish"]

    assert publish["Principal"] == {"Service": "cloudwatch.amazonaws.com"}
    assert (publish["Action"], publish["Resource"]) == ("sns:Publish", f"${{aws_sns_topic.{topic}.arn}}")
    assert publish["Condition"] == {
        "ArnLike": {"aws:SourceArn": f"arn:aws:cloudwatch:us-east-1:{ACCOUNT}:alarm:aldeia-{stage}-*"},
        "StringEquals": {"aws:SourceAccount": ACCOUNT},
    }
    for kind in ("metric", "composite"):
        for alarm in environment.all(f"aws_cloudwatch_{kind}_alarm").values():
            assert alarm["alarm_name"].startswith(f"aldeia-{stage}-")


@pytest.mark.parametrize("topic", ["alarms", "warnings"])
def test_rds_may_publish_what_it_tells_of_this_environments_instances(
    environment: Document, topic: str
) -> None:
    publish = environment.statements(f"aws_sns_topic_policy.{topic}")["DatabaseEventsPublish"]
    database = environment.one("aws_db_instance.database")["identifier"]

    assert publish["Principal"] == {"Service": "events.rds.amazonaws.com"}
    assert publish["Condition"] == {
        "ArnLike": {"aws:SourceArn": f"arn:aws:rds:us-east-1:{ACCOUNT}:db:{database}*"},
        "StringEquals": {"aws:SourceAccount": ACCOUNT},
    }


def test_elasticache_may_publish_to_its_own_topic_as_it_has_to_be_let_in(environment: Document) -> None:
    """It sends aws:SourceOwner and no aws:SourceAccount, and nothing to a topic that is encrypted."""
    publish = environment.statements("aws_sns_topic_policy.cache_events")["ElastiCachePublishes"]

    assert publish["Principal"] == {"AWS": "*"}
    assert publish["Condition"] == {"StringEquals": {"AWS:SourceOwner": ACCOUNT}}
    assert "kms_master_key_id" not in environment.one("aws_sns_topic.cache_events")


def test_nothing_is_published_in_the_clear(environment: Document) -> None:
    for topic in environment.all("aws_sns_topic"):
        refusal = environment.statements(f"aws_sns_topic_policy.{topic}")["NothingIsPublishedInTheClear"]
        assert (refusal["Effect"], refusal["Principal"]) == ("Deny", "*")
        assert refusal["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


def test_one_is_paged_and_another_reads_the_rest(environment: Document) -> None:
    assert {
        (subscription["topic_arn"], subscription["protocol"], subscription["endpoint"])
        for subscription in environment.all("aws_sns_topic_subscription").values()
    } == {
        ("${aws_sns_topic.alarms.arn}", "email", "oncall@aldeia.example"),
        ("${aws_sns_topic.warnings.arn}", "email", "data-tier@aldeia.example"),
        ("${aws_sns_topic.cache_events.arn}", "email", "data-tier@aldeia.example"),
    }


# --- events -----------------------------------------------------------------------------------------------------


def test_what_rds_tells_goes_to_who_has_to_hear_it(environment: Document) -> None:
    told = {
        name: (one["sns_topic"], one["source_type"], one["source_ids"], one["event_categories"])
        for name, one in environment.all("aws_db_event_subscription").items()
    }
    instances = ["${aws_db_instance.database.identifier}"]
    assert told == {
        "database_critical": (
            "${aws_sns_topic.alarms.arn}", "db-instance", instances, ["deletion", "failure", "low storage"],
        ),
        "database_warning": (
            "${aws_sns_topic.warnings.arn}", "db-instance", instances,
            [
                "availability", "backup", "configuration change", "failover", "maintenance", "notification",
                "read replica", "recovery", "restoration", "security",
            ],
        ),
    }  # fmt: skip


def test_rds_finds_a_topic_that_it_may_use_already(environment: Document) -> None:
    """It tries the topic when it is told of it, and refuses one that it may not publish to."""
    for one, topic in (("database_critical", "alarms"), ("database_warning", "warnings")):
        subscription = environment.one(f"aws_db_event_subscription.{one}")
        assert subscription["depends_on"] == [f"aws_sns_topic_policy.{topic}"]


def test_the_cache_tells_its_topic_once_it_may(environment: Document) -> None:
    cache = environment.one("aws_elasticache_replication_group.cache")
    assert cache["notification_topic_arn"] == "${aws_sns_topic.cache_events.arn}"
    assert cache["depends_on"] == ["aws_sns_topic_policy.cache_events"]
