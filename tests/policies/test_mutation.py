"""The mutation score is held, and every survivor has its reason."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.policies.harmless import HARMLESS, HARMLESS_IN_STAGING, HARMLESS_IN_THE_ACCOUNT, reason
from tests.policies.mutants import Mutant, mutants
from tests.policies.mutation import STACKS, Score, noticed, score
from tests.stacks.documents import ROOT

# Measured: mutants that our rules notice by themselves. A rule that looks away makes it fewer.
FEWEST_OURS = {"aldeia-production": 397, "aldeia-staging": 309, "aldeia-bootstrap": 241}


@pytest.fixture(scope="module")
def scores(checkov_python: Path) -> dict[str, Score]:
    return {stack: score(stack, checkov_python) for stack in STACKS}


@pytest.mark.slow(minutes=4)
@pytest.mark.parametrize("stack", STACKS)
def test_every_survivor_has_a_reason(scores: dict[str, Score], stack: str) -> None:
    unexplained = [mutant.name for mutant in scores[stack].survivors if reason(stack, mutant) is None]

    assert unexplained == []
    assert scores[stack].percent == 100


@pytest.mark.slow
@pytest.mark.parametrize("stack", STACKS)
def test_our_rules_notice_as_many_as_they_did(scores: dict[str, Score], stack: str) -> None:
    assert len(scores[stack].ours) >= FEWEST_OURS[stack]


@pytest.mark.slow
def test_every_reason_is_needed(scores: dict[str, Score]) -> None:
    survivors = [(stack, mutant) for stack in STACKS for mutant in scores[stack].survivors]
    used = {reason(stack, mutant) for stack, mutant in survivors}

    tables = (HARMLESS, HARMLESS_IN_STAGING, HARMLESS_IN_THE_ACCOUNT)
    assert used == {words for table in tables for words in table.values()}


@pytest.mark.parametrize("stack", STACKS)
def test_an_unchanged_stack_has_no_finding(stack: str) -> None:
    assert noticed(document(stack)) == set()


@pytest.mark.parametrize("stack", STACKS)
def test_every_change_is_a_change_and_has_a_name_of_its_own(stack: str) -> None:
    made: list[Mutant] = list(mutants(document(stack)))

    assert len({mutant.name for mutant in made}) == len(made)
    assert all(mutant.document != document(stack) for mutant in made)


def document(stack: str) -> dict[str, object]:
    path = ROOT / "tests" / "stacks" / "snapshots" / f"{stack}.tf.json"
    values: dict[str, object] = json.loads(path.read_text(encoding="utf-8"))
    return values
