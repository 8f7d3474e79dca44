"""Database: what a change of an aws_db_instance does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aldeia.review.sources import (
    RDS_APPLY,
    RDS_BACKUPS,
    RDS_CERTIFICATES,
    RDS_DELETE,
    RDS_FAILOVER,
    RDS_GP3,
    RDS_INSIGHTS,
    RDS_MAJOR,
    RDS_PARAMETERS,
    RDS_PROVIDER,
    RDS_RENAME,
    RDS_REPLICAS,
    RDS_SAME_VPC,
    RDS_SETTINGS,
    RDS_STORAGE,
    RDS_TO_MULTI_AZ,
    RDS_UPGRADE,
    RDS_VPC,
)
from aldeia.review.tables.common import (
    CREATED,
    DATA_LOSS,
    DEFERRABLE,
    DEGRADED,
    FAILOVER,
    NONE,
    NOTHING,
    NOW,
    ONLINE,
    REBOOT,
    RESTART,
    SECONDS,
    TAG_ROWS,
    gains,
    less,
    names_of,
    online,
    quiet,
    turned_off,
)
from aldeia.review.verdict import Effect, Gate, Rule, Step, Table, always, each, otherwise, when

if TYPE_CHECKING:
    from aldeia.review.difference import Context, Difference

FAILOVER_LASTS = "60 to 120 s"
LOCK_LASTS = "6 h or until the volume is optimised, which can take over a day"
FROM_SNAPSHOT = (Step.SNAPSHOT_DATABASE,)


def _multi_az(_difference: Difference, context: Context) -> bool:
    return bool(context.before("multi_az"))


def _replica(_difference: Difference, context: Context) -> bool:
    return bool(context.before("replicate_source_db"))


def _final_snapshot(_difference: Difference, context: Context) -> bool:
    return context.before("skip_final_snapshot") is False and bool(
        context.before("final_snapshot_identifier")
    )


def _major(version: object) -> int:
    text = str(version or "").split(".")[0]
    return int(text) if text.isdigit() else 0


def _major_upgrade(difference: Difference, _context: Context) -> bool:
    return 0 < _major(difference.before) < _major(difference.after)


def _older(difference: Difference, context: Context) -> bool:
    """Say whether it is older than what runs; where the state names only a line, AWS says which minor one does."""
    before, after = (
        [int(part) for part in str(version).split(".") if part.isdigit()]
        for version in (context.before("engine_version_actual") or difference.before, difference.after)
    )
    return after[: len(before)] < before[: len(after)]


def _to_or_from_zero(difference: Difference, _context: Context) -> bool:
    return not difference.before or not difference.after


def _to_zero(difference: Difference, _context: Context) -> bool:
    return not difference.after


def _a_prefix(difference: Difference, _context: Context) -> bool:
    """Say whether both name the same line of versions: 15 and 15.18; nobody knows which minor one runs now."""
    before, after = str(difference.before), str(difference.after)
    return before.startswith(f"{after}.")


def _lost(words: str, gate: Gate) -> Rule:
    kept = "every row and, unless delete_automated_backups is false, every backup"
    return (
        when(
            "it is a read replica",
            _replica,
            Effect(
                DEGRADED, NOW, "minutes", f"A read replica {words}: its readers lose their connection; the source has all data", RDS_REPLICAS
            ),
        ),
        when(
            "a final snapshot is taken",
            _final_snapshot,
            Effect(DATA_LOSS, NOW, "until it is restored",
                f"The instance {words}; a final snapshot is taken first, and the endpoint is gone", RDS_DELETE, gate, FROM_SNAPSHOT),
        ),
        otherwise(
            Effect(DATA_LOSS, NOW, "for ever", f"The instance {words} without a final snapshot: {kept} is lost", RDS_DELETE, gate, FROM_SNAPSHOT)
        ),
    )  # fmt: skip


def _restarted(touches: str, before: tuple[Step, ...] = (), lasts: str = "minutes") -> Rule:
    return (
        when("the instance is Multi-AZ", _multi_az, Effect(FAILOVER, DEFERRABLE, FAILOVER_LASTS,
            f"{touches}; the standby first, then the roles change and every connection breaks", RDS_FAILOVER, before=before, after=(Step.WATCH_PENDING,))),
        otherwise(Effect(RESTART, DEFERRABLE, lasts, f"{touches}; the instance restarts and every connection breaks", RDS_SETTINGS, before=before, after=(Step.WATCH_PENDING,))),
    )  # fmt: skip


STORAGE_MOVES = Effect(
    DEGRADED, DEFERRABLE, LOCK_LASTS,
    "The volume is optimised: latency rises, and no further change of storage is taken until it is over",
    RDS_GP3, after=(Step.WATCH_STORAGE,),
)  # fmt: skip

ATTRIBUTES: dict[str, Rule] = {
    "allocated_storage": (
        when("it shrinks", less, Effect(NONE, NOW, NOTHING,
            "AWS refuses to shrink a volume: the apply would fail here and leave the rest undone", RDS_STORAGE, refused=True)),
        otherwise(STORAGE_MOVES),
    ),
    **each("iops storage_throughput", always(STORAGE_MOVES)),
    "storage_type": (
        when("to or from magnetic (standard)", lambda d, _c: "standard" in {d.before, d.after}, Effect(RESTART, DEFERRABLE, "minutes, then up to days of slower service",
            "The instance is away while the copy starts, and backups pause until it ends", RDS_SETTINGS, before=FROM_SNAPSHOT, after=(Step.WATCH_STORAGE,))),
        otherwise(STORAGE_MOVES),
    ),
    "max_allocated_storage": online("The ceiling of storage autoscaling moves; the volume itself does not", RDS_SETTINGS),
    "dedicated_log_volume": _restarted("The write-ahead log gets or loses a volume of its own"),
    "instance_class": _restarted("The class changes, and with it memory, connections and cache, which is cold at first"),
    "engine_version": (
        when("a newer major version", _major_upgrade, Effect(RESTART, DEFERRABLE, "minutes to an hour or more, by the number of objects; Multi-AZ does not help",
            "A major upgrade: both nodes are away, extensions and the optimiser's statistics need work after it, and only a restore leads back", RDS_MAJOR, before=(Step.TEST_UPGRADE, Step.SNAPSHOT_DATABASE), after=(Step.ANALYZE_DATABASE, Step.WATCH_PENDING))),
        when("from a minor version to its line, as 15.18 to 15", _a_prefix, Effect(NONE, NOW, NOTHING,
            "The line of versions stays: AWS chooses the minor one", RDS_PROVIDER)),
        when("an older version", _older, Effect(NONE, NOW, NOTHING,
            "AWS refuses to downgrade: the apply would fail here and leave the rest undone", RDS_UPGRADE, refused=True)),
        otherwise(Effect(RESTART, DEFERRABLE, "minutes; Multi-AZ does not help",
            "A minor upgrade: primary and standby are upgraded together, and away meanwhile", RDS_UPGRADE, before=FROM_SNAPSHOT, after=(Step.WATCH_PENDING,))),
    ),
    "allow_major_version_upgrade": quiet("Only lets Terraform ask for a major upgrade", RDS_PROVIDER),
    "engine_lifecycle_support": quiet("Says whether Extended Support is bought when standard support ends", RDS_PROVIDER),
    "auto_minor_version_upgrade": online("Minor versions are, or are no longer, taken in the maintenance window", RDS_SETTINGS),
    "multi_az": (
        when("switched off", turned_off, Effect(DEGRADED, DEFERRABLE, "for as long as it stays off",
            "The standby goes: no downtime now, but a lost zone is then a restore of an hour instead of a failover of a minute", RDS_SETTINGS, after=(Step.WATCH_PENDING,))),
        otherwise(Effect(DEGRADED, DEFERRABLE, "while the standby's volume is filled, hours by its size",
            "A snapshot makes the standby; writes are slower, above all until its volume is filled", RDS_TO_MULTI_AZ, after=(Step.WATCH_PENDING,))),
    ),
    "backup_retention_period": (
        when("to 0", _to_zero, Effect(DATA_LOSS, DEFERRABLE, "for ever",
            "All automated backups are deleted, with them every restore to a point in time, and the instance restarts", RDS_BACKUPS, Gate.LOSE_DATA, FROM_SNAPSHOT)),
        when("from 0", _to_or_from_zero, Effect(RESTART, DEFERRABLE, "minutes", "Backups begin, and the instance restarts", RDS_BACKUPS)),
        when("shorter", less, Effect(ONLINE, NOW, "for ever",
            "Backups older than that are deleted at once; what they held cannot be restored any more", RDS_BACKUPS, Gate.SHORTEN_RETENTION, FROM_SNAPSHOT)),
        otherwise(Effect(ONLINE, NOW, NOTHING, "Backups are kept for longer from now on", RDS_BACKUPS)),
    ),
    "backup_window": online("The daily backup moves; Single-AZ instances pause for some seconds when it starts", RDS_SETTINGS),
    "maintenance_window": online("Maintenance moves; what is pending is done at once if the new window is open now", RDS_SETTINGS),
    "copy_tags_to_snapshot": online("Snapshots made from now on have, or lack, the tags", RDS_SETTINGS),
    "deletion_protection": (
        when("switched off", turned_off, Effect(NONE, NOW, NOTHING,
            "Whoever may delete instances can delete this one, Terraform too", RDS_DELETE, Gate.UNPROTECT)),
        otherwise(Effect(NONE, NOW, NOTHING, "AWS refuses to delete the instance from now on", RDS_DELETE)),
    ),
    "skip_final_snapshot": (
        when("switched on", lambda d, _c: d.after is True, Effect(NONE, NOW, NOTHING,
            "A later deletion leaves no snapshot", RDS_DELETE, Gate.UNPROTECT)),
        otherwise(Effect(NONE, NOW, NOTHING, "A later deletion leaves a snapshot", RDS_DELETE)),
    ),
    "delete_automated_backups": (
        when("switched on", lambda d, _c: d.after is True, Effect(NONE, NOW, NOTHING,
            "A later deletion takes the automated backups with it", RDS_DELETE, Gate.UNPROTECT)),
        otherwise(Effect(NONE, NOW, NOTHING, "A later deletion leaves the automated backups", RDS_DELETE)),
    ),
    "final_snapshot_identifier": quiet("The name of a last snapshot, should the instance ever be deleted", RDS_DELETE),
    "password_wo_version": always(Effect(DEGRADED, NOW, "until every client has read the secret again",
        "The master password changes: open connections stay, new ones with the old password are refused", RDS_SETTINGS, after=(Step.RESTART_APPLICATION,))),
    **each("password manage_master_user_password master_user_secret_kms_key_id", always(Effect(DEGRADED, NOW, "until every client has the new password",
        "The master password changes: open connections stay, new ones with the old password are refused", RDS_SETTINGS, after=(Step.RESTART_APPLICATION,)))),
    "iam_database_authentication_enabled": (
        when("switched off", turned_off, Effect(DEGRADED, DEFERRABLE, "until the clients log in otherwise",
            "Who logs in by IAM is refused", RDS_SETTINGS, after=(Step.WATCH_PENDING,))),
        otherwise(Effect(ONLINE, DEFERRABLE, "minutes",
            "IAM may log in too, where a user has rds_iam; passwords work as before", RDS_SETTINGS, after=(Step.WATCH_PENDING,))),
    ),
    "ca_cert_identifier": always(Effect(RESTART, DEFERRABLE, "minutes",
        "The server's certificate changes; the instance restarts unless its version takes it without, and clients that trust only the old authority are refused", RDS_CERTIFICATES, after=(Step.WATCH_PENDING,))),
    "parameter_group_name": always(Effect(RESTART, REBOOT, "minutes, once somebody reboots it",
        "Another parameter group: none of its values count before a reboot, which AWS does not make by itself", RDS_PARAMETERS, after=(Step.REBOOT_DATABASE,))),
    "option_group_name": online("Options change; PostgreSQL has none that restart", RDS_SETTINGS),
    "db_subnet_group_name": (
        when("the security groups stay, so the VPC does", lambda _d, c: not c.changes("vpc_security_group_ids"), Effect(NONE, NOW, NOTHING,
            "AWS moves an instance to a group of another VPC only: within one it refuses, and the apply would fail here and leave the rest undone; change the subnets of the group that it has", RDS_SAME_VPC, refused=True)),
        otherwise(Effect(RESTART, DEFERRABLE, "minutes, and until every client reaches it in the other VPC",
            "The instance moves to the subnets of another VPC, and its address changes", RDS_VPC, before=FROM_SNAPSHOT, after=(Step.WATCH_PENDING,))),
    ),
    "vpc_security_group_ids": (
        when("one is added", gains, Effect(ONLINE, NOW, SECONDS, "Whoever the added security group lets in may connect", RDS_SETTINGS, Gate.WIDEN)),
        otherwise(Effect(DEGRADED, NOW, "until the groups that are left let the clients in",
            "A security group no longer lets its clients in", RDS_SETTINGS)),
    ),
    "port": always(Effect(RESTART, NOW, "minutes, and until every client knows the new port",
        "The port changes and the instance restarts at once, whatever apply_immediately says", RDS_SETTINGS, after=(Step.RESTART_APPLICATION,))),
    "publicly_accessible": (
        when("switched off", turned_off, Effect(DEGRADED, NOW, "for clients from outside, for good",
            "The address resolves to a private one everywhere", RDS_SETTINGS)),
        otherwise(Effect(ONLINE, NOW, NOTHING, "The instance gets a public address", RDS_SETTINGS, Gate.WIDEN)),
    ),
    "network_type": always(Effect(RESTART, DEFERRABLE, "minutes", "The kinds of address change; downtime is possible", RDS_SETTINGS)),
    "identifier": always(Effect(RESTART, DEFERRABLE, "minutes, and until every client knows the new address",
        "The instance restarts under another name: its address, its metrics, and the alarms and log groups that name it change", RDS_RENAME, after=(Step.RESTART_APPLICATION,))),
    "enabled_cloudwatch_logs_exports": online("Logs go, or no longer go, to CloudWatch; the database does not notice", RDS_SETTINGS),
    **each("monitoring_interval monitoring_role_arn", online("Enhanced Monitoring changes; the database does not notice", RDS_SETTINGS)),
    "performance_insights_enabled": (
        when("switched off", turned_off, Effect(ONLINE, NOW, NOTHING,
            "The load's history is no longer collected, and what was is deleted", RDS_INSIGHTS, Gate.SHORTEN_RETENTION)),
        otherwise(Effect(ONLINE, NOW, NOTHING, "The load's history is collected", RDS_INSIGHTS)),
    ),
    "performance_insights_retention_period": (
        when("shorter", less, Effect(ONLINE, NOW, "for ever", "The load's older history is deleted", RDS_INSIGHTS, Gate.SHORTEN_RETENTION)),
        otherwise(Effect(ONLINE, NOW, NOTHING, "The load's history is kept for longer", RDS_INSIGHTS)),
    ),
    "performance_insights_kms_key_id": (
        when("where there was one", lambda d, _c: bool(d.before) and bool(d.after), Effect(NONE, NOW, NOTHING,
            "AWS refuses to change the key once it is set: the apply would fail here and leave the rest undone", RDS_INSIGHTS, refused=True)),
        otherwise(Effect(ONLINE, NOW, NOTHING, "The load's history gets its key when it is switched on", RDS_INSIGHTS)),
    ),
    "database_insights_mode": online("What CloudWatch shows of the load, and what it costs", RDS_INSIGHTS),
    "replicate_source_db": always(Effect(DATA_LOSS, NOW, "for ever",
        "The replica becomes an instance of its own, which no longer follows its source", RDS_REPLICAS, Gate.LOSE_DATA)),
    "apply_immediately": (
        when("switched on", lambda d, _c: d.after is True, Effect(NONE, NOW, NOTHING,
            "Whatever else is pending is done with the next change, not in the window", RDS_APPLY)),
        otherwise(Effect(NONE, NOW, NOTHING, "Restarts wait for the maintenance window from now on", RDS_APPLY)),
    ),
    **TAG_ROWS,
}  # fmt: skip

FORCING = names_of(
    "availability_zone backup_target character_set_name db_name engine identifier_prefix kms_key_id "
    "nchar_character_set_name snapshot_identifier storage_encrypted timezone username"
)
COMPUTED = names_of(
    "address arn domain_fqdn endpoint engine_version_actual hosted_zone_id id latest_restorable_time "
    "license_model listener_endpoint master_user_secret password_wo replica_mode replicas resource_id "
    "status"
)

MADE = (
    when("a read replica", lambda _d, c: bool(c.after("replicate_source_db")), Effect(ONLINE, NOW, "minutes; a Single-AZ source pauses for about one of them",
        "A snapshot of the source makes the replica", RDS_REPLICAS)),
    *CREATED,
)  # fmt: skip

TABLE = Table(
    created=MADE,
    deleted=_lost("is deleted", Gate.DELETE),
    replaced=_lost("is deleted and an empty one made", Gate.REPLACE),
    attributes=ATTRIBUTES,
    forcing=FORCING,
    computed=COMPUTED,
)
