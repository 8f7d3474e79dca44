"""The page of verdicts is what the tables say."""

from __future__ import annotations

import pytest

from aldeia.review import sources
from aldeia.review.sources import Source
from aldeia.review.tables import TABLES
from tests.review.document import document
from tests.snapshots import assert_matches
from tests.stacks.documents import ROOT


def test_the_page_of_verdicts_is_the_committed_snapshot(request: pytest.FixtureRequest) -> None:
    assert_matches(ROOT / "docs" / "review-verdicts.md", document(), request)


def test_every_source_is_used_and_is_a_page_of_those_who_know() -> None:
    text = document()
    known = [value for value in vars(sources).values() if isinstance(value, Source)]

    assert [source.title for source in known if source.url not in text] == []
    for source in known:
        assert source.url.startswith(
            (
                "https://docs.aws.amazon.com/",
                "https://github.com/hashicorp/",
                "https://developer.hashicorp.com/",
            )
        )


def test_every_type_has_a_section() -> None:
    assert all(f"\n## {type_}\n" in document() for type_ in TABLES)
