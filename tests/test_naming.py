"""Every name in AWS that the specification spells, and the limits that AWS sets to names."""

from __future__ import annotations

import re

import pytest

from aldeia.naming import Names, names_of, zone_suffix
from tests.examples import a_manifest

PRODUCTION = Names("aldeia", "prod", "production")
STAGING = Names("aldeia", "staging", "staging")


@pytest.mark.parametrize(
    ("name", "specified"),
    [
        (PRODUCTION.database, "aldeia-prod-db"),
        (STAGING.database, "aldeia-staging-db"),
        (PRODUCTION.database_subnet_group, "aldeia-prod-db-subnet-group"),
        (STAGING.database_subnet_group, "aldeia-staging-db-subnet-group"),
        (PRODUCTION.database_subnet("us-east-1a"), "aldeia-prod-private-db-1a"),
        (PRODUCTION.database_subnet("us-east-1b"), "aldeia-prod-private-db-1b"),
        (STAGING.database_subnet("us-east-1a"), "aldeia-staging-private-db-1a"),
        (STAGING.database_subnet("us-east-1b"), "aldeia-staging-private-db-1b"),
        (PRODUCTION.database_parameter_group("15"), "aldeia-postgres15-prod"),
        (PRODUCTION.cache, "aldeia-prod-redis"),
        (STAGING.cache, "aldeia-staging-redis"),
        (PRODUCTION.cache_node(1), "aldeia-prod-redis-001"),
        (PRODUCTION.cache_subnet_group, "aldeia-prod-redis-subnet-group"),
        (STAGING.cache_subnet_group, "aldeia-staging-redis-subnet-group"),
        (PRODUCTION.cache_parameter_group("redis7"), "aldeia-redis7-prod"),
        (STAGING.default_cache_parameter_group("redis7"), "default.redis7"),
        (PRODUCTION.database_secret, "production/database/credentials"),
        (PRODUCTION.alarm_topic, "aldeia-prod-alarms"),
        (PRODUCTION.alarm(PRODUCTION.database, "cpu-high"), "aldeia-prod-db-cpu-high"),
    ],
)
def test_a_name_is_the_one_that_is_specified(name: str, specified: str) -> None:
    assert name == specified


@pytest.mark.parametrize(
    ("name", "chosen"),
    [
        (PRODUCTION.vpc, "aldeia-prod-vpc"),
        (PRODUCTION.application_subnet("us-east-1c"), "aldeia-prod-private-app-1c"),
        (PRODUCTION.route_table("database"), "aldeia-prod-private-db"),
        (PRODUCTION.route_table("application"), "aldeia-prod-private-app"),
        (PRODUCTION.application_security_group, "aldeia-prod-app-sg"),
        (PRODUCTION.database_security_group, "aldeia-prod-db-sg"),
        (PRODUCTION.cache_security_group, "aldeia-prod-redis-sg"),
        (PRODUCTION.flow_log_role, "aldeia-prod-flow-logs"),
        (PRODUCTION.flow_log_group, "/aws/vpc/aldeia-prod/flow-logs"),
        (PRODUCTION.key_alias("database"), "alias/aldeia-prod-database"),
        (PRODUCTION.database_replica, "aldeia-prod-db-replica"),
        (STAGING.database_parameter_group("15"), "aldeia-postgres15-staging"),
        (PRODUCTION.database_monitoring_role, "aldeia-prod-db-monitoring"),
        (PRODUCTION.database_final_snapshot(2), "aldeia-prod-db-final-2"),
        (PRODUCTION.cache_node(12), "aldeia-prod-redis-012"),
        (PRODUCTION.cache_parameter_group("redis6.x"), "aldeia-redis6-x-prod"),
        (PRODUCTION.cache_log_group("slow-log"), "/aws/elasticache/aldeia-prod-redis/slow-log"),
        (PRODUCTION.cache_final_snapshot(1), "aldeia-prod-redis-final-1"),
        (PRODUCTION.cache_user, "aldeia-prod-redis-app"),
        (PRODUCTION.cache_default_user, "aldeia-prod-redis-default"),
        (PRODUCTION.database_master_secret, "production/database/master"),
        (PRODUCTION.cache_token_secret, "production/cache/auth-token"),
        (PRODUCTION.cache_secret, "production/cache/credentials"),
        (
            PRODUCTION.alarm(PRODUCTION.cache_node(2), "memory-critical"),
            "aldeia-prod-redis-002-memory-critical",
        ),
        (PRODUCTION.warning_topic, "aldeia-prod-warnings"),
        (PRODUCTION.cache_event_topic, "aldeia-prod-redis-events"),
        (PRODUCTION.page("database"), "aldeia-prod-db-critical"),
        (PRODUCTION.page("cache"), "aldeia-prod-redis-critical"),
        (PRODUCTION.maintenance("cache"), "aldeia-prod-redis-maintenance"),
        (PRODUCTION.database_events("critical"), "aldeia-prod-db-events-critical"),
    ],
)
def test_a_name_that_nobody_specified_stays_what_it_is(name: str, chosen: str) -> None:
    assert name == chosen


def test_rds_itself_names_the_log_group_of_an_instance() -> None:
    # docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Procedural.UploadtoCloudWatch.html
    assert PRODUCTION.database_log_group("postgresql") == "/aws/rds/instance/aldeia-prod-db/postgresql"


def test_names_come_from_project_stage_and_environment() -> None:
    assert (
        names_of(a_manifest({"project": "aldeia", "stage": "prod", "environment": "production"}))
        == PRODUCTION
    )


@pytest.mark.parametrize(
    ("zone", "suffix"), [("us-east-1a", "1a"), ("ap-southeast-2c", "2c"), ("us-gov-west-1b", "1b")]
)
def test_a_zone_is_shortened_to_what_tells_it_from_its_neighbours(zone: str, suffix: str) -> None:
    assert zone_suffix(zone) == suffix


LONGEST = names_of(a_manifest({"project": "a" * 12, "stage": "b" * 8, "environment": "c" * 16}))


@pytest.mark.parametrize(
    ("name", "most", "form"),
    [
        (LONGEST.database, 63, "[a-z](-?[a-z0-9])*"),
        (LONGEST.database_replica, 63, "[a-z](-?[a-z0-9])*"),
        (LONGEST.database_final_snapshot(999), 255, "[a-z](-?[a-z0-9])*"),
        (LONGEST.database_subnet_group, 255, "[a-z0-9 ._-]+"),
        (LONGEST.database_parameter_group("15"), 255, "[a-z0-9.-]+"),
        (LONGEST.database_monitoring_role, 64, "[A-Za-z0-9+=,.@_-]+"),
        (LONGEST.flow_log_role, 64, "[A-Za-z0-9+=,.@_-]+"),
        (LONGEST.cache, 40, "[a-z](-?[a-z0-9])*"),
        (LONGEST.cache_user, 40, "[a-z](-?[a-z0-9])*"),
        (LONGEST.cache_default_user, 40, "[a-z](-?[a-z0-9])*"),
        (LONGEST.cache_parameter_group("redis7"), 255, "[a-z0-9-]+"),
        (LONGEST.alarm_topic, 256, "[A-Za-z0-9_-]+"),
        (LONGEST.database_secret, 512, "[A-Za-z0-9/_+=.@-]+"),
        (LONGEST.cache_secret, 512, "[A-Za-z0-9/_+=.@-]+"),
    ],
)
def test_the_longest_project_and_stage_still_make_a_name_that_aws_takes(
    name: str, most: int, form: str
) -> None:
    assert len(name) <= most
    assert re.fullmatch(form, name)


@pytest.mark.parametrize(
    "secret", ["database_master_secret", "database_secret", "cache_token_secret", "cache_secret"]
)
def test_no_secret_ends_as_an_arn_does(secret: str) -> None:
    # Secrets Manager takes a dash and six characters at the end of a name for its own suffix of the ARN.
    assert re.search(r"-[A-Za-z0-9]{6}$", getattr(PRODUCTION, secret)) is None
