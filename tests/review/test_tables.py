"""Every verdict of every table is what was written down for it, and nothing that our stacks emit is left out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from aldeia.review.difference import Context, Difference
from aldeia.review.judge import Finding, judged
from aldeia.review.tables import TABLES
from aldeia.review.verdict import Case
from tests.review.minimal import changed, plan
from tests.review.verdicts import SHUTTING_OUT, UNKNOWN, UPDATES, WHOLE, Verdict
from tests.stacks.documents import ROOT

WINDOW = "Sun 2026-11-29 04:00-05:00 UTC"
WHEN = {
    "now": "during the apply",
    "window": WINDOW,
    "reboot": "at the next reboot",
    "never": "never, until someone acts",
    "refused": "never: AWS refuses it",
}
ACTIONS = {"create": ("create",), "delete": ("delete",)}
REPLACING = {"delete": ("delete", "create"), "create": ("create", "delete")}
TAGS = {"tags", "tags_all"}


def finding_of(verdict: Verdict, directory: Path) -> Finding:
    """Judge the one change of a verdict."""
    window = {} if "window" in verdict.attribute else {"maintenance_window": "sun:04:00-sun:05:00"}
    whole = verdict.attribute in {*ACTIONS, "replace"}
    others = [{name: values[side] for name, values in verdict.changes.items()} for side in (0, 1)]
    before, after = (
        value if whole else {**window, **verdict.given, **other, verdict.attribute: value}
        for value, other in zip((verdict.before, verdict.after), others, strict=True)
    )
    unknown = {name: True for name, value in (after or {}).items() if value is UNKNOWN}
    before, after = (
        side and {name: value for name, value in side.items() if value is not UNKNOWN}
        for side in (before, after)
    )
    more: dict[str, Any] = {"after_unknown": unknown}
    if whole:
        names = [name for name in before or () if name in (after or {}) and before[name] != after[name]]
        actions = ACTIONS.get(verdict.attribute, REPLACING[verdict.first])
        more |= {"actions": actions, "replace_paths": [[name] for name in names]}
    found = judged(plan(directory, changed(verdict.type, before, after, **more)))
    named = [one for one in found if whole or one.attribute.split("[")[0] == verdict.attribute]
    return named[0]


@pytest.mark.parametrize(
    "verdict", [*UPDATES, *WHOLE], ids=lambda one: f"{one.type}-{one.attribute}-{one.impact}"
)
def test_a_change_does_what_was_written_down_for_it(verdict: Verdict, tmp_path: Path) -> None:
    finding = finding_of(verdict, tmp_path)

    assert (
        finding.effect.impact.words,
        finding.when,
        finding.effect.gate,
        finding.effect.refused,
    ) == (
        verdict.impact,
        WHEN["refused" if verdict.refused else verdict.when],
        verdict.gate,
        verdict.refused,
    )


@pytest.mark.parametrize(
    "verdict", [*UPDATES, *WHOLE], ids=lambda one: f"{one.type}-{one.attribute}-{one.impact}"
)
def test_what_is_gated_is_blocked_and_what_is_noticed_needs_a_person(
    verdict: Verdict, tmp_path: Path
) -> None:
    noticed = "FINE" if verdict.impact in {"none", "online"} else "APPROVAL"

    assert finding_of(verdict, tmp_path).decision.name == (
        "BLOCKED" if verdict.gate or verdict.refused else noticed
    )


def test_who_is_shut_out_is_said_wherever_somebody_is() -> None:
    shutting = {f"{type_}.{name}" for type_, name, case in cases() if case.effect.shuts_out}

    assert shutting == {f"{type_}.{name}" for type_, names in SHUTTING_OUT.items() for name in names.split()}


def cases() -> Iterator[tuple[str, str, Case]]:
    for type_, table in TABLES.items():
        for action, rule in (
            ("create", table.created),
            ("delete", table.deleted),
            ("replace", table.replaced),
        ):
            yield from ((type_, action, case) for case in rule)
        for attribute, rule in table.attributes.items():
            if attribute not in TAGS:
                yield from ((type_, attribute, case) for case in rule)


def test_every_case_of_every_row_is_reached_by_one_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached: set[int] = set()
    monkeypatch.setattr("aldeia.review.judge.chosen", _noting(reached))
    for verdict in (*UPDATES, *WHOLE):
        finding_of(verdict, tmp_path)

    missing = [
        f"{type_}.{name}: {case.condition or 'otherwise'}"
        for type_, name, case in cases()
        if id(case) not in reached
    ]
    assert missing == []


def _noting(reached: set[int]) -> Any:
    def chosen(rule: tuple[Case, ...], difference: Difference, context: Context) -> Case:
        case = next(case for case in rule if case.holds(difference, context))
        reached.add(id(case))
        return case

    return chosen


@pytest.mark.parametrize("type_", sorted(TABLES))
def test_tags_touch_nothing(type_: str, tmp_path: Path) -> None:
    if "tags_all" not in TABLES[type_].attributes:
        return
    found = judged(plan(tmp_path, changed(type_, {"tags_all": {"a": "1"}}, {"tags_all": {"a": "2"}})))

    assert [(one.effect.impact.words, one.before, one.after) for one in found] == [
        ("none", '{"a": "1"}', '{"a": "2"}')
    ]


def emitted() -> dict[str, set[str]]:
    """Give every attribute of every type in the plans from nothing of our own environments."""
    found: dict[str, set[str]] = {}
    for path in (ROOT / "tests" / "terraform" / "snapshots").glob("*.plan.json"):
        for address, change in json.loads(path.read_text(encoding="utf-8"))["resources"].items():
            found.setdefault(address.split(".")[0], set()).update(change["after"])
    return found


def test_no_attribute_of_our_own_stacks_is_unknown() -> None:
    unknown = {
        f"{type_}.{attribute}"
        for type_, attributes in emitted().items()
        for attribute in attributes
        if type_ not in TABLES
        or attribute not in TABLES[type_].attributes.keys() | TABLES[type_].forcing | TABLES[type_].computed
    }

    assert len(emitted()) >= 30
    assert sum(map(len, emitted().values())) > 350
    assert unknown == set()


def test_an_attribute_without_a_row_needs_a_person(tmp_path: Path) -> None:
    [finding] = judged(plan(tmp_path, changed("aws_db_instance", {"new_thing": 1}, {"new_thing": 2})))

    assert (finding.effect.impact.words, finding.decision.name) == ("unknown", "APPROVAL")
    assert finding.effect.touches == "aldeia has no row for this attribute: find out what AWS does with it"


def test_what_only_a_replacement_changes_is_unknown_where_terraform_changes_it_in_place(
    tmp_path: Path,
) -> None:
    [finding] = judged(plan(tmp_path, changed("aws_db_instance", {"db_name": "a"}, {"db_name": "b"})))

    assert finding.effect.impact.words == "unknown"


def test_nothing_is_in_two_lists_of_a_table() -> None:
    for type_, table in TABLES.items():
        assert not table.forcing & table.computed, type_
        assert not table.attributes.keys() & (table.forcing | table.computed), type_
