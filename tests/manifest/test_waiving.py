"""Waivers in a manifest: what they let be, and what is wrong with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from aldeia.manifest.rules import problems_of
from aldeia.manifest.waiving import judge
from tests.examples import a_manifest, example_file, example_text, problems, without_places

if TYPE_CHECKING:
    from pathlib import Path

    from tests.examples import Changes

RULE = "the_connections_alarm_comes_before_the_limit"
BROKEN: Changes = {"alarms.database.connections_above": 195}
MESSAGE = "alarms.database.connections_above: got 195, expected below 195, what max_connections (200) leaves; or it never fires"
WAIVER = {
    "rule": RULE,
    "reason": "the pooler in front refuses first",
    "owner": "team",
    "expires": "2026-12-31",
}


@pytest.fixture(autouse=True)
def the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALDEIA_TODAY", "2026-12-31")


def said(changes: Changes, *waivers: dict[str, Any]) -> list[str]:
    file = example_file({**changes, "waivers": list(waivers)})
    manifest = a_manifest({**changes, "waivers": list(waivers)})
    return without_places(judge(manifest, problems_of(manifest, file), file).problems, file)


def write(directory: Path, changes: Changes) -> Path:
    path = directory / "testing.yaml"
    path.write_text(example_text(changes), encoding="utf-8")
    return path


def test_what_is_waived_is_no_problem_up_to_the_last_day() -> None:
    assert said(BROKEN) == [MESSAGE]
    assert said(BROKEN, WAIVER) == []


def test_a_waived_problem_is_kept_with_its_waiver() -> None:
    file, manifest = example_file(BROKEN | {"waivers": [WAIVER]}), a_manifest(BROKEN | {"waivers": [WAIVER]})
    [waived] = judge(manifest, problems_of(manifest, file), file).waived

    assert (waived.problem.rule, waived.waiver.owner) == (RULE, "team")


def test_the_day_after_it_is_a_problem_again_and_so_is_the_waiver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALDEIA_TODAY", "2027-01-01")

    assert said(BROKEN, WAIVER) == [
        MESSAGE,
        (
            "waivers[0].expires: got 2026-12-31, expected a day to come; mend what it waives, or agree on a new day"
        ),
    ]


def test_a_waiver_ends_within_two_years() -> None:
    assert said(BROKEN, WAIVER | {"expires": "2028-12-30"}) == []
    assert said(BROKEN, WAIVER | {"expires": "2028-12-31"}) == [
        MESSAGE,
        "waivers[0].expires: got 2028-12-31, expected a day within two years; take an earlier one",
    ]


def test_a_waiver_of_what_is_not_broken_is_refused() -> None:
    assert said({}, WAIVER) == [
        f"waivers[0].rule: got {RULE}, expected a rule that finds something here; take the waiver out, all is well"
    ]


def test_beside_another_fault_no_waiver_is_called_useless() -> None:
    assert said({"cache.parameters.maxmemory_policy": "allkeys-lru"}, WAIVER) == [
        (
            "cache.parameters.maxmemory_policy: got allkeys-lru, expected a parameter of the catalogue; "
            "did you mean maxmemory-policy?"
        )
    ]


def test_a_waiver_that_is_wrong_takes_no_other_away(tmp_path: Path) -> None:
    wrong = WAIVER | {"rule": "a_key_pattern_is_said_once", "expires": "30.11.2026"}
    path = write(tmp_path, {**BROKEN, "waivers": [wrong, WAIVER]})

    assert [line.split(": ", 1)[1] for line in problems(path)] == [
        "waivers[0].expires: got 30.11.2026, expected a day as 2027-11-30; did you mean 2026-11-30?"
    ]


def test_a_warning_does_not_keep_a_useless_waiver() -> None:
    assert said({"cache.parameters.maxmemory-samples": 11}, WAIVER) == [
        "cache.parameters.maxmemory-samples: got 11, expected at most 10; 5 is usual",
        f"waivers[0].rule: got {RULE}, expected a rule that finds something here; take the waiver out, all is well",
    ]


def test_a_waiver_of_an_unknown_rule_is_refused_with_the_nearest() -> None:
    assert said(BROKEN, WAIVER | {"rule": RULE.replace("alarm", "alarms")}) == [
        MESSAGE,
        (
            "waivers[0].rule: got the_connections_alarms_comes_before_the_limit, expected a rule's id; "
            f"did you mean {RULE}? If not, see aldeia rules"
        ),
    ]


def test_what_aws_refuses_cannot_be_waived() -> None:
    [_, told] = said({"cache.port": 8005}, WAIVER | {"rule": "redis_leaves_elasticache_its_port"})

    assert told == (
        "waivers[0].rule: got redis_leaves_elasticache_its_port, expected a rule that may be waived, this one says that "
        "AWS, Terraform or the engine refuses it; take the waiver out"
    )


def test_what_holds_between_environments_cannot_be_waived() -> None:
    assert said({}, WAIVER | {"rule": "environments_share_no_addresses"}) == [
        (
            "waivers[0].rule: got environments_share_no_addresses, expected a rule that may be waived, this one holds "
            "between environments; take the waiver out"
        )
    ]


def test_one_waiver_of_a_rule_is_enough() -> None:
    assert said(BROKEN, WAIVER, WAIVER) == [
        f"waivers[1].rule: got {RULE} twice, expected one waiver for each rule; take one out"
    ]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"reason": "known"}, "reason: got known, expected a sentence that says why it is right here"),
        ({"owner": " "}, "owner: got nothing, expected the person or team that answers for it"),
        (
            {"expires": "2026-02-30"},
            "expires: got 2026-02-30, expected a day as 2027-11-30, that is in the calendar",
        ),
        ({"expires": "soon"}, "expires: got soon, expected a day as 2027-11-30"),
        ({"rule": "No Such"}, "rule: got No Such, expected a rule's id; `aldeia rules` lists them"),
    ],
)
def test_a_waiver_has_a_reason_an_owner_and_a_last_day(
    tmp_path: Path, changes: dict[str, str], told: str
) -> None:
    path = write(tmp_path, BROKEN | {"waivers": [WAIVER | changes]})
    said = [line.split(": ", 1)[1] for line in problems(path)]

    assert f"waivers[0].{told}" in said


def test_while_the_manifest_has_faults_of_shape_no_waiver_is_called_useless(tmp_path: Path) -> None:
    path = write(tmp_path, {"waivers": [WAIVER], "database.port": 80})

    assert [line.split(": ", 1)[1] for line in problems(path)] == [
        "database.port: got 80, expected at least 1150"
    ]
