"""Limits of AWS's services: how long a name may be, how many there may be, between which ends a figure lies.

Sources, read 2026-11-23. [API]: the constraint as the service's API model has it (botocore 1.44.5), in a member's
metadata or in its documentation; [RDS]: RDS user guide, Amazon RDS DB instance storage, and Managing capacity
automatically with storage autoscaling; [SEEN]: refused by the real API, as told in public or measured.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Range:
    """From the lowest to the highest value that is taken, both included."""

    low: float
    high: float

    def __contains__(self, value: float) -> bool:
        return self.low <= value <= self.high


@dataclass(frozen=True)
class Name:
    """What a name may be."""

    longest: int
    form: str
    """A regular expression for the whole name, its length aside."""
    expected: str
    """The same in words."""
    shortest: int = 1

    def allows(self, name: str) -> bool:
        return self.shortest <= len(name) <= self.longest and re.fullmatch(self.form, name) is not None


# --- RDS: storage of PostgreSQL ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Storage:
    """A type of storage from one size on."""

    gib: Range
    iops: Range | None
    """What can be set; None where nothing can."""
    throughput_mib_per_second: Range | None = None
    iops_per_gib: Range | None = None
    iops_per_mib_per_second: int | None = None
    """The least IOPS for each MiB/s of throughput."""
    baseline_iops: int | None = None
    baseline_mib_per_second: int | None = None


_ALL_IOPS = Range(1_000, 256_000)

GP3_SETTABLE_FROM_GIB = 400
"""Below, gp3 has its fixed 3,000 IOPS and 125 MiB/s on PostgreSQL."""
GP3_IOPS = Range(12_000, 64_000)
GP3_IOPS_PER_MIB_PER_SECOND = 4

STORAGE: dict[str, tuple[Storage, ...]] = {
    "gp3": (
        Storage(Range(20, GP3_SETTABLE_FROM_GIB - 1), None, baseline_iops=3_000, baseline_mib_per_second=125),
        Storage(
            Range(GP3_SETTABLE_FROM_GIB, 65_536),
            GP3_IOPS,
            throughput_mib_per_second=Range(500, 4_000),
            iops_per_gib=Range(0, 500),
            iops_per_mib_per_second=GP3_IOPS_PER_MIB_PER_SECOND,
            baseline_iops=12_000,
            baseline_mib_per_second=500,
        ),
    ),
    "gp2": (Storage(Range(20, 65_536), None),),
    "io1": (Storage(Range(100, 65_536), _ALL_IOPS, iops_per_gib=Range(0.5, 50)),),
    "io2": (Storage(Range(100, 65_536), _ALL_IOPS, iops_per_gib=Range(0.5, 50)),),
    "standard": (Storage(Range(5, 3_072), None),),
}
"""By type and size, smaller sizes first [RDS; sizes and IOPS by GiB: API; 400 GiB: SEEN]."""

STORAGE_CEILING_PERCENT = 110
"""The least `max_allocated_storage`, in percent of the storage there is [RDS]."""
STORAGE_CEILING_ADVISED_PERCENT = 126
STORAGE_GROWS_BELOW_FREE_PERCENT = 10
STORAGE_HOURS_BETWEEN_CHANGES = 6


# --- RDS: the rest ----------------------------------------------------------------------------------------------

_HYPHENS = r"[a-z](-?[a-z0-9])*"
_HYPHENS_IN_WORDS = "lower-case letters, digits and single -, a letter first"

DATABASE_IDENTIFIER = Name(63, _HYPHENS, _HYPHENS_IN_WORDS)
DATABASE_NAME = Name(63, r"[A-Za-z][A-Za-z0-9_]*", "letters, digits and _, a letter first")
DATABASE_PARAMETER_GROUP_NAME = Name(255, _HYPHENS, _HYPHENS_IN_WORDS)
DATABASE_SUBNET_GROUP_NAME = Name(
    255, r"(?!default$)[a-z][a-z0-9._ -]*", "lower-case letters, digits, . _ - and spaces, a letter first, and not default"
)  # fmt: skip
DATABASE_SNAPSHOT_IDENTIFIER = Name(255, _HYPHENS, _HYPHENS_IN_WORDS)
DATABASE_PASSWORD = Name(128, r"[!#-.0-?A-~]+", 'printable characters other than / " @ and space', shortest=8)
"""[API] of PostgreSQL."""
DATABASE_PORT = Range(1_150, 65_535)
BACKUP_RETENTION_DAYS = Range(0, 35)
"""0 switches backups off; read replicas and replicated backups need more [API]."""
DATABASE_WINDOW_SHORTEST_MINUTES = 30
BACKUP_WINDOW_LONGEST_MINUTES = 1_440
ENHANCED_MONITORING_SECONDS = (0, 1, 5, 10, 15, 30, 60)
INSIGHTS_RETENTION_DAYS = (7, *(31 * months for months in range(1, 24)), 731)
READ_REPLICAS = Range(0, 15)
REPLICATED_BACKUPS_PER_REGION = 20
DATABASE_SUBNET_ZONES = Range(2, 6)
"""Even a Single-AZ instance needs a subnet group over two zones."""

# --- ElastiCache ------------------------------------------------------------------------------------------------

REPLICATION_GROUP_ID = Name(40, _HYPHENS, _HYPHENS_IN_WORDS)
CACHE_PARAMETER_GROUP_NAME = Name(255, _HYPHENS, _HYPHENS_IN_WORDS)
CACHE_SUBNET_GROUP_NAME = Name(255, r"[a-z0-9-]+", "lower-case letters, digits and -")
CACHE_USER_ID = Name(40, r"[a-zA-Z][a-zA-Z0-9-]*", "letters, digits and -, a letter first")
CACHE_AUTH_TOKEN = Name(128, r"[A-Za-z0-9!&#$^<>-]+", "letters, digits and ! & # $ ^ < > -", shortest=16)
CACHE_NODES_PER_SHARD = Range(1, 6)
CACHE_REPLICAS_PER_SHARD = Range(0, 5)
CACHE_SHARDS = Range(1, 500)
CACHE_NODES_FOR_FAILOVER = 2
CACHE_PORT = Range(1_150, 65_535)
CACHE_PORT_TAKEN = 8_005
"""ElastiCache's own [SEEN]."""
CACHE_SNAPSHOT_RETENTION_DAYS = Range(0, 35)
CACHE_WINDOW_SHORTEST_MINUTES = 60
CACHE_LOG_DELIVERIES = 2

# --- CloudWatch, SNS --------------------------------------------------------------------------------------------

ALARM_NAME = Name(255, r"[^\x00-\x1f]+", "anything but control characters")
ALARM_DESCRIPTION_LONGEST = 1_024
ALARM_ACTIONS = 5
ALARM_DIMENSIONS = 30
ALARM_PERIOD_SECONDS_BELOW_A_MINUTE = (10, 20, 30)
"""For metrics of high resolution only, which those of RDS and ElastiCache are not; else multiples of 60."""
ALARM_EVALUATED_SECONDS = 86_400
"""The most that periods may add up to: a day, or with periods of an hour or more a week [API]."""
ALARM_EVALUATED_SECONDS_FROM_AN_HOUR = 604_800
CREDIT_METRIC_SECONDS = 300
"""How often CPUCreditBalance and its like have a value."""
LOG_GROUP_NAME = Name(512, r"[\.\-_/#A-Za-z0-9]+", "letters, digits and . - _ / #")
LOG_RETENTION_DAYS = (
    1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1_096, 1_827, 2_192, 2_557, 2_922, 3_288, 3_653,
)  # fmt: skip
TOPIC_NAME = Name(256, r"[A-Za-z0-9_-]+", "letters, digits, _ and -")

# --- Secrets Manager, KMS, IAM ----------------------------------------------------------------------------------

SECRET_NAME = Name(
    512, r"(?!.*-[A-Za-z0-9]{6}$)[A-Za-z0-9/_+=.@-]+", "letters, digits and / _ + = . @ -, without - and six more at the end"
)  # fmt: skip
SECRET_RECOVERY_DAYS = Range(7, 30)
"""Or 0, which deletes at once."""
KEY_DELETION_DAYS = Range(7, 30)
KEY_ROTATION_DAYS = Range(90, 2_560)
KEY_ALIAS = Name(256, r"alias/(?!aws/)[a-zA-Z0-9/_-]+", "alias/ and letters, digits, / _ -, not alias/aws/")
ROLE_NAME = Name(64, r"[\w+=,.@-]+", "letters, digits and + = , . @ - _")
