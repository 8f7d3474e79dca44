"""Parameters of Redis OSS and Valkey as ElastiCache takes them, for each family of parameter groups.

Source: ElastiCache user guide, Engine specific parameters, as of Valkey 9.1 (2026), read 2026-11-23: all that it
lists from 2.6.13 on and that later versions did not take away. Ends of ranges that it does not give are Redis 7's
own. `timeout` from 1 to 19 is refused by ElastiCache although Redis takes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from aldeia.catalog.parameter import Kind, Parameter, Unit

POLICIES = (
    "allkeys-lfu", "allkeys-lru", "allkeys-random", "noeviction",
    "volatile-lfu", "volatile-lru", "volatile-random", "volatile-ttl",
)  # fmt: skip
DATA_TIERING_POLICIES = ("noeviction", "volatile-lru", "allkeys-lru")
"""The only ones on r6gd nodes."""
IDLE_TIMEOUT_SECONDS_FROM = 20
_MOST = 2_147_483_647


def _number(
    name: str,
    default: float | None,
    *,
    unit: Unit = "",
    low: int = 0,
    high: int = _MOST,
    why_fixed: str = "",
    since: str = "",
) -> Parameter:
    return Parameter(
        name, "integer", unit=unit, low=low, high=high, formulas=False, modifiable=not why_fixed, why_fixed=why_fixed,
        default=None if default is None else str(default), since=since,
    )  # fmt: skip


def _switch(
    name: str, default: str, *, why_fixed: str = "", only_at_creation: bool = False, since: str = ""
) -> Parameter:
    return Parameter(
        name, "boolean", words=("no", "yes"), default=default, modifiable=not why_fixed, why_fixed=why_fixed,
        only_at_creation=only_at_creation, since=since,
    )  # fmt: skip


def _one_of(name: str, default: str, choices: tuple[str, ...], *, since: str = "") -> Parameter:
    return Parameter(name, "choice", choices=choices, default=default, since=since)


def _text(name: str, form: str, expected: str, *, kind: Kind = "text", default: str = "") -> Parameter:
    return Parameter(name, kind, form=form, expected=expected, default=default)


def _table(*groups: Iterable[Parameter]) -> dict[str, Parameter]:
    return {parameter.name: parameter for group in groups for parameter in group}


_NODE = "ElastiCache sets it by the node type"
_GROUP = "ElastiCache sets it by the kind of the replication group"
_ITSELF = "ElastiCache fixes it"
_AOF = "ElastiCache has no append-only files"

_IN_EVERY_FAMILY = (
    _number("active-defrag-cycle-max", 75, low=1, high=75),
    _number("active-defrag-cycle-min", 5, low=1, high=75),
    _number("active-defrag-ignore-bytes", 104_857_600, unit="B", low=10_485_760, high=104_857_600),
    _number("active-defrag-max-scan-fields", 1_000, low=1, high=1_000_000),
    _number("active-defrag-threshold-lower", 10, low=1, high=100),
    _number("active-defrag-threshold-upper", 100, low=1, high=100),
    _switch("activedefrag", "no"),
    _number("active-expire-effort", 1, low=1, high=10),
    _one_of("acl-pubsub-default", "allchannels", ("resetchannels", "allchannels")),
    _number("acllog-max-len", 128),
    Parameter("appendfsync", "choice", choices=("off",), default="off", modifiable=False, why_fixed=_AOF),
    _switch("appendonly", "no", why_fixed=_AOF),
    _number("client-output-buffer-limit-normal-hard-limit", 0, unit="B"),
    _number("client-output-buffer-limit-normal-soft-limit", 0, unit="B"),
    _number("client-output-buffer-limit-normal-soft-seconds", 0, unit="s"),
    _number("client-output-buffer-limit-pubsub-hard-limit", 33_554_432, unit="B"),
    _number("client-output-buffer-limit-pubsub-soft-limit", 8_388_608, unit="B"),
    _number("client-output-buffer-limit-pubsub-soft-seconds", 60, unit="s"),
    _number("client-output-buffer-limit-replica-hard-limit", None, unit="B", why_fixed=_NODE),
    _number("client-output-buffer-limit-replica-soft-limit", None, unit="B", why_fixed=_NODE),
    _number("client-output-buffer-limit-replica-soft-seconds", 60, unit="s", why_fixed=_ITSELF),
    _number("client-query-buffer-limit", 1_073_741_824, unit="B", low=1_048_576, high=1_073_741_824),
    _switch("close-on-replica-write", "yes"),
    _switch("cluster-allow-reads-when-down", "no"),
    _switch("cluster-enabled", "no", why_fixed=_GROUP),
    _switch("cluster-require-full-coverage", "no"),
    Parameter("databases", "integer", low=1, high=_MOST, default="16", only_at_creation=True),
    _number("hll-sparse-max-bytes", 3_000, unit="B"),
    _number("lfu-decay-time", 1, unit="min"),
    _number("lfu-log-factor", 10, low=1),
    _number("list-compress-depth", 0),
    _number("lua-time-limit", 5_000, unit="ms", why_fixed=_ITSELF),
    _number("maxclients", 65_000, why_fixed=_ITSELF),
    _number("maxmemory", None, unit="B", high=2**63 - 1, why_fixed=_NODE),
    _one_of("maxmemory-policy", "volatile-lru", POLICIES),
    _number("maxmemory-samples", 3, low=1),
    _number("min-replicas-max-lag", 10, unit="s"),
    _number("min-replicas-to-write", 0),
    _text(
        "notify-keyspace-events",
        r"(?=.*[KE])[KEg$lshzxetmdnA]+",
        "K or E and letters of g$lshzxetmdnA, as Ex",
    ),
    _number("proto-max-bulk-len", 536_870_912, unit="B", low=1_048_576, high=536_870_912),
    _text(
        "rename-commands", r"[A-Za-z_]+ \S+( [A-Za-z_]+ \S+)*", "commands and their new names, as DEL REMOVE"
    ),
    _number("repl-backlog-size", 1_048_576, unit="B", low=16_384),
    _number("repl-backlog-ttl", 3_600, unit="s"),
    _switch("replica-allow-chaining", "no", why_fixed=_ITSELF),
    _switch("replica-ignore-maxmemory", "yes", why_fixed=_ITSELF),
    _number("reserved-memory", 0, unit="B"),
    _number("reserved-memory-percent", 25, high=100),
    _number("set-max-intset-entries", 512),
    _number("slowlog-log-slower-than", 10_000, unit="us", low=-1),
    _number("slowlog-max-len", 128),
    _number("stream-node-max-bytes", 4_096, unit="B"),
    _number("stream-node-max-entries", 100),
    _number("tcp-keepalive", 300, unit="s"),
    _number("timeout", 0, unit="s"),
    _number("tracking-table-max-keys", 1_000_000),
)

_LAZY_FREEING = (
    _switch("lazyfree-lazy-eviction", "no"),
    _switch("lazyfree-lazy-expire", "no"),
    _switch("lazyfree-lazy-server-del", "no"),
    _switch("lazyfree-lazy-user-del", "no"),
    _switch("replica-lazy-flush", "yes", why_fixed=_ITSELF),
)
"""Taken away in Valkey 8.0."""

_REDIS_6 = (
    _switch("activerehashing", "yes", only_at_creation=True),
    _number("hash-max-ziplist-entries", 512),
    _number("hash-max-ziplist-value", 64),
    _number("list-max-ziplist-size", -2, low=-5, why_fixed=_ITSELF),
    _number("zset-max-ziplist-entries", 128),
    _number("zset-max-ziplist-value", 64),
)

_FROM_7 = (
    _switch("activerehashing", "yes", why_fixed="it is hidden and on; AWS's support can switch it off"),
    _switch("cluster-allow-pubsubshard-when-down", "yes"),
    _one_of("cluster-preferred-endpoint-type", "tls-dynamic", ("ip", "tls-dynamic")),
    _number("hash-max-listpack-entries", 512),
    _number("hash-max-listpack-value", 64),
    _switch("latency-tracking", "no"),
    _number("zset-max-listpack-entries", 128),
    _number("zset-max-listpack-value", 64),
)

_VALKEY_8 = (
    _number("commandlog-large-reply-max-len", 128, high=1_024, since="8.1"),
    _number("commandlog-large-request-max-len", 128, high=1_024, since="8.1"),
    _number("commandlog-reply-larger-than", 1_048_576, unit="B", since="8.1"),
    _number("commandlog-request-larger-than", 1_048_576, unit="B", since="8.1"),
    _switch("extended-redis-compatibility", "yes"),
    _number("maxmemory-samples", 3, low=1, high=64),
    _number("repl-backlog-size", 10_485_760, unit="B", low=16_384),
    _number("search-default-timeout-ms", 50_000, unit="ms", low=1, high=60_000, since="8.2"),
    _switch("search-enable-partial-results", "yes", since="8.2"),
    _one_of("search-fanout-target-mode", "client", ("client", "throughput"), since="8.2"),
)

_SEVEN = _table(_IN_EVERY_FAMILY, _LAZY_FREEING, _FROM_7)
_EIGHT = _table(_IN_EVERY_FAMILY, _FROM_7, _VALKEY_8)

CACHE_PARAMETERS: Mapping[str, Mapping[str, Parameter]] = {
    "redis6.x": _table(_IN_EVERY_FAMILY, _LAZY_FREEING, _REDIS_6),
    "redis7": _SEVEN,
    "valkey7": _SEVEN,
    "valkey8": _EIGHT,
    "valkey9": {
        **_EIGHT,
        "cluster-databases": Parameter(
            "cluster-databases", "integer", low=1, high=10_000, default="0", only_at_creation=True
        ),
    },
}
"""By family and name, all that is known, what ElastiCache fixes included: look at `modifiable`."""


def settable(family: str) -> dict[str, Parameter]:
    """Give a family's parameters without those that ElastiCache fixes; raises KeyError for an unknown family."""
    return {name: parameter for name, parameter in CACHE_PARAMETERS[family].items() if parameter.modifiable}


REDIS_7 = settable("redis7")
