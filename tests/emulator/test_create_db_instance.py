from __future__ import annotations

from typing import Any

import pytest

from tests.emulator.examples import instance_now, make_instance


def test_two_instances_have_two_resource_ids(rds: Any) -> None:
    one = make_instance(rds)["DbiResourceId"]
    two = make_instance(rds, DBInstanceIdentifier="other")["DbiResourceId"]

    assert one != two
    found = rds.describe_db_instances(Filters=[{"Name": "dbi-resource-id", "Values": [two]}])["DBInstances"]
    assert [instance["DBInstanceIdentifier"] for instance in found] == ["other"]


@pytest.mark.parametrize(("asked_for", "given"), [("15", "15.15"), ("15.14", "15.14")])
def test_a_major_version_is_its_newest_minor_one(rds: Any, asked_for: str, given: str) -> None:
    assert make_instance(rds, EngineVersion=asked_for)["EngineVersion"] == given


def test_what_was_asked_for_is_answered(rds: Any) -> None:
    asked_for = {
        "DatabaseInsightsMode": "advanced",
        "EngineLifecycleSupport": "open-source-rds-extended-support-disabled",
        "PerformanceInsightsKMSKeyId": "a-key",
        "PerformanceInsightsRetentionPeriod": 31,
        "NetworkType": "DUAL",
    }
    make_instance(rds, EnablePerformanceInsights=True, **asked_for)

    now = instance_now(rds)

    assert {name: now[name] for name in asked_for} == asked_for
    assert now["PerformanceInsightsEnabled"] is True


def test_what_was_not_asked_for_is_awss_default(rds: Any) -> None:
    now = make_instance(rds)

    assert now["PerformanceInsightsEnabled"] is False
    assert "PerformanceInsightsRetentionPeriod" not in now
    assert now["DatabaseInsightsMode"] == "standard"
    assert now["EngineLifecycleSupport"] == "open-source-rds-extended-support"
    assert now["CACertificateIdentifier"] == "rds-ca-rsa2048-g1"
    assert now["NetworkType"] == "IPV4"


@pytest.mark.parametrize(("gibibytes", "iops"), [(399, 3000), (400, 12000)])
def test_gp3_has_fixed_iops_until_it_is_striped(rds: Any, gibibytes: int, iops: int) -> None:
    striped = {"Iops": 12000, "StorageThroughput": 500} if gibibytes == 400 else {}

    assert make_instance(rds, AllocatedStorage=gibibytes, **striped)["Iops"] == iops
