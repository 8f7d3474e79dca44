"""What one change does to another of the same plan, and what Terraform only takes over."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from aldeia.review.judge import Finding, judged
from tests.review.minimal import changed, plan

WAITING = changed(
    "aws_db_parameter_group",
    {"name": "group", "parameter": [{"name": "max_connections", "value": "1"}]},
    {"name": "group", "parameter": [{"name": "max_connections", "value": "2"}]},
)


def larger(**values: Any) -> dict[str, Any]:
    values = {"identifier": "db", "parameter_group_name": "group", **values}
    return changed("aws_db_instance", {**values, "instance_class": "a"}, {**values, "instance_class": "b"})


def parameter(directory: Path, *changes: dict[str, Any]) -> Finding:
    [finding] = [one for one in judged(plan(directory, WAITING, *changes)) if "parameter" in one.attribute]
    return finding


def test_a_static_parameter_takes_the_restart_of_its_own_instance(tmp_path: Path) -> None:
    finding = parameter(tmp_path, larger(apply_immediately=True))

    assert (finding.when, finding.decision.name) == (
        "during the apply, with the restart for instance_class", "FINE",
    )  # fmt: skip


@pytest.mark.parametrize(
    "values",
    [{"parameter_group_name": "another"}, {"replicate_source_db": "source"}],
    ids=["of another group", "of a replica"],
)
def test_the_restart_of_another_instance_does_not_help(values: dict[str, Any], tmp_path: Path) -> None:
    finding = parameter(tmp_path, larger(**values))

    assert (finding.when, finding.decision.name) == ("at the next reboot", "APPROVAL")


def test_a_window_that_nobody_said_is_told_so(tmp_path: Path) -> None:
    [finding] = judged(plan(tmp_path, larger()))

    assert (finding.when, finding.at) == (
        "in the next maintenance window, whose time the plan does not say",
        None,
    )


@pytest.mark.parametrize(
    ("more", "decision", "said"),
    [
        ({"actions": ("forget",)}, "APPROVAL", "Terraform no longer manages it; AWS keeps it, and nothing reviews its changes any more"),
        ({"actions": ("no-op",), "importing": {"id": "a"}}, "FINE", "Terraform manages from now on what is there already"),
        ({"actions": ("no-op",), "previous_address": "aws_vpc.was"}, "FINE", "Only its address changes: it was aws_vpc.was"),
    ],
)  # fmt: skip
def test_what_terraform_only_takes_over_or_lets_go_is_said(
    more: dict[str, Any], decision: str, said: str, tmp_path: Path
) -> None:
    [finding] = judged(plan(tmp_path, changed("aws_vpc", {}, {}, **more)))

    assert (finding.decision.name, finding.effect.touches) == (decision, said)


@pytest.mark.parametrize(
    ("more", "action"),
    [({"importing": {"id": "a"}}, "import"), ({"previous_address": "aws_db_instance.was"}, "move")],
)
def test_what_is_taken_over_and_changed_by_the_same_apply_says_both(
    more: dict[str, Any], action: str, tmp_path: Path
) -> None:
    found = judged(plan(tmp_path, larger() | {key: more[key] for key in more if key == "previous_address"}))
    if action == "import":
        change = larger()
        found = judged(plan(tmp_path, change | {"change": change["change"] | more}))

    assert [(one.action, one.attribute) for one in found] == [("update", "instance_class"), (action, "")]


def test_a_deletion_beside_one_new_thing_of_its_type_may_be_a_renaming(tmp_path: Path) -> None:
    gone, made, other = (
        changed("aws_db_instance", {}, None, name="database"),
        changed("aws_db_instance", None, {}, name="main"),
        changed("aws_db_instance", None, {}, name="other"),
    )
    [deleted] = [one for one in judged(plan(tmp_path, gone, made)) if one.action == "delete"]
    hint = (
        "if it is only called aws_db_instance.main now, "
        'declare Move("aws_db_instance.database", "aws_db_instance.main") in stacks/moves.py'
    )

    assert deleted.effect.touches.endswith(f"; {hint}")
    for changes in ((gone,), (gone, made, other)):
        [deleted] = [one for one in judged(plan(tmp_path, *changes)) if one.action == "delete"]
        assert "moves.py" not in deleted.effect.touches


def test_the_worst_comes_first(tmp_path: Path) -> None:
    gone = changed("aws_kms_key", {}, None)
    tags = changed("aws_vpc", {"tags": {"a": "1"}}, {"tags": {"a": "2"}})
    found = judged(plan(tmp_path, tags, larger(), gone))

    assert [one.decision.name for one in found] == ["BLOCKED", "APPROVAL", "FINE"]


def test_what_a_block_does_not_have_is_no_change_however_it_is_written(tmp_path: Path) -> None:
    block: dict[str, Any] = {"name": "a", "dimensions": None, "inner": [{"period": None, "unit": None}]}
    same, other = (
        {**block, "dimensions": {}, "inner": [{"period": 0, "unit": ""}]},
        {**block, "inner": [{"period": 60}]},
    )
    type_, attribute = "aws_cloudwatch_log_metric_filter", "metric_transformation"

    assert judged(plan(tmp_path, changed(type_, {attribute: [block]}, {attribute: [same]}))) == []
    assert len(judged(plan(tmp_path, changed(type_, {attribute: [block]}, {attribute: [other]})))) == 1


@pytest.mark.parametrize(
    ("immediately", "hint"),
    [
        (
            False,
            "; set for what is there only after Sun 2026-11-29 04:00-05:00 UTC: until then it does not fit",
        ),
        (True, ""),
    ],
)
def test_a_threshold_that_is_set_before_the_window_of_its_store_is_said_not_to_fit(
    immediately: bool, hint: str, tmp_path: Path
) -> None:
    before = {
        "instance_class": "a",
        "maintenance_window": "sun:04:00-sun:05:00",
        "apply_immediately": immediately,
    }
    alarm = {"threshold": 1, "comparison_operator": "GreaterThanThreshold"}
    changes = [
        changed("aws_db_instance", before, {**before, "instance_class": "b"}, name="database"),
        changed("aws_cloudwatch_metric_alarm", alarm, {**alarm, "threshold": 2}, name="database_load_high"),
        changed("aws_cloudwatch_metric_alarm", alarm, {**alarm, "threshold": 2}, name="cache_001_cpu_high"),
    ]
    told = {one.address: one.effect.touches for one in judged(plan(tmp_path, *changes))}
    later = "The alarm comes later than before: see whether that is still in time"

    assert told["aws_cloudwatch_metric_alarm.database_load_high"] == f"{later}{hint}"
    assert told["aws_cloudwatch_metric_alarm.cache_001_cpu_high"] == later
