"""One value of many samples, and when a percentile has too few of them."""

from __future__ import annotations

import pytest

from aldeia.alarms.simulation import SimulationError
from aldeia.alarms.simulation.samples import enough, value

TEN = [float(number) for number in range(1, 11)]


@pytest.mark.parametrize(
    ("statistic", "expected"),
    [
        ("Average", 5.5),
        ("Maximum", 10),
        ("Minimum", 1),
        ("Sum", 55),
        ("SampleCount", 10),
        ("p0", 1),
        ("p50", 5.5),
        ("p90", 9.1),
        ("p99.9", 9.991),
        ("p100", 10),
    ],
)
def test_a_statistic_of_ten_samples(statistic: str, expected: float) -> None:
    assert value(TEN, statistic) == pytest.approx(expected)
    assert value(TEN[::-1], statistic) == pytest.approx(expected)


def test_no_sample_is_no_value() -> None:
    assert value([], "Sum") is None


@pytest.mark.parametrize(
    ("statistic", "needed"),
    # 10 / (1 - percentile) from the middle up, 10 / percentile below it; the page's own example is p99 with 1,000.
    [("p99", 1_000), ("p90", 100), ("p50", 20), ("p10", 100), ("p99.9", 10_000)],
)
def test_a_percentile_has_enough_samples_from_a_number_on(statistic: str, needed: int) -> None:
    assert not enough(needed - 1, statistic)
    assert enough(needed, statistic)


def test_any_other_statistic_has_always_enough() -> None:
    assert enough(1, "Average")


def test_a_statistic_that_is_not_known_is_refused_with_those_that_are() -> None:
    with pytest.raises(SimulationError) as error:
        value(TEN, "tm90")

    assert str(error.value) == (
        "statistic tm90: cannot be simulated; known are Average, Maximum, Minimum, SampleCount, Sum, p0 to p100"
    )
