"""What a store or the network logs goes to a log group of this stack: one that AWS makes keeps for ever, unencrypted."""

from __future__ import annotations

from collections.abc import Iterator

from aldeia.generated.stack import Resource, blocks_of
from policies.rule import Rule

_LOGINS = ("log_connections", "log_disconnections")
"""Who came and went; without them nobody can say who was in when something happened."""
_CACHE_LOGS = {"engine-log", "slow-log"}


def faults(source: Resource) -> Iterator[str]:
    """Judge each kind of source by how it names its log groups."""
    if source.type == "aws_db_instance":
        if not source.get("replicate_source_db"):
            yield from _database(source)
    elif source.type == "aws_flow_log":
        if source.get("traffic_type") != "ALL":
            yield f"it records {source.get('traffic_type')} traffic, not all"
        if source.one("log_destination", "aws_cloudwatch_log_group") is None:
            yield "it goes to no log group of this stack"
    else:
        yield from _cache(source)


def _database(database: Resource) -> Iterator[str]:
    logs = database.get("enabled_cloudwatch_logs_exports") or []
    if "postgresql" not in logs:
        yield "the log of PostgreSQL is not exported"
    names = {group.get("name") for group in database.stack.of("aws_cloudwatch_log_group")}
    for log in logs:
        name = f"/aws/rds/instance/{database.get('identifier')}/{log}"
        if name not in names:
            yield f"no log group of this stack is named {name}"
    group = database.one("parameter_group_name", "aws_db_parameter_group")
    parameters = {
        one.get("name"): str(one.get("value")) for one in blocks_of(group.get("parameter") if group else None)
    }
    for name in _LOGINS:
        if parameters.get(name) != "1":
            yield f"its parameter group does not set {name} to 1"


def _cache(cache: Resource) -> Iterator[str]:
    deliveries = blocks_of(cache.get("log_delivery_configuration"))
    for missing in sorted(_CACHE_LOGS - {str(one.get("log_type")) for one in deliveries}):
        yield f"its {missing} is not delivered"
    for delivery in deliveries:
        probe = Resource("", "", delivery, cache.stack)
        if probe.one("destination", "aws_cloudwatch_log_group") is None:
            yield f"its {delivery.get('log_type')} goes to no log group of this stack"


RULE = Rule(
    id="CKV2_ALDEIA_20",
    title="Stores and network log to log groups of this stack",
    severity="medium",
    types=("aws_db_instance", "aws_elasticache_replication_group", "aws_flow_log"),
    faults=faults,
)
