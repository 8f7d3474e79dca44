"""ModifyDBInstance: moto keeps what it does not know under names that DescribeDBInstances does not answer.

AWS changes Performance Insights, resolves a major version to its newest minor one, and refuses to make storage smaller.
The maintenance window is taken to be now: nothing stays pending without ApplyImmediately. Could be offered to moto.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from moto.rds.exceptions import RDSClientError
from moto.rds.models import DBInstance

from tests.emulator.create_db_instance import NEWEST_MINOR, PERFORMANCE_INSIGHTS_DAYS
from tests.emulator.extension import corrects


@corrects(DBInstance)
def update(motos_own: Callable[..., None], self: DBInstance, **changes: Any) -> None:
    storage = changes.get("allocated_storage")
    if storage is not None and storage < self.allocated_storage:
        raise RDSClientError(
            "InvalidParameterCombination", "Requested storage size cannot be less than current storage size."
        )
    version = changes.get("engine_version")
    if self.engine == "postgres" and version in NEWEST_MINOR:
        changes["engine_version"] = NEWEST_MINOR[version]
    motos_own(self, **changes)
    watched = changes.get("enable_performance_insights")
    if watched is not None:
        self.__dict__ |= {
            "performance_insights_enabled": watched,
            "performance_insights_retention_period": (
                changes.get("performance_insights_retention_period", PERFORMANCE_INSIGHTS_DAYS)
                if watched
                else None
            ),
        }
