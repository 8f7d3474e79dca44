"""The price list: each figure has a source, and what one pattern says of a family the figures say too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

import pytest

from aldeia.catalog.instance_classes import CACHE_NODE_TYPES, DATABASE_CLASSES
from aldeia.money import prices
from aldeia.money.prices import Price

SIZES = ("micro", "small", "medium", "large", "xlarge")


def every_price() -> Iterator[tuple[str, Price]]:
    for name, value in vars(prices).items():
        if isinstance(value, Price):
            yield name, value
        elif isinstance(value, dict) and name.isupper():
            yield from ((f"{name}[{key}]", price) for key, price in value.items())


def test_every_price_is_more_than_nothing_and_says_where_it_is_from() -> None:
    found = dict(every_price())

    assert len(found) >= 20
    for name, price in found.items():
        assert price.usd > 0, name
        assert len(price.source) > 10, name


def test_every_class_that_has_a_price_is_in_the_catalogue() -> None:
    assert set(prices.DATABASE_CLASS_HOUR) <= set(DATABASE_CLASSES)
    assert set(prices.CACHE_NODE_HOUR) <= set(CACHE_NODE_TYPES)


@pytest.mark.parametrize(
    ("table", "family"),
    [
        (prices.DATABASE_CLASS_HOUR, "db.t3"),
        (prices.DATABASE_CLASS_HOUR, "db.t4g"),
        (prices.CACHE_NODE_HOUR, "cache.t3"),
    ],
)
def test_a_size_costs_twice_the_one_below(table: Mapping[str, Price], family: str) -> None:
    listed = [table[name].usd for size in SIZES if (name := f"{family}.{size}") in table]

    assert len(listed) >= 3
    for below, above in pairwise(listed):
        assert 1.95 <= above / below <= 2.05


def test_an_estimate_is_marked_and_nothing_else_is() -> None:
    assert {name for name, price in every_price() if price.estimated} == {
        "CACHE_NODE_HOUR[cache.t3.medium]", "DATABASE_CLASS_HOUR[db.t3.micro]", "DATABASE_CLASS_HOUR[db.t3.xlarge]",
    }  # fmt: skip
