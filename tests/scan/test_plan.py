"""A plan as a document that the scan reads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from aldeia.scan import ScanError
from aldeia.scan.plan import IS_PLAN, document, filled, read_plan, without_nothing

TAGS = {"constant_value": {"Environment": "staging"}}
PLAN: dict[str, Any] = {
    "configuration": {
        "provider_config": {"aws": {"expressions": {"default_tags": [{"tags": TAGS}]}}},
        "root_module": {
            "resources": [
                {
                    "address": "aws_db_instance.database",
                    "expressions": {
                        "identifier": {"constant_value": "db"},
                        "kms_key_id": {"references": ["aws_kms_key.data.arn", "aws_kms_key.data"]},
                        "vpc_security_group_ids": {
                            "references": [
                                "aws_security_group.a.id",
                                "aws_security_group.a",
                                "aws_security_group.b.id",
                                "aws_security_group.b",
                            ]
                        },
                    },
                }
            ]
        },
    },
    "planned_values": {
        "root_module": {
            "resources": [
                {
                    "address": "aws_db_instance.database",
                    "mode": "managed",
                    "type": "aws_db_instance",
                    "name": "database",
                    "values": {"identifier": "db", "iops": None, "multi_az": False, "tags": {}},
                }
            ]
        }
    },
}


def test_what_is_not_known_yet_is_written_as_what_it_comes_from() -> None:
    assert document(PLAN) == IS_PLAN | {
        "provider": {"aws": [{"default_tags": [{"tags": {"Environment": "staging"}}]}]},
        "resource": {
            "aws_db_instance": {
                "database": {
                    "identifier": "db",
                    "multi_az": False,
                    "kms_key_id": "${aws_kms_key.data.arn}",
                    "vpc_security_group_ids": [
                        "${aws_security_group.a.id}",
                        "${aws_security_group.b.id}",
                    ],
                }
            }
        },
    }


def test_nested_blocks_are_filled_too() -> None:
    values = {"rule": [{"name": "a"}, {"name": "b"}]}
    expressions = {"rule": [{"to": {"references": ["aws_x.a.id", "aws_x.a"]}}, {}]}

    assert filled(values, expressions, {}) == {"rule": [{"name": "a", "to": "${aws_x.a.id}"}, {"name": "b"}]}


def test_what_is_known_as_anothers_is_written_as_the_reference_and_other_texts_stay() -> None:
    references = ["aws_x.a.name", "aws_x.a"]
    expressions = {"group": {"references": references}, "text": {"references": references}}
    others = {"aws_x.a": {"name": "a"}}

    assert filled({"group": "a", "text": "it is a"}, expressions, others) == {
        "group": "${aws_x.a.name}",
        "text": "it is a",
    }


def test_a_set_that_is_known_is_written_as_references_whatever_its_order() -> None:
    references = ["aws_x.b.name", "aws_x.b", "aws_x.a.name", "aws_x.a"]
    expressions = {name: {"references": references} for name in ("both", "one", "whole")}
    expressions["whole"] = {"references": ["aws_x.all.names", "aws_x.all"]}
    others = {"aws_x.a": {"name": "a"}, "aws_x.b": {"name": "b"}, "aws_x.all": {"names": ["a", "b"]}}

    assert filled({"both": ["a", "b"], "one": ["a"], "whole": ["a", "b"]}, expressions, others) == {
        "both": ["${aws_x.b.name}", "${aws_x.a.name}"],
        "one": ["a"],
        "whole": "${aws_x.all.names}",
    }


def test_false_and_zero_are_not_nothing() -> None:
    assert without_nothing({"a": False, "b": 0, "c": None, "d": [], "e": "", "f": [{"g": None}]}) == {
        "a": False,
        "b": 0,
        "f": [{}],
    }


@pytest.mark.parametrize("text", ["no", "[]", "{}", '{"configuration": 1}'])
def test_what_is_no_plan_is_refused_with_what_makes_one(tmp_path: Path, text: str) -> None:
    path = tmp_path / "plan.json"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(ScanError) as error:
        read_plan(path)
    assert str(error.value) == f"{path} is no plan; write one with terraform show -json PLAN > {path}"
