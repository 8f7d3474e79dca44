from __future__ import annotations

from typing import Any

import pytest


@pytest.mark.parametrize(
    ("source", "names"), [("user", ["work_mem"]), ("system", []), ("engine-default", [])]
)
def test_only_what_comes_from_the_source_is_answered(rds: Any, source: str, names: list[str]) -> None:
    rds.create_db_parameter_group(
        DBParameterGroupName="mine", DBParameterGroupFamily="postgres15", Description="mine"
    )
    rds.modify_db_parameter_group(
        DBParameterGroupName="mine",
        Parameters=[{"ParameterName": "work_mem", "ParameterValue": "4096", "ApplyMethod": "immediate"}],
    )

    found = rds.describe_db_parameters(DBParameterGroupName="mine", Source=source)["Parameters"]

    assert [parameter["ParameterName"] for parameter in found] == names
    assert {parameter["Source"] for parameter in found} <= {"user"}
