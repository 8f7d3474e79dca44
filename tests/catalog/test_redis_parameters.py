"""Parameters of Redis and Valkey in the catalogue: whole, and taken by a real Redis 7 where it has them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
import redis

from aldeia.catalog.engine_versions import CACHE_VERSIONS
from aldeia.catalog.parameter import UNIT_BYTES, UNIT_MICROSECONDS
from aldeia.catalog.redis_parameters import (
    CACHE_PARAMETERS,
    DATA_TIERING_POLICIES,
    POLICIES,
    REDIS_7,
    settable,
)
from tests.servers import redis_7

# ElastiCache's own; of client-output-buffer-limit, which Redis has too, it makes nine.
OWN = {
    "close-on-replica-write",
    "rename-commands",
    "replica-allow-chaining",
    "reserved-memory",
    "reserved-memory-percent",
}


@pytest.fixture(scope="module")
def server() -> Iterator[redis.Redis]:
    with redis_7() as client:
        yield client


def test_there_is_a_table_for_every_family() -> None:
    assert set(CACHE_PARAMETERS) == {version.family for version in CACHE_VERSIONS.values()}
    assert {family: len(table) for family, table in CACHE_PARAMETERS.items()} == {
        "redis6.x": 66, "redis7": 68, "valkey7": 68, "valkey8": 71, "valkey9": 72,
    }  # fmt: skip


@pytest.mark.parametrize("family", CACHE_PARAMETERS)
def test_every_row_is_whole(family: str) -> None:
    rows = CACHE_PARAMETERS[family].values()

    assert [row.name for row in rows if (row.kind == "choice") != bool(row.choices)] == []
    assert [row.name for row in rows if {row.kind == "text"} != {bool(row.form), bool(row.expected)}] == []
    assert [row.name for row in rows if row.unit and row.unit not in UNIT_BYTES | UNIT_MICROSECONDS] == []
    assert [row.name for row in rows if (row.modifiable is False) != bool(row.why_fixed)] == []
    assert [row.name for row in rows if row.kind == "boolean" and row.default not in row.words] == []
    assert [row.name for row in rows if row.kind == "choice" and row.default not in row.choices] == []
    assert [row.name for row in rows if row.since and row.since not in CACHE_VERSIONS] == []
    assert [row.name for row in rows if row.kind == "integer" and not (row.low or 0) < (row.high or 0)] == []
    assert {name for name, row in CACHE_PARAMETERS[family].items()} == {row.name for row in rows}


def test_what_elasticache_fixes_is_known_but_not_settable() -> None:
    for family, table in CACHE_PARAMETERS.items():
        fixed = {name for name, parameter in table.items() if not parameter.modifiable}
        assert fixed >= {
            "appendonly",
            "cluster-enabled",
            "maxclients",
            "maxmemory",
            "replica-ignore-maxmemory",
        }
        assert not fixed & set(settable(family))
    assert set(settable("redis7")) == set(REDIS_7)


def test_families_differ_where_the_engines_do() -> None:
    tables = CACHE_PARAMETERS
    assert [family for family in tables if "hash-max-ziplist-entries" in tables[family]] == ["redis6.x"]
    assert [family for family in tables if "lazyfree-lazy-expire" in tables[family]] == [
        "redis6.x",
        "redis7",
        "valkey7",
    ]
    assert [family for family in tables if "extended-redis-compatibility" in tables[family]] == [
        "valkey8",
        "valkey9",
    ]
    assert [tables[family]["maxmemory-samples"].high for family in ("redis7", "valkey8")] == [
        2_147_483_647,
        64,
    ]
    assert [tables[family]["activerehashing"].modifiable for family in ("redis6.x", "redis7")] == [
        True,
        False,
    ]
    assert set(DATA_TIERING_POLICIES) < set(POLICIES)


def of_redis(names: Iterable[str]) -> list[str]:
    return [name for name in names if name not in OWN and not name.startswith("client-output-buffer-limit-")]


def test_redis_7_has_them_all_but_elasticaches_own(server: redis.Redis) -> None:
    known = set(server.config_get("*"))

    assert [name for name in of_redis(CACHE_PARAMETERS["redis7"]) if name not in known] == []
    assert not OWN & known


# Debian's Redis is built without the allocator that activedefrag needs; `databases` is read at start only.
UNTRIED = {"activedefrag", "databases"}


@pytest.mark.parametrize(
    "name", [name for name in of_redis(REDIS_7) if REDIS_7[name].kind != "text" and name not in UNTRIED]
)
def test_redis_7_takes_both_ends_and_every_choice(name: str, server: redis.Redis) -> None:
    parameter = REDIS_7[name]
    ends = parameter.words if parameter.kind == "boolean" else (parameter.low, parameter.high)
    for value in parameter.choices or ends:
        # ElastiCache's own; Redis has hostname in its place.
        if value != "tls-dynamic":
            server.config_set(name, str(value))
            assert server.config_get(name) == {name: str(value)}
