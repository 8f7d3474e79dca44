"""The comment tells equal things once, says how what is blocked may pass, fits, and cannot be led astray."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from aldeia.naming import Names
from aldeia.review import ReviewError
from aldeia.review.answers import answers
from aldeia.review.comment import LIMIT, write_comment
from aldeia.review.forms import write_page
from aldeia.review.judge import Decision
from aldeia.review.report import Report
from aldeia.review.run import review
from aldeia.review.section import Section
from tests.review.minimal import changed, plan
from tests.review.reviewed import GONE, LARGER, NAMES, RETAGGED, TODAY, reviewed


def tables(comment: str) -> list[list[str]]:
    """Give every table's lines."""
    return [block.splitlines() for block in re.findall(r"(?:^\|.*\n)+", comment, re.MULTILINE)]


def columns(line: str) -> int:
    return len(re.split(r"(?<!\\)\|", line)) - 2


def test_a_change_of_many_environments_is_one_line(tmp_path: Path) -> None:
    comment = write_comment(reviewed(tmp_path, LARGER, environments=("alpha", "beta", "gamma")))

    assert comment.count("`instance_class`") == 1
    assert (
        "| `alpha`, `beta`, `gamma`: `aws_db_instance.it` | `instance_class` `a` to `b` | **restart**<br>"
        in comment
    )


def test_equal_changes_of_many_resources_are_one_line(tmp_path: Path) -> None:
    alarms = [
        changed(
            "aws_cloudwatch_metric_alarm", {"actions_enabled": True}, {"actions_enabled": False}, name=f"a{i}"
        )
        for i in range(5)
    ]
    comment = write_comment(reviewed(tmp_path, *alarms))

    assert "### Blocked: 5 changes" in comment
    assert comment.count("`actions_enabled`") == 1
    assert "`aws_cloudwatch_metric_alarm.a2` and 2 more" in comment


def test_steps_name_their_environment_where_there_are_several(tmp_path: Path) -> None:
    comment = write_comment(reviewed(tmp_path, LARGER, environments=("alpha", "beta")))

    assert (
        "1. See that nothing of db is pending any more, after the window of Sun 2026-11-29 04:00-05:00 UTC (`alpha`)."
        in comment
    )
    assert (
        "2. See that nothing of db is pending any more, after the window of Sun 2026-11-29 04:00-05:00 UTC (`beta`)."
        in comment
    )


def test_the_entries_that_would_let_changes_pass_are_written_out_and_want_a_reason(tmp_path: Path) -> None:
    alarm = changed("aws_cloudwatch_metric_alarm", {"actions_enabled": True}, {"actions_enabled": False})
    shrinks = changed("aws_db_instance", {"allocated_storage": 50}, {"allocated_storage": 40}, name="other")
    plans = [plan(tmp_path, GONE, alarm, shrinks, owner="aldeia-platform")]
    file = tmp_path / "allowed.yaml"
    comment = write_comment(review(plans, NAMES, file, TODAY))
    [entries] = re.findall(r"```yaml\n(.*?)```", comment, re.DOTALL)

    file.write_text(f"changes:\n{entries}", encoding="utf-8")
    with pytest.raises(ReviewError) as refused:
        review(plans, NAMES, file, TODAY)
    assert [line.split(": got")[0] for line in str(refused.value).splitlines()] == [
        f"{file}:5:5: changes[0].reason",
        f"{file}:11:5: changes[1].reason",
    ]

    file.write_text(
        f"changes:\n{entries.replace('reason:', 'reason: nobody uses it any more')}", encoding="utf-8"
    )
    found = review(plans, NAMES, file, TODAY)
    assert [row.addresses for row in found.of(Decision.BLOCKED)] == [("aws_db_instance.other",)]
    assert found.notes == []


def test_entries_are_counted_where_they_are_too_many(tmp_path: Path) -> None:
    gone = [changed("aws_cloudwatch_metric_alarm", {}, None, name=f"n{i}") for i in range(33)]
    comment = write_comment(reviewed(tmp_path, *gone))

    assert comment.count("    action: silence\n") == 30
    assert "\nand 3 more.\n" in comment


def test_attributes_with_one_effect_are_one_line_and_those_with_another_are_not(tmp_path: Path) -> None:
    before = {
        "instance_class": "a",
        "dedicated_log_volume": False,
        "backup_window": "a",
        "maintenance_window": "a",
    }
    after = {
        "instance_class": "b",
        "dedicated_log_volume": True,
        "backup_window": "b",
        "maintenance_window": "b",
    }
    alarm = {"threshold": 1, "period": 60}
    report = reviewed(
        tmp_path,
        changed("aws_db_instance", before, after),
        changed("aws_cloudwatch_metric_alarm", alarm, {"threshold": 2, "period": 300}),
    )

    assert [[one.attribute for one in row.findings] for row in report.of(Decision.APPROVAL)] == [
        ["dedicated_log_volume"],
        ["instance_class"],
        ["period", "threshold"],
    ]
    assert "`period` `60` to `300`<br>`threshold` `1` to `2`" in write_comment(report)


def test_many_attributes_with_one_effect_are_counted(tmp_path: Path) -> None:
    before, after = ({f"n{i}": value for i in range(15)} for value in "ab")
    comment = write_comment(reviewed(tmp_path, changed("aws_db_instance", before, after)))

    assert "<br>and 3 attributes more |" in comment


def test_the_words_for_what_happens_are_explained_where_they_are_used(tmp_path: Path) -> None:
    comment = write_comment(reviewed(tmp_path, LARGER, RETAGGED))

    assert (
        "<sub>**restart**: the service is away while it starts anew. **none**: nobody notices. Planned Mon 2026-11-23 12:00 UTC.</sub>"
        in comment
    )


def test_a_resource_that_is_replaced_for_two_attributes_is_one_change(tmp_path: Path) -> None:
    before, after = {"cidr_block": "a", "vpc_id": "a"}, {"cidr_block": "b", "vpc_id": "b"}
    paths = [["cidr_block"], ["vpc_id"]]
    report = reviewed(
        tmp_path, changed("aws_subnet", before, after, actions=("delete", "create"), replace_paths=paths)
    )

    assert [(len(row.findings), row.count) for row in report.rows] == [(2, 1)]


@pytest.mark.parametrize("count", [10, 300, 3_000])
@pytest.mark.parametrize("kind", ["fine", "approval", "blocked"])
def test_a_comment_fits_whatever_there_is_and_no_table_is_cut(count: int, kind: str, tmp_path: Path) -> None:
    made: Callable[[int], dict[str, Any]] = {
        "fine": lambda i: changed("aws_vpc", {"tags": {"a": "1"}}, {"tags": {"a": f"v{i}"}}, name=f"n{i}"),
        "approval": lambda i: changed("aws_db_instance", {"instance_class": "a", "identifier": f"d{i}"}, {"instance_class": f"b{i}", "identifier": f"d{i}"}, name=f"n{i}"),
        "blocked": lambda i: changed("aws_cloudwatch_log_group", {"retention_in_days": 9_000 + i}, {"retention_in_days": 7}, name=f"n{i}"),
    }[kind]  # fmt: skip
    comment = write_comment(reviewed(tmp_path, *(made(i) for i in range(count))))

    assert len(comment) <= LIMIT
    for table in tables(comment):
        assert {columns(line) for line in table} == {columns(table[0])}
        assert set(table[1]) <= set("|-: ")
    assert comment.count("<details>") == comment.count("</details>")
    assert comment.count("```") % 2 == 0
    assert ("summarised; `aldeia review --html FILE` has every change" in comment) is (count > 10)
    assert f"{count:,} change" in comment


def test_blocked_changes_are_the_last_to_be_summarised(tmp_path: Path) -> None:
    fine = [
        changed("aws_vpc", {"tags": {"a": "1"}}, {"tags": {"a": f"v{i}"}}, name=f"n{i}") for i in range(2_000)
    ]
    comment = write_comment(reviewed(tmp_path, GONE, *fine))

    assert "| `staging`: `aws_db_instance.it` | delete | **data loss**, delete<br>" in comment
    assert "| `aws_vpc` | update | none | 2000 |" in comment


def test_five_hundred_environments_fit(tmp_path: Path) -> None:
    names = tuple(f"environment-{i}" for i in range(500))
    report = reviewed(tmp_path, LARGER, GONE | {"address": "aws_db_instance.other"}, environments=names)
    comment = write_comment(report)

    assert len(comment) <= LIMIT
    assert "and 460 environments more, none of them worse." in comment
    assert "### Needs approval: 500 changes" in comment
    assert "**No**: 500 changes blocked." in comment


def test_names_and_values_of_a_plan_cannot_lead_the_comment_astray(tmp_path: Path) -> None:
    evil = "a|b`c` <img src=x> @team [x](http://e) \n| cut | `` ``"
    change = changed("aws_vpc", {"tags": {"n": "1"}}, {"tags": {"n": evil}}, name="x|y")
    report = reviewed(tmp_path, change)
    comment = write_comment(report)

    for table in tables(comment):
        assert {columns(line) for line in table} == {columns(table[0])}
    outside = re.sub(r"(`+)(?!`).*?(?<!`)\1(?!`)", "", comment)
    assert "<img" not in outside
    assert "@team" not in outside
    assert "<img" not in write_page(report)


def with_section(report: Report, rows: int, *, needs_approval: bool = False) -> Report:
    row = ("aws_vpc.main", "a | b", "1")
    section = Section(
        "Licences", "Is it allowed?", "No: 3 | 4.", "3 of 4.", ("who", "what", "n"), frozenset({"who"}), (row,) * rows,
        ("Read by nobody",), needs_approval,
    )  # fmt: skip
    return replace(report, sections=[*report.sections, section])


def test_a_further_section_answers_at_the_top_and_is_folded(tmp_path: Path) -> None:
    comment = write_comment(with_section(reviewed(tmp_path, RETAGGED), 1))

    assert "| Is it allowed? | No: 3 \\| 4. |\n" in comment
    assert comment.count("<details><summary>Licences</summary>") == 1
    assert "\n| `aws_vpc.main` | a \\| b | 1 |\n\nRead by nobody.\n" in comment


def test_a_section_that_needs_a_person_is_open_and_asks_for_approval(tmp_path: Path) -> None:
    report = with_section(reviewed(tmp_path, RETAGGED), 1, needs_approval=True)

    assert report.status.words == "needs approval"
    assert "<details open><summary>Licences</summary>" in write_comment(report)
    assert answers(report)["May it be merged?"] == (
        "**After approval** by somebody other than the author: new security findings."
    )


def test_a_long_section_shrinks_to_its_summary(tmp_path: Path) -> None:
    comment = write_comment(with_section(reviewed(tmp_path, RETAGGED), 10_000))

    assert "**Licences.** 3 of 4.\n" in comment
    assert "aws_vpc.main" not in comment
    assert len(comment) <= LIMIT


def test_drift_alone_is_told_and_needs_nobody(tmp_path: Path) -> None:
    drift = changed("aws_db_instance", {"backup_retention_period": 7}, {"backup_retention_period": 1})
    gone = changed("aws_vpc", {}, None)
    found = review(
        [plan(tmp_path, resource_drift=[drift, gone])],
        {"staging": Names("a", "s", "s")},
        tmp_path / "none",
        TODAY,
    )
    comment = write_comment(found)

    assert found.status.words == "no change"
    assert "<summary>Changed outside Terraform: 2</summary>" in comment
    assert (
        "| `staging` | `aws_db_instance.it` | `backup_retention_period` | `7` | `1` | this plan leaves it |"
        in comment
    )
    assert "| `staging` | `aws_vpc.it` |  | `there` | `gone` | it stays away |" in comment
