"""Database: the PostgreSQL settings."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, StrictBool, StrictInt

from aldeia.catalog.limits import ENHANCED_MONITORING_SECONDS, INSIGHTS_RETENTION_DAYS
from aldeia.catalog.parameter import Parameter
from aldeia.catalog.postgresql_parameters import POSTGRESQL_PARAMETERS
from aldeia.manifest.limits import Counter, Distinct, Matching, OneOf, Within
from aldeia.manifest.logs import LogRetention
from aldeia.manifest.section import Section
from aldeia.manifest.values import Duration, ParameterValue, Size
from aldeia.manifest.window import DailyWindow, WeeklyWindow

InstanceClass = Annotated[str, Matching(r"db\.[a-z0-9]+\.[a-z0-9]+", "an instance class as db.t3.large")]


class Pool(Section):
    """How the application holds connections; printed into its connection contract."""

    max: Annotated[StrictInt, Field(ge=1)]
    """Most connections of one process."""
    min: Annotated[StrictInt, Field(ge=0)]
    """Connections of one process that are kept open."""
    idle_timeout: Annotated[Duration, Within("1 s", "1 day", whole="ms")]
    """How long an unused connection above `min` is kept."""
    connection_timeout: Annotated[Duration, Within("100 ms", "60 s", whole="ms")]
    """How long a request waits for a connection before it fails."""
    processes: Annotated[StrictInt, Field(ge=1)]
    """Processes that hold a pool, outside a deployment; during one there are twice as many."""


class ReadReplica(Section):
    """A second instance that takes reads."""

    enabled: StrictBool
    """Whether there is one."""
    instance_class: InstanceClass
    """Its vCPUs and memory; without effect while there is none."""


class Database(Section):
    """Amazon RDS for PostgreSQL."""

    engine_version: Annotated[
        str,
        Matching(r"[1-9][0-9]?(\.(0|[1-9][0-9]?))?", 'a major version as "15", or a minor one as "15.15"'),
    ]
    """The major version follows AWS's minor upgrades; a minor one is pinned and needs them off."""
    auto_minor_version_upgrade: StrictBool
    """Whether AWS moves to newer minor versions by itself, in the maintenance window."""
    instance_class: InstanceClass
    """vCPUs and memory; a change restarts the database."""
    storage: Annotated[Size, Within("20 GiB", "65536 GiB", whole="GiB")]
    """The size of the gp3 volume; it can grow and never shrink. AWS allocates GiB."""
    storage_ceiling: Annotated[Size, Within("20 GiB", "65536 GiB", whole="GiB")] | None
    """Storage autoscaling stops here; null: the volume never grows."""
    iops: Annotated[StrictInt, Field(ge=1)] | None
    """Provisioned IOPS of gp3; null: what gp3 includes (3,000 below 400 GiB, 12,000 from there)."""
    throughput: Annotated[Size, Within("500 MiB", "4000 MiB", whole="MiB")] | None
    """Provisioned throughput of gp3 a second; null: what gp3 includes (125 MiB/s below 400 GiB, 500 from there)."""
    name: Annotated[
        str, Matching(r"[A-Za-z][A-Za-z0-9_]{0,62}", "1 to 63 letters, digits and _, a letter first")
    ]
    """The database inside the instance. Changing it replaces the instance."""
    username: Annotated[
        str,
        Matching(
            r"(?!(?:pg_|rds))(?!(?:admin|user|postgres|master)$)[a-z][a-z0-9_]{0,62}",
            "1 to 63 lower-case letters, digits and _, a letter first, and none of RDS's own "
            "(admin, master, postgres, user, pg_..., rds...)",
        ),
    ]
    """The master user. Changing it replaces the instance."""
    password_version: Counter
    """Raise by one to have a new password made, stored and set."""
    port: Annotated[StrictInt, Field(ge=1150, le=65535)]
    """Where PostgreSQL listens; a change restarts the database."""
    multi_az: StrictBool
    """A standby in another zone that takes over by itself."""
    backup_retention: Annotated[Duration, Within("1 day", "35 days", whole="day")]
    """How far back a restore can go, to the second; the daily snapshot and the log are kept this long."""
    backup_window: DailyWindow
    """When the daily snapshot is taken, in UTC; at least 30 minutes, not during maintenance."""
    maintenance_window: WeeklyWindow
    """When AWS may restart or upgrade the database, in UTC; at least 30 minutes."""
    apply_immediately: StrictBool
    """Whether class, storage and engine changes happen on apply; otherwise in the maintenance window."""
    deletion_protection: StrictBool
    """Whether RDS refuses to delete the database, whoever asks."""
    enhanced_monitoring_interval: Annotated[Duration, OneOf("s", ENHANCED_MONITORING_SECONDS)]
    """How often the operating system is measured; 0 s: never."""
    performance_insights: StrictBool
    """Query analysis, shown by CloudWatch Database Insights (standard mode)."""
    performance_insights_retention: Annotated[Duration, OneOf("days", INSIGHTS_RETENTION_DAYS)]
    """How long the query analysis is kept; 7 days are free. Without effect while it is off."""
    iam_authentication: StrictBool
    """Whether IAM users may log in with a 15-minute token, beside the password. AWS asks for 300 to 1,000 MiB of spare
    memory for it (RDS user guide, IAM database authentication, Limitations)."""
    ca_certificate: Literal["rds-ca-rsa2048-g1", "rds-ca-rsa4096-g1", "rds-ca-ecc384-g1"]
    """The authority that signs the database's certificate; clients must trust its root."""
    log_exports: Annotated[tuple[Literal["postgresql", "upgrade"], ...], Distinct()]
    """Which logs go to CloudWatch, where the person on call can read them."""
    log_retention: LogRetention
    """How long PostgreSQL's log is kept; slow statements are in it, with what users typed. That of upgrades holds
    nothing of the kind and is kept for a year at the least."""
    parameters: Mapping[str, ParameterValue]
    """PostgreSQL's own names; sizes, durations and shares of memory with their units."""
    pool: Pool
    read_replica: ReadReplica

    @property
    def major_version(self) -> str:
        return self.engine_version.split(".")[0]

    @property
    def parameter_table(self) -> Mapping[str, Parameter]:
        """What is known of the version's parameters, those that RDS fixes among them; KeyError if it is unknown."""
        return POSTGRESQL_PARAMETERS[self.major_version]

    @property
    def parameter_family(self) -> str:
        return f"postgres{self.major_version}"
