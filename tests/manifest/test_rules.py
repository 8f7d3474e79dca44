"""Every rule has a pair of tests, and every sentence that a rule can say is compared somewhere."""

from __future__ import annotations

import inspect
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from aldeia.manifest import rules
from aldeia.manifest.rules.rule import Rule
from aldeia.manifest.yaml_file import YamlFile
from tests.examples import Edge, a_manifest, refusals, said_by
from tests.manifest import (
    test_rules_alarms,
    test_rules_cache,
    test_rules_capacity,
    test_rules_database,
    test_rules_environments,
    test_rules_names,
    test_rules_network,
    test_rules_ranges,
    test_rules_recovery,
    test_rules_state,
    test_rules_storage,
    test_rules_thresholds,
    test_rules_tuning,
    test_rules_windows,
)

if TYPE_CHECKING:
    from types import ModuleType

RULES: tuple[Rule, ...] = (*rules.RULES, *rules.BETWEEN)
EDGES: tuple[Any, ...] = (
    *test_rules_alarms.EDGES,
    *test_rules_cache.EDGES,
    *test_rules_capacity.EDGES,
    *test_rules_database.EDGES,
    *test_rules_environments.EDGES,
    *test_rules_names.EDGES,
    *test_rules_network.EDGES,
    *test_rules_ranges.EDGES,
    *test_rules_recovery.EDGES,
    *test_rules_state.EDGES,
    *test_rules_storage.EDGES,
    *test_rules_thresholds.EDGES,
    *test_rules_tuning.EDGES,
    *test_rules_windows.EDGES,
)
OF_ONE_MANIFEST = [edge for edge in EDGES if isinstance(edge, Edge)]
MODULES = (
    rules.alarms, rules.cache, rules.capacity, rules.database, rules.environments, rules.names, rules.network, rules.ranges, rules.recovery, rules.state,
    rules.storage, rules.thresholds, rules.tuning, rules.windows,
)  # fmt: skip


def rules_written_in(module: ModuleType) -> list[Rule]:
    """Give the rules that a module makes; what it imports is another's."""
    made = [value for _, value in inspect.getmembers(module) if isinstance(value, Rule)]
    return [rule for rule in made if rule.check.__module__ == module.__name__]


def functions_that_yield_faults(module: ModuleType) -> set[str]:
    return {
        name
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and "Iterator[Fault]" in str(function.__annotations__)
    }


@pytest.mark.parametrize("edge", OF_ONE_MANIFEST, ids=lambda edge: edge.rule.id)
def test_at_its_edge_the_manifest_is_accepted(edge: Edge) -> None:
    assert refusals(edge.accepted) == []
    assert said_by(edge.rule, edge.accepted) == []


@pytest.mark.parametrize("edge", OF_ONE_MANIFEST, ids=lambda edge: edge.rule.id)
def test_one_step_past_its_edge_the_rule_refuses(edge: Edge) -> None:
    assert said_by(edge.rule, edge.refused) == [edge.message]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.rsplit(".", 1)[1])
def test_every_rule_that_is_written_is_asked(module: Any) -> None:
    assert {rule.id for rule in rules_written_in(module)} == {rule.id for rule in module.RULES}
    assert functions_that_yield_faults(module) == set(), "a function yields faults and is no rule"


def test_every_table_of_rules_is_asked() -> None:
    assert [rule for module in MODULES if module is not rules.environments for rule in module.RULES] != []
    assert {rule.id for module in MODULES for rule in module.RULES} == {rule.id for rule in RULES}


def test_every_rule_has_a_refusal_that_is_its_own() -> None:
    assert {rule.id for rule in RULES} - {edge.rule.id for edge in EDGES} == set()


def test_every_sentence_of_a_rule_is_compared() -> None:
    compared = Counter(rule for rule, _ in {(edge.rule.id, edge.message) for edge in EDGES})
    missing = {
        rule.id: f"{inspect.getsource(rule.check).count('Fault(')} sentences, {compared[rule.id]} compared"
        for rule in RULES
        if compared[rule.id] < inspect.getsource(rule.check).count("yield Fault(")
    }
    assert missing == {}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_says_what_holds_who_says_so_and_what_to_do(rule: Rule) -> None:
    assert rule.sentence.endswith(".")
    assert len(rule.sentence.splitlines()) == 1
    assert rule.source
    assert rule.fix
    assert not rule.fix.endswith(".")


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.id)
def test_the_example_of_a_rule_breaks_it(rule: Rule) -> None:
    assert said_by(rule, dict(rule.example)) != []


@pytest.mark.parametrize("rule", rules.BETWEEN, ids=lambda rule: rule.id)
def test_two_manifests_that_both_say_the_example_break_a_rule_between_environments(rule: Rule) -> None:
    first = a_manifest(dict(rule.example))
    second = a_manifest({**test_rules_environments.OTHER, **rule.example})

    assert list(rule(second, first, YamlFile("first.yaml"))) != []
