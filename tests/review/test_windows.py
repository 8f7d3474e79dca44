"""The next maintenance window is found from what AWS was told and when the plan was made."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from aldeia.review.windows import in_words, next_window


@pytest.mark.parametrize(
    ("written", "moment", "words"),
    [
        # 2026-11-23 is a Monday.
        ("sun:04:00-sun:05:00", "2026-11-23T12:00", "Sun 2026-11-29 04:00-05:00 UTC"),
        ("mon:13:00-mon:14:00", "2026-11-23T12:00", "Mon 2026-11-23 13:00-14:00 UTC"),
        ("mon:10:00-mon:11:00", "2026-11-23T12:00", "Mon 2026-11-30 10:00-11:00 UTC"),
        # open now, and just closed
        ("mon:11:30-mon:12:30", "2026-11-23T12:00", "Mon 2026-11-23 11:30-12:30 UTC"),
        ("mon:11:00-mon:12:00", "2026-11-23T12:00", "Mon 2026-11-30 11:00-12:00 UTC"),
        # over midnight, over the end of the week, over the end of the year
        ("mon:23:30-tue:00:30", "2026-11-23T12:00", "Mon 2026-11-23 23:30-Tue 00:30 UTC"),
        ("sun:23:30-mon:00:30", "2026-11-23T00:10", "Sun 2026-11-22 23:30-Mon 00:30 UTC"),
        ("sun:23:30-mon:00:30", "2026-11-23T00:30", "Sun 2026-11-29 23:30-Mon 00:30 UTC"),
        ("sun:04:00-sun:05:00", "2026-12-31T12:00", "Sun 2027-01-03 04:00-05:00 UTC"),
        ("Sun:04:00-Sun:05:00", "2026-11-23T12:00", "Sun 2026-11-29 04:00-05:00 UTC"),
    ],
)
def test_the_next_window_has_a_date(written: str, moment: str, words: str) -> None:
    window = next_window(written, datetime.fromisoformat(moment).replace(tzinfo=UTC))

    assert window is not None
    assert in_words(window) == words


@pytest.mark.parametrize("written", [None, "", "sunday", "sun:04:00", "sun:25:00-sun:26:00", 4])
def test_what_is_no_window_has_no_date(written: object) -> None:
    assert next_window(written, datetime(2026, 11, 23, tzinfo=UTC)) is None
