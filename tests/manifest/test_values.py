from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from aldeia.manifest.values import Cidr, Duration, ParameterValue, Percent, Size
from aldeia.manifest.window import DailyWindow, WeeklyWindow

if TYPE_CHECKING:
    from aldeia.manifest.values import Scalar

SIZE = "expected a size with its unit, as 100 GiB or 8MB"
DURATION = "expected a duration with its unit, as 10 ms, 60 s, 5 min, 1 hour or 7 days"
PERCENT = "expected a whole percentage from 0% to 100%, as 75%"
DAILY = "expected a daily window in UTC, as 03:00-04:00"
WEEKLY = "expected a weekly window in UTC, as Sun 04:00-05:00"
CIDR = "expected an IPv4 block as 10.0.20.0/24, from /16 to /28, with no host bits set"


def refusal(kind: type[Scalar], text: str) -> str:
    with pytest.raises(PydanticCustomError) as raised:
        kind.parse(text)
    return raised.value.message()


def refusals_of(kind: type[Scalar], texts: list[str]) -> set[str]:
    """Give what is said of texts that must all be refused."""
    return {refusal(kind, text) for text in texts}


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("1 kB", 1024), ("1KiB", 1024), ("8MB", 8 * 2**20), ("8 MiB", 8 * 2**20), ("5 GB", 5 * 2**30),
        ("1.5 GiB", 3 * 2**29), ("2TB", 2**41), ("1 TiB", 2**40), ("0 MB", 0), ("512 MB", 536_870_912),
    ],
)  # fmt: skip
def test_a_size_is_counted_in_bytes(text: str, size: int) -> None:
    assert Size.parse(text).bytes == size


def test_what_is_no_size_is_refused() -> None:
    assert refusals_of(
        Size,
        [
            "8mb",
            "8",
            "8 B",
            "-8 MB",
            "8  MB",
            "MB",
            "8MB ",
            " 8MB",
            "8.MB",
            ".5MB",
            "1e3 MB",
            "",
            "\N{ARABIC-INDIC DIGIT EIGHT} MB",
            "8 days",
            "9" * 5000 + " MB",
        ],
    ) == {SIZE}


def test_a_fraction_of_a_byte_is_refused() -> None:
    assert Size.parse("0.5 kB").bytes == 512
    assert refusal(Size, "0.0001 kB") == f"{SIZE}, in whole units"


def test_a_size_is_given_by_unit() -> None:
    size = Size.parse("3 GiB")
    assert (size.gib, size.mib, size.kib, size.whole("MiB")) == (3, 3072, 3_145_728, 3072)


def test_a_size_that_is_not_whole_in_a_unit_is_refused_there() -> None:
    with pytest.raises(PydanticCustomError) as raised:
        Size.parse("1.5 GiB").whole("GiB")
    assert raised.value.message() == "expected a whole number of GiB"


@pytest.mark.parametrize(
    ("text", "milliseconds"),
    [
        ("10 ms", 10), ("1 s", 1000), ("0.5 s", 500), ("5 min", 300_000), ("1 hour", 3_600_000),
        ("24 hours", 86_400_000), ("1 day", 86_400_000), ("7 days", 604_800_000), ("0 days", 0), ("300s", 300_000),
    ],
)  # fmt: skip
def test_a_duration_is_counted_in_milliseconds(text: str, milliseconds: int) -> None:
    assert Duration.parse(text).milliseconds == milliseconds


def test_what_is_no_duration_is_refused() -> None:
    assert refusals_of(
        Duration,
        [
            "10",
            "5m",
            "5 minutes",
            "1 h",
            "7 Days",
            "-1 day",
            "10 MB",
            "",
            "P7D",
            "\N{ARABIC-INDIC DIGIT SEVEN} days",
        ],
    ) == {DURATION}


def test_a_duration_is_given_by_unit() -> None:
    duration = Duration.parse("1.5 days")
    assert (duration.days, duration.minutes, duration.seconds) == (1, 2160, 129_600)
    assert (duration.is_whole("hour"), duration.is_whole("day")) == (True, False)


@pytest.mark.parametrize(("text", "value"), [("0%", 0), ("75%", 75), ("75 %", 75), ("100%", 100)])
def test_a_percentage_is_counted_in_hundredths(text: str, value: int) -> None:
    assert Percent.parse(text).value == value


def test_what_is_no_percentage_is_refused() -> None:
    assert refusals_of(
        Percent, ["101%", "7.5%", "75", "-1%", "%", "075%", "\N{ARABIC-INDIC DIGIT SEVEN}%", "75%%"]
    ) == {PERCENT}


@pytest.mark.parametrize(
    ("text", "start", "length"),
    [("03:00-04:00", 180, 60), ("23:30-00:30", 1410, 60), ("00:00-23:59", 0, 1439), ("04:00-04:00", 240, 0)],
)
def test_a_daily_window_has_a_start_and_a_length(text: str, start: int, length: int) -> None:
    window = DailyWindow.parse(text)
    assert (window.start_minute, window.length_minutes, window.aws) == (start, length, text)


def test_what_is_no_daily_window_is_refused() -> None:
    assert refusals_of(
        DailyWindow,
        [
            "3:00-4:00",
            "24:00-01:00",
            "03:60-04:00",
            "03:00",
            "03:00-04:00 UTC",
            "03:00 - 04:00",
            "0\N{ARABIC-INDIC DIGIT THREE}:00-04:00",
            "",
        ],
    ) == {DAILY}


@pytest.mark.parametrize(
    ("text", "aws"),
    [
        ("Sun 04:00-05:00", "sun:04:00-sun:05:00"),
        ("Mon 23:30-00:30", "mon:23:30-tue:00:30"),
        ("Sun 23:30-00:30", "sun:23:30-mon:00:30"),
        ("Sat 23:00-00:00", "sat:23:00-sun:00:00"),
    ],
)
def test_a_weekly_window_is_given_in_the_words_of_aws(text: str, aws: str) -> None:
    assert WeeklyWindow.parse(text).aws == aws


def test_what_is_no_weekly_window_is_refused() -> None:
    assert refusals_of(
        WeeklyWindow,
        [
            "sun 04:00-05:00",
            "Sunday 04:00-05:00",
            "Sun:04:00-05:00",
            "04:00-05:00",
            "Sun 4:00-5:00",
            "Sun  04:00-05:00",
            "",
        ],
    ) == {WEEKLY}


@pytest.mark.parametrize(
    ("text", "addresses"), [("10.0.0.0/16", 65_536), ("10.0.20.0/24", 256), ("10.0.20.240/28", 16)]
)
def test_a_block_has_addresses(text: str, addresses: int) -> None:
    assert Cidr.parse(text).network.num_addresses == addresses


def test_what_is_no_block_is_refused() -> None:
    assert refusals_of(
        Cidr,
        [
            "10.0.0.0/15",
            "10.0.0.0/29",
            "10.0.0.1/24",
            "10.0.0.0",
            "10.0.0.0/255.255.0.0",
            "10.0.0/24",
            "256.0.0.0/16",
            "::/64",
            "",
        ],
    ) == {CIDR}


@pytest.mark.parametrize("text", ["", " "])
def test_a_parameter_says_something(text: str) -> None:
    assert refusal(ParameterValue, text) == "expected one value, as 25%, 8MB, 1000, on or allkeys-lru"


@pytest.mark.parametrize(
    ("value", "written"), [(True, "on"), (False, "off"), (0, "0"), (1.1, "1.1"), (-1, "-1"), ("8MB", "8MB")]
)
def test_a_parameter_may_be_any_scalar(value: object, written: str) -> None:
    assert ParameterValue._accept(value) == ParameterValue(written)
    assert str(ParameterValue._accept(value)) == written


def test_a_value_is_accepted_again() -> None:
    assert Size._accept(Size.parse("1 MB")).bytes == 2**20


@pytest.mark.parametrize(
    ("kind", "text"), [(Size, "1024 MB"), (Duration, "60 s"), (Percent, "5 %"), (Cidr, "10.0.0.0/16")]
)
def test_a_value_prints_as_it_was_written_and_compares_by_what_it_is(kind: type[Scalar], text: str) -> None:
    assert str(kind.parse(text)) == text
    assert Size.parse("1024 MB") == Size.parse("1 GiB")


TEXTS = [
    f"{number}{space}{unit}"
    for number in ("0", "8", "1.5", "075", "100", "101", "-1", "1e3", "\N{ARABIC-INDIC DIGIT EIGHT}", "", "9" * 16)
    for space in ("", " ", "  ")
    for unit in ("", "%", "MB", "mb", "GiB", "kb", "kB", "ms", "s", "m", "day", "days", "Days", "hours")
] + [
    f"{day}{start}-{end}"
    for day in ("", "Sun ", "sun ", "Sun  ", "Sun:")
    for start in ("03:00", "3:00", "23:59", "24:00", "03:60", "0\N{ARABIC-INDIC DIGIT THREE}:00")
    for end in ("04:00", "4:00", "00:00", "04:00 ")
]  # fmt: skip


@pytest.mark.parametrize("kind", [Size, Duration, Percent, DailyWindow, WeeklyWindow])
def test_what_the_editors_pattern_takes_is_what_is_read(kind: type[Scalar]) -> None:
    texts = [
        text for text in TEXTS if text not in {"1.5ms", "1.5 ms"}
    ]  # well written; only their meaning is refused
    assert [text for text in texts if reads(kind, text)] == [
        text for text in texts if re.fullmatch(kind.PATTERN, text)
    ]


def reads(kind: type[Scalar], text: str) -> bool:
    try:
        return str(kind.parse(text)) == text
    except PydanticCustomError:
        return False


def minutes_of(daily: DailyWindow, weekly: WeeklyWindow) -> tuple[set[int], set[int]]:
    week = 7 * 24 * 60
    every_day = {
        (day * 24 * 60 + daily.start_minute + minute) % week
        for day in range(7)
        for minute in range(daily.length_minutes)
    }
    start = weekly.weekday * 24 * 60 + weekly.start_minute
    return every_day, {(start + minute) % week for minute in range(weekly.length_minutes)}


CLOCK = st.builds("{:02d}:{:02d}".format, st.integers(0, 23), st.sampled_from([0, 1, 30, 59]))


@settings(max_examples=20, deadline=None, database=None)
@given(
    st.builds("{}-{}".format, CLOCK, CLOCK),
    st.builds("{} {}-{}".format, st.sampled_from(["Mon", "Sat", "Sun"]), CLOCK, CLOCK),
)
def test_windows_overlap_when_they_share_a_minute(daily: str, weekly: str) -> None:
    every_day, once = minutes_of(DailyWindow.parse(daily), WeeklyWindow.parse(weekly))
    if every_day and once:
        assert WeeklyWindow.parse(weekly).overlaps(DailyWindow.parse(daily)) == bool(every_day & once)
