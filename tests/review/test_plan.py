"""A plan that cannot be judged is refused in a sentence that says what it is and what to do."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis.strategies import sampled_from

from aldeia.naming import Names
from aldeia.review import ReviewError
from aldeia.review.comment import write_comment
from aldeia.review.plan import read_plan
from aldeia.review.run import review
from tests.review.fixtures import PLANS
from tests.review.minimal import changed, document, plan, write

HOW = "make it with `terraform show -json PLANFILE > plan.json`"
STATE = {"format_version": "1.0", "terraform_version": "1.11.4", "values": {}}


def without(*keys: str) -> str:
    return json.dumps({key: value for key, value in document().items() if key not in keys})


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", f"the file is empty; {HOW}"),
        (b" \n", f"the file is empty; {HOW}"),
        (b"PK\x03\x04tfplan", f"this is Terraform's plan file, not its JSON; {HOW}"),
        (b"Terraform will perform", f":1:1: this is not JSON; {HOW}"),
        (b'{"a": 1,}', f":1:9: this is not JSON; {HOW}"),
        (b"\xff\xfe", f":1:1: this is not JSON; {HOW}"),
        (b"[" * 100_000, f"this is not JSON; {HOW}"),
        (b'{"@level":"info"}\n{"@level":"info"}', f"this is the log of `terraform plan -json`, not a plan; {HOW}"),
        (b"[]", f"got JSON that is no object, expected a plan; {HOW}"),
        (b"{}", f"got JSON without format_version, expected a plan; {HOW}"),
        (json.dumps(STATE).encode(), f"this is a state, expected a plan; {HOW}"),
        (without("planned_values").encode(), f"this is JSON of another kind, expected a plan; {HOW}"),
        (
            json.dumps(document(format_version="2.0")).encode(),
            "got plan format 2.0, expected 1.x; use a Terraform 1.x, or a newer aldeia",
        ),
        (
            json.dumps(document(errored=True)).encode(),
            "the plan ended in an error, so it is not whole; mend what `terraform plan` says first",
        ),
        (
            json.dumps(document(complete=False)).encode(),
            "the plan is not complete: Terraform defers changes; apply it in steps with -target",
        ),
        (json.dumps(document(resource_changes={})).encode(), None),
        (json.dumps(document(resource_changes=[1])).encode(), f"its parts are not those of a plan; {HOW}"),
        (json.dumps(document(changed("a_b", {}, {}, actions=("conjure",)))).encode(), f"its parts are not those of a plan; {HOW}"),
        (json.dumps(document(changed("a_b", [], {}))).encode(), f"its parts are not those of a plan; {HOW}"),  # type: ignore[arg-type]  # what is refused
        (
            without("configuration").encode(),
            "the plan names no environment: its provider sets no tag Environment; plan a stack of ours",
        ),
    ],
)  # fmt: skip
def test_a_file_that_is_no_plan_is_refused(content: bytes, said: str | None, tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_bytes(content)
    if said is None:
        assert read_plan(path).changes == []
        return

    with pytest.raises(ReviewError) as refusal:
        read_plan(path)

    separator = "" if said.startswith(":") else ": "
    assert str(refusal.value) == f"{path}{separator}{said}"


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReviewError) as refusal:
        read_plan(tmp_path / "plan.json")

    assert str(refusal.value) == f"{tmp_path}/plan.json: cannot be read: no such file or directory; {HOW}"


def test_a_directory_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReviewError) as refusal:
        read_plan(tmp_path)

    assert str(refusal.value) == f"{tmp_path}: this is a directory; {HOW}"


def test_a_plan_says_whose_it_is_and_when_it_was_made(tmp_path: Path) -> None:
    found = plan(tmp_path, environment="production")

    assert (found.environment, found.project, found.region) == ("production", "aldeia", "us-east-1")
    assert found.moment.isoformat() == "2026-11-23T12:00:00+00:00"


def test_a_time_elsewhere_is_told_in_utc(tmp_path: Path) -> None:
    path = write(tmp_path, timestamp="2026-11-23T12:00:00-03:00")

    assert read_plan(path).moment.isoformat() == "2026-11-23T15:00:00+00:00"


def test_what_does_not_change_and_what_is_only_read_is_no_change(tmp_path: Path) -> None:
    quiet = changed("aws_vpc", {}, {}, actions=("no-op",))
    read = changed("aws_vpc", {}, {}, actions=("read",)) | {"mode": "data"}

    assert plan(tmp_path, quiet, read).changes == []


@pytest.mark.parametrize(
    ("entry", "action"),
    [
        (changed("aws_vpc", None, {}), "create"),
        (changed("aws_vpc", {}, None), "delete"),
        (changed("aws_vpc", {}, {}), "update"),
        (changed("aws_vpc", {}, {}, actions=("delete", "create")), "replace"),
        (changed("aws_vpc", {}, {}, actions=("create", "delete")), "replace"),
        (changed("aws_vpc", {}, {}, actions=("forget",)), "forget"),
        (changed("aws_vpc", {}, {}, actions=("no-op",), importing={"id": "a"}), "import"),
        (changed("aws_vpc", {}, {}, actions=("no-op",), previous_address="aws_vpc.was"), "move"),
    ],
)
def test_an_action_is_one_word(entry: dict[str, Any], action: str, tmp_path: Path) -> None:
    assert [change.action for change in plan(tmp_path, entry).changes] == [action]


def test_outputs_that_change_are_named(tmp_path: Path) -> None:
    outputs = {"b": {"actions": ["update"]}, "a": {"actions": ["create"]}, "c": {"actions": ["no-op"]}}

    assert plan(tmp_path, output_changes=outputs).outputs == ["a", "b"]


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Give the path of everything in a plan but the attributes of resources, whose types the provider keeps."""
    found = [path] if path else []
    if isinstance(value, dict) and (not path or path[-1] not in {"before", "after"}):
        return found + [one for key in value for one in places(value[key], (*path, key))]
    if isinstance(value, list):
        return found + [one for index, inner in enumerate(value) for one in places(inner, (*path, index))]
    return found


WHOLE = json.loads((PLANS / "engine-major.json").read_text(encoding="utf-8"))


@given(place=sampled_from(places(WHOLE)), instead=sampled_from([None, 1, "x", [], {}, True, [1], {"x": 1}]))
@settings(max_examples=300, deadline=None)
def test_a_plan_that_was_tampered_with_is_judged_or_refused(place: tuple[Any, ...], instead: Any) -> None:
    document = deepcopy(WHOLE)
    inner = document
    for part in place[:-1]:
        inner = inner[part]
    inner[place[-1]] = instead
    with TemporaryDirectory() as directory:
        path = Path(directory) / "plan.json"
        path.write_text(json.dumps(document), encoding="utf-8")
        try:
            plan = read_plan(path)
        except ReviewError:
            return
        names = {plan.environment: Names("aldeia", "staging", plan.environment)}
        assert write_comment(review([plan], names, Path(directory) / "none", date(2026, 11, 23)))
