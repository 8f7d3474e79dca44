"""The verb scan: what it says beside the findings."""

from __future__ import annotations

from datetime import date

from aldeia.cli.stacks import _without_a_waiver
from aldeia.manifest.problem import Place
from aldeia.scan.findings import Finding, Report
from aldeia.scan.waivers import Waiver

HERE = Place("cdk.tf.json")


def finding(environment: str) -> Finding:
    return Finding(environment, "aws_db_instance.database", "CKV_AWS_16", "Storage is encrypted", HERE)


def waiver(*environments: str) -> Waiver:
    named = tuple((name, HERE) for name in environments)
    return Waiver("CKV_AWS_17", "aws_db_instance.database", named, "it is so", "team", date(2027, 1, 1), HERE)


def test_an_environment_that_no_waiver_is_for_is_told_how_it_gets_some() -> None:
    report = Report([finding("qa"), finding("staging"), finding("qa")], [], [], {})

    assert _without_a_waiver(report, [waiver("staging", "production")]) == ["qa"]
    assert _without_a_waiver(report, [waiver("staging"), waiver("qa")]) == []
    assert _without_a_waiver(Report([], [], [], {"qa": 1}), []) == []
