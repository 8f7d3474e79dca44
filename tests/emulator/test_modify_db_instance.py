from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.emulator.examples import error_code, instance_now, make_instance


def test_performance_insights_can_be_turned_on_and_off(rds: Any) -> None:
    make_instance(rds)

    rds.modify_db_instance(DBInstanceIdentifier="db", EnablePerformanceInsights=True)
    turned_on = instance_now(rds)
    rds.modify_db_instance(DBInstanceIdentifier="db", EnablePerformanceInsights=False)
    turned_off = instance_now(rds)

    assert (turned_on["PerformanceInsightsEnabled"], turned_on["PerformanceInsightsRetentionPeriod"]) == (
        True,
        7,
    )
    assert turned_off["PerformanceInsightsEnabled"] is False
    assert "PerformanceInsightsRetentionPeriod" not in turned_off


def test_a_major_version_is_its_newest_minor_one(rds: Any) -> None:
    make_instance(rds)

    rds.modify_db_instance(DBInstanceIdentifier="db", EngineVersion="16", AllowMajorVersionUpgrade=True)

    assert instance_now(rds)["EngineVersion"] == "16.11"


def test_storage_does_not_shrink(rds: Any) -> None:
    make_instance(rds)

    with pytest.raises(ClientError) as error:
        rds.modify_db_instance(DBInstanceIdentifier="db", AllocatedStorage=49)

    assert error_code(error) == "InvalidParameterCombination"
    assert instance_now(rds)["AllocatedStorage"] == 50
