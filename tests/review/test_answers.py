"""A reviewer's questions are answered: who must agree, what is lost, who cannot connect, which alarm falls silent, when."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from aldeia.naming import Names
from aldeia.review.answers import answers
from aldeia.review.cells import line
from aldeia.review.comment import write_comment
from aldeia.review.run import review
from tests.review.minimal import changed, plan
from tests.review.reviewed import GONE, LARGER, RETAGGED, TODAY, reviewed

APPLY = "During the apply. Merging starts the apply, unless the environment has required reviewers on GitHub: then they do."
ALLOWED = " With the entries below, and a reason for each, it may pass after approval by somebody other than the author."
CHANGE_IT = "Change the plan, or allow what is blocked; then 1 step before merging: see below."


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            (),
            {
                "May it be merged?": "Nothing changes.",
                "Is anything lost?": "No.",
                "Is there downtime?": "No.",
                "When?": "-",
                "What is to be done?": "Nothing.",
                "What does it cost?": "As before: $0.00 a month.",
            },
        ),
        (
            (RETAGGED,),
            {
                "May it be merged?": "**Yes**.",
                "Is anything lost?": "No.",
                "Is there downtime?": "No.",
                "When?": "-",
                "What is to be done?": "Nothing.",
                "What does it cost?": "As before: $0.00 a month.",
            },
        ),
        (
            (LARGER,),
            {
                "May it be merged?": "**After approval** by somebody other than the author: 1 change to be looked at.",
                "Is anything lost?": "No.",
                "Is there downtime?": "**Yes**: `db` (restart, minutes; Sun 2026-11-29 04:00-05:00 UTC).",
                "When?": "Sun 2026-11-29 04:00-05:00 UTC. What waits for a window that is over by the apply waits a week more.",
                "What is to be done?": "1 step after the apply: see below.",
                "What does it cost?": "Not known: the price of a, b.",
            },
        ),
        (
            (GONE, RETAGGED),
            {
                "May it be merged?": f"**No**: 1 change blocked.{ALLOWED}",
                "Is anything lost?": "**Yes**: `aws_db_instance.it` in `staging`. Before merging a copy can be kept: see below.",
                "Is there downtime?": "**Yes**: `db` (destroyed, away for good; during the apply).",
                "When?": APPLY,
                "What is to be done?": CHANGE_IT,
                "What does it cost?": "$32.03 a month less: $32.03 before, $0.00 after.",
            },
        ),
        (
            (changed("aws_cloudwatch_log_group", {"retention_in_days": 30}, {"retention_in_days": 7}),),
            {
                "May it be merged?": f"**No**: 1 change blocked.{ALLOWED}",
                "Is anything lost?": "**Yes, in part**: what is older than a new limit, for good: `retention_in_days` of `aws_cloudwatch_log_group.it`. Before merging a copy can be kept: see below.",
                "Is there downtime?": "No.",
                "When?": APPLY,
                "What is to be done?": CHANGE_IT,
                "What does it cost?": "As before: $0.00 a month.",
            },
        ),
        (
            (changed("aws_sqs_queue", None, {}),),
            {
                "May it be merged?": "**After approval** by somebody other than the author: 1 change to be looked at.",
                "Is anything lost?": "No.",
                "Is there downtime?": "Not known for `aws_sqs_queue.it`.",
                "When?": APPLY,
                "What is to be done?": "Nothing.",
                "What does it cost?": "Not known: the price of aws\\_sqs\\_queue.",
            },
        ),
    ],
)
def test_a_reviewers_questions_are_answered_first(
    changes: tuple[Any, ...], said: dict[str, str], tmp_path: Path
) -> None:
    report = reviewed(tmp_path, *changes)
    comment = write_comment(report)

    assert answers(report) == said
    first = comment.splitlines()
    assert first[:2] == ["<!-- aldeia review -->", f"## Plan review: {report.status.words}"]
    assert f"| May it be merged? | {said['May it be merged?']} |" in first[3]


def test_whoever_owns_what_is_not_fine_approves(tmp_path: Path) -> None:
    plans = [
        plan(tmp_path, change, environment=name, owner=f"team-{name}")
        for name, change in (("alpha", LARGER), ("beta", RETAGGED))
    ]
    names = {name: Names("aldeia", name, name) for name in ("alpha", "beta")}

    assert answers(review(plans, names, tmp_path / "none", TODAY))["May it be merged?"] == (
        "**After approval** by somebody of `team-alpha` who is not the author: 1 change to be looked at."
    )


def test_an_alarm_that_does_not_fit_before_the_window_is_named_at_the_top(tmp_path: Path) -> None:
    alarm = {"threshold": 1, "comparison_operator": "GreaterThanThreshold"}
    later = changed(
        "aws_cloudwatch_metric_alarm", alarm, {**alarm, "threshold": 2}, name="database_load_high"
    )
    sooner = changed(
        "aws_cloudwatch_metric_alarm", alarm, {**alarm, "threshold": 0}, name="database_cpu_high"
    )

    assert answers(reviewed(tmp_path, LARGER, later, sooner))["Does an alarm fall silent?"] == (
        "**Until Sun 2026-11-29 04:00-05:00 UTC** what is set for afterwards may not fire: "
        "`aws_cloudwatch_metric_alarm.database_load_high`."
    )


def test_whoever_owns_the_environment_approves(tmp_path: Path) -> None:
    plans = [plan(tmp_path, LARGER, environment=name, owner=f"team-{name}") for name in ("alpha", "beta")]
    names = {name: Names("aldeia", name, name) for name in ("alpha", "beta")}

    assert answers(review(plans, names, tmp_path / "none", TODAY))["May it be merged?"] == (
        "**After approval** by somebody each of `team-alpha` for `alpha`, `team-beta` for `beta`, who is not the author: 2 changes to be looked at."
    )


def test_an_alarm_that_falls_silent_is_named_at_the_top_and_only_then(tmp_path: Path) -> None:
    gone = [changed("aws_cloudwatch_metric_alarm", {}, None, name=f"n{i}") for i in range(5)]
    # As long as this, two names look alike where they are shortened.
    filters = [
        changed("aws_cloudwatch_log_metric_filter", {}, None, name=f"a_name_that_is_as_long_as_this_{i}")
        for i in range(3)
    ]
    question = "Does an alarm fall silent?"

    assert answers(reviewed(tmp_path, *filters, *gone))[question] == (
        "**Yes**: `aws_cloudwatch_metric_alarm.n0`, `aws_cloudwatch_metric_alarm.n1`, `aws_cloudwatch_metric_alarm.n2`, "
        "`aws_cloudwatch_metric_alarm.n3`, `aws_cloudwatch_metric_alarm.n4`, "
        "`aws_cloudwatch_log_metric_filter.a_name_that_is_as_long_a...` and 2 more."
    )
    assert question not in answers(reviewed(tmp_path, RETAGGED))


def test_older_data_that_goes_is_told_in_the_line_of_the_environment(tmp_path: Path) -> None:
    shorter = changed("aws_cloudwatch_log_group", {"retention_in_days": 30}, {"retention_in_days": 7})

    assert line(reviewed(tmp_path, shorter).environments[0]).impact == "online, older data lost"
    assert line(reviewed(tmp_path, shorter, GONE).environments[0]).impact == "data loss"


@pytest.mark.parametrize(
    ("change", "answer", "cell"),
    [
        (
            changed("aws_db_instance", {"password_wo_version": 1, "identifier": "db"}, {"password_wo_version": 2, "identifier": "db"}),
            "**For some**: new connections with the old password are refused by `db` from the apply on, until every client has read the secret again.",
            "for some",
        ),
        (
            changed("aws_network_acl_rule", {"rule_action": "allow", "cidr_block": "10.0.0.0/8"}, None),
            "**For some**: connections that the ACL no longer lets through, open ones too, are refused by `aws_network_acl_rule.it` from the apply on, for good.",
            "for some",
        ),
        (
            changed("aws_db_instance", {"parameter_group_name": "a"}, {"parameter_group_name": "b"}),
            "Not by the apply, but with the reboot that `parameter_group_name` waits for: minutes, when you choose, or when AWS's maintenance restarts it first.",
            "at your reboot",
        ),
        (
            changed("aws_elasticache_replication_group", {"port": 1, "replication_group_id": "rg"}, {"port": 2, "replication_group_id": "rg"}, actions=("delete", "create"), replace_paths=[["port"]]),
            "**Yes**: `rg` (destroyed, away until the new one is there: minutes, Terraform waits for up to 60; during the apply).",
            "yes",
        ),
        (
            changed("aws_db_instance", {"backup_retention_period": 7, "identifier": "db"}, {"backup_retention_period": 0, "identifier": "db"}),
            "**Yes**: `db` (data loss, minutes, for the restart; in the next maintenance window).",
            "yes",
        ),
        (
            changed("aws_subnet", {"cidr_block": "a"}, {"cidr_block": "b"}, actions=("delete", "create")),
            "**Perhaps**: AWS refuses, and the apply stops half-way, if something is still in it (`aws_subnet.it`).",
            "perhaps",
        ),
        (
            changed("aws_db_instance", {"iops": 3000, "identifier": "db"}, {"iops": 4000, "apply_immediately": True, "identifier": "db"}),
            "Slower for a while: `db` (until the volume is optimised: hours, or over a day; during the apply).",
            "no",
        ),
        (
            changed("aws_elasticache_replication_group", {"auth_token": "a"}, {"auth_token": "b", "auth_token_update_strategy": "ROTATE"}),
            "Not by the apply, but from the last step on clients that still have the old token are refused.",
            "no",
        ),
        (
            changed("aws_vpc_security_group_ingress_rule", {"cidr_ipv4": "10.0.0.0/24"}, {"cidr_ipv4": "10.0.0.0/8"}, actions=("delete", "create")),
            "**For some**: new connections that no other rule lets in are refused by `aws_vpc_security_group_ingress_rule.it` from the apply on, for seconds.",
            "for some",
        ),
    ],
)  # fmt: skip
def test_who_cannot_connect_is_told_and_for_how_long(
    change: dict[str, Any], answer: str, cell: str, tmp_path: Path
) -> None:
    report = reviewed(tmp_path, change)

    assert answers(report)["Is there downtime?"] == answer
    assert line(report.environments[0]).down == cell
