"""Two scans beside each other: what comes with the change, what goes with it, and what is waived with it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from aldeia.review.answers import answers
from aldeia.review.comment import LIMIT, write_comment
from aldeia.review.forms import write_json, write_page
from aldeia.review.report import Report
from aldeia.review.security import security
from aldeia.scan import ScanError
from aldeia.scan.difference import difference
from tests.review.minimal import changed
from tests.review.reviewed import reviewed

QUESTION = "Is it less secure?"
RETAGGED = changed("aws_vpc", {"tags": {"a": "1"}}, {"tags": {"a": "2"}})


def found(check: str, environment: str = "staging", severity: str = "high", **more: Any) -> dict[str, Any]:
    return {
        "environment": environment, "address": "aws_db_instance.database", "check": check,
        "title": f"{check} holds", "severity": severity, "faults": [], "setting": "", "remedy": "mend it", **more,
    }  # fmt: skip


def waived(check: str, reason: str) -> dict[str, Any]:
    return found(check, waiver={"reason": reason, "owner": "me", "expires": "2027-01-01"})


def scan(path: Path, *failed: dict[str, Any], waivers: tuple[dict[str, Any], ...] = ()) -> Path:
    document = {"passed": {"production": 9, "staging": 9}, "failed": failed, "waived": waivers, "waivers": []}
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def with_scans(directory: Path, before: Path, after: Path) -> Report:
    report = reviewed(directory, RETAGGED)
    report.sections.append(security(difference(before, after, {"staging"})))
    return report


def test_new_findings_ask_for_approval_and_stand_open_with_their_remedy(tmp_path: Path) -> None:
    before = scan(tmp_path / "before", found("OLD"), found("KEPT"))
    after = scan(tmp_path / "after", found("KEPT"), found("MINOR", severity="low"), found("NEW"))
    report = with_scans(tmp_path, before, after)
    comment = write_comment(report)

    assert report.status.words == "needs approval"
    assert answers(report)[QUESTION] == "Yes: of the scan's findings, 2 new, 1 gone. 1 stay as they were."
    assert "<details open><summary>Security findings</summary>" in comment
    rows = [line for line in comment.splitlines() if line.startswith(("| new", "| gone"))]
    assert rows == [
        "| new | high | `staging` | `aws_db_instance.database` | NEW holds (NEW) | mend it |",
        "| new | low | `staging` | `aws_db_instance.database` | MINOR holds (MINOR) | mend it |",
        "| gone | high | `staging` | `aws_db_instance.database` | OLD holds (OLD) |  |",
    ]


def test_what_is_waived_with_the_change_is_told_with_its_reason_and_asks_nobody(tmp_path: Path) -> None:
    before = scan(tmp_path / "before", found("A"))
    after = scan(tmp_path / "after", waivers=(waived("A", "half the price"), waived("B", "it is a copy")))
    report = with_scans(tmp_path, before, after)

    assert report.status.words == "fine"
    assert answers(report)[QUESTION] == "No: of the scan's findings, 2 waived with it."
    assert (
        "| waived | high | `staging` | `aws_db_instance.database` | A holds (A) | half the price |"
        in write_comment(report)
    )


def test_a_waiver_that_ends_makes_its_finding_new(tmp_path: Path) -> None:
    before = scan(tmp_path / "before", waivers=(waived("A", "half the price"),))
    after = scan(tmp_path / "after", found("A"))

    assert [one.check for one in difference(before, after, {"staging"}).new] == ["A"]


def test_only_the_reviewed_environments_count(tmp_path: Path) -> None:
    before = scan(tmp_path / "before")
    after = scan(tmp_path / "after", found("A", "production"))

    assert (
        answers(with_scans(tmp_path, before, after))[QUESTION] == "No: the scan finds what it found before."
    )
    assert [one.check for one in difference(before, after, {"production"}).new] == ["A"]


def test_a_comment_with_thousands_of_findings_fits_and_the_page_has_them_all(tmp_path: Path) -> None:
    before = scan(tmp_path / "before")
    after = scan(tmp_path / "after", *(found(f"NEW{i}") for i in range(3_000)))
    report = with_scans(tmp_path, before, after)

    assert len(write_comment(report)) <= LIMIT
    assert "**Security findings.** Yes: of the scan's findings, 3,000 new." in write_comment(report)
    assert write_page(report).count("holds (NEW") == 3_000
    [section] = [
        one for one in json.loads(write_json(report))["sections"] if one["title"] == "Security findings"
    ]
    assert len(section["rows"]) == 3_000


def test_all_that_is_found_in_a_new_environment_is_new(tmp_path: Path) -> None:
    before, after = tmp_path / "before", scan(tmp_path / "after", found("A"))
    before.write_text('{"passed": {"production": 9}, "failed": [], "waived": []}', encoding="utf-8")

    assert [one.check for one in difference(before, after, {"staging"}).new] == ["A"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{}", "this is no report of a scan"),
        ("[]", "this is no report of a scan"),
        ("no JSON", "this is no report of a scan"),
        ('{"passed": {"production": 1}, "failed": [], "waived": []}', "staging was not scanned"),
        ('{"passed": {"staging": 1}, "failed": [{}], "waived": []}', "this is no report of a scan"),
    ],
)
def test_what_is_no_scan_of_the_environment_is_refused(text: str, said: str, tmp_path: Path) -> None:
    before, after = scan(tmp_path / "before"), tmp_path / "after"
    after.write_text(text, encoding="utf-8")

    with pytest.raises(ScanError) as refused:
        difference(before, after, {"staging"})
    assert (
        str(refused.value) == f"{after}: {said}; make it with aldeia scan --soft --format json --output FILE"
    )


def test_a_scan_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ScanError, match="cannot be read: no such file or directory; make it with"):
        difference(tmp_path / "nothing", scan(tmp_path / "after"), {"staging"})
