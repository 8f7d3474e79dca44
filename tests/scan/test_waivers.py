from datetime import date
from pathlib import Path

import pytest

from aldeia.manifest.problem import Place
from aldeia.scan.formats import listed
from aldeia.scan.waivers import Waiver, WaiverError, load

GOOD = """\
waivers:
  - check: CKV_AWS_16
    address: aws_db_instance.database
    environments: [staging, production]
    reason: it is here
      for a test
    owner: me
    expires: 2027-11-30
"""
REST = "    owner: me\n    expires: 2027-11-30\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ALDEIA_TODAY", "2026-11-23")


def loaded(text: str) -> list[Waiver]:
    path = Path("waivers.yaml")
    path.write_text(text, encoding="utf-8")
    return load(path)


def refused(text: str) -> list[str]:
    with pytest.raises(WaiverError) as error:
        loaded(text)
    assert str(error.value) == "\n".join(map(str, error.value.problems))
    return str(error.value).splitlines()


def test_a_waiver_remembers_where_each_of_its_environments_is_written() -> None:
    environments = (("staging", Place("waivers.yaml", 4, 20)), ("production", Place("waivers.yaml", 4, 29)))

    assert loaded(GOOD) == [
        Waiver(
            "CKV_AWS_16",
            "aws_db_instance.database",
            environments,
            "it is here for a test",
            "me",
            date(2027, 11, 30),
            Place("waivers.yaml", 8, 5),
        )
    ]


def test_no_waivers_at_all_is_a_good_file() -> None:
    assert loaded("waivers: []\n") == []


def test_a_waiver_without_a_reason_is_refused() -> None:
    assert refused(GOOD[: GOOD.index("    reason")] + REST) == [
        "waivers.yaml:2:5: waivers[0].reason: missing; say why the finding stays"
    ]


@pytest.mark.parametrize(
    ("reason", "got"), [("", "nothing"), ("false positive", "false positive"), ("a b c", "a b c"), ("1", "1")]
)
def test_a_reason_of_less_than_four_words_is_refused(reason: str, got: str) -> None:
    text = GOOD[: GOOD.index("    reason")] + f"    reason: {reason}\n" + REST

    assert refused(text) == [
        f"waivers.yaml:5:5: waivers[0].reason: got {got}, expected a sentence that says why the finding stays"
    ]


def test_a_reason_of_four_words_is_accepted() -> None:
    assert (
        loaded(GOOD[: GOOD.index("    reason")] + "    reason: it must be so\n" + REST)[0].reason
        == "it must be so"
    )


def test_a_reason_of_several_lines_is_read_as_one() -> None:
    text = GOOD.replace("reason: it is here", "reason: |\n      it is here")

    assert loaded(text)[0].reason == "it is here for a test"


def test_a_waiver_with_a_fault_is_not_blamed_for_repeating_another() -> None:
    entry = GOOD.removeprefix("waivers:\n").replace("CKV_AWS_16", "all")

    assert refused(f"waivers:\n{entry}{entry}") == [
        "waivers.yaml:2:5: waivers[0].check: got all, expected a check's id, as CKV_AWS_16",
        "waivers.yaml:9:5: waivers[1].check: got all, expected a check's id, as CKV_AWS_16",
    ]


def test_a_mistyped_key_is_told_once_with_what_was_meant() -> None:
    assert refused(GOOD.replace("environments:", "environment:")) == [
        "waivers.yaml:4:5: waivers[0].environment: unknown setting; did you mean environments?"
    ]


def test_an_unknown_key_is_told_with_the_keys_that_are_known() -> None:
    assert refused(GOOD + "    ticket: A-1\nversion: 1\n") == [
        "waivers.yaml:9:5: waivers[0].ticket: unknown setting; known here: check, address, environments, reason, owner, expires",
        "waivers.yaml:10:1: version: unknown setting; known here: waivers",
    ]


@pytest.mark.parametrize(
    "pattern", ["*", "aws_db_instance.*", "database", "module.a.aws_vpc.b", "aws_db_instance.database[0]"]
)
def test_an_address_is_one_exact_address(pattern: str) -> None:
    assert refused(GOOD.replace("aws_db_instance.database", f'"{pattern}"')) == [
        f"waivers.yaml:3:5: waivers[0].address: got {pattern}, expected one exact address, as aws_db_instance.database"
    ]


@pytest.mark.parametrize("check", ["CKV_AWS_*", "ckv_aws_16", "encryption"])
def test_a_check_is_one_check(check: str) -> None:
    assert refused(GOOD.replace("CKV_AWS_16", f'"{check}"')) == [
        f"waivers.yaml:2:5: waivers[0].check: got {check}, expected a check's id, as CKV_AWS_16"
    ]


@pytest.mark.parametrize("environments", ["staging", "[]", "[1]", "{staging: yes}"])
def test_environments_are_listed_by_name(environments: str) -> None:
    assert refused(GOOD.replace("[staging, production]", environments)) == [
        "waivers.yaml:4:5: waivers[0].environments: expected a list of environments; as [staging, production]"
    ]


def test_the_same_finding_is_waived_once() -> None:
    assert refused(GOOD.replace("[staging, production]", "[staging, production, staging]")) == [
        "waivers.yaml:4:41: CKV_AWS_16 at aws_db_instance.database in staging is waived already on line 4; keep one of the two"
    ]
    assert refused(GOOD + GOOD.removeprefix("waivers:\n").replace("[staging, ", "[")) == [
        "waivers.yaml:11:20: CKV_AWS_16 at aws_db_instance.database in production is waived already on line 4; keep one of the two"
    ]


def test_a_list_of_words_is_no_list_of_waivers() -> None:
    assert refused("waivers: [CKV_AWS_16]\n") == [
        "waivers.yaml:1:11: waivers[0]: expected a map; write check, address, environments, reason, owner, expires"
    ]
    assert refused("waivers: CKV_AWS_16\n") == [
        "waivers.yaml:1:1: waivers: expected a list; write [] when there is none"
    ]


def test_every_problem_is_told_at_once_in_the_order_of_the_file() -> None:
    assert refused("waivers:\n  - check: all\n  - address: aws_vpc.main\n    environments: staging\n") == [
        "waivers.yaml:2:5: waivers[0].address: missing; name the one resource, as aws_db_instance.database",
        "waivers.yaml:2:5: waivers[0].environments: missing; name them, as [staging, production]",
        "waivers.yaml:2:5: waivers[0].reason: missing; say why the finding stays",
        "waivers.yaml:2:5: waivers[0].owner: missing; say who answers for it",
        "waivers.yaml:2:5: waivers[0].expires: missing; say until when, as 2027-11-30",
        "waivers.yaml:2:5: waivers[0].check: got all, expected a check's id, as CKV_AWS_16",
        "waivers.yaml:3:5: waivers[1].check: missing; name it, as CKV_AWS_16",
        "waivers.yaml:3:5: waivers[1].reason: missing; say why the finding stays",
        "waivers.yaml:3:5: waivers[1].owner: missing; say who answers for it",
        "waivers.yaml:3:5: waivers[1].expires: missing; say until when, as 2027-11-30",
        "waivers.yaml:4:5: waivers[1].environments: expected a list of environments; as [staging, production]",
    ]


def test_where_there_is_no_list_it_is_said_how_to_write_one() -> None:
    fix = "write it, with the one line `waivers: []` while nothing is waived"

    with pytest.raises(WaiverError) as error:
        load(Path("nowhere.yaml"))
    assert str(error.value) == f"nowhere.yaml:1:1: cannot be read: no such file or directory; {fix}"
    with pytest.raises(WaiverError) as error:
        load(Path())
    assert str(error.value) == f".:1:1: this is a directory; {fix}"
    assert refused("") == [f"waivers.yaml:1:1: the file is empty; {fix}"]
    assert refused("# none yet\n") == [f"waivers.yaml:1:1: the file has no settings; {fix}"]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("soon", "got soon, expected the last day it holds, as 2027-11-30"),
        ("2027-02-30", "got 2027-02-30, expected a day that is in the calendar"),
        ("2028-11-23", "got 2028-11-23, expected a day within two years; take an earlier one"),
    ],
)
def test_the_last_day_is_a_day_within_two_years(day: str, said: str) -> None:
    assert refused(GOOD.replace("2027-11-30", day)) == [f"waivers.yaml:8:5: waivers[0].expires: {said}"]


def test_the_last_day_may_be_two_years_away() -> None:
    assert loaded(GOOD.replace("2027-11-30", "2028-11-22"))[0].expires == date(2028, 11, 22)


def test_waivers_are_listed_by_their_last_day(monkeypatch: pytest.MonkeyPatch) -> None:
    sooner = GOOD.removeprefix("waivers:\n").replace("CKV_AWS_16", "CKV_AWS_17").replace("2027", "2026")
    waivers = loaded(GOOD + sooner)
    monkeypatch.setenv("ALDEIA_TODAY", "2026-12-01")

    assert listed(waivers).splitlines() == [
        "2026-11-30 EXPIRED  me  CKV_AWS_17 at aws_db_instance.database in staging, production (waivers.yaml:15)",
        "    it is here for a test",
        "2027-11-30  me  CKV_AWS_16 at aws_db_instance.database in staging, production (waivers.yaml:8)",
        "    it is here for a test",
    ]
