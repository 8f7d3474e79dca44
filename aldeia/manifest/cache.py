"""Cache: the Redis settings."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, StrictBool, StrictInt

from aldeia.catalog.parameter import Parameter
from aldeia.catalog.redis_parameters import CACHE_PARAMETERS
from aldeia.manifest.limits import Counter, Matching, Within
from aldeia.manifest.logs import LogRetention
from aldeia.manifest.network import AvailabilityZone
from aldeia.manifest.section import Section
from aldeia.manifest.values import Duration, ParameterValue
from aldeia.manifest.window import DailyWindow, WeeklyWindow

# What ElastiCache takes when nobody sets it: user guide, Redis 2.8.22 parameters; read 2026-11-22.
EVICTION_POLICY = "volatile-lru"


class KeyPattern(Section):
    """One use the application makes of the cache; printed into its connection contract."""

    pattern: Annotated[str, Matching(r"[a-z]+(:\{[A-Za-z]+\})+", "a pattern as session:{sessionId}")]
    """How the keys are named, the changing parts in braces."""
    ttl: Annotated[Duration, Within("1 s", "3650 days", whole="s")] | None
    """How long a key lives; null: until it is deleted."""
    holds: Annotated[str, Field(strict=True, min_length=1)]
    """What is kept there, in words."""


class Cache(Section):
    """Amazon ElastiCache for Redis, always as a replication group, for one node too: only that has AUTH."""

    engine_version: Literal["6.2", "7.0", "7.1"]
    """The minor version of Redis; 7.1 is the last on ElastiCache."""
    auto_minor_version_upgrade: StrictBool
    """Whether AWS moves to newer minor versions by itself; only 7.1 can let it."""
    node_type: Annotated[str, Matching(r"cache\.[a-z0-9]+\.[a-z0-9]+", "a node type as cache.t3.small")]
    """vCPUs and memory of each node; a quarter of the memory is kept for snapshots."""
    nodes: Annotated[StrictInt, Field(ge=1, le=6)]
    """The primary and its replicas."""
    availability_zones: tuple[AvailabilityZone, ...]
    """One for each node; the first is the primary's when the group is made."""
    multi_az: StrictBool
    """Whether the replicas are in other zones than the primary."""
    automatic_failover: StrictBool
    """Whether a replica takes over by itself when the primary is lost."""
    port: Annotated[StrictInt, Field(ge=1150, le=65535)]
    """Where Redis listens. Changing it replaces the cache."""
    authentication: Literal["token", "iam"]
    """`token`: one AUTH token, kept in Secrets Manager and, because the provider has no other way, in the state.
    `iam`: a user that logs in with its IAM role, no secret anywhere."""
    token_version: Counter
    """Raise by one to have a new AUTH token made, stored and rotated in."""
    snapshot_retention: Annotated[Duration, Within("0 days", "35 days", whole="day")]
    """How long daily snapshots are kept; 0 days: none is taken."""
    snapshot_window: DailyWindow
    """When the daily snapshot is taken, in UTC; at least 60 minutes, not during maintenance."""
    maintenance_window: WeeklyWindow
    """When AWS may restart or upgrade nodes, in UTC; at least 60 minutes."""
    apply_immediately: StrictBool
    """Whether node type, engine and TLS changes happen on apply; otherwise in the maintenance window."""
    log_retention: LogRetention
    """How long the slow log is kept; commands are in it, with what users typed. The engine's own log holds nothing of
    the kind and is kept for a year at the least."""
    parameters: Mapping[str, ParameterValue]
    """Redis's own names; none: the group is AWS's default.redis7."""
    key_patterns: tuple[KeyPattern, ...]
    """What the application keeps in the cache, for its connection contract."""

    @property
    def parameter_table(self) -> Mapping[str, Parameter]:
        """What is known of the family's parameters, those that ElastiCache fixes among them."""
        return CACHE_PARAMETERS[self.parameter_family]

    @property
    def parameter_family(self) -> str:
        return "redis6.x" if self.engine_version.startswith("6") else "redis7"

    @property
    def eviction_policy(self) -> str:
        """What a full cache throws out."""
        written = self.parameters.get("maxmemory-policy")
        return written.written if written else EVICTION_POLICY
