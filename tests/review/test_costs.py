"""What the plans cost, as the comment says it: the difference first, and never nothing for what is not known."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from aldeia.review.answers import answers
from aldeia.review.comment import write_comment
from aldeia.review.costs import in_short
from aldeia.review.report import Report
from tests.review.minimal import changed, document
from tests.review.reviewed import reviewed

SMALL = {
    "engine": "postgres",
    "instance_class": "db.t3.small",
    "storage_type": "gp3",
    "allocated_storage": 50,
}
LARGE = SMALL | {"instance_class": "db.t3.large"}
ESTIMATED = SMALL | {"instance_class": "db.t3.xlarge"}
ODD = SMALL | {"instance_class": "db.x9.huge"}
ELSEWHERE = {"arn": "arn:aws:rds:eu-west-1:123456789012:db:a"}
QUESTION = "What does it cost?"


def database(before: dict[str, Any] | None, after: dict[str, Any] | None) -> dict[str, Any]:
    return changed("aws_db_instance", before, after)


@pytest.mark.parametrize(
    ("change", "answer", "cell"),
    [
        (database(SMALL, LARGE), "$79.57 a month more: $32.03 before, $111.60 after.", "$111.60 (+$79.57)"),
        (database(LARGE, SMALL), "$79.57 a month less: $111.60 before, $32.03 after.", "$32.03 (-$79.57)"),
        (database(SMALL, SMALL | {"tags": {"a": "1"}}), "As before: $32.03 a month.", "$32.03"),
        (database(SMALL, None), "$32.03 a month less: $32.03 before, $0.00 after.", "$0.00 (-$32.03)"),
        (database(SMALL, ESTIMATED), "About $185.42 a month more: $32.03 before, $217.45 after.", "$217.45 (+$185.42)"),
        (database(SMALL, ODD), "$26.28 a month less: $32.03 before, $5.75 after. Not known: the price of db.x9.huge.", "$5.75 and what is not known (-$26.28)"),
        (database(ODD, ODD | {"tags": {"a": "1"}}), "As before: $5.75 and what is not known a month.", "$5.75 and what is not known"),
        (
            database(SMALL | ELSEWHERE, LARGE | ELSEWHERE),
            "Not known: the price of db.t3.large in eu-west-1, db.t3.small in eu-west-1.",
            "not known",
        ),
    ],
)  # fmt: skip
def test_the_difference_is_told_as_far_as_it_is_known(
    change: dict[str, Any], answer: str, cell: str, tmp_path: Path
) -> None:
    report = reviewed(tmp_path, change)

    assert answers(report)[QUESTION] == answer
    assert in_short(report.environments[0].bill) == cell
    assert f" | {cell} |\n" in write_comment(report)


def test_each_line_that_differs_stands_in_a_folded_table(tmp_path: Path) -> None:
    comment = write_comment(reviewed(tmp_path, database(SMALL, LARGE), environments=("alpha", "beta")))

    assert comment.count("<summary>Cost a month</summary>") == 1
    assert "| `beta` | `aws_db_instance.it` | db.t3.small $26.28 | db.t3.large $105.85 | +$79.57 |" in comment
    assert "On demand in us-east-1, 730 h a month, prices as read on 2026-11-26" in comment
    assert "$159.14 a month more: $64.06 before, $223.20 after." in comment


def test_where_nothing_differs_there_is_no_table(tmp_path: Path) -> None:
    assert "Cost a month</summary>" not in write_comment(
        reviewed(tmp_path, database(SMALL, SMALL | {"tags": {}}))
    )


def test_what_is_in_another_region_by_its_provider_is_not_priced(tmp_path: Path) -> None:
    plan = document(database(None, SMALL))
    plan["configuration"]["provider_config"]["aws.far"] = {
        "expressions": {"region": {"constant_value": "us-west-2"}}
    }
    plan["configuration"]["root_module"] = {
        "resources": [{"address": "aws_db_instance.it", "provider_config_key": "aws.far"}]
    }
    report = reviewed(tmp_path, database(None, SMALL), configuration=plan["configuration"])

    assert answers(report)[QUESTION] == (
        "Not known: the price of 50 GiB gp3 in us-west-2, db.t3.small in us-west-2."
    )


def test_a_long_list_of_what_is_not_known_is_shortened(tmp_path: Path) -> None:
    many = [
        changed("aws_db_instance", None, SMALL | {"instance_class": f"db.x{i}"}, name=f"n{i}")
        for i in range(9)
    ]
    report: Report = reviewed(tmp_path, *many)

    assert answers(report)[QUESTION].endswith("the price of db.x0, db.x1, db.x2 and 6 more.")
