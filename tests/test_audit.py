"""An audit tells what it could not ask about, and is never green because nobody answered."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from aldeia.manifest.problem import ManifestError
from tools.audit import LOCKS, ROOT, Outcome, accepted_advisories, of_npm, of_python, told

VULNERABLE = {
    "name": "jinja2",
    "version": "3.1.2",
    "vulns": [{"id": "PYSEC-2024-1", "aliases": ["CVE-2024-22195"], "fix_versions": ["3.1.3"]}],
}
GOOD = {"name": "rich", "version": "15.0.0", "vulns": []}
SKIPPED = {"name": "boto3", "skip_reason": "not found"}
AUDITED_BY_NPM = {
    "metadata": {"dependencies": {"total": 438}},
    "vulnerabilities": {
        "ws": {
            "via": [
                {"name": "ws", "range": "<8.17.1", "url": "https://github.com/advisories/GHSA-3h5v-q93c-6h6q"}
            ]
        },
        "cdktf-cli": {"via": ["ws"]},
    },
}


def python(*packages: object) -> Outcome:
    return of_python("a.lock", json.dumps({"dependencies": packages}), "")


def accepted(
    tmp_path: Path, *, package: str = "jinja2", advisory: str = "CVE-2024-22195", expires: str = "2027-11-30"
) -> Path:
    path = tmp_path / "advisories.yaml"
    path.write_text(
        f"advisories:\n  - advisory: {advisory}\n    package: {package}\n    reason: no template comes from outside\n"
        f"    owner: me\n    expires: {expires}\n",
        encoding="utf-8",
    )
    return path


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALDEIA_TODAY", "2026-11-26")


@pytest.mark.parametrize("is_ci", [True, False])
def test_what_was_checked_and_is_good_passes(is_ci: bool) -> None:
    assert told([python(GOOD)], (), is_ci=is_ci) == (["a.lock: 1 packages checked, 0 known advisories"], 0)


@pytest.mark.parametrize("is_ci", [True, False])
def test_a_vulnerable_package_fails_with_its_remedy(is_ci: bool) -> None:
    assert told([python(GOOD, VULNERABLE)], (), is_ci=is_ci) == (
        [
            "a.lock: 2 packages checked, 1 known advisories",
            "  jinja2 3.1.2: PYSEC-2024-1; take 3.1.3",
        ],
        1,
    )


@pytest.mark.parametrize(("is_ci", "status"), [(True, 2), (False, 0)])
def test_packages_that_nobody_knows_are_counted_and_fail_in_ci(is_ci: bool, status: int) -> None:
    lines, found = told([python(GOOD, SKIPPED)], (), is_ci=is_ci)

    assert lines[0] == "a.lock: 1 packages checked, 0 known advisories; 1 NOT CHECKED: not found"
    assert lines[1].startswith("what was not checked may be vulnerable")
    assert found == status


def test_no_answer_is_told_with_its_reason() -> None:
    outcome = of_python("a.lock", "", "Traceback\nConnectionError: no route to host\n")

    assert told([outcome], (), is_ci=True)[0][0] == (
        "a.lock: NOTHING WAS CHECKED: ConnectionError: no route to host"
    )


def test_a_finding_weighs_more_than_what_was_not_checked() -> None:
    assert told([python(VULNERABLE, SKIPPED)], (), is_ci=True)[1] == 1


def test_npm_names_each_advisory_once() -> None:
    outcome = of_npm(json.dumps(AUDITED_BY_NPM), "")

    assert outcome.checked == 438
    assert [(one.package, one.version, one.advisory) for one in outcome.findings] == [
        ("ws", "<8.17.1", "GHSA-3h5v-q93c-6h6q")
    ]


def test_npm_without_an_answer_checked_nothing() -> None:
    answer = json.dumps({"message": "405 Method Not Allowed", "error": {}})

    outcome = of_npm(
        answer, "npm error audit endpoint returned an error\nnpm error A complete log of this run is"
    )

    assert outcome == Outcome("package-lock.json", reason="npm error audit endpoint returned an error")


def test_an_accepted_advisory_passes_until_its_last_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = accepted_advisories(accepted(tmp_path))

    assert told([python(VULNERABLE)], known, is_ci=True)[1] == 0
    monkeypatch.setenv("ALDEIA_TODAY", "2027-12-01")
    lines, status = told([python(VULNERABLE)], known, is_ci=True)
    assert status == 1
    assert lines[-1] == (
        "envs/policy/advisories.yaml: CVE-2024-22195 is accepted until 2027-11-30, which is past; "
        "take a newer version, or agree with me on a new day"
    )


@pytest.mark.parametrize("change", [{"package": "rich"}, {"advisory": "CVE-2024-1"}])
def test_one_that_is_of_nothing_pinned_is_refused(tmp_path: Path, change: dict[str, str]) -> None:
    known = accepted_advisories(accepted(tmp_path, **change))

    lines, status = told([python(VULNERABLE)], known, is_ci=False)

    assert status == 1
    assert lines[-1].endswith("that is pinned; take it out")


def test_one_is_not_called_useless_where_not_all_was_checked(tmp_path: Path) -> None:
    known = accepted_advisories(accepted(tmp_path))

    assert told([python(GOOD, SKIPPED)], known, is_ci=False)[1] == 0


def test_one_without_a_day_is_refused(tmp_path: Path) -> None:
    path = accepted(tmp_path)
    path.write_text(
        path.read_text(encoding="utf-8").replace("    expires: 2027-11-30\n", ""), encoding="utf-8"
    )

    with pytest.raises(ManifestError) as error:
        accepted_advisories(path)
    assert str(error.value) == "envs/policy/advisories.yaml:2:5: advisories[0].expires: missing; add it"


def test_the_committed_ones_can_be_read() -> None:
    assert accepted_advisories(ROOT / "envs" / "policy" / "advisories.yaml") == ()


def test_every_python_lock_is_asked_about() -> None:
    assert {path.stem for path in (ROOT / "requirements").glob("*.lock")} == set(LOCKS)
