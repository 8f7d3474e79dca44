"""Drift: told from plans of what is merged."""

from __future__ import annotations

from pathlib import Path

import pytest

from aldeia.github.client import GitHub
from aldeia.github.sticky import ACTIONS, LIMIT
from aldeia.pull_requests.drift import look, tell
from tests.github.server import REPOSITORY, TOKEN, serving
from tests.review.minimal import changed, write
from tests.stacks.documents import ROOT

RUN = "https://github.example/aldeia/data-tier/actions/runs/1"
HEAD = ["| environment | resource | attribute | live | and now |", "|---|---|---|---|---|"]
RETENTION = ("aws_db_instance", {"backup_retention_period": 3}, {"backup_retention_period": 7})


@pytest.fixture(autouse=True)
def at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def table(directory: Path, **parts: object) -> list[str]:
    return look([write(directory, **parts)], [], "").body.splitlines()[3:]  # type: ignore[arg-type]  # parts of a plan


def test_nothing_that_differs_is_nothing_to_tell(tmp_path: Path) -> None:
    found = look([write(tmp_path)], ["staging"], RUN)

    assert (found.body, found.missing) == ("", ())


def test_what_an_apply_would_set_back_is_told_as_it_is_live(tmp_path: Path) -> None:
    found = look([write(tmp_path, changed(*RETENTION, name="database"))], ["staging"], RUN)

    assert found.body.splitlines()[0] == "<!-- aldeia drift -->"
    assert found.body.splitlines()[1].endswith(f"[The run that found it]({RUN}).")
    assert found.body.splitlines()[3:] == [
        *HEAD,
        "| `staging` | `aws_db_instance.database` | `backup_retention_period` | `3` | the next apply: set to `7` |",
    ]


def test_what_was_changed_elsewhere_and_stays_is_told_too(tmp_path: Path) -> None:
    drift = [changed("aws_security_group", {"ingress": []}, {"ingress": ["0.0.0.0/0"]})]

    assert table(tmp_path, resource_drift=drift) == [
        *HEAD,
        (
            "| `staging` | `aws_security_group.it` | `ingress` | `0.0.0.0/0` | this plan leaves it; "
            "after a first apply it is how Terraform sees its own rules |"
        ),
    ]


def test_what_is_told_twice_by_terraform_is_told_once(tmp_path: Path) -> None:
    type_, live, manifest = RETENTION
    path = write(
        tmp_path,
        changed(type_, live, manifest),
        resource_drift=[changed(type_, manifest, live)],
    )

    assert len(look([path], [], "").body.splitlines()[3:]) == len(HEAD) + 1


def test_what_is_gone_is_told(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        changed("aws_sns_topic", None, {"name": "alarms"}),
        resource_drift=[changed("aws_sns_topic", {"name": "alarms"}, None)],
    )

    assert "| `staging` | `aws_sns_topic.it` |  |  | the next apply: create |" in look([path], [], "").body


def test_an_environment_that_was_not_looked_at_is_told(tmp_path: Path) -> None:
    found = look([write(tmp_path)], ["production", "staging"], "")

    assert found.missing == ("production",)
    assert found.body.splitlines()[2:] == [
        "",
        "> [!CAUTION]",
        "> **`production` could not be looked at**: its job in the run failed.",
    ]


def test_it_fits_into_an_issue(tmp_path: Path) -> None:
    many = [
        changed("aws_kms_alias", {"name": "x" * 200}, {"name": "y" * 200}, name=f"{'k' * 60}{number}")
        for number in range(2_000)
    ]
    body = look([write(tmp_path, *many)], [], RUN).body

    assert len(body) <= LIMIT
    assert body.endswith("\nand 1850 more, in the run's log.\n")


def test_the_issue_is_opened_mended_and_closed(tmp_path: Path) -> None:
    drifted = look([write(tmp_path, changed(*RETENTION))], [], RUN)
    well = look([write(tmp_path)], [], RUN)
    with serving() as server:
        github = GitHub(REPOSITORY, TOKEN, server.url)
        said = [tell(github, found, ACTIONS, RUN) for found in (well, drifted, drifted, well, well)]
        [issue] = server.issues.values()

    address = issue["html_url"]
    assert said == [
        "no issue is open",
        f"wrote {address}",
        f"wrote {address}",
        f"closed {address}",
        "no issue is open",
    ]
    assert issue["labels"] == [{"name": "drift"}]
