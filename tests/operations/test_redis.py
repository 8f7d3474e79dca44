"""Every redis-cli block runs on a real Redis 7, and asks for nothing that ElastiCache does not have."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from typing import Any

import pytest
import redis

from tests.operations.rendered import all_blocks
from tests.servers import redis_7

# ElastiCache user guide, Supported and restricted commands; read 2026-11-26.
RESTRICTED = {
    "ACL DELUSER", "ACL LOAD", "ACL LOG", "ACL SAVE", "ACL SETUSER", "BGREWRITEAOF", "BGSAVE", "CONFIG", "DEBUG",
    "FAILOVER", "MIGRATE", "PSYNC", "REPLICAOF", "SAVE", "SHUTDOWN", "SLAVEOF", "SYNC",
}  # fmt: skip


@pytest.fixture(scope="module")
def server() -> Iterator[redis.Redis]:
    with redis_7() as client:
        client.set("session:1", "a", ex=60)
        yield client


def execute(server: Any, line: str) -> None:
    server.execute_command(*shlex.split(line))


def lines(block: str) -> list[str]:
    return [line for line in block.splitlines() if line.strip()]


def is_restricted(line: str) -> bool:
    return any(f"{line} ".upper().startswith(f"{command} ") for command in RESTRICTED)


@pytest.mark.parametrize("block", all_blocks("redis"), ids=all_blocks("redis").values())
def test_every_line_runs(block: str, server: redis.Redis) -> None:
    assert lines(block)
    for line in lines(block):
        execute(server, line)


@pytest.mark.parametrize("block", all_blocks("redis"), ids=all_blocks("redis").values())
def test_elasticache_has_every_command(block: str) -> None:
    assert [line for line in lines(block) if is_restricted(line)] == []


def test_a_command_that_does_not_exist_or_is_restricted_is_seen(server: redis.Redis) -> None:
    with pytest.raises(redis.ResponseError):
        execute(server, "INFOS")
    assert is_restricted("CONFIG GET maxmemory")
    assert is_restricted("save")
    assert not is_restricted("INFO memory")
