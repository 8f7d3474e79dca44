"""The comment answers a reviewer's questions first, tells equal things once, fits, and cannot be led astray."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from aldeia.naming import Names
from aldeia.review.answers import answers
from aldeia.review.comment import LIMIT, write_comment
from aldeia.review.forms import write_page
from aldeia.review.report import Report
from aldeia.review.run import review
from aldeia.review.section import Section
from tests.review.minimal import changed, plan

TODAY = date(2026, 11, 23)
WINDOW = {"maintenance_window": "sun:04:00-sun:05:00"}
LARGER = changed(
    "aws_db_instance",
    {**WINDOW, "instance_class": "a", "identifier": "db"},
    {**WINDOW, "instance_class": "b", "identifier": "db"},
)
GONE = changed(
    "aws_db_instance",
    {"identifier": "db", "skip_final_snapshot": True, "engine": "postgres", "instance_class": "db.t3.small",
     "storage_type": "gp3", "allocated_storage": 50}, None,
)  # fmt: skip
RETAGGED = changed("aws_vpc", {"tags": {"a": "1"}}, {"tags": {"a": "2"}})


def reviewed(
    directory: Path, *changes: dict[str, Any], environments: tuple[str, ...] = ("staging",), **more: Any
) -> Report:
    plans = [plan(directory, *changes, environment=name, **more) for name in environments]
    names = {name: Names("aldeia", name, name) for name in environments}
    return review(plans, names, directory / "none.yaml", TODAY)


def tables(comment: str) -> list[list[str]]:
    """Give every table's lines."""
    return [block.splitlines() for block in re.findall(r"(?:^\|.*\n)+", comment, re.MULTILINE)]


def columns(line: str) -> int:
    return len(re.split(r"(?<!\\)\|", line)) - 2


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
                "What does it cost?": "As before: $0.00 a month.",
            },
        ),
        (
            (LARGER,),
            {
                "May it be merged?": "**After a person's approval**: 1 change to be looked at.",
                "Is anything lost?": "No.",
                "Is there downtime?": "**Yes**: `db` (restart, minutes; Sun 2026-11-29 04:00-05:00 UTC).",
                "When?": "Sun 2026-11-29 04:00-05:00 UTC.",
                "What does it cost?": "Not known: the price of a, b.",
            },
        ),
        (
            (GONE, RETAGGED),
            {
                "May it be merged?": "**No**: 1 change blocked.",
                "Is anything lost?": "**Yes**: `aws_db_instance.it` in `staging`.",
                "Is there downtime?": "**Yes**: `db` (destroyed).",
                "When?": "During the apply.",
                "What does it cost?": "$32.03 a month less: $32.03 before, $0.00 after.",
            },
        ),
        (
            (changed("aws_cloudwatch_log_group", {"retention_in_days": 30}, {"retention_in_days": 7}),),
            {
                "May it be merged?": "**No**: 1 change blocked.",
                "Is anything lost?": "What is older than a new limit is deleted for ever: `retention_in_days` of `aws_cloudwatch_log_group.it`.",
                "Is there downtime?": "No.",
                "When?": "During the apply.",
                "What does it cost?": "As before: $0.00 a month.",
            },
        ),
        (
            (changed("aws_sqs_queue", None, {}),),
            {
                "May it be merged?": "**After a person's approval**: 1 change to be looked at.",
                "Is anything lost?": "No.",
                "Is there downtime?": "Not known for `aws_sqs_queue.it`.",
                "When?": "During the apply.",
                "What does it cost?": "Not known: the price of aws\\_sqs\\_queue.",
            },
        ),
    ],
)
def test_four_questions_are_answered_first(
    changes: tuple[Any, ...], said: dict[str, str], tmp_path: Path
) -> None:
    report = reviewed(tmp_path, *changes)
    comment = write_comment(report)

    assert answers(report) == said
    first = comment.splitlines()
    assert first[:2] == ["<!-- aldeia review -->", f"## Plan review: {report.status.words}"]
    assert f"| May it be merged? | {said['May it be merged?']} |" in first[3]


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

    assert "1. See what of db is still pending, after the apply and after the window (`alpha`)." in comment
    assert "2. See what of db is still pending, after the apply and after the window (`beta`)." in comment


def test_the_entry_that_would_let_a_change_pass_is_written_out(tmp_path: Path) -> None:
    assert "`environment: staging`, `address: aws_db_instance.it`, `action: delete`." in write_comment(
        reviewed(tmp_path, GONE)
    )


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
    assert "### Needs a person's approval: 500 changes" in comment
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
    assert answers(report)["May it be merged?"] == "**After a person's approval**: new security findings."


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
