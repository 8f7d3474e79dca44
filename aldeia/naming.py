"""Names: the only place where a physical name is spelled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aldeia.manifest.environment import Manifest


CACHE_LOGS = ("engine-log", "slow-log")
"""The logs that ElastiCache delivers, by AWS's own names."""


@dataclass(frozen=True)
class Names:
    """Every name that one environment has in AWS, from its project, stage and full name."""

    project: str
    stage: str
    environment: str

    @property
    def prefix(self) -> str:
        return f"{self.project}-{self.stage}"

    # network

    @property
    def vpc(self) -> str:
        return f"{self.prefix}-vpc"

    def database_subnet(self, zone: str) -> str:
        return f"{self.prefix}-private-db-{zone_suffix(zone)}"

    def application_subnet(self, zone: str) -> str:
        return f"{self.prefix}-private-app-{zone_suffix(zone)}"

    def route_table(self, kind: str) -> str:
        """Name what all subnets of a kind (database, application) share: their route table, their network ACL."""
        return f"{self.prefix}-private-{'db' if kind == 'database' else 'app'}"

    @property
    def application_security_group(self) -> str:
        return f"{self.prefix}-app-sg"

    @property
    def database_security_group(self) -> str:
        return f"{self.prefix}-db-sg"

    @property
    def cache_security_group(self) -> str:
        return f"{self.prefix}-redis-sg"

    @property
    def flow_log_role(self) -> str:
        return f"{self.prefix}-flow-logs"

    @property
    def flow_log_group(self) -> str:
        return f"/aws/vpc/{self.prefix}/flow-logs"

    # encryption

    def key_alias(self, purpose: str) -> str:
        return f"alias/{self.prefix}-{purpose}"

    # database

    @property
    def database(self) -> str:
        return f"{self.prefix}-db"

    @property
    def database_replica(self) -> str:
        return f"{self.database}-replica"

    @property
    def database_subnet_group(self) -> str:
        return f"{self.database}-subnet-group"

    def database_parameter_group(self, major_version: str) -> str:
        return f"{self.project}-postgres{major_version}-{self.stage}"

    @property
    def database_monitoring_role(self) -> str:
        return f"{self.database}-monitoring"

    def database_log_group(self, log: str) -> str:
        return f"/aws/rds/instance/{self.database}/{log}"

    def database_final_snapshot(self, number: int) -> str:
        return f"{self.database}-final-{number}"

    @property
    def database_restored(self) -> str:
        """Name what a restore makes, beside the one that it is made from."""
        return f"{self.database}-restored"

    @property
    def database_snapshot_by_hand(self) -> str:
        """Begin the name of a snapshot that a person takes; the time follows."""
        return f"{self.database}-by-hand"

    # cache

    @property
    def cache(self) -> str:
        return f"{self.prefix}-redis"

    def cache_node(self, number: int) -> str:
        """Name a member of the replication group; AWS numbers them from 001."""
        return f"{self.cache}-{number:03d}"

    @property
    def cache_subnet_group(self) -> str:
        return f"{self.cache}-subnet-group"

    def cache_parameter_group(self, family: str) -> str:
        return f"{self.project}-{family.replace('.', '-')}-{self.stage}"

    def default_cache_parameter_group(self, family: str) -> str:
        """Name the group that AWS has in every account."""
        return f"default.{family}"

    def cache_log_group(self, log: str) -> str:
        return f"/aws/elasticache/{self.cache}/{log}"

    def cache_final_snapshot(self, number: int) -> str:
        return f"{self.cache}-final-{number}"

    @property
    def cache_snapshot_by_hand(self) -> str:
        return f"{self.cache}-by-hand"

    @property
    def cache_user(self) -> str:
        return f"{self.cache}-app"

    @property
    def cache_default_user(self) -> str:
        return f"{self.cache}-default"

    # credentials

    @property
    def database_master_secret(self) -> str:
        return f"{self.environment}/database/master"

    @property
    def database_secret(self) -> str:
        return f"{self.environment}/database/credentials"

    @property
    def cache_token_secret(self) -> str:
        return f"{self.environment}/cache/auth-token"

    @property
    def cache_secret(self) -> str:
        return f"{self.environment}/cache/credentials"

    # continuous integration (stacks/bootstrap)

    def ci_role(self, task: str) -> str:
        """Name the role with which CI does a task: plan, apply, drift."""
        return f"{self.prefix}-ci-{task}"

    @property
    def ci_boundary(self) -> str:
        """Name the policy that bounds every role that CI makes."""
        return f"{self.prefix}-ci-boundary"

    # monitoring

    @property
    def alarm_topic(self) -> str:
        return f"{self.prefix}-alarms"

    @property
    def warning_topic(self) -> str:
        return f"{self.prefix}-warnings"

    @property
    def dashboard(self) -> str:
        return self.prefix

    @property
    def database_log_metrics(self) -> str:
        """Name the namespace of the metrics that are counted in the database's log."""
        return f"{self.prefix}/PostgreSQL"

    def database_log_filter(self, symptom: str, number: int) -> str:
        return f"{self.database}-{symptom}-{number}"

    @property
    def cache_event_topic(self) -> str:
        return f"{self.cache}-events"

    def alarm(self, thing: str, symptom: str) -> str:
        """Name an alarm by the instance or node that it watches."""
        return f"{thing}-{symptom}"

    def page(self, store: str) -> str:
        """Name what pages for a store (database, cache)."""
        return f"{self._store(store)}-critical"

    def maintenance(self, store: str) -> str:
        """Name what says that a store's maintenance window is open."""
        return f"{self._store(store)}-maintenance"

    def database_events(self, severity: str) -> str:
        return f"{self.database}-events-{severity}"

    def _store(self, store: str) -> str:
        return {"database": self.database, "cache": self.cache}[store]


@dataclass(frozen=True)
class AccountNames:
    """What an account has once."""

    project: str

    @property
    def stack(self) -> str:
        return f"{self.project}-bootstrap"

    @property
    def state_key_alias(self) -> str:
        return f"alias/{self.project}-terraform-state"


def names_of(manifest: Manifest) -> Names:
    """Give the names of a manifest's environment."""
    return Names(manifest.project, manifest.stage, manifest.environment)


def zone_suffix(zone: str) -> str:
    """Shorten a zone to what tells it from the region's others: us-east-1a is 1a."""
    return zone.rsplit("-", 1)[1]
