"""Database: what a change of an aws_db_instance does; capacity, keeping and access have tables of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aldeia.review.sources import (
    RDS_APPLY,
    RDS_DELETE,
    RDS_INSIGHTS,
    RDS_REPLICAS,
    RDS_SETTINGS,
)
from aldeia.review.tables import database_access, database_capacity, database_keeping
from aldeia.review.tables.common import (
    CREATED,
    DATA_LOSS,
    DEGRADED,
    NONE,
    NOTHING,
    NOW,
    ONLINE,
    REPLACEMENT,
    TAG_ROWS,
    less,
    names_of,
    online,
    turned_off,
)
from aldeia.review.tables.database_capacity import FROM_SNAPSHOT
from aldeia.review.verdict import Effect, Gate, Rule, Step, Table, always, each, otherwise, when

if TYPE_CHECKING:
    from aldeia.review.difference import Context, Difference
# The provider's own limits for aws_db_instance, in instance.go; AWS gives no figure.
AWAY_UNTIL_MADE = "away until the new one is there: minutes, Terraform waits for up to 40"


def _replica(_difference: Difference, context: Context) -> bool:
    return bool(context.before("replicate_source_db"))


def _final_snapshot(_difference: Difference, context: Context) -> bool:
    return context.before("skip_final_snapshot") is False and bool(
        context.before("final_snapshot_identifier")
    )


def _lost(words: str, lasts: str, gate: Gate) -> Rule:
    after = (Step.RESTART_APPLICATION, Step.WATCH_PENDING) if gate is Gate.REPLACE else ()
    kept = "every row and, unless delete_automated_backups is false, every backup"
    return (
        when(
            "it is a read replica",
            _replica,
            Effect(
                REPLACEMENT if gate is Gate.REPLACE else DEGRADED, NOW, lasts, f"A read replica {words}: its readers lose their connection; the source has all data", RDS_REPLICAS,
                shuts_out="readers of the replica",
            ),
        ),
        when(
            "a final snapshot is taken",
            _final_snapshot,
            Effect(DATA_LOSS, NOW, lasts,
                f"The instance {words}; a final snapshot is taken first, and whatever is to be read from it has to be restored", RDS_DELETE, gate, FROM_SNAPSHOT, after),
        ),
        otherwise(
            Effect(DATA_LOSS, NOW, lasts, f"The instance {words} without a final snapshot: {kept} is lost for good", RDS_DELETE, gate, FROM_SNAPSHOT, after)
        ),
    )  # fmt: skip


ATTRIBUTES: dict[str, Rule] = {
    **database_capacity.ATTRIBUTES,
    **database_keeping.ATTRIBUTES,
    **database_access.ATTRIBUTES,
    "enabled_cloudwatch_logs_exports": online("Logs go, or no longer go, to CloudWatch; the database does not notice", RDS_SETTINGS),
    **each("monitoring_interval monitoring_role_arn", online("Enhanced Monitoring changes; the database does not notice", RDS_SETTINGS)),
    "performance_insights_enabled": (
        when("switched off", turned_off, Effect(ONLINE, NOW, NOTHING,
            "The load's history is no longer collected, and what was is deleted", RDS_INSIGHTS, Gate.SHORTEN_RETENTION)),
        otherwise(Effect(ONLINE, NOW, NOTHING, "The load's history is collected", RDS_INSIGHTS)),
    ),
    "performance_insights_retention_period": (
        when("shorter", less, Effect(ONLINE, NOW, NOTHING, "The load's older history is deleted for good", RDS_INSIGHTS, Gate.SHORTEN_RETENTION)),
        otherwise(Effect(ONLINE, NOW, NOTHING, "The load's history is kept for longer", RDS_INSIGHTS)),
    ),
    "performance_insights_kms_key_id": (
        when("where there was one", lambda d, _c: bool(d.before) and bool(d.after), Effect(NONE, NOW, NOTHING,
            "AWS refuses to change the key once it is set: the apply would fail here and leave the rest undone", RDS_INSIGHTS, refused=True)),
        otherwise(Effect(ONLINE, NOW, NOTHING, "The load's history gets its key when it is switched on", RDS_INSIGHTS)),
    ),
    "database_insights_mode": online("What CloudWatch shows of the load, and what it costs", RDS_INSIGHTS),
    "replicate_source_db": always(Effect(DATA_LOSS, NOW, NOTHING,
        "The replica becomes an instance of its own, which no longer follows its source: what is written there is missing here from then on", RDS_REPLICAS, Gate.LOSE_DATA)),
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
    when("a read replica", lambda _d, c: bool(c.after("replicate_source_db")), Effect(ONLINE, NOW, "minutes",
        "A snapshot of the source makes the replica: a Multi-AZ source gives it from its standby, a Single-AZ one pauses for about a minute", RDS_REPLICAS)),
    *CREATED,
)  # fmt: skip

TABLE = Table(
    created=MADE,
    deleted=_lost("is deleted", "away for good", Gate.DELETE),
    replaced=_lost("is deleted and an empty one made", AWAY_UNTIL_MADE, Gate.REPLACE),
    attributes=ATTRIBUTES,
    forcing=FORCING,
    computed=COMPUTED,
)
