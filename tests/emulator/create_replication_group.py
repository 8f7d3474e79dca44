"""CreateReplicationGroup: moto makes one member whatever NumCacheClusters says, and gives no reader endpoint.

AWS makes NumCacheClusters members, `<id>-001` being the primary, and answers a ReaderEndpoint with address and port for
a group without cluster mode. It takes the AUTH token and tells nobody; here it is kept for tests to compare. Could be
offered to moto as it stands.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from moto.elasticache.models import ElastiCacheBackend, ReplicationGroup

from tests.emulator.extension import corrects


@corrects(ElastiCacheBackend)
def create_replication_group(
    motos_own: Callable[..., ReplicationGroup], self: ElastiCacheBackend, **settings: Any
) -> ReplicationGroup:
    clusters = settings["num_cache_clusters"]
    if clusters and not settings["replicas_per_node_group"]:
        settings["replicas_per_node_group"] = clusters - 1
    group = motos_own(self, **settings)
    for node_group in group.node_groups:
        if address := node_group.get("reader_endpoint_address"):
            node_group["reader_endpoint"] = {"address": address, "port": group.port}
    keep_tokens(group, [settings["auth_token"]] if settings["auth_token"] else [])
    return group


def tokens_of(group: ReplicationGroup) -> list[str]:
    """Give the AUTH tokens that a group lets in: two while one is rotated."""
    tokens: list[str] = group.__dict__.get("auth_tokens", [])
    return tokens


def keep_tokens(group: ReplicationGroup, tokens: list[str]) -> None:
    """Let these tokens in, and no others."""
    group.__dict__["auth_tokens"] = tokens
    group.auth_token_enabled = bool(tokens)
