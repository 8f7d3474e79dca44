"""Which settings a rule reads is recorded, whatever way it takes through them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from aldeia.explain import readers
from aldeia.explain.readers import readers_of, recorded
from aldeia.manifest.rules import BETWEEN, RULES
from aldeia.manifest.rules.fault import Fault
from aldeia.manifest.rules.rule import DOUBTFUL, Rule
from tests.examples import Edge, example
from tests.manifest.test_rules import OF_ONE_MANIFEST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aldeia.manifest.environment import Manifest


@cache
def of_the_example() -> dict[str, set[str]]:
    return recorded(example())


def read_by(rule: Any, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setattr(readers, "RULES", (rule,))
    return sorted(recorded(example())[rule.id])


def test_every_rule_reads_something() -> None:
    assert set(of_the_example()) == {rule.id for rule in (*RULES, *BETWEEN)}
    assert [name for name, kinds in of_the_example().items() if not kinds] == []


@pytest.mark.parametrize("edge", OF_ONE_MANIFEST, ids=lambda edge: edge.rule.id)
def test_what_makes_a_rule_refuse_is_among_what_it_reads(edge: Edge) -> None:
    different = {
        dotted for dotted in edge.accepted.keys() | edge.refused.keys()
        if edge.accepted.get(dotted, "") != edge.refused.get(dotted, "")
    }  # fmt: skip
    read = {kind.replace("[]", "") for kind in of_the_example()[edge.rule.id]}
    changed = {".".join(part for part in dotted.split(".") if not part.isdigit()) for dotted in different}
    entries = {f"{name.partition('.parameters.')[0]}.parameters.*" for name in changed}

    assert read & (changed | entries), f"{edge.rule.id} refuses for {changed} and reads {read}"


def test_a_setting_that_is_read_only_when_two_others_are_so_is_found() -> None:
    assert of_the_example()["gp3_figures_go_together"] == {
        "database.iops",
        "database.storage",
        "database.throughput",
    }


def test_a_property_reads_the_settings_it_is_made_of() -> None:
    assert "database.engine_version" in of_the_example()["postgresql_parameters_are_what_rds_takes"]


def test_comparing_two_groups_reads_all_that_is_in_them() -> None:
    assert of_the_example()["nobody_is_told_twice"] == {
        "alarms.subscriptions",
        "alarms.subscriptions[].protocol",
        "alarms.subscriptions[].endpoint",
    }


def test_a_rule_that_asks_for_one_parameter_reads_that_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def rule(manifest: Manifest) -> Iterator[Fault]:
        if "jit" in manifest.database.parameters:
            yield Fault(("database", "parameters", "jit"), "", "")

    assert read_by(Rule(rule, DOUBTFUL, "", "", {}), monkeypatch) == ["database.parameters.jit"]


def test_a_rule_that_goes_through_all_parameters_looks_at_each(monkeypatch: pytest.MonkeyPatch) -> None:
    def rule(manifest: Manifest) -> Iterator[Fault]:
        for name in manifest.cache.parameters:
            yield Fault(("cache", "parameters", name), "", "")

    monkeypatch.setattr(readers, "RULES", (Rule(rule, DOUBTFUL, "", "", {}),))
    found = recorded(example())
    assert [readers_of(f"cache.parameters{name}", found) for name in ("", ".timeout", ".any-other")] == [
        ["rule"]
    ] * 3
    assert readers_of("cache.port", found) == []


def test_what_is_recorded_is_the_same_every_time() -> None:
    assert recorded(example()) == of_the_example()
