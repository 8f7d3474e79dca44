"""Whether a plan is the one that was reviewed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from aldeia.review import ReviewError
from aldeia.review.plan import Plan
from aldeia.review.same import deviations, digest, read_redacted
from tests.review.fixtures import PLANS
from tests.review.minimal import changed, document, write

LARGER = ({"instance_class": "db.t3.large", "port": 5432}, {"instance_class": "db.t3.xlarge", "port": 5432})


def plan(directory: Path, name: str, *changes: dict[str, Any], **more: Any) -> Plan:
    (directory / name).mkdir()
    return read_redacted(write(directory / name, *changes, **more))


def told(reviewed: Plan, now: Plan, *, rest: bool = False) -> list[str]:
    return list(map(str, deviations(reviewed, now, rest=rest)))


def test_every_committed_plan_is_the_same_as_itself_and_as_no_other() -> None:
    plans = {path.stem: read_redacted(path) for path in sorted(PLANS.glob("*.json"))}

    for name, one in plans.items():
        assert deviations(one, one) == [], name
    assert len({(one.environment, digest(one)) for one in plans.values()}) == len(plans)


def test_the_time_and_what_does_not_change_are_not_compared(tmp_path: Path) -> None:
    reviewed = plan(tmp_path, "a", changed("aws_db_instance", *LARGER))
    before, after = ({**one, "latest_restorable_time": "later"} for one in LARGER)
    now = plan(tmp_path, "b", changed("aws_db_instance", before, after), timestamp="2026-11-25T01:00:00Z")

    assert told(reviewed, now) == []
    assert digest(reviewed) == digest(now)


def test_another_value_before_is_another_plan(tmp_path: Path) -> None:
    reviewed = plan(tmp_path, "a", changed("aws_db_instance", *LARGER))
    now = plan(
        tmp_path, "b", changed("aws_db_instance", {**LARGER[0], "instance_class": "db.t3.medium"}, LARGER[1])
    )

    assert told(reviewed, now) == [
        "aws_db_instance.it.instance_class: reviewed: db.t3.large to db.t3.xlarge; now: db.t3.medium to db.t3.xlarge"
    ]
    assert digest(reviewed) != digest(now)


def test_something_more_is_another_plan(tmp_path: Path) -> None:
    reviewed = plan(tmp_path, "a", changed("aws_db_instance", *LARGER))
    now = plan(
        tmp_path, "b", changed("aws_db_instance", *LARGER), changed("aws_sns_topic", {"name": "x"}, None)
    )

    assert told(reviewed, now) == ["aws_sns_topic.it: reviewed: no change; now: delete"]
    assert told(reviewed, now, rest=True) == ["aws_sns_topic.it: reviewed: no change; now: delete"]


def test_a_replacement_is_not_the_update_that_was_reviewed(tmp_path: Path) -> None:
    reviewed = plan(tmp_path, "a", changed("aws_db_instance", *LARGER))
    now = plan(
        tmp_path, "b",
        changed("aws_db_instance", *LARGER, actions=("delete", "create"), replace_paths=[["instance_class"]]),
    )  # fmt: skip

    assert told(reviewed, now) == [
        "aws_db_instance.it: reviewed: update; now: replace",
        "aws_db_instance.it.instance_class: reviewed: db.t3.large to db.t3.xlarge; now: db.t3.large to db.t3.xlarge",
    ]


def test_less_is_another_plan_but_for_the_rest_of_one(tmp_path: Path) -> None:
    topic = changed("aws_sns_topic", None, {"name": "x"})
    reviewed = plan(tmp_path, "a", changed("aws_db_instance", *LARGER), topic)
    now = plan(tmp_path, "b", topic)

    assert told(reviewed, now) == [
        "aws_db_instance.it: reviewed: update; now: no change",
        "aws_db_instance.it.instance_class: reviewed: db.t3.large to db.t3.xlarge; now: no change",
    ]
    assert told(reviewed, now, rest=True) == []


def test_the_rest_may_know_what_was_unknown_and_nothing_else(tmp_path: Path) -> None:
    reviewed = plan(
        tmp_path, "a", changed("aws_subnet", None, {"cidr_block": "10.0.0.0/24"}, after_unknown={"vpc_id": True})
    )  # fmt: skip
    known = plan(tmp_path, "b", changed("aws_subnet", None, {"cidr_block": "10.0.0.0/24", "vpc_id": "vpc-1"}))
    other = plan(tmp_path, "c", changed("aws_subnet", None, {"cidr_block": "10.9.0.0/24", "vpc_id": "vpc-1"}))

    assert told(reviewed, known) == [
        "aws_subnet.it.vpc_id: reviewed: none to (known after apply); now: none to vpc-1"
    ]
    assert told(reviewed, known, rest=True) == []
    assert told(reviewed, other, rest=True) == [
        "aws_subnet.it.cidr_block: reviewed: none to 10.0.0.0/24; now: none to 10.9.0.0/24"
    ]


def test_a_secret_that_changes_is_compared_by_its_being_set_alone(tmp_path: Path) -> None:
    marks: dict[str, Any] = {
        "before_sensitive": {"auth_token": True},
        "after_sensitive": {"auth_token": True},
    }
    one, two = (
        plan(tmp_path, name, changed("aws_cache", {"auth_token": "a"}, {"auth_token": name * 20}, **marks))
        for name in "bc"
    )

    assert told(one, two) == []


def test_an_output_that_changes_is_a_part_of_it(tmp_path: Path) -> None:
    reviewed = plan(tmp_path, "a")
    now = plan(tmp_path, "b", output_changes={"url": {"actions": ["update"]}})

    assert told(reviewed, now) == ["output.url: reviewed: no change; now: it changes"]


def test_plans_of_two_environments_are_not_compared(tmp_path: Path) -> None:
    reviewed = read_redacted(write(tmp_path, environment="staging"))
    now = read_redacted(write(tmp_path, environment="production"))

    with pytest.raises(
        ReviewError, match=r"this is a plan of production in us-east-1, expected one of staging"
    ):
        deviations(reviewed, now)


def test_a_plan_of_another_region_is_another(tmp_path: Path) -> None:
    elsewhere = document()
    elsewhere["configuration"]["provider_config"]["aws"]["expressions"]["region"] = {
        "constant_value": "eu-west-1"
    }
    reviewed = plan(tmp_path, "a")
    now = plan(tmp_path, "b", configuration=elsewhere["configuration"])

    with pytest.raises(
        ReviewError, match=r"a plan of staging in eu-west-1, expected one of staging in us-east-1"
    ):
        deviations(reviewed, now)
