"""How plans, refusals and answers are read: on small examples, without Terraform."""

from __future__ import annotations

import zipfile
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

from tests.terraform.account import Account
from tests.terraform.alterations import alterations
from tests.terraform.destroyed import protected_addresses
from tests.terraform.differences import differences
from tests.terraform.leaks import in_archive, in_plan, in_state


def planned(*actions: str, **change: Any) -> dict[str, Any]:
    both = {"before": {}, "after": {}, "after_unknown": {}} | change
    return {
        "resource_changes": [{"address": "a.b", "mode": "managed", "change": {"actions": [*actions], **both}}]
    }


def test_what_stays_is_no_difference() -> None:
    assert differences(planned("no-op", before={"x": 1}, after={"x": 1})) == {}


def test_a_change_in_place_is_its_attributes_before_and_after() -> None:
    plan = planned("update", before={"x": 1, "y": 2}, after={"x": 3, "y": 2}, after_unknown={"z": True})

    assert differences(plan) == {"a.b": {"x": (1, 3), "z": (None, "(known after apply)")}}


def test_a_parameter_that_goes_or_comes_is_named() -> None:
    before = {"parameter": [{"name": "kept", "value": "1"}, {"name": "gone", "value": "2"}]}
    after = {"parameter": [{"name": "kept", "value": "3"}]}

    assert differences(planned("update", before=before, after=after)) == {
        "a.b": {"parameter.gone": ("2", None), "parameter.kept": ("1", "3")}
    }


def test_what_is_made_deleted_or_replaced_says_so() -> None:
    assert differences(planned("create")) == {"a.b": {"is": ("nothing", "made")}}
    assert differences(planned("delete")) == {"a.b": {"is": ("there", "deleted")}}
    assert differences(planned("delete", "create", before={"x": 1, "id": "i"}, after={"x": 2})) == {
        "a.b": {"is": ("there", "replaced"), "x": (1, 2)}
    }


def test_a_refusal_names_every_address_however_its_lines_are_broken() -> None:
    said = """╷
│ Error: Instance cannot be destroyed
│
│   on cdk.tf.json line 1:
│
│ Resource aws_db_instance.database has
│ lifecycle.prevent_destroy set, but the plan calls for this resource to be
│ destroyed.
╵
╷
│ Resource aws_kms_key.data has lifecycle.prevent_destroy set, but the plan
╵
"""
    assert protected_addresses(CompletedProcess([], 1, stderr=said)) == {
        "aws_db_instance.database",
        "aws_kms_key.data",
    }


def test_a_secret_in_the_state_is_found_with_its_attribute() -> None:
    attributes = {"auth_token": "s3cret", "list": [{"x": "y"}], "port": 1}
    state = {
        "resources": [
            {"mode": "data", "type": "a", "name": "b", "instances": [{"attributes": {"x": "a s3cret b"}}]},
            {"mode": "managed", "type": "c", "name": "d", "instances": [{"attributes": attributes}]},
        ],
        "outputs": {"o": {"value": "s3cret"}},
    }

    assert list(in_state(state, "s3cret")) == ["data.a.b.x", "c.d.auth_token", "outputs.o.value"]


def test_a_secret_in_a_plan_is_found_wherever_the_plan_says_it() -> None:
    change = {"address": "a.b", "change": {"before": {"x": "s3cret"}, "after": {"x": "s3cret", "y": "none"}}}

    assert set(in_plan({"resource_changes": [change], "prior_state": {}}, "s3cret")) == {"a.b.x"}


def test_a_secret_in_a_saved_plan_is_found_with_its_member(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "plan", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("tfplan", "nothing")
        archive.writestr("tfstate", "a s3cret " * 100)

    assert list(in_archive(tmp_path / "plan", "s3cret")) == ["tfstate"]


def test_each_value_of_an_answer_is_altered_once_and_json_in_it_too() -> None:
    account = Account("", "staging")
    account.answers = {
        "q": {"a": 1, "b": [True], "c": "{DBInstanceClassMemory/4}", "d": '{"e": "f"}', "g": []}
    }

    assert [other.answers["q"] for other in alterations(account)] == [
        account.answers["q"] | altered
        for altered in (
            {"a": 2},
            {"b": [False]},
            {"c": "{DBInstanceClassMemory/4} altered"},
            {"d": '{"e": "f altered"}'},
            {"g": ["altered"]},
        )
    ]
