"""The committed plans, which the real provider made, get the verdicts that a person would give them."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from aldeia.naming import Names
from aldeia.review.answers import answers
from aldeia.review.comment import LIMIT, write_comment
from aldeia.review.difference import Context
from aldeia.review.forms import write_json, write_page, write_text
from aldeia.review.judge import Finding, judged
from aldeia.review.plan import read_plan
from aldeia.review.report import Report
from aldeia.review.run import review
from aldeia.review.verdict import Gate, Impact, Step
from tests.review.cases import CASES
from tests.review.expected import EXPECTED
from tests.review.fixtures import KEPT, PLANS, renumbered

TODAY = date(2026, 11, 23)
NAMES = {
    "staging": Names("aldeia", "staging", "staging"),
    "production": Names("aldeia", "prod", "production"),
}


def path(name: str) -> Path:
    return PLANS / f"{name}.json"


def report(*names: str, allowed: Path = Path("none")) -> Report:
    return review([read_plan(path(name)) for name in names], NAMES, allowed, TODAY)


def told(finding: Finding) -> str:
    gate = f" {finding.effect.gate}" if finding.effect.gate else ""
    what = f"{finding.action} {finding.address} {finding.attribute}".strip()
    return f"{finding.decision.name.lower()} {finding.effect.impact.words}{gate}: {what}: {finding.when}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_real_plan_gets_the_verdict_that_was_written_down_for_it(case: Any) -> None:
    [environment] = report(case.name).environments

    fine = sum(not finding.decision for finding in environment.findings)
    assert (
        environment.status.words,
        fine,
        [told(finding) for finding in environment.findings if finding.decision],
    ) == EXPECTED[case.name]


def test_every_plan_is_committed_and_none_is_left_over() -> None:
    assert sorted(found.stem for found in PLANS.glob("*.json")) == sorted(case.name for case in CASES)


def test_there_is_a_plan_for_every_impact_every_gate_but_one_and_every_step_but_two() -> None:
    findings = [finding for case in CASES for finding in judged(read_plan(path(case.name)))]
    steps = {step for finding in findings for step in (*finding.effect.before, *finding.effect.after)}

    assert {finding.effect.impact for finding in findings} == set(Impact)
    # Backups are switched off, and nodes rebooted, in tests/review/test_tables.py alone: a manifest cannot ask for them.
    assert {finding.effect.gate for finding in findings} == {*Gate, None} - {Gate.LOSE_DATA}
    assert steps == set(Step) - {Step.REBOOT_CACHE}


def test_rules_look_at_nothing_that_the_committed_plans_lack(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: set[str] = set()
    for method in ("before", "after", "unknown"):
        original = getattr(Context, method)

        def noted(self: Context, name: str, original: Any = original) -> Any:
            looked_at.add(name)
            return original(self, name)

        monkeypatch.setattr(Context, method, noted)
    for case in CASES:
        judged(read_plan(path(case.name)))

    assert looked_at
    assert looked_at <= KEPT


def test_no_committed_plan_holds_a_secret_a_path_or_an_address_of_a_machine() -> None:
    for case in CASES:
        text = path(case.name).read_text(encoding="utf-8")
        assert not re.search(r"/(tmp|home|root|work)/|127\.0\.0\.1|localhost", text), case.name
        for entry in json.loads(text)["resource_changes"]:
            for side in ("before", "after"):
                marks = entry["change"].get(f"{side}_sensitive")
                values = entry["change"][side] or {}
                for name in marks if isinstance(marks, dict) else ():
                    assert marks[name] is not True or values.get(name) in {
                        None,
                        "",
                        f"sensitive-value-{side}",
                    }


def test_no_committed_plan_differs_from_run_to_run() -> None:
    for case in CASES:
        plan = json.loads(path(case.name).read_text(encoding="utf-8"))
        assert renumbered(plan) == plan, case.name


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_no_form_shows_a_sensitive_value_or_is_too_long(case: Any) -> None:
    found = report(case.name)
    comment = write_comment(found)

    assert len(comment) <= LIMIT
    for text in (comment, write_json(found), write_text(found), write_page(found)):
        assert "sensitive-value" not in text


def test_a_rotation_shows_that_the_token_changes_and_not_the_token() -> None:
    [token] = [one for one in judged(read_plan(path("token-rotated"))) if one.attribute == "auth_token"]

    assert (token.before, token.after) == ("(sensitive)", "(known after apply)")


def test_what_waits_for_a_reboot_happens_with_a_restart_of_the_same_plan() -> None:
    alone, together = (
        next(one for one in judged(read_plan(path(name))) if one.attribute == "parameter[max_connections]")
        for name in ("static-parameter", "static-parameter-and-class")
    )

    assert (alone.when, alone.effect.after) == ("at the next reboot", (Step.REBOOT_DATABASE,))
    assert together.when == "Sun 2026-11-29 04:00-05:00 UTC, with the restart for instance_class"
    assert together.effect.after == ()


def test_what_was_changed_elsewhere_is_told_apart_and_whether_the_plan_sets_it_back() -> None:
    drift = {(one.address, one.attribute): one for one in report("drift").drift}

    backups = drift["aws_db_instance.database", "backup_retention_period"]
    assert (backups.before, backups.after, backups.outcome) == ("7", "1", "this plan changes it again")
    echo = drift["aws_security_group.database", "ingress"]
    assert echo.outcome == "this plan leaves it; after a first apply it is how Terraform sees its own rules"


def test_equal_changes_of_two_environments_are_told_once() -> None:
    rows = report("owner-of-staging", "owner-of-production").rows

    assert [(row.environments, row.count) for row in rows] == [
        (("production", "staging"), 146),
        (("production",), 17),
    ]
    assert all(
        (row.finding.before, row.finding.after)
        == ('{"Owner": "aldeia-platform"}', '{"Owner": "aldeia-data"}')
        for row in rows
    )


def test_the_worst_of_several_environments_is_the_verdict() -> None:
    assert report("nothing-changes", "owner-of-production").status.words == "fine"
    assert report("class-single-az", "owner-of-production").status.words == "needs approval"
    assert report("database-key", "class-multi-az").status.words == "blocked"


def test_of_one_thing_the_worst_is_told_and_the_page_says_how_a_blocked_one_may_pass() -> None:
    found = report("cache-downgrade")

    answer = answers(found)["Is there downtime?"]
    assert answer.count("aldeia-staging-redis") == 1
    assert "destroyed" in answer
    page = write_page(found)
    assert "To let what is blocked pass" in page
    assert "    address: aws_elasticache_replication_group.cache\n    action: replace\n" in page
