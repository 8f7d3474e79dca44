"""`aldeia review`, as people and CI run it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from aldeia.cli import app
from tests.review.fixtures import PLANS
from tests.review.minimal import write
from tests.stacks.documents import ROOT


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    (tmp_path / "envs").symlink_to(ROOT / "envs")
    return tmp_path


def review(directory: Path, *words: str | Path) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "ENVIRONMENT"}
    return subprocess.run(
        [sys.executable, "-m", "aldeia", "review", *map(str, words)],
        cwd=directory, env=environment | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "status", "verdict"),
    [
        ("dynamic-parameter", 0, "fine"),
        ("nothing-changes", 3, "no change"),
        ("class-multi-az", 4, "needs approval"),
        ("database-key", 5, "blocked"),
    ],
)
def test_the_exit_status_is_the_verdict(name: str, status: int, verdict: str, checkout: Path) -> None:
    done = review(checkout, PLANS / f"{name}.json")

    assert (done.returncode, done.stderr) == (status, "")
    assert done.stdout.startswith(f"<!-- aldeia review -->\n## Plan review: {verdict}\n")


def test_an_interruption_is_told_in_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("aldeia.review.run.run", interrupted)
    done = CliRunner().invoke(app, ["review", "plan.json"])

    assert (done.exit_code, done.output) == (130, "stopped\n")


def test_json_is_for_machines(checkout: Path) -> None:
    done = review(checkout, PLANS / "class-multi-az.json", "--format", "json")
    document = json.loads(done.stdout)

    assert (document["format"], document["verdict"], document["status"]) == (1, "needs approval", 4)
    assert document["environments"] == [
        {
            "environment": "production",
            "verdict": "needs approval",
            "impact": "failover",
            "resources": 5,
            "outputs": [],
            "usd_a_month": {"known_before": "299.64", "known_after": "511.34", "not_known": []},
        }
    ]
    change, *alarms = document["changes"]
    assert {one["attribute"] for one in alarms} == {"alarm_description", "dashboard_body", "threshold"}
    assert {
        key: change[key]
        for key in ("address", "attribute", "before", "after", "decision", "impact", "at", "gate")
    } == {
        "address": "aws_db_instance.database",
        "attribute": "instance_class",
        "before": "db.t3.large",
        "after": "db.t3.xlarge",
        "decision": "approval",
        "impact": "failover",
        "at": "2026-11-29T04:00:00+00:00",
        "gate": None,
    }


def test_text_is_for_a_terminal(checkout: Path) -> None:
    done = review(checkout, PLANS / "storage-shrinks.json", "--format", "text")

    assert done.stdout == (
        "blocked: staging\n"
        "  may it be merged?   No: 1 change blocked. AWS refuses 1 change of it, and the apply would stop half-way.\n"
        "  is anything lost?   No.\n"
        "  is there downtime?  No.\n"
        "  when?               -\n"
        "  what is to be done? Change the plan: see below.\n"
        "  what does it cost?  $1.15 a month less: $57.34 before, $56.19 after.\n"
        "\n"
        "blocked: staging: aws_db_instance.database\n"
        "  allocated_storage 50 -> 40\n"
        "  none; never: AWS refuses it; AWS refuses to shrink a volume: the apply would fail here and leave the rest undone\n"
    )


def test_the_example_in_the_readme_is_what_is_said(checkout: Path) -> None:
    done = review(checkout, PLANS / "class-multi-az.json", "--format", "text")
    said = "".join(done.stdout.splitlines(keepends=True)[:8])

    assert f"```\n{said}```\n" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_a_page_with_everything_is_written_beside(checkout: Path) -> None:
    done = review(checkout, PLANS / "destroy.json", "--html", "review.html")
    page = (checkout / "review.html").read_text(encoding="utf-8")

    assert done.returncode == 5
    assert page.split("Cost a month")[0].count("<code>aws_") == 105
    assert "http" not in page.split("<body>")[0]


def test_a_page_that_cannot_be_written_is_told(checkout: Path) -> None:
    (checkout / "page").mkdir()
    done = review(checkout, PLANS / "drift.json", "--html", "page")

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "page: cannot be written: is a directory; name another file\n"


def test_several_environments_make_one_comment(checkout: Path) -> None:
    done = review(checkout, PLANS / "owner-of-staging.json", PLANS / "owner-of-production.json")

    assert done.returncode == 0
    assert "Fine: 163 changes" in done.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["PLAN", "-e", "production"], "PLAN: this is a plan of staging, expected one of production; name the other plan or the other environment"),
        (["PLAN", "PLAN"], "PLAN, PLAN: 2 plans are of staging, expected one; keep the newest"),
        (["PLAN", "--format", "xml"], "--format: got xml, expected one of markdown, json, text"),
        (["nothing.json"], "nothing.json: cannot be read: no such file or directory; make it with `terraform show -json PLANFILE > plan.json`"),
    ],
)  # fmt: skip
def test_what_cannot_be_reviewed_is_refused_in_a_sentence(
    words: list[str], said: str, checkout: Path
) -> None:
    path = str(PLANS / "drift.json")
    done = review(checkout, *(word.replace("PLAN", path) for word in words))

    assert (done.returncode, done.stdout, done.stderr) == (
        1,
        "",
        said.replace("PLAN,", f"{path},").replace("PLAN:", f"{path}:") + "\n",
    )


def test_a_plan_of_an_environment_without_a_manifest_is_refused(checkout: Path) -> None:
    path = write(checkout, environment="elsewhere")
    done = review(checkout, path)

    assert (done.returncode, done.stdout) == (1, "")
    assert (
        done.stderr
        == f"{path}: this is a plan of elsewhere, which has no manifest in envs/; there is: production, staging\n"
    )


def test_text_has_the_entries_that_let_a_blocked_change_pass(checkout: Path) -> None:
    done = review(checkout, PLANS / "cache-key.json", "--format", "text")

    assert (
        "below changes: (without a []) in envs/policy/allowed-changes.yaml, each with a reason\n"
        in done.stdout
    )
    assert (
        "{environment: staging, address: aws_elasticache_replication_group.cache, action: replace, reason: , owner: "
        in done.stdout
    )
