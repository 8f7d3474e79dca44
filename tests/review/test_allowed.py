"""What may pass is written down with its reason, its owner and its last day; what does nothing is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from aldeia.naming import Names
from aldeia.review import ReviewError
from aldeia.review.allowed import load
from aldeia.review.report import Report
from aldeia.review.run import ALLOWED, review
from tests.review.minimal import changed, plan
from tests.stacks.documents import ROOT

TODAY = date(2026, 11, 23)
NAMES = {"staging": Names("aldeia", "staging", "staging")}
ENTRY = {
    "environment": "staging",
    "address": "aws_db_instance.it",
    "action": "delete",
    "reason": "staging moves to another account",
    "owner": "aldeia-platform",
    "expires": "2026-11-23",
}
GONE = changed("aws_db_instance", {"skip_final_snapshot": True}, None)


def allowed(directory: Path, *entries: dict[str, Any]) -> Path:
    path = directory / "allowed-changes.yaml"
    lines = ["changes:"] if entries else ["changes: []"]
    for entry in entries:
        dash = "  - "
        for key, value in entry.items():
            lines.append(f"{dash}{key}: {value}")
            dash = "    "
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def reviewed(directory: Path, *entries: dict[str, Any]) -> Report:
    return review([plan(directory, GONE)], NAMES, allowed(directory, *entries), TODAY)


def test_a_dangerous_change_is_blocked(tmp_path: Path) -> None:
    assert reviewed(tmp_path).status.words == "blocked"


def test_an_entry_lets_it_pass_to_a_persons_approval(tmp_path: Path) -> None:
    report = reviewed(tmp_path, ENTRY)

    assert (report.status.words, report.notes) == ("needs approval", [])
    assert report.rows[0].finding.allowed is not None


@pytest.mark.parametrize(
    ("key", "value", "note"),
    [
        ("expires", "2026-11-22", "delete of aws_db_instance.it in staging expired on 2026-11-22 and allows nothing; take it away or ask aldeia-platform"),
        ("action", "replace", "replace of aws_db_instance.it in staging is needed by nothing in this plan; take it away once it is applied"),
        ("address", "aws_db_instance.other", "delete of aws_db_instance.other in staging is needed by nothing in this plan; take it away once it is applied"),
    ],
)  # fmt: skip
def test_an_entry_that_is_over_or_about_something_else_allows_nothing_and_is_told(
    key: str, value: str, note: str, tmp_path: Path
) -> None:
    report = reviewed(tmp_path, {**ENTRY, key: value})

    assert report.status.words == "blocked"
    assert report.notes == [f"{tmp_path}/allowed-changes.yaml:2:5: {note}"]


def test_an_entry_of_an_environment_that_is_not_reviewed_is_left_alone(tmp_path: Path) -> None:
    report = reviewed(tmp_path, ENTRY, {**ENTRY, "environment": "production"})

    assert (report.status.words, report.notes) == ("needs approval", [])


def test_nothing_lets_pass_what_aws_refuses(tmp_path: Path) -> None:
    shrinks = changed("aws_db_instance", {"allocated_storage": 2}, {"allocated_storage": 1})
    entries = [{**ENTRY, "action": action} for action in ("delete", "lose-data", "replace")]
    report = review([plan(tmp_path, shrinks)], NAMES, allowed(tmp_path, *entries), TODAY)

    assert report.status.words == "blocked"


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({**ENTRY, "action": "destroy"}, "4:5: changes[0].action: got destroy, expected one of replace, delete, lose-data, widen, shorten-retention, silence, unprotect"),
        ({**ENTRY, "address": "aws_db_instance.*"}, "3:5: changes[0].address: got aws_db_instance.*, expected one exact address, as aws_db_instance.database"),
        ({**ENTRY, "reason": "because"}, "5:5: changes[0].reason: got because, expected a sentence that says why it may pass"),
        ({**ENTRY, "expires": "soon"}, "7:5: changes[0].expires: got soon, expected the last day on which it counts, as 2026-12-31"),
        ({**ENTRY, "expires": "2026-02-30"}, "7:5: changes[0].expires: got 2026-02-30, expected a day that the calendar has"),
        ({key: value for key, value in ENTRY.items() if key != "owner"}, "2:5: changes[0].owner: missing, expected who answers for it; add it"),
        ({**ENTRY, "until": "x"}, "8:5: changes[0].until: unknown setting; known here: environment, address, action, reason, owner, expires"),
    ],
)  # fmt: skip
def test_a_faulty_entry_is_refused_with_its_place(entry: dict[str, Any], said: str, tmp_path: Path) -> None:
    path = allowed(tmp_path, entry)

    with pytest.raises(ReviewError) as refusal:
        load(path)

    assert str(refusal.value) == f"{path}:{said}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("changes: none\n", "changes: expected a list; write [] when there is none"),
        ("changes: []\nmore: 1\n", "more: unknown setting; known here: changes"),
        ("changes:\n  - aws_db_instance.it\n", "changes[0]: expected a map; write environment, address, action, reason, owner, expires"),
    ],
)  # fmt: skip
def test_a_faulty_file_is_refused(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "allowed-changes.yaml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(ReviewError) as refusal:
        load(path)

    assert str(refusal.value).split(": ", 1)[1] == said


def test_a_file_that_is_not_there_allows_nothing(tmp_path: Path) -> None:
    assert load(tmp_path / "none.yaml") == []


def test_the_committed_file_is_read(tmp_path: Path) -> None:
    assert load(ROOT / ALLOWED) == []


def test_the_example_in_the_committed_file_is_a_good_entry(tmp_path: Path) -> None:
    comment = [
        line.removeprefix("# ").removeprefix("#")
        for line in (ROOT / ALLOWED).read_text(encoding="utf-8").splitlines()
    ]
    start = next(i for i, line in enumerate(comment) if "- environment" in line)
    path = tmp_path / "example.yaml"
    path.write_text("\n".join(["changes:", *comment[start : start + 6]]) + "\n", encoding="utf-8")

    [entry] = load(path)
    assert (entry.environment, entry.action, entry.expires) == ("staging", "replace", date(2026, 12, 31))


def test_the_key_alone_allows_nothing_and_an_entry_can_be_pasted_below_it(tmp_path: Path) -> None:
    path = tmp_path / "allowed.yaml"
    path.write_text("changes:\n", encoding="utf-8")

    assert load(path) == []
