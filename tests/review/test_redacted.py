"""What may be kept of a plan: everything that a review reads, and no secret."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from aldeia.review.redacted import redact, redacted
from aldeia.review.run import run
from tests.review.fixtures import PLANS
from tests.review.minimal import changed, document
from tests.stacks.documents import ROOT

SECRET = "correct horse battery staple"
SHAPED = "AKIA" + "IOSFODNN7EXAMPLE"


@pytest.mark.parametrize("form", ["json", "markdown"])
def test_a_review_of_it_says_the_same(form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    for path in sorted(PLANS.glob("*.json")):
        kept = tmp_path / path.name
        kept.write_text(json.dumps(redact(path)), encoding="utf-8")

        assert run([kept], None, form, None) == run([path], None, form, None), path.name


def test_to_redact_it_again_changes_nothing() -> None:
    for path in sorted(PLANS.glob("*.json")):
        once = redact(path)

        assert redacted(once) == once, path.name


def test_what_terraform_marks_is_covered_at_any_depth() -> None:
    kept = redacted(
        document(
            changed(
                "aws_thing",
                {"whole": {"a": SECRET}, "list": ["open", SECRET], "plain": "open"},
                {"whole": {"a": SECRET + "2"}, "list": ["open", SECRET], "plain": "open"},
                before_sensitive={"whole": True, "list": [False, True]},
                after_sensitive={"whole": {"a": True}, "list": [False, True]},
            )
        )
    )

    assert SECRET not in json.dumps(kept)
    change = kept["resource_changes"][0]["change"]
    assert change["before"]["list"] == change["after"]["list"] == ["open", "(sensitive 1)"]
    assert change["before"]["plain"] == "open"
    assert change["before"]["whole"] != change["after"]["whole"]


def test_a_resource_that_is_sensitive_as_a_whole_is_covered() -> None:
    kept = redacted(document(changed("aws_thing", {"a": SECRET}, {"a": SECRET}, after_sensitive=True)))

    assert kept["resource_changes"][0]["change"]["after"] == {"a": "(sensitive 1)"}


@pytest.mark.parametrize(
    ("name", "value"),
    [("auth_token", "short"), ("password", "short"), ("description", f"the key is {SHAPED}")],
)
def test_what_is_named_or_shaped_like_a_secret_is_covered_without_a_mark(name: str, value: str) -> None:
    kept = redacted(document(changed("aws_thing", None, {name: value, "tags": {name: value}})))

    assert value not in json.dumps(kept)


@pytest.mark.parametrize("empty", [None, "", [], {}])
def test_nothing_is_not_covered_so_that_a_first_secret_is_told_apart(empty: object) -> None:
    kept = redacted(document(changed("aws_thing", {"auth_token": empty}, {"auth_token": SECRET})))

    assert kept["resource_changes"][0]["change"]["before"] == {"auth_token": empty}


def test_what_no_review_reads_is_gone() -> None:
    plan = document(
        changed("aws_thing", None, {"a": 1}),
        prior_state={"values": SECRET},
        variables={"password": {"value": SECRET}},
        output_changes={"url": {"actions": ["create"], "before": None, "after": SECRET}},
    )
    plan["planned_values"] = {"outputs": {"url": {"value": SECRET}}}
    plan["configuration"]["provider_config"]["aws"]["expressions"]["secret_key"] = {"constant_value": SECRET}
    plan["configuration"]["root_module"] = {"resources": [{"address": "a", "expressions": {"b": SECRET}}]}
    plan["resource_changes"].append({"mode": "data", "type": "aws_secret", "change": {"after": SECRET}})

    kept = redacted(plan)

    assert SECRET not in json.dumps(kept)
    assert kept["output_changes"] == {"url": {"actions": ["create"]}}
