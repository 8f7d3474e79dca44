"""Instance classes and node types: what each has.

Source: RDS user guide (DB instance classes), EC2 DescribeInstanceTypes for vCPU and memory, ElastiCache user guide
(Redis node-type specific parameters) for `maxmemory`; read 2026-11-22.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class InstanceClass:
    """A class of database instance."""

    vcpus: int
    memory_gib: int


@dataclass(frozen=True)
class NodeType:
    """A type of cache node."""

    vcpus: int
    maxmemory_bytes: int
    """What Redis may use before `reserved-memory-percent` is taken off."""


def _family(name: str, sizes: dict[str, tuple[int, int]]) -> dict[str, InstanceClass]:
    return {f"db.{name}.{size}": InstanceClass(*row) for size, row in sizes.items()}


_BURSTABLE = {
    "micro": (2, 1), "small": (2, 2), "medium": (2, 4), "large": (2, 8), "xlarge": (4, 16), "2xlarge": (8, 32),
}  # fmt: skip
_GENERAL = {
    "large": (2, 8), "xlarge": (4, 16), "2xlarge": (8, 32), "4xlarge": (16, 64), "8xlarge": (32, 128),
    "12xlarge": (48, 192), "16xlarge": (64, 256),
}  # fmt: skip
_MEMORY = {
    "large": (2, 16), "xlarge": (4, 32), "2xlarge": (8, 64), "4xlarge": (16, 128), "8xlarge": (32, 256),
    "12xlarge": (48, 384), "16xlarge": (64, 512),
}  # fmt: skip

DATABASE_CLASSES = {
    **_family("t3", _BURSTABLE),
    **_family("t4g", _BURSTABLE),
    **_family("m6g", _GENERAL),
    **_family("m6i", _GENERAL),
    **_family("m7g", _GENERAL),
    **_family("r6g", _MEMORY),
    **_family("r6i", _MEMORY),
    **_family("r7g", _MEMORY),
}

CACHE_NODE_TYPES = {
    "cache.t3.micro": NodeType(2, 536_870_912),
    "cache.t3.small": NodeType(2, 1_471_026_299),
    "cache.t3.medium": NodeType(2, 3_317_862_236),
    "cache.t4g.micro": NodeType(2, 536_870_912),
    "cache.t4g.small": NodeType(2, 1_471_026_299),
    "cache.t4g.medium": NodeType(2, 3_317_862_236),
    "cache.m6g.large": NodeType(2, 6_854_542_746),
    "cache.m6g.xlarge": NodeType(4, 13_891_921_715),
    "cache.r6g.large": NodeType(2, 14_037_181_030),
    "cache.r6g.xlarge": NodeType(4, 28_261_849_702),
}
