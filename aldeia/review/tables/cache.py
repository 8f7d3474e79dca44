"""Cache: what a change of an aws_elasticache_replication_group does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aldeia.review.sources import (
    CACHE_AUTH,
    CACHE_BACKUPS,
    CACHE_DELETE,
    CACHE_FAILOVER,
    CACHE_LOGS,
    CACHE_MAINTENANCE,
    CACHE_PARAMETERS,
    CACHE_PROVIDER,
    CACHE_SCALE,
    CACHE_SCALE_ALONE,
    CACHE_TLS,
    CACHE_UPGRADE,
    CACHE_USERS,
)
from aldeia.review.tables.common import (
    CREATED,
    DATA_LOSS,
    DEFERRABLE,
    DEGRADED,
    FAILOVER,
    NEVER,
    NONE,
    NOTHING,
    NOW,
    ONLINE,
    RESTART,
    SECONDS,
    TAG_ROWS,
    gains,
    less,
    more,
    names_of,
    online,
    quiet,
    turned_off,
)
from aldeia.review.verdict import Effect, Gate, Rule, Step, Table, always, each, otherwise, when

if TYPE_CHECKING:
    from aldeia.review.difference import Context, Difference

SNAPSHOT = (Step.SNAPSHOT_CACHE,)
# The provider's own limit for aws_elasticache_replication_group, in replication_group.go; AWS gives no figure.
AWAY_UNTIL_MADE = "away until the new one is there: minutes, Terraform waits for up to 60"


def _fails_over(_difference: Difference, context: Context) -> bool:
    return bool(context.before("automatic_failover_enabled"))


def _final_snapshot(_difference: Difference, context: Context) -> bool:
    return bool(context.before("final_snapshot_identifier"))


def _strategy(name: str, context: Context) -> bool:
    return bool(context.after("auth_token_update_strategy") == name)


def _a_node_more(_difference: Difference, context: Context) -> bool:
    return int(context.after("num_cache_clusters") or 0) > int(context.before("num_cache_clusters") or 0)


def _to_zero(difference: Difference, _context: Context) -> bool:
    return not difference.after


def _lost(words: str, lasts: str, gate: Gate) -> Rule:
    after = (Step.RESTART_APPLICATION, Step.WATCH_PENDING) if gate is Gate.REPLACE else ()
    return (
        when("a final snapshot is taken", _final_snapshot, Effect(DATA_LOSS, NOW, lasts,
            f"The cache {words}; a final snapshot is taken first, and whatever is to be read from it has to be restored", CACHE_DELETE, gate, SNAPSHOT, after)),
        otherwise(Effect(DATA_LOSS, NOW, lasts, f"The cache {words} without a final snapshot: every key is lost for good", CACHE_DELETE, gate, SNAPSHOT, after)),
    )  # fmt: skip


ENGINE = (
    when("replicas take over by themselves", _fails_over, Effect(FAILOVER, DEFERRABLE, "seconds for writes, none for reads",
        "Every node is replaced by one of the new version, and a failover follows; AWS does its best to keep the data, and does not go back", CACHE_UPGRADE, before=SNAPSHOT, after=(Step.WATCH_PENDING,))),
    otherwise(Effect(RESTART, DEFERRABLE, "minutes, by the amount of data",
        "The only node is replaced by one of the new version and serves nothing meanwhile; AWS does its best to keep the data, and does not go back", CACHE_UPGRADE, before=SNAPSHOT, after=(Step.WATCH_PENDING,))),
)  # fmt: skip
TOKEN = (
    when("with the strategy ROTATE", lambda _d, c: _strategy("ROTATE", c), Effect(ONLINE, NOW, NOTHING,
        "The new token is taken beside the last one, which stays good until it is retired; of an earlier rotation that was never ended, the older token stops working", CACHE_AUTH, after=(Step.RESTART_APPLICATION, Step.RETIRE_OLD_TOKEN))),
    when("with the strategy SET", lambda _d, c: _strategy("SET", c), Effect(DEGRADED, NOW, "until every client has the new token",
        "Only the one token is taken from now on: open connections stay, new ones with another are refused", CACHE_AUTH, after=(Step.RESTART_APPLICATION,), shuts_out="new connections with the old token")),
    when("with the strategy DELETE", lambda _d, c: _strategy("DELETE", c), Effect(DEGRADED, NOW, "until every client logs in as a user",
        "The token is taken away: users and groups say who may log in", CACHE_USERS, Gate.WIDEN, shuts_out="logins with the token")),
    otherwise(Effect(DEGRADED, NOW, "until every client has the new token",
        "The token changes without a strategy", CACHE_AUTH, after=(Step.RESTART_APPLICATION,), shuts_out="new connections with the old token")),
)  # fmt: skip

ATTRIBUTES: dict[str, Rule] = {
    "node_type": (
        when("replicas take over by themselves", _fails_over, Effect(FAILOVER, DEFERRABLE, "seconds, at the end",
            "New nodes are filled and take over: connections to the old ones break; AWS does its best to keep the data", CACHE_SCALE, before=SNAPSHOT, after=(Step.WATCH_PENDING,))),
        otherwise(Effect(RESTART, DEFERRABLE, "minutes, by the amount of data",
            "A new node is filled and takes over; reads and writes stop meanwhile", CACHE_SCALE_ALONE, before=SNAPSHOT, after=(Step.WATCH_PENDING,))),
    ),
    "engine_version": ENGINE,
    "engine": ENGINE,
    "num_cache_clusters": (
        when("more", more, Effect(ONLINE, NOW, "minutes; the primary is slower while it is copied",
            "A replica is added at once, whatever apply_immediately says", CACHE_PROVIDER, after=(Step.WATCH_PENDING,), slows=True)),
        otherwise(Effect(DEGRADED, NOW, "until the clients' connections to it are made anew",
            "A replica is taken away at once, whatever apply_immediately says: its readers lose their connection", CACHE_PROVIDER, shuts_out="readers of the replica")),
    ),
    **each("num_node_groups replicas_per_node_group cluster_mode", always(Effect(DEGRADED, NOW, "minutes to hours, by the amount of data",
        "Keys move between shards while the cache goes on serving, slower", CACHE_PROVIDER, before=SNAPSHOT, slows=True))),
    "automatic_failover_enabled": (
        when("switched off", turned_off, Effect(DEGRADED, DEFERRABLE, "for as long as it stays off",
            "A lost primary is no longer replaced by a replica", CACHE_FAILOVER, after=(Step.WATCH_PENDING,))),
        otherwise(Effect(ONLINE, DEFERRABLE, "minutes", "A replica takes over by itself from now on", CACHE_FAILOVER, after=(Step.WATCH_PENDING,))),
    ),
    "multi_az_enabled": (
        when("switched off", turned_off, Effect(DEGRADED, DEFERRABLE, "for as long as it stays off",
            "Nothing makes the nodes be in several zones any more", CACHE_FAILOVER, after=(Step.WATCH_PENDING,))),
        otherwise(Effect(ONLINE, DEFERRABLE, "minutes",
            "The loss of one zone leaves a node from now on", CACHE_FAILOVER, after=(Step.WATCH_PENDING,))),
    ),
    "preferred_cache_cluster_azs": (
        when("a node is added too", _a_node_more, Effect(NONE, NOW, NOTHING,
            "Says in which zone the added node is; the others stay where they are, and nothing is to be done", CACHE_PROVIDER)),
        otherwise(Effect(NONE, NEVER, NOTHING,
            "Only nodes that are made later follow it: the others stay where they are, and serve as before, until somebody replaces them", CACHE_PROVIDER)),
    ),
    "auth_token": TOKEN,
    "auth_token_update_strategy": TOKEN,
    "user_group_ids": always(Effect(DEGRADED, NOW, "until every client logs in as a user of the groups",
        "Other users may log in, with other rights", CACHE_USERS, Gate.WIDEN, shuts_out="logins that only the old groups allowed")),
    "transit_encryption_mode": (
        when("to required", lambda d, _c: d.after == "required", Effect(DEGRADED, DEFERRABLE, "until every client speaks TLS",
            "Connections in the clear are dropped and refused", CACHE_TLS, after=(Step.WATCH_PENDING,), shuts_out="connections in the clear, open ones too,")),
        otherwise(Effect(ONLINE, DEFERRABLE, NOTHING, "Connections in the clear are taken too, beside those with TLS", CACHE_TLS, Gate.WIDEN)),
    ),
    "transit_encryption_enabled": (
        when("switched off", turned_off, Effect(DEGRADED, DEFERRABLE, "until every client speaks without TLS",
            "Everything goes over the network in the clear", CACHE_TLS, Gate.WIDEN, shuts_out="connections with TLS")),
        otherwise(Effect(DEGRADED, DEFERRABLE, "until every client uses the new addresses",
            "The cache gets other addresses for TLS", CACHE_TLS, after=(Step.WATCH_PENDING, Step.RESTART_APPLICATION), shuts_out="connections to the old addresses")),
    ),
    "parameter_group_name": always(Effect(DEGRADED, NOW, SECONDS,
        "Another parameter group: what can change while Redis runs changes at once, the rest waits for a reboot", CACHE_PARAMETERS, after=(Step.REBOOT_CACHE,))),
    "security_group_ids": (
        when("one is added", gains, Effect(ONLINE, NOW, SECONDS, "Whoever the added security group lets in may connect", CACHE_PROVIDER, Gate.WIDEN)),
        otherwise(Effect(DEGRADED, NOW, "until the groups that are left let the clients in",
            "A security group no longer lets its clients in", CACHE_PROVIDER, shuts_out="clients of the group that is taken away")),
    ),
    "snapshot_retention_limit": (
        when("to 0", _to_zero, Effect(DATA_LOSS, NOW, NOTHING,
            "Automatic snapshots stop, and those that are there are deleted for good", CACHE_BACKUPS, Gate.LOSE_DATA, (Step.SNAPSHOT_CACHE, Step.KEEP_SNAPSHOTS))),
        when("shorter", less, Effect(ONLINE, NOW, NOTHING,
            "Automatic snapshots older than that are deleted for good", CACHE_BACKUPS, Gate.SHORTEN_RETENTION, (Step.KEEP_SNAPSHOTS,))),
        otherwise(Effect(ONLINE, NOW, NOTHING, "Automatic snapshots are kept for longer from now on", CACHE_BACKUPS)),
    ),
    "snapshot_window": online("The daily snapshot moves; Redis forks for it and needs its reserved memory then", CACHE_BACKUPS),
    "maintenance_window": online("Maintenance moves, with it everything that waits for it", CACHE_MAINTENANCE),
    "final_snapshot_identifier": (
        when("taken away", _to_zero, Effect(NONE, NOW, NOTHING, "A later deletion leaves no snapshot", CACHE_DELETE, Gate.UNPROTECT)),
        otherwise(Effect(NONE, NOW, NOTHING, "The name of a last snapshot, should the cache ever be deleted", CACHE_DELETE)),
    ),
    "auto_minor_version_upgrade": online("Minor versions are, or are no longer, taken in the maintenance window; after one, Terraform would replace a cache whose manifest names the older", CACHE_PROVIDER),
    "log_delivery_configuration": (
        when("with apply_immediately", lambda _d, c: c.after("apply_immediately") is True, Effect(ONLINE, NOW, "minutes",
            "Logs go, or no longer go, to CloudWatch", CACHE_LOGS)),
        otherwise(Effect(ONLINE, DEFERRABLE, "minutes",
            "Logs go, or no longer go, to CloudWatch; AWS asks for apply_immediately here, and may leave it undone without", CACHE_LOGS, after=(Step.WATCH_PENDING,))),
    ),
    "notification_topic_arn": online("Events go, or no longer go, to a topic", CACHE_PROVIDER),
    "description": quiet("A description", CACHE_PROVIDER),
    **each("ip_discovery network_type", always(Effect(DEGRADED, NOW, "until every client has looked the address up again",
        "The kinds of address change", CACHE_PROVIDER))),
    "apply_immediately": (
        when("switched on", lambda d, _c: d.after is True, Effect(NONE, NOW, NOTHING,
            "Whatever else is pending is done with the next change, not in the window", CACHE_PROVIDER)),
        otherwise(Effect(NONE, NOW, NOTHING, "What breaks connections waits for the maintenance window from now on", CACHE_PROVIDER)),
    ),
    **TAG_ROWS,
}  # fmt: skip

FORCING = names_of(
    "at_rest_encryption_enabled data_tiering_enabled global_replication_group_id kms_key_id port "
    "replication_group_id security_group_names snapshot_arns snapshot_name subnet_group_name"
)
COMPUTED = names_of(
    "arn cluster_enabled configuration_endpoint_address engine_version_actual id member_clusters "
    "primary_endpoint_address reader_endpoint_address"
)

TABLE = Table(
    created=CREATED,
    deleted=_lost("is deleted", "away for good", Gate.DELETE),
    replaced=_lost("is deleted and an empty one made", AWAY_UNTIL_MADE, Gate.REPLACE),
    attributes=ATTRIBUTES,
    forcing=FORCING,
    computed=COMPUTED,
)
