"""Cache: the Redis settings."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, StrictBool, StrictInt

from aldeia.manifest.limits import Matching, Within
from aldeia.manifest.network import AvailabilityZone, LogRetention
from aldeia.manifest.section import Section
from aldeia.manifest.values import Duration, ParameterValue
from aldeia.manifest.window import DailyWindow, WeeklyWindow


class KeyPattern(Section):
    """One use the application makes of the cache; printed into its connection contract."""

    pattern: Annotated[str, Matching(r"[a-z]+(:\{[A-Za-z]+\})+", "a pattern as session:{sessionId}")]
    ttl: Annotated[Duration, Within("1 s", "3650 days", whole="s")] | None
    """How long a key lives; null: until it is deleted."""
    holds: Annotated[str, Field(strict=True, min_length=1)]
    """What is kept there, in words."""


class Cache(Section):
    """Amazon ElastiCache for Redis, always as a replication group, for one node too: only that has AUTH."""

    engine_version: Literal["6.2", "7.0", "7.1"]
    auto_minor_version_upgrade: StrictBool
    node_type: Annotated[str, Matching(r"cache\.[a-z0-9]+\.[a-z0-9]+", "a node type as cache.t3.small")]
    nodes: Annotated[StrictInt, Field(ge=1, le=6)]
    """The primary and its replicas."""
    availability_zones: tuple[AvailabilityZone, ...]
    """One for each node; the first is the primary's when the group is made."""
    multi_az: StrictBool
    automatic_failover: StrictBool
    port: Annotated[StrictInt, Field(ge=1150, le=65535)]
    authentication: Literal["token", "iam"]
    """`token`: one AUTH token, kept in Secrets Manager and, because the provider has no other way, in the state.
    `iam`: a user that logs in with its IAM role, no secret anywhere."""
    token_version: Annotated[StrictInt, Field(ge=1)]
    """Raise by one to have a new AUTH token made, stored and rotated in."""
    snapshot_retention: Annotated[Duration, Within("0 days", "35 days", whole="day")]
    snapshot_window: DailyWindow
    maintenance_window: WeeklyWindow
    apply_immediately: StrictBool
    """Whether node type, engine and TLS changes happen on apply; otherwise in the maintenance window."""
    log_retention: LogRetention
    """How long slow and engine logs are kept."""
    parameters: Mapping[str, ParameterValue]
    """Redis's own names; none: the group is AWS's default.redis7."""
    key_patterns: tuple[KeyPattern, ...]

    @property
    def parameter_family(self) -> str:
        return "redis6.x" if self.engine_version.startswith("6") else "redis7"
