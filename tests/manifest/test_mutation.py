"""Every wrong value that does harm is noticed, and the list of those that do none is exact."""

from __future__ import annotations

import pytest

from tests.faults.catching import ENVIRONMENTS
from tests.faults.planting import good
from tests.manifest.harmless import HARMLESS, row
from tests.manifest.mutants import DROPPED, leaves
from tests.manifest.mutation import Score, mutants_of, planted, score

KINDS = (
    "times 1000",
    "by 1000",
    "times 1024",
    "by 1024",
    "times 8192",
    "by 8192",
    "dropped",
    "swapped",
    "below",
    "above",
)


@pytest.fixture(scope="module")
def scores() -> list[Score]:
    return [score(environment) for environment in ENVIRONMENTS]


@pytest.mark.slow(minutes=2)
def test_every_survivor_has_a_reason(scores: list[Score]) -> None:
    assert [mutant.name for result in scores for mutant in result.survivors if row(mutant) is None] == []
    assert [result.percent for result in scores] == [100, 100]


@pytest.mark.slow
def test_every_reason_is_needed(scores: list[Score]) -> None:
    assert {row(mutant) for result in scores for mutant in result.survivors} == set(HARMLESS)


@pytest.mark.slow
def test_rules_notice_what_the_shape_lets_through(scores: list[Score]) -> None:
    """A rule that looks away makes it fewer."""
    by_rules = [sum(who not in {"yaml", "shape"} for who in result.caught.values()) for result in scores]

    assert all(number >= fewest for number, fewest in zip(by_rules, (230, 175), strict=True)), by_rules


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_every_setting_is_mutated_and_each_mutant_has_a_name_of_its_own(environment: str) -> None:
    made = list(mutants_of(environment))
    settings = {path for path, _ in leaves(good(environment).values)}

    assert len({mutant.name for mutant in made}) == len(made)
    assert {path for mutant in made for path, value in mutant.values.items() if value is DROPPED} == settings
    assert {kind for kind in KINDS if any(mutant.change.startswith(kind) for mutant in made)} == set(KINDS)


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_every_mutant_is_another_manifest(environment: str) -> None:
    before = good(environment).values

    assert [mutant.name for mutant in mutants_of(environment) if planted(mutant).values == before] == []
