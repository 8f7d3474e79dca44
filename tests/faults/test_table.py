"""The table of faults: which of them are known from elsewhere, and what checkov alone is asked and says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from aldeia.manifest.rules.explained import ALL
from tests.examples import ENVIRONMENTS
from tests.faults.checkov import LONGEST_KEY, OUR_CHECKS, Pair, noticed, pair, stack_of
from tests.faults.fault import Fault, faults
from tests.faults.planting import good
from tests.faults.table import NEVER_A_STACK, Row, summary
from tests.policies.conftest import checkov_python

__all__ = ["checkov_python"]  # a fixture of the tests beside

BY_NAME = {fault.name: fault for fault in faults()}


def test_the_17_faults_that_a_scanner_was_shown_are_among_them() -> None:
    assert sorted(fault.scanner for fault in faults() if fault.scanner) == list(range(1, 18))


def test_the_16_traps_of_the_specification_are_among_them() -> None:
    assert {number for fault in faults() for number in fault.traps} == set(range(1, 17))


@pytest.mark.parametrize(
    "fault", [fault for fault in faults() if fault.scanner], ids=lambda fault: fault.name
)
def test_what_a_scanner_was_shown_can_be_shown_to_one_again(fault: Fault) -> None:
    two = pair(fault)

    assert two is not None
    assert two.faulty != two.sound


def test_what_cannot_get_into_a_stack_is_shown_to_no_scanner() -> None:
    assert pair(BY_NAME["indented_with_a_tab"]) is None
    assert stack_of({"project": "aldeia"}) is None


@pytest.mark.slow
def test_checkov_alone_is_asked_what_it_finds_in_the_faulty_stack_and_not_in_the_sound_one(
    checkov_python: Path,
) -> None:
    shown = ("old_ca_certificate", "iops_below_400_gib", "topic_under_awss_own_key")
    pairs = {name: two for name in shown if (two := pair(BY_NAME[name])) is not None}
    sound = stack_of(good("staging").values or {})
    assert sound is not None
    pairs["nothing"] = Pair(sound, sound)
    pairs["an address that checkov cannot read"] = Pair(with_an_address_of(LONGEST_KEY, sound), sound)

    found = noticed(pairs, checkov_python)

    assert found == {
        "old_ca_certificate": {"CKV_AWS_211"},
        "iops_below_400_gib": set(),
        "topic_under_awss_own_key": set(),
        "nothing": set(),
        "an address that checkov cannot read": set(),
    }
    assert not any(OUR_CHECKS in check for checks in found.values() for check in checks)


def with_an_address_of(letters: int, stack: dict[str, Any]) -> dict[str, Any]:
    resources = stack["resource"]
    return stack | {
        "resource": resources | {"aws_db_instance": {"a" * letters: {"storage_encrypted": False}}}
    }


def test_a_row_says_who_catches_the_fault_and_as_what_it_is_known() -> None:
    fault = BY_NAME["tls_not_forced"]

    assert Row(fault, True, 7.6, "CKV2_AWS_69").told == (
        "| tls not forced | tls_is_forced | 8 ms | CKV2_AWS_69 | scanner 17, trap 4 |"
    )
    assert Row(fault, False, 7.6, "").told == "| tls not forced | NOBODY | 8 ms | - | scanner 17, trap 4 |"


def test_the_table_is_counted() -> None:
    table = [
        Row(BY_NAME["tls_not_forced"], True, 1, "CKV2_AWS_69"),
        Row(BY_NAME["iops_as_a_range"], False, 1, ""),
        Row(BY_NAME["indented_with_a_tab"], True, 1, NEVER_A_STACK),
    ]

    assert summary(table).splitlines() == [
        "3 faults in all: 2 caught by us, 1 by checkov alone (1 are never a stack)",
        "1 faults that a scanner was shown: 1 caught by us, 1 by checkov alone (0 are never a stack)",
        "2 faults of the specification: 1 caught by us, 1 by checkov alone (0 are never a stack)",
    ]


def test_the_readme_claims_no_more_than_there_is() -> None:
    text = (ENVIRONMENTS.parent / "README.md").read_text(encoding="utf-8")
    table = text.split("## What is caught, and by whom")[1].split("\n## ")[0]
    [every] = re.findall(r"([0-9]+) faults, all there were", table)
    [traps] = re.findall(r"16 traps of the specification, as ([0-9]+) faults", table)
    rules = re.findall(r"^\| (?:rules )?on [^|]+ \| ([0-9]+) \|", table, re.MULTILINE)

    assert int(every) <= len(faults())
    assert int(traps) <= len([fault for fault in faults() if fault.traps])
    assert len(rules) == 8
    assert sum(map(int, rules)) <= len(ALL)
