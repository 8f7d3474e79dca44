"""Openings: whether a rule of a security group or a network ACL lets in more than the one before it."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_network
from typing import Any

_ALL_PORTS = (0, 65535)
_PEERS = ("referenced_security_group_id", "prefix_list_id", "cidr_ipv4", "cidr_ipv6")


@dataclass(frozen=True)
class Opening:
    """One protocol, a span of ports, one peer."""

    protocol: str
    low: int
    high: int
    peer: str

    def covers(self, other: Opening) -> bool:
        """Say whether what the other lets through is let through here."""
        if self.protocol not in {"-1", other.protocol}:
            return False
        ports = self.protocol == "-1" or (self.low <= other.low and other.high <= self.high)
        return ports and _covers(self.peer, other.peer)


def of_rule(values: dict[str, Any]) -> Opening:
    """Read an aws_vpc_security_group_*_rule."""
    peer = next((str(values[name]) for name in _PEERS if values.get(name)), "")
    return _opening(values.get("ip_protocol"), values, peer)


def of_blocks(blocks: list[dict[str, Any]] | None) -> list[Opening]:
    """Read the `ingress` or `egress` of an aws_security_group; a block may name several peers."""
    openings = []
    for block in blocks or []:
        peers = [
            str(peer)
            for name in ("cidr_blocks", "ipv6_cidr_blocks", "prefix_list_ids", "security_groups")
            for peer in block.get(name) or ()
        ] + (["self"] if block.get("self") else [])
        openings += [_opening(block.get("protocol"), block, peer) for peer in peers]
    return openings


def of_acl_rule(values: dict[str, Any]) -> Opening:
    """Read an aws_network_acl_rule."""
    peer = str(values.get("cidr_block") or values.get("ipv6_cidr_block") or "")
    return _opening(values.get("protocol"), values, peer)


def widened(before: list[Opening], after: list[Opening]) -> bool:
    """Say whether something is let through after that was not before."""
    return any(not any(one.covers(other) for one in before) for other in after)


def _opening(protocol: object, values: dict[str, Any], peer: str) -> Opening:
    low, high = values.get("from_port"), values.get("to_port")
    ports = _ALL_PORTS if low is None or high is None else (int(low), int(high))
    return Opening(str(protocol), *ports, peer)


def _covers(one: str, other: str) -> bool:
    if one == other:
        return True
    try:
        outer, inner = ip_network(one), ip_network(other)
        return bool(inner.version == outer.version and inner.subnet_of(outer))  # type: ignore[arg-type]  # same version
    except ValueError:
        return False
