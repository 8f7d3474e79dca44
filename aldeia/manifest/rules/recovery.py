"""Rules about what is promised, and about what may be destroyed."""

from collections.abc import Iterator

from aldeia.manifest.environment import Manifest
from aldeia.manifest.rules.fault import Fault
from aldeia.manifest.rules.rule import DOUBTFUL, HARMFUL, REFUSED, rule

# RDS uploads the transaction log every five minutes; ElastiCache takes a snapshot a day.
POINT_IN_TIME_RPO_MINUTES = 5
DAILY_SNAPSHOT_RPO_MINUTES = 24 * 60
FAILOVER_MINUTES = 2
RESTORE_MINUTES = 60
NEW_NODE_MINUTES = 20
LONGEST_PROMISED_MINUTES = 24 * 60
SHORTEST_PROTECTED_RETENTION_DAYS = 7
SHORTEST_SECRET_RECOVERY_DAYS = 7


@rule(
    HARMFUL,
    source="specification, production: deletion protection, backups of 30 days",
    fix="turn the protections on, or let the environment be destroyed",
    example={
        "recovery.may_be_destroyed": False,
        "recovery.final_snapshot": False,
        "recovery.secret_recovery_window": "7 days",
        "database.deletion_protection": True,
        "cache.authentication": "iam",
    },
)
def a_protected_environment_is_protected_everywhere(manifest: Manifest) -> Iterator[Fault]:
    """An environment that may not be destroyed keeps its stores, their backups and its secrets from being deleted."""
    if manifest.recovery.may_be_destroyed:
        return
    expected = "in an environment that may not be destroyed"
    for path, on in (
        (("database", "deletion_protection"), manifest.database.deletion_protection),
        (("recovery", "final_snapshot"), manifest.recovery.final_snapshot),
    ):
        if not on:
            yield Fault(path, "false", f"true {expected}")
    retention = manifest.database.backup_retention
    if retention.days < SHORTEST_PROTECTED_RETENTION_DAYS:
        yield Fault(
            ("database", "backup_retention"),
            str(retention),
            f"{SHORTEST_PROTECTED_RETENTION_DAYS} days or more {expected}",
        )
    if manifest.cache.snapshot_retention.days == 0:
        yield Fault(("cache", "snapshot_retention"), "0 days", f"1 day or more {expected}")
    if manifest.recovery.secret_recovery_window.days == 0:
        yield Fault(("recovery", "secret_recovery_window"), "0 days", f"7 to 30 days {expected}")


@rule(
    DOUBTFUL,
    source="RDS user guide, modifying a DB instance; ElastiCache API reference, ModifyReplicationGroup: ApplyImmediately",
    fix="set it to false, and to true for the one change that cannot wait",
    example={
        "recovery.may_be_destroyed": False,
        "recovery.final_snapshot": True,
        "recovery.secret_recovery_window": "7 days",
        "database.deletion_protection": True,
        "cache.authentication": "iam",
        "database.apply_immediately": True,
    },
)
def a_protected_environment_is_changed_in_its_windows(manifest: Manifest) -> Iterator[Fault]:
    """Where nothing may be destroyed, what restarts a store waits for its maintenance window."""
    if manifest.recovery.may_be_destroyed:
        return
    for store, at_once in (
        ("database", manifest.database.apply_immediately),
        ("cache", manifest.cache.apply_immediately),
    ):
        if at_once:
            yield Fault(
                (store, "apply_immediately"), "true", "false in an environment that may not be destroyed",
                "or a change of class restarts the store at once",
            )  # fmt: skip


@rule(
    HARMFUL,
    source="RDS user guide, deletion protection",
    fix="decide which of the two it is",
    example={"recovery.may_be_destroyed": True, "database.deletion_protection": True},
)
def what_may_be_destroyed_is_not_held_back(manifest: Manifest) -> Iterator[Fault]:
    """Where `terraform destroy` is allowed it is not stopped half way."""
    if manifest.recovery.may_be_destroyed and manifest.database.deletion_protection:
        yield Fault(
            ("database", "deletion_protection"), "true", "false where recovery.may_be_destroyed is true",
            "one of the two is wrong: RDS would refuse the destroy half way",
        )  # fmt: skip


@rule(
    REFUSED,
    source="Secrets Manager API reference, DeleteSecret, RecoveryWindowInDays",
    fix="take 0 days, or 7 to 30",
    example={"recovery.secret_recovery_window": "6 days"},
)
def deleted_secrets_wait_a_week_or_not_at_all(manifest: Manifest) -> Iterator[Fault]:
    """A deleted secret waits 7 to 30 days, or not at all."""
    window = manifest.recovery.secret_recovery_window
    if 0 < window.days < SHORTEST_SECRET_RECOVERY_DAYS:
        yield Fault(("recovery", "secret_recovery_window"), str(window), "0 days, or 7 to 30 days")


@rule(
    HARMFUL,
    source="RDS user guide, point-in-time recovery (log every five minutes); ElastiCache user guide, one automatic snapshot a day",
    fix="promise less, or keep more",
    example={"recovery.cache_data": "durable", "recovery.cache.rpo": "1 hour"},
)
def the_promised_rpo_is_kept(manifest: Manifest) -> Iterator[Fault]:
    """No data is promised to be kept that the backups would lose."""
    recovery = manifest.recovery
    if recovery.database.rpo.minutes < POINT_IN_TIME_RPO_MINUTES:
        yield Fault(
            ("recovery", "database", "rpo"), str(recovery.database.rpo),
            "5 min or more, RDS uploads its log every five minutes",
        )  # fmt: skip
    if recovery.cache_data == "durable" and recovery.cache.rpo.minutes < DAILY_SNAPSHOT_RPO_MINUTES:
        yield Fault(
            ("recovery", "cache", "rpo"), f"{recovery.cache.rpo} for durable data",
            "24 hours or more, ElastiCache takes one snapshot a day", "or set cache_data to rebuildable",
        )  # fmt: skip
    if recovery.cache_data == "durable" and manifest.cache.snapshot_retention.days == 0:
        yield Fault(("cache", "snapshot_retention"), "0 days with durable data", "1 day or more")


@rule(
    REFUSED,
    source="RDS user guide, replicating automated backups to another region",
    fix="name another region",
    example={"region": "us-east-1", "recovery.cross_region_backups.region": "us-east-1"},
)
def the_second_region_is_another(manifest: Manifest) -> Iterator[Fault]:
    """Backups are copied to another region than the environment's."""
    copies = manifest.recovery.cross_region_backups
    if copies.region == manifest.region:
        yield Fault(
            ("recovery", "cross_region_backups", "region"),
            copies.region,
            "another region than the environment's",
        )


@rule(
    HARMFUL,
    source="RDS user guide, Multi-AZ failover: 60 to 120 seconds; a restore of 100 GiB: about an hour; "
    "ElastiCache user guide, failover of a replica: a minute or two, a new node from a snapshot: some 20 minutes",
    fix="promise more time, or keep a second one running",
    example={"database.multi_az": False, "recovery.database.rto": "30 min"},
)
def the_promised_rto_can_be_kept(manifest: Manifest) -> Iterator[Fault]:
    """No store is promised back sooner than a failover, or without one a restore, brings it back."""
    recovery = manifest.recovery
    stores = (
        ("database", manifest.database.multi_az, "multi_az", recovery.database.rto, RESTORE_MINUTES),
        (
            "cache",
            manifest.cache.automatic_failover,
            "automatic_failover",
            recovery.cache.rto,
            NEW_NODE_MINUTES,
        ),
    )
    for store, fails_over, setting, rto, otherwise in stores:
        least = FAILOVER_MINUTES if fails_over else otherwise
        how = (
            "a failover takes that long" if fails_over else f"a restore takes that long, and {setting} is off"
        )
        if rto.milliseconds < least * 60_000:
            yield Fault(("recovery", store, "rto"), str(rto), f"{least} min or more, {how}")


@rule(
    DOUBTFUL,
    source="RDS and ElastiCache user guides: a backup is at most a day old, and restored in hours",
    fix="promise what the settings keep",
    example={"recovery.database.rpo": "25 hours"},
)
def a_promise_says_what_is_kept(manifest: Manifest) -> Iterator[Fault]:
    """What is promised is not days worse than what the settings keep: who reads it would plan for a loss that is none."""
    recovery = manifest.recovery
    has_snapshots = manifest.cache.snapshot_retention.days > 0
    for store, name, duration, kept in (
        ("database", "rpo", recovery.database.rpo, True),
        ("database", "rto", recovery.database.rto, True),
        ("cache", "rpo", recovery.cache.rpo, has_snapshots),
        ("cache", "rto", recovery.cache.rto, True),
    ):
        if kept and duration.milliseconds > LONGEST_PROMISED_MINUTES * 60_000:
            yield Fault(
                ("recovery", store, name),
                str(duration),
                "24 hours at most",
                "the backups keep more; is its unit right?",
            )


@rule(
    DOUBTFUL,
    source="specification, production: Multi-AZ with automatic failover in both stores; AWS promises nothing of one zone",
    fix="turn multi_az on, with a second node for the cache",
    example={
        "recovery.may_be_destroyed": False,
        "recovery.final_snapshot": True,
        "recovery.secret_recovery_window": "7 days",
        "database.deletion_protection": True,
        "cache.authentication": "iam",
        "database.multi_az": False,
    },
)
def a_protected_environment_outlives_a_zone(manifest: Manifest) -> Iterator[Fault]:
    """Where nothing may be destroyed, the loss of a zone is a failover and not a restore."""
    if manifest.recovery.may_be_destroyed:
        return
    for store, on in (("database", manifest.database.multi_az), ("cache", manifest.cache.multi_az)):
        if not on:
            yield Fault(
                (store, "multi_az"), "false", "true in an environment that may not be destroyed",
                "or a lost zone is a restore",
            )  # fmt: skip


RULES = (
    a_promise_says_what_is_kept,
    a_protected_environment_outlives_a_zone,
    a_protected_environment_is_protected_everywhere,
    a_protected_environment_is_changed_in_its_windows,
    what_may_be_destroyed_is_not_held_back,
    deleted_secrets_wait_a_week_or_not_at_all,
    the_promised_rpo_is_kept,
    the_second_region_is_another,
    the_promised_rto_can_be_kept,
)
