"""Every rule has a pair of tests, and every sentence that a rule can say is compared somewhere."""

from __future__ import annotations

import inspect
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from aldeia.manifest import rules
from tests.examples import Edge, refusals, said_by
from tests.manifest import (
    test_rules_alarms,
    test_rules_cache,
    test_rules_database,
    test_rules_environments,
    test_rules_network,
    test_rules_recovery,
    test_rules_state,
    test_rules_windows,
)

if TYPE_CHECKING:
    from types import ModuleType

RULES: tuple[Any, ...] = (*rules.RULES, *rules.environments.RULES)
EDGES: tuple[Any, ...] = (
    *test_rules_alarms.EDGES,
    *test_rules_cache.EDGES,
    *test_rules_database.EDGES,
    *test_rules_environments.EDGES,
    *test_rules_network.EDGES,
    *test_rules_recovery.EDGES,
    *test_rules_state.EDGES,
    *test_rules_windows.EDGES,
)
OF_ONE_MANIFEST = [edge for edge in EDGES if isinstance(edge, Edge)]
MODULES = (
    rules.alarms, rules.cache, rules.database, rules.environments, rules.network, rules.recovery, rules.state, rules.windows,
)  # fmt: skip


def rules_written_in(module: ModuleType) -> list[Any]:
    """Give the functions that yield faults; a name with an underscore is a helper."""
    functions = [function for _, function in inspect.getmembers(module, inspect.isfunction)]
    return [
        function for function in functions
        if function.__module__ == module.__name__ and not function.__name__.startswith("_")
    ]  # fmt: skip


@pytest.mark.parametrize("edge", OF_ONE_MANIFEST, ids=lambda edge: edge.rule.__name__)
def test_at_its_edge_the_manifest_is_accepted(edge: Edge) -> None:
    assert refusals(edge.accepted) == []


@pytest.mark.parametrize("edge", OF_ONE_MANIFEST, ids=lambda edge: edge.rule.__name__)
def test_one_step_past_its_edge_the_rule_refuses(edge: Edge) -> None:
    assert said_by(edge.rule, edge.refused) == [edge.message]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.rsplit(".", 1)[1])
def test_every_rule_that_is_written_is_asked(module: Any) -> None:
    assert {rule.__name__ for rule in rules_written_in(module)} == {rule.__name__ for rule in module.RULES}


def test_every_table_of_rules_is_asked() -> None:
    assert [rule for module in MODULES if module is not rules.environments for rule in module.RULES] != []
    assert {rule for module in MODULES for rule in module.RULES} == set(RULES)


def test_every_rule_has_a_refusal_that_is_its_own() -> None:
    assert {rule.__name__ for rule in RULES} - {edge.rule.__name__ for edge in EDGES} == set()


def test_every_sentence_of_a_rule_is_compared() -> None:
    compared = Counter(rule for rule, _ in {(edge.rule, edge.message) for edge in EDGES})
    missing = {
        rule.__name__: f"{inspect.getsource(rule).count('Fault(')} sentences, {compared[rule]} compared"
        for rule in RULES
        if compared[rule] < inspect.getsource(rule).count("yield Fault(")
    }
    assert missing == {}
