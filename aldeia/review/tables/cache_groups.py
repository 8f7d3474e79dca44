"""Cache groups: parameter groups, subnet groups, users and user groups of ElastiCache."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aldeia.catalog.redis_parameters import REDIS_7
from aldeia.review.sources import CACHE_PARAMETERS, CACHE_PROVIDER, CACHE_USERS
from aldeia.review.tables.common import (
    CREATED,
    DEGRADED,
    NOW,
    ONLINE,
    SECONDS,
    TAG_ROWS,
    gains,
    in_the_way,
    loses,
    online,
    quiet,
    same_name,
    unknown,
)
from aldeia.review.verdict import Effect, Gate, Table, always, each, otherwise, when

if TYPE_CHECKING:
    from aldeia.review.difference import Context, Difference


def _unheard(difference: Difference, _context: Context) -> bool:
    return difference.unknown or difference.part not in REDIS_7


def _eviction(difference: Difference, _context: Context) -> bool:
    return difference.part == "maxmemory-policy"


PARAMETER_GROUP = Table(
    created=CREATED,
    deleted=quiet("AWS deletes a parameter group only when no cache uses it", CACHE_PARAMETERS),
    replaced=(in_the_way(CACHE_PARAMETERS), *online("A new group is made beside the old one, which goes when nothing uses it; what that does to the cache, its own row says", CACHE_PARAMETERS)),
    attributes={
        "parameter": (
            when("it is maxmemory-policy", _eviction, Effect(DEGRADED, NOW, "for as long as memory is full",
                "Counts at once: a full cache drops other keys than before, or refuses writes", CACHE_PARAMETERS)),
            when("it is not in the catalog", _unheard, unknown("aldeia does not know this parameter: see whether it needs a reboot, and add it to aldeia/catalog/redis_parameters.py")),
            otherwise(Effect(ONLINE, NOW, SECONDS, "The value counts at once on every node, without a restart", CACHE_PARAMETERS)),
        ),
        **TAG_ROWS,
    },
    forcing=frozenset({"description", "family", "name"}),
    computed=frozenset({"arn", "id"}),
)  # fmt: skip

SUBNET_GROUP = Table(
    created=CREATED,
    deleted=quiet("AWS deletes a subnet group only when no cache uses it", CACHE_PROVIDER),
    replaced=(same_name(CACHE_PROVIDER), *online("A new group is made; a cache that is in the old one is destroyed and made anew, as its own row says", CACHE_PROVIDER)),
    attributes={
        "subnet_ids": (
            when("one is taken out, or it is not known before the apply", lambda d, c: d.unknown or loses(d, c), Effect(ONLINE, NOW, SECONDS,
                "Nodes that are made later may be in other subnets; AWS refuses to take out one in which a node is", CACHE_PROVIDER, may_fail="a node is in a subnet that is taken out")),
            otherwise(Effect(ONLINE, NOW, SECONDS, "Nodes that are made later may be in other subnets", CACHE_PROVIDER)),
        ),
        "description": quiet("A description", CACHE_PROVIDER),
        **TAG_ROWS,
    },
    forcing=frozenset({"name"}),
    computed=frozenset({"arn", "id", "vpc_id"}),
)  # fmt: skip

_LOCKED_OUT = Effect(DEGRADED, NOW, "until the clients log in otherwise", "Who logs in as this user is refused", CACHE_USERS, shuts_out="logins as this user")  # fmt: skip

USER = Table(
    created=CREATED,
    deleted=always(_LOCKED_OUT),
    replaced=always(Effect(DEGRADED, NOW, "until the user is there again, in its groups",
        "The user is deleted and made anew: its connections break", CACHE_USERS, shuts_out="logins as this user")),
    attributes={
        "access_string": always(Effect(DEGRADED, NOW, SECONDS, "The user may do other things, at once", CACHE_USERS, Gate.WIDEN)),
        **each("authentication_mode passwords no_password_required", always(Effect(DEGRADED, NOW, "until the clients log in the new way",
            "The user logs in otherwise", CACHE_USERS, Gate.WIDEN, shuts_out="logins the old way"))),
        **TAG_ROWS,
    },
    forcing=frozenset({"user_id", "user_name", "engine"}),
    computed=frozenset({"arn", "id"}),
)  # fmt: skip

USER_GROUP = Table(
    created=CREATED,
    deleted=always(_LOCKED_OUT),
    replaced=always(Effect(DEGRADED, NOW, "until the cache has the new group",
        "The group is deleted and made anew: nobody of it logs in meanwhile", CACHE_USERS, shuts_out="logins as a user of the group")),
    attributes={
        "user_ids": (
            when("one is added", gains, Effect(ONLINE, NOW, SECONDS, "The added user may log in", CACHE_USERS, Gate.WIDEN)),
            otherwise(_LOCKED_OUT),
        ),
        **TAG_ROWS,
    },
    forcing=frozenset({"user_group_id"}),
    computed=frozenset({"arn", "engine", "id"}),
)  # fmt: skip
