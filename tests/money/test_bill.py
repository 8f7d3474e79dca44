"""A plan's bill: before, after, and only the lines that differ; the README says the same of our own environments."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any

import pytest

from aldeia.money.bill import Bill, bill, cents, dollars
from tests.review.minimal import changed
from tests.stacks.documents import ROOT

KEY = {"description": "a"}
SMALL = {
    "engine": "postgres",
    "instance_class": "db.t3.small",
    "storage_type": "gp3",
    "allocated_storage": 50,
}
LARGE = SMALL | {"instance_class": "db.t3.large"}
ODD = SMALL | {"instance_class": "db.x9.huge"}


def billed(*entries: dict[str, Any], region: str = "us-east-1", **regions: str) -> Bill:
    return bill(entries, {name.replace("__", "."): where for name, where in regions.items()}, region)


def test_only_lines_that_differ_are_told_and_all_are_counted() -> None:
    found = billed(
        changed("aws_kms_key", KEY, KEY, actions=("no-op",)), changed("aws_db_instance", SMALL, LARGE)
    )

    assert (dollars(found.before), dollars(found.after), found.more) == (
        "$33.03",
        "$112.60",
        Decimal("79.57"),
    )
    [line] = found.lines
    assert ([item.what for item in line.before], [item.what for item in line.after]) == (
        ["db.t3.small"],
        ["db.t3.large"],
    )


@pytest.mark.parametrize(
    ("before", "after", "actions", "more"),
    [
        (None, KEY, ("create",), "1.00"),
        (KEY, None, ("delete",), "-1.00"),
        (KEY, KEY, ("delete", "create"), "0.00"),
        (KEY, None, ("forget",), "0.00"),
    ],
)
def test_what_comes_and_goes_changes_the_bill_and_what_is_forgotten_does_not(
    before: Any, after: Any, actions: tuple[str, ...], more: str
) -> None:
    assert str(billed(changed("aws_kms_key", before, after, actions=actions)).more) == more


def test_a_difference_with_an_unknown_part_is_not_known() -> None:
    found = billed(changed("aws_db_instance", SMALL, ODD))

    assert [line.usd for line in found.lines] == [None]
    assert found.unknown == ("aws_db_instance.it (db.x9.huge)",)


def test_an_unknown_price_that_stays_leaves_the_difference_known() -> None:
    found = billed(changed("aws_db_instance", ODD, ODD | {"allocated_storage": 100}))

    assert found.more == Decimal("5.75")
    assert found.not_known == ()
    assert found.unknown == ("aws_db_instance.it (db.x9.huge)",)


@pytest.mark.parametrize(
    "entry",
    [
        changed("aws_db_instance", None, SMALL | {"arn": "arn:aws:rds:eu-west-1:123456789012:db:a"}),
        changed("aws_db_instance", None, SMALL | {"region": "eu-west-1"}),
    ],
)
def test_a_resource_may_say_its_region_itself(entry: dict[str, Any]) -> None:
    assert billed(entry).lines[0].usd is None


def test_a_resource_of_another_provider_is_where_that_one_is() -> None:
    entry = changed("aws_db_instance", None, SMALL)

    assert billed(entry, aws_db_instance__it="us-west-2").lines[0].usd is None
    assert billed(entry, region="us-west-2", aws_db_instance__it="us-east-1").more == Decimal("32.03")


def test_data_sources_cost_nothing() -> None:
    entry = changed("aws_kms_key", None, KEY) | {"mode": "data"}

    assert billed(entry).lines == ()


@pytest.mark.parametrize(("usd", "written"), [("0.105", "$0.11"), ("1234.5", "$1,234.50"), ("-3", "-$3.00")])
def test_amounts_are_written_in_cents(usd: str, written: str) -> None:
    assert dollars(Decimal(usd)) == written
    assert str(cents(Decimal(usd))) == written.replace("$", "").replace(",", "")


@pytest.mark.parametrize(("environment", "column"), [("staging", 0), ("production", 1)])
def test_the_readme_says_what_our_environments_cost(environment: str, column: int) -> None:
    path = ROOT / "tests" / "stacks" / "snapshots" / f"aldeia-{environment}.tf.json"
    made = json.loads(path.read_text(encoding="utf-8"))["resource"]
    found = billed(*(changed(type_, None, one) for type_, named in made.items() for one in named.values()))
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    [line] = [line for line in readme.splitlines() if line.startswith("| **together**")]

    assert re.findall(r"\$[\d,.]+\d", line)[column] == dollars(found.after)
    assert found.unknown == ()


@pytest.mark.parametrize(("environment", "column"), [("staging", 0), ("production", 1)])
def test_the_readme_counts_what_is_paid_a_piece(environment: str, column: int) -> None:
    path = ROOT / "tests" / "stacks" / "addresses" / f"aldeia-{environment}.txt"
    types = [line.split(".")[0] for line in path.read_text(encoding="utf-8").split()]
    pieces = ("kms_key", "secretsmanager_secret", "cloudwatch_metric_alarm", "cloudwatch_composite_alarm")
    counts = [types.count(f"aws_{type_}") for type_ in pieces]
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    [line] = [line for line in readme.splitlines() if line.startswith("| keys $1")]
    usd = sum(
        Decimal(each) * count for each, count in zip(("1", "0.40", "0.10", "0.50"), counts, strict=True)
    )

    assert line.split("|")[2 + column].strip() == f"{', '.join(map(str, counts))}: {dollars(Decimal(usd))}"
