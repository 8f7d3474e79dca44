from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.emulator.examples import error_code


@pytest.mark.parametrize(
    ("what", "left"),
    [
        ({"Parameters": [{"ParameterName": "work_mem", "ApplyMethod": "immediate"}]}, ["log_connections"]),
        ({"ResetAllParameters": True}, []),
    ],
)
def test_what_is_reset_is_no_longer_the_users(rds: Any, what: dict[str, Any], left: list[str]) -> None:
    rds.create_db_parameter_group(
        DBParameterGroupName="mine", DBParameterGroupFamily="postgres15", Description="mine"
    )
    rds.modify_db_parameter_group(
        DBParameterGroupName="mine",
        Parameters=[
            {"ParameterName": name, "ParameterValue": "1", "ApplyMethod": "immediate"}
            for name in ("log_connections", "work_mem")
        ],
    )

    rds.reset_db_parameter_group(DBParameterGroupName="mine", **what)

    found = rds.describe_db_parameters(DBParameterGroupName="mine")["Parameters"]
    assert [parameter["ParameterName"] for parameter in found] == left


def test_a_group_that_is_not_there_is_not_found(rds: Any) -> None:
    with pytest.raises(ClientError) as error:
        rds.reset_db_parameter_group(DBParameterGroupName="mine", ResetAllParameters=True)

    assert error_code(error) == "DBParameterGroupNotFound"
