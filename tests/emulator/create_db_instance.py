"""CreateDBInstance: moto gives every instance the same DbiResourceId, and drops settings that it does not know.

AWS answers an identifier of the instance's own; rds-ca-rsa2048-g1 where no authority was asked for; Performance Insights, Database Insights, lifecycle support and network
type as asked for or by default; the newest minor version where a major one was asked for; and gp3's fixed 3,000 IOPS
and 125 MiB/s below 400 GiB. Could be offered to moto.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from moto.moto_api._internal import mock_random
from moto.rds.models import DBInstance

from tests.emulator.extension import corrects

NEWEST_MINOR = {
    "13": "13.23", "14": "14.20", "15": "15.15", "16": "16.11", "17": "17.7", "18": "18.1",
}  # fmt: skip
"""PostgreSQL's as of 2025-11; a test asks for what is in here, never for what AWS has today."""
NEWEST_AUTHORITY = "rds-ca-rsa2048-g1"
GP3_STRIPED_FROM_GIB = 400
PERFORMANCE_INSIGHTS_DAYS = 7


@corrects(DBInstance)
def __init__(  # noqa: N807  # DBInstance's own
    motos_own: Callable[..., None], self: DBInstance, backend: Any, **settings: Any
) -> None:
    version = settings.get("engine_version")
    if settings.get("engine") == "postgres" and version in NEWEST_MINOR:
        settings["engine_version"] = NEWEST_MINOR[version]
    settings.setdefault("ca_certificate_identifier", NEWEST_AUTHORITY)
    motos_own(self, backend, **settings)
    self.dbi_resource_id = new_resource_id()
    add_defaults(self, settings)


def new_resource_id() -> str:
    """Give an identifier as AWS makes them: db- and 26 letters and digits."""
    return "db-" + mock_random.get_random_string(length=26, include_digits=True, lower_case=True).upper()


def add_defaults(instance: DBInstance, settings: dict[str, Any]) -> None:
    """Keep what was asked for under the names that DescribeDBInstances answers, and AWS's defaults for the rest."""
    watched = bool(settings.get("enable_performance_insights"))
    instance.__dict__ |= {
        "performance_insights_enabled": watched,
        "performance_insights_kms_key_id": settings.get("performance_insights_kms_key_id")
        if watched
        else None,
        "performance_insights_retention_period": (
            settings.get("performance_insights_retention_period", PERFORMANCE_INSIGHTS_DAYS)
            if watched
            else None
        ),
        "database_insights_mode": settings.get("database_insights_mode", "standard"),
        "engine_lifecycle_support": settings.get(
            "engine_lifecycle_support", "open-source-rds-extended-support"
        ),
        "network_type": settings.get("network_type", "IPV4"),
        "backup_target": settings.get("backup_target", "region"),
        "dedicated_log_volume": settings.get("dedicated_log_volume", False),
    }
    if instance.storage_type == "gp3" and instance.allocated_storage < GP3_STRIPED_FROM_GIB:
        instance.iops, instance.storage_throughput = (
            instance.iops or "3000",
            instance.storage_throughput or 125,
        )
