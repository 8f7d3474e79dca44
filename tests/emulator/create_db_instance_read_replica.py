"""CreateDBInstanceReadReplica: moto's replica is its source under another name, DbiResourceId, tags and all.

AWS makes an instance of its own: identifier, tags, replicas, log exports and creation are the replica's; backups are off
unless asked for; deletion protection, Performance Insights, monitoring and the copies of backups in another region are not
inherited; lifecycle support, which cannot be asked for, is. Could be offered to moto.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from moto.core.utils import utcnow
from moto.rds.models import DBInstance, RDSBackend

from tests.emulator.create_db_instance import add_defaults, new_resource_id
from tests.emulator.extension import corrects

NOT_INHERITED = {
    "backup_retention_period": 0,
    "deletion_protection": False,
    "monitoring_interval": 0,
    "monitoring_role_arn": None,
    "multi_az": False,
}


@corrects(RDSBackend)
def create_db_instance_read_replica(
    motos_own: Callable[..., DBInstance], self: RDSBackend, db_kwargs: dict[str, Any]
) -> DBInstance:
    settings = {**NOT_INHERITED, **db_kwargs}
    settings["tags"] = db_kwargs.get("tags", [])
    settings["enabled_cloudwatch_logs_exports"] = list(db_kwargs.get("enable_cloudwatch_logs_exports", []))
    replica = motos_own(self, settings)
    replica.monitoring_role_arn = settings["monitoring_role_arn"]  # moto sets nothing to None
    replica.dbi_resource_id = new_resource_id()
    replica.created = replica.instance_create_time = utcnow()
    replica.__dict__.pop("db_instance_automated_backups_replications", None)
    lifecycle_support = replica.__dict__["engine_lifecycle_support"]
    add_defaults(replica, settings | {"engine_lifecycle_support": lifecycle_support})
    return replica
