"""The file of approved differences is read as strictly as a manifest."""

from __future__ import annotations

from pathlib import Path

import pytest

from aldeia.manifest.problem import Place
from aldeia.parity.approvals import Approval, ApprovalError, Pair, load

GOOD = """\
pairs:
  - between: [staging, production]
    approved:
      - setting: database.storage
        values: [50 GiB, null]
        reason: it is here
          for a test
      - setting: cache.availability_zones
        values: [[], [us-east-1a, us-east-1b]]
        reason: it is here too
      - setting: state
        reason: any difference is meant
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def loaded(text: str) -> list[Pair]:
    path = Path("parity.yaml")
    path.write_text(text, encoding="utf-8")
    return load(path)


def refused(text: str) -> list[str]:
    with pytest.raises(ApprovalError) as error:
        loaded(text)
    return str(error.value).splitlines()


def test_an_approval_has_its_values_as_they_are_written_and_remembers_its_place() -> None:
    assert loaded(GOOD) == [
        Pair(
            ("staging", "production"),
            (
                Approval("database.storage", ("50 GiB", "null"), "it is here for a test", Place("parity.yaml", 4, 9)),
                Approval(
                    "cache.availability_zones", ("[]", "[us-east-1a, us-east-1b]"), "it is here too",
                    Place("parity.yaml", 8, 9),
                ),
                Approval("state", None, "any difference is meant", Place("parity.yaml", 11, 9)),
            ),
            Place("parity.yaml", 2, 5),
        )
    ]  # fmt: skip


def test_nothing_approved_is_a_good_file() -> None:
    assert loaded("pairs: []\n") == []


@pytest.mark.parametrize(
    ("name", "covered"),
    [("state", True), ("state.key", True), ("state[0]", True), ("states", False), ("stat", False)],
)
def test_an_approval_covers_what_is_under_its_path(name: str, covered: bool) -> None:
    assert loaded(GOOD)[0].approvals[2].covers(name) is covered


@pytest.mark.parametrize(
    ("written", "instead", "said"),
    [
        ("pairs:", "pair:", ["1:1: pair: unknown setting; did you mean pairs?", "1:1: pairs: expected a list; write [] when there is none"]),
        ("between:", "betwen:", ["2:5: pairs[0].betwen: unknown setting; did you mean between?"]),
        ("[staging, production]", "[staging]", ["2:5: pairs[0].between: expected two environments; as [staging, production]"]),
        ("[staging, production]", "[staging, staging]", ["2:5: pairs[0].between: expected two environments; as [staging, production]"]),
        ("[staging, production]", "staging", ["2:5: pairs[0].between: expected two environments; as [staging, production]"]),
        ("      - setting: state", "      - sttng: state", ["11:9: pairs[0].approved[2].sttng: unknown setting; did you mean setting?"]),
        ("      - setting: state", "      - setting: [state]", ["11:9: pairs[0].approved[2].setting: expected a setting; as database.storage, or database for all of it"]),
        ("        reason: any difference is meant\n", "", ["11:9: pairs[0].approved[2].reason: missing; add it"]),
        ("any difference is meant", "it is meant", ["12:9: pairs[0].approved[2].reason: expected a sentence that says why the two differ"]),
        ("[50 GiB, null]", "[50 GiB]", ["5:9: pairs[0].approved[0].values: expected two values, one for each environment; as [1, 2]"]),
        ("[50 GiB, null]", "50 GiB", ["5:9: pairs[0].approved[0].values: expected two values, one for each environment; as [1, 2]"]),
        ("setting: state", "setting: database.storage", ["11:9: database.storage is approved already on line 4; keep one of the two"]),
        ("      - setting: state\n        reason: any difference is meant\n", "      - state\n", ["11:9: pairs[0].approved[2]: expected a map; write setting, values, reason"]),
    ],
)  # fmt: skip
def test_what_is_wrong_with_the_file_is_told_with_its_place(
    written: str, instead: str, said: list[str]
) -> None:
    assert written in GOOD
    assert refused(GOOD.replace(written, instead, 1)) == [f"parity.yaml:{line}" for line in said]


def test_what_is_approved_is_a_list() -> None:
    assert refused(GOOD[: GOOD.index("    approved:")] + "    approved: 1\n") == [
        "parity.yaml:3:5: pairs[0].approved: expected a list; write [] when there is none"
    ]


def test_a_file_that_is_not_there_is_an_error() -> None:
    with pytest.raises(ApprovalError) as error:
        load(Path("nowhere.yaml"))
    assert str(error.value) == (
        "nowhere.yaml:1:1: cannot be read: no such file or directory; check the path and its permissions"
    )
