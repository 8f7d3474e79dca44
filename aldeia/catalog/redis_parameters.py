"""Redis 7's parameters as ElastiCache takes them.

Source: ElastiCache user guide, Redis OSS 7 parameter changes and the tables before it; `timeout` from 1 to 19 is
refused by ElastiCache although Redis takes it. Read 2026-11-22.
"""

from aldeia.catalog.parameter import Parameter

POLICIES = (
    "allkeys-lfu", "allkeys-lru", "allkeys-random", "noeviction",
    "volatile-lfu", "volatile-lru", "volatile-random", "volatile-ttl",
)  # fmt: skip
IDLE_TIMEOUT_SECONDS_FROM = 20

REDIS_7 = {
    parameter.name: parameter
    for parameter in (
        Parameter("activedefrag", "boolean", words=("no", "yes")),
        Parameter("lazyfree-lazy-eviction", "boolean", words=("no", "yes")),
        Parameter("lazyfree-lazy-expire", "boolean", words=("no", "yes")),
        Parameter("maxmemory-policy", "choice", choices=POLICIES),
        Parameter("maxmemory-samples", "integer", low=1, high=2_147_483_647),
        Parameter(
            "notify-keyspace-events",
            "text",
            form=r"(?=.*[KE])[KEg$lshzxetmdnA]+",
            expected="K or E and letters of g$lshzxetmdnA, as Ex",
        ),
        Parameter("reserved-memory-percent", "integer", low=0, high=100),
        Parameter("slowlog-log-slower-than", "integer", unit="us", low=-1, high=2_147_483_647),
        Parameter("slowlog-max-len", "integer", low=0, high=2_147_483_647),
        Parameter("tcp-keepalive", "integer", unit="s", low=0, high=2_147_483_647),
        Parameter("timeout", "integer", unit="s", low=0, high=2_147_483_647),
    )
}
