"""The comment of a pull request: the review, and what stands around it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from aldeia.github.sticky import LIMIT
from aldeia.pull_requests import PipelineError
from aldeia.pull_requests.comment import Comment, compose
from aldeia.review.report import Status
from aldeia.review.run import run
from tests.review.fixtures import PLANS
from tests.review.minimal import changed, write
from tests.stacks.documents import ROOT

RUN = "https://github.example/aldeia/data-tier/actions/runs/1"


@pytest.fixture(autouse=True)
def at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def found(directory: Path, *environments: str, change: str = "changed", planned: bool = True) -> Path:
    path = directory / "affected.json"
    entries = [{"environment": name, "change": change, "planned": planned} for name in environments]
    path.write_text(json.dumps({"environments": entries}), encoding="utf-8")
    return path


def composed(directory: Path, *plans: str, environments: tuple[str, ...], url: str = RUN) -> Comment:
    paths = [PLANS / f"{name}.json" for name in plans]
    return compose(paths, found(directory, *environments), None, url)


def test_it_is_the_review_with_a_digest_and_a_link(tmp_path: Path) -> None:
    made = composed(tmp_path, "class-multi-az", environments=("production",))
    review, _ = run([PLANS / "class-multi-az.json"], None, "markdown", None)

    assert made.body.startswith(review.rstrip())
    below = made.body.removeprefix(review.rstrip()).split("\n")
    assert below[:2] == ["", ""]
    assert below[2].startswith("* Plan of `production`: `")
    assert below[3:] == ["", f"Made by [this run]({RUN}).", ""]
    assert (made.status, made.exit_status, made.missing) == (Status.NEEDS_APPROVAL, 0, ())


@pytest.mark.parametrize(
    ("plan", "environment", "status"),
    [
        ("dynamic-parameter", "production", 0),
        ("nothing-changes", "production", 0),
        ("database-key", "production", 5),
    ],
)
def test_the_check_fails_for_what_is_blocked_alone(
    plan: str, environment: str, status: int, tmp_path: Path
) -> None:
    assert composed(tmp_path, plan, environments=(environment,)).exit_status == status


def test_a_plan_that_is_missing_is_told_before_anything_else(tmp_path: Path) -> None:
    made = composed(tmp_path, "dynamic-parameter", environments=("production", "staging"))

    assert made.missing == ("staging",)
    assert made.body.splitlines()[:4] == [
        "<!-- aldeia review -->",
        "> [!CAUTION]",
        (
            f"> **No plan could be made of `staging`.** [The run]({RUN}) says why. "
            "Until there is one, nothing below says that this may be merged."
        ),
        "",
    ]


def test_all_plans_may_be_missing(tmp_path: Path) -> None:
    made = composed(tmp_path, environments=("production", "staging"), url="")

    assert made.missing == ("production", "staging")
    assert made.body.endswith("\n## Plan review: nothing was planned\n")


@pytest.mark.parametrize(
    ("change", "planned", "said"),
    [
        (
            "deleted",
            False,
            "* `qa`: its manifest is deleted. Its resources stay in AWS until somebody destroys them.",
        ),
        (
            "changed",
            False,
            "* `qa`: touched and not planned, as its state is a file in somebody's checkout.",
        ),
        ("added", True, "* `qa`: new."),
    ],
)
def test_what_no_plan_says_is_said_below(change: str, planned: bool, said: str, tmp_path: Path) -> None:
    made = compose([], found(tmp_path, "qa", change=change, planned=planned), None, "")

    assert said in made.body.splitlines()
    assert made.about_something


def test_a_change_that_touches_nothing_begins_no_comment(tmp_path: Path) -> None:
    made = compose([], found(tmp_path), None, "")

    assert made.body == "<!-- aldeia review -->\n## Plan review: no environment is touched\n"
    assert not made.about_something


def test_a_link_alone_is_no_reason_for_a_comment(tmp_path: Path) -> None:
    assert not compose([], found(tmp_path), None, RUN).about_something


def test_it_fits_however_much_there_is_to_tell(tmp_path: Path) -> None:
    many = [
        changed(
            "aws_kms_alias",
            {"name": f"{number}{'x' * 70}"},
            {"name": f"{number}{'y' * 70}"},
            name=f"k{number}",
        )
        for number in range(150)
    ]
    plan = write(tmp_path, *many)
    names = ("staging", *(f"environment-{number:04}" for number in range(900)))
    made = compose([plan], found(tmp_path, *names), None, RUN)

    assert 30_000 < len(made.body) <= LIMIT
    assert made.body.splitlines()[1] == "> [!CAUTION]"
    assert "and 880 more.**" in made.body


def test_what_is_not_affecteds_json_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "affected.json"
    path.write_text("[]", encoding="utf-8")

    with pytest.raises(PipelineError) as error:
        compose([], path, None, "")

    assert str(error.value) == (
        f"{path}: this is not what `aldeia affected --format json` writes; make it anew"
    )


def test_where_nothing_is_known_of_a_push_that_is_told(tmp_path: Path) -> None:
    made = compose([], tmp_path / "affected.json", None, "")

    assert made.body == (
        "<!-- aldeia review -->\n> [!CAUTION]\n"
        "> **It could not be told which environments this touches.** Nothing was planned.\n"
    )
    assert made.missing == ("what this touches",)
