"""Two environments compared: every difference is approved with its values, or told; no approval outlives its difference."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from aldeia.manifest.loader import load_with_places
from aldeia.manifest.problem import ManifestError
from aldeia.parity.report import Parity, as_json, as_text, compare
from tests.examples import ENVIRONMENTS, example_text

if TYPE_CHECKING:
    from tests.examples import Changes

OTHER: dict[str, Any] = {
    "environment": "other",
    "stage": "other",
    "network.vpc_cidr": "10.10.0.0/16",
    "network.database_subnets.0.cidr": "10.10.20.0/24",
    "network.database_subnets.1.cidr": "10.10.21.0/24",
}
NAMES = """\
      - setting: environment
        reason: it tells the two apart
      - setting: stage
        reason: it tells the two apart
      - setting: network
        reason: two blocks that never meet
"""
STORAGE = """\
      - setting: database.storage
        values: [100 GiB, 200 GiB]
        reason: there is more in the other
"""
BETWEEN = ("testing", "other")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def compared(
    changes: Changes, approved: str = NAMES, between: tuple[str, str] = BETWEEN, of: str = "[testing, other]"
) -> Parity:
    for name, all_changes in (("testing", {}), ("other", OTHER | changes)):
        Path(f"{name}.yaml").write_text(example_text(all_changes), encoding="utf-8")
    Path("parity.yaml").write_text(f"pairs:\n  - between: {of}\n    approved:\n{approved}", encoding="utf-8")
    loaded = load_with_places([Path("testing.yaml"), Path("other.yaml")])
    return compare(loaded, between, Path("parity.yaml"))


def problems(*args: Any, **kwargs: Any) -> list[str]:
    parity = compared(*args, **kwargs)
    assert parity.status == (1 if parity.problems else 0)
    return list(map(str, parity.problems))


def test_what_is_approved_is_no_problem() -> None:
    assert problems({"database.storage": "200 GiB"}, NAMES + STORAGE) == []


def test_what_is_not_approved_is_told_with_both_values_and_places() -> None:
    assert problems({"database.storage": "200 GiB"}) == [
        (
            "other.yaml:32:3: database.storage: got 200 GiB, expected 100 GiB as in testing.yaml:32:3; "
            "make them the same, or approve it with its reason in parity.yaml"
        )
    ]


def test_what_no_two_environments_share_needs_no_approval_and_what_is_beside_it_does() -> None:
    names = NAMES.replace("      - setting: network\n        reason: two blocks that never meet\n", "")

    assert [line.partition(": got")[0].partition(": ")[2] for line in problems({}, names)] == []
    beside = {
        "network.flow_log_retention": "30 days",
        "network.database_subnets.1.availability_zone": "us-east-1c",
    }
    assert [line.partition(": got")[0].partition(": ")[2] for line in problems(beside, names)] == [
        "network.database_subnets[1].availability_zone",
        "network.flow_log_retention",
    ]


def test_a_value_that_changed_since_it_was_approved_is_told_anew() -> None:
    assert problems({"database.storage": "300 GiB"}, NAMES + STORAGE) == [
        (
            "parity.yaml:10:9: database.storage: got 100 GiB in testing.yaml:32:3 and 300 GiB in other.yaml:32:3, "
            "expected 100 GiB and 200 GiB as approved; approve these, or change them back"
        )
    ]


def test_an_approval_without_a_difference_is_told() -> None:
    assert problems({}, NAMES + STORAGE) == [
        "parity.yaml:10:9: database.storage: approved, and there is no such difference any more; take the approval out"
    ]


def test_an_approval_of_a_path_whose_differences_are_all_approved_by_themselves_is_told() -> None:
    more = "      - setting: database\n        reason: any of them is meant\n"

    assert problems({"database.storage": "200 GiB"}, NAMES + STORAGE + more) == [
        "parity.yaml:13:9: database: approved, and there is no such difference any more; take the approval out"
    ]
    assert problems({"database.storage": "200 GiB", "database.multi_az": True}, NAMES + STORAGE + more) == []


def test_the_closest_approval_counts() -> None:
    more = "      - setting: database\n        reason: any of them is meant\n"

    assert (
        len(problems({"database.storage": "300 GiB", "database.multi_az": True}, NAMES + more + STORAGE)) == 1
    )


def test_the_order_of_the_two_does_not_matter() -> None:
    assert problems({"database.storage": "200 GiB"}, NAMES + STORAGE, ("other", "testing")) == []


def test_the_approvals_of_another_pair_are_not_this_ones() -> None:
    said = problems({"database.storage": "200 GiB"}, NAMES + STORAGE, of="[testing, third]")

    assert said[-1] == "parity.yaml:2:5: there is no environment third; take the pair out"
    assert [line.split(": ")[1] for line in said[:-1]] == ["database.storage"]


def test_an_environment_that_is_not_there_is_refused() -> None:
    with pytest.raises(
        ManifestError, match=r"^envs: there is no environment third; there is: other, testing$"
    ):
        compared({}, between=("testing", "third"))


def found(changes: Changes) -> list[tuple[str, str, str]]:
    """Give the differences but for what makes two environments two."""
    return [
        (difference.setting, difference.first.value, difference.second.value)
        for difference, _ in compared(changes).differences
        if difference.setting not in {"environment", "stage"} and difference.section != "network"
    ]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"database.log_retention": "14 days"}, []),
        ({"alarms.sustained_for": "300 s"}, []),
        ({"database.parameters.max_connections": 250}, [("database.parameters.max_connections", "200", "250")]),
        ({"database.parameters.jit": "off"}, [("database.parameters.jit", "not there", "off")]),
        ({"tags": {}}, [("tags.Application", "chatbot", "not there")]),
        ({"database.log_exports": []}, [("database.log_exports", "[postgresql, upgrade]", "[]")]),
        ({"database.storage_ceiling": "200 GiB"}, [("database.storage_ceiling", "null", "200 GiB")]),
        ({"cache.key_patterns.0.ttl": "1 hour"}, [("cache.key_patterns[0].ttl", "24 hours", "1 hour")]),
        ({"cache.key_patterns": []}, [("cache.key_patterns", "a list of 1", "[]")]),
        (
            {"alarms.subscriptions.1": {"protocol": "sms", "endpoint": "+15551234567"}},
            [("alarms.subscriptions", "a list of 1", "a list of 2")],
        ),
    ],
)  # fmt: skip
def test_a_difference_is_one_of_meaning(changes: Changes, expected: list[tuple[str, str, str]]) -> None:
    assert found(changes) == expected


def test_the_text_groups_by_section_and_marks_what_is_not_approved() -> None:
    text = as_text(compared({"database.storage": "200 GiB"}))

    assert text.splitlines() == [
        "environment",
        "  environment: testing in testing, other in other",
        "      it tells the two apart",
        "stage",
        "  stage: test in testing, other in other",
        "      it tells the two apart",
        "network",
        "  network.vpc_cidr: 10.9.0.0/16 in testing, 10.10.0.0/16 in other",
        "      two blocks that never meet",
        "  network.database_subnets[0].cidr: 10.9.20.0/24 in testing, 10.10.20.0/24 in other",
        "      two blocks that never meet",
        "  network.database_subnets[1].cidr: 10.9.21.0/24 in testing, 10.10.21.0/24 in other",
        "      two blocks that never meet",
        "database",
        "! database.storage: 100 GiB in testing, 200 GiB in other",
        "",
        (
            "other.yaml:32:3: database.storage: got 200 GiB, expected 100 GiB as in testing.yaml:32:3; "
            "make them the same, or approve it with its reason in parity.yaml"
        ),
        "6 differences between testing and other, 1 problem",
    ]


def test_the_last_line_says_that_all_are_approved_or_that_there_is_none() -> None:
    assert (
        as_text(compared({})).splitlines()[-1]
        == "5 differences between testing and other, all of them approved"
    )
    assert (
        as_text(compared({}, between=("testing", "testing"))) == "no differences between testing and testing"
    )


def test_json_says_the_same() -> None:
    document = json.loads(as_json(compared({"database.storage": "200 GiB"})))

    assert document["between"] == ["testing", "other"]
    assert document["differences"][0]["approved"] is True
    assert document["differences"][0]["reason"] == "it tells the two apart"
    assert document["differences"][-1] == {
        "setting": "database.storage",
        "values": {
            "testing": {"value": "100 GiB", "file": "testing.yaml", "line": 32, "column": 3},
            "other": {"value": "200 GiB", "file": "other.yaml", "line": 32, "column": 3},
        },
        "approved": False,
        "reason": None,
    }
    assert len(document["problems"]) == 1


def test_every_difference_between_the_committed_environments_is_meant() -> None:
    loaded = load_with_places([ENVIRONMENTS / "production.yaml", ENVIRONMENTS / "staging.yaml"])
    parity = compare(loaded, ("staging", "production"), ENVIRONMENTS / "policy" / "parity.yaml")

    assert list(map(str, parity.problems)) == []
    assert len(parity.differences) > 40
