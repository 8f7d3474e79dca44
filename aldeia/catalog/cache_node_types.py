"""Node types of ElastiCache: what each has, and the oldest engine that each runs.

Sources: ElastiCache user guide as of Valkey 9.1 (2026): Supported node types, for network, engines and credits;
Redis OSS and Valkey node-type specific parameters, for `maxmemory`; Data tiering, for the disks. vCPU as the EC2
instance type of the same name. Read 2026-11-23. T2, m4 and r4, which new clusters should not use, are left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from aldeia.catalog.database_families import CREDITS, Credits


@dataclass(frozen=True)
class NodeType:
    """A type of cache node."""

    vcpus: int
    maxmemory_bytes: int
    """What Redis may use before `reserved-memory-percent` is taken off."""
    architecture: str
    """`x86_64` or `arm64`."""
    network_baseline_gbit_per_second: float
    network_burst_gbit_per_second: float
    """As long as its network credits last; the baseline where it does not burst."""
    first_versions: Mapping[str, str]
    """By engine, `redis` or `valkey`, the oldest version; an engine that is not there does not run on it."""
    credits: Credits | None = None
    """CPU credits of a burstable type, which ElastiCache runs in standard mode: it slows down when they end."""
    data_tiering_disk_gib: float | None = None
    """The disk that takes the least used values; None where there is no data tiering."""
    # For every type in the table: only T1 has no Multi-AZ and no backups (Multi-AZ; Constraints of backups).
    multi_az: bool = True
    backups: bool = True
    encryption: bool = True


_VCPUS = {
    "micro": 2, "small": 2, "medium": 2, "large": 2, "xlarge": 4, "2xlarge": 8, "4xlarge": 16, "8xlarge": 32,
    "12xlarge": 48, "16xlarge": 64, "24xlarge": 96,
}  # fmt: skip
_BURSTABLE_BYTES = {"micro": 536_870_912, "small": 1_471_026_299, "medium": 3_317_862_236}
_M_BYTES = {
    "large": 6_854_542_746, "xlarge": 13_891_921_715, "2xlarge": 27_966_669_210, "4xlarge": 56_116_178_125,
    "8xlarge": 111_325_552_312, "12xlarge": 168_715_971_994, "16xlarge": 225_000_375_228,
    "24xlarge": 337_500_562_842,
}  # fmt: skip
_R_BYTES = {
    "large": 14_037_181_030, "xlarge": 28_261_849_702, "2xlarge": 56_711_183_565, "4xlarge": 113_609_865_216,
    "8xlarge": 225_000_375_228, "12xlarge": 341_206_346_547, "16xlarge": 450_000_750_456,
    "24xlarge": 682_485_973_811,
}  # fmt: skip
_C7GN_BYTES = {
    "large": 3_317_862_236, "xlarge": 6_854_542_746, "2xlarge": 13_891_921_715, "4xlarge": 27_966_669_210,
    "8xlarge": 56_116_178_125, "12xlarge": 84_357_985_997, "16xlarge": 113_609_865_216,
}  # fmt: skip
_M8G_BYTES = {
    "large": 7_294_178_820, "xlarge": 15_222_495_510, "2xlarge": 31_866_224_640, "4xlarge": 65_856_864_256,
    "8xlarge": 133_838_143_488, "12xlarge": 201_819_422_720, "16xlarge": 269_800_701_952,
}  # fmt: skip
_R8G_BYTES = {
    "large": 15_222_495_510, "xlarge": 31_866_224_640, "2xlarge": 65_856_864_256, "4xlarge": 133_838_143_488,
    "8xlarge": 269_800_701_952, "12xlarge": 405_763_260_416, "16xlarge": 541_725_818_880,
}  # fmt: skip
_C8GN_BYTES = {
    "large": 3_330_020_474, "xlarge": 7_294_178_820, "2xlarge": 15_222_495_510, "4xlarge": 31_866_224_640,
    "8xlarge": 65_856_864_256, "12xlarge": 99_847_503_872, "16xlarge": 133_838_143_488,
}  # fmt: skip

# Baseline and burst, Gbit/s.
_Network = dict[str, tuple[float, float]]
_BURSTABLE_NETWORK: _Network = {"micro": (0.064, 5), "small": (0.128, 5), "medium": (0.256, 5)}
_M5_NETWORK: _Network = {
    "large": (0.75, 10), "xlarge": (1.25, 10), "2xlarge": (2.5, 10), "4xlarge": (5, 10), "12xlarge": (12, 12),
    "24xlarge": (25, 25),
}  # fmt: skip
_R5_NETWORK: _Network = {**_M5_NETWORK, "12xlarge": (20, 20)}
_6G_NETWORK: _Network = {
    "large": (0.75, 10), "xlarge": (1.25, 10), "2xlarge": (2.5, 10), "4xlarge": (5, 10), "8xlarge": (12, 12),
    "12xlarge": (20, 20), "16xlarge": (25, 25),
}  # fmt: skip
_R6GD_NETWORK = {size: figures for size, figures in _6G_NETWORK.items() if size != "large"}
_7G_NETWORK: _Network = {
    "large": (0.937, 12.5), "xlarge": (1.876, 12.5), "2xlarge": (3.75, 15), "4xlarge": (7.5, 15), "8xlarge": (15, 15),
    "12xlarge": (22.5, 22.5), "16xlarge": (30, 30),
}  # fmt: skip
_8G_NETWORK: _Network = {**_7G_NETWORK, "xlarge": (1.875, 12.5)}
_GN_NETWORK: _Network = {
    "large": (6.25, 30), "xlarge": (12.5, 40), "2xlarge": (25, 50), "4xlarge": (50, 50), "8xlarge": (100, 100),
    "12xlarge": (150, 150), "16xlarge": (200, 200),
}  # fmt: skip
_R6GD_DISK_GIB = {
    "xlarge": 99.33, "2xlarge": 199.07, "4xlarge": 398.14, "8xlarge": 796.28, "12xlarge": 1_194.42,
    "16xlarge": 1_592.56,
}  # fmt: skip


def _family(
    name: str, maxmemory: dict[str, int], network: _Network, first_redis: str | None
) -> dict[str, NodeType]:
    first_versions = {"redis": first_redis} if first_redis else {}
    return {
        f"cache.{name}.{size}": NodeType(
            vcpus=_VCPUS[size],
            maxmemory_bytes=maxmemory[size],
            architecture="x86_64" if name in {"t3", "m5", "r5"} else "arm64",
            network_baseline_gbit_per_second=baseline,
            network_burst_gbit_per_second=burst,
            first_versions={**first_versions, "valkey": "7.2"},
            credits=CREDITS[size] if name in {"t3", "t4g"} else None,
            data_tiering_disk_gib=_R6GD_DISK_GIB[size] if name == "r6gd" else None,
        )
        for size, (baseline, burst) in network.items()
    }


CACHE_NODE_TYPES = {
    **_family("t3", _BURSTABLE_BYTES, _BURSTABLE_NETWORK, "4.0.10"),
    **_family("t4g", _BURSTABLE_BYTES, _BURSTABLE_NETWORK, "5.0.6"),
    **_family("m5", _M_BYTES, _M5_NETWORK, "4.0.10"),
    **_family("m6g", _M_BYTES, _6G_NETWORK, "5.0.6"),
    **_family("m7g", _M_BYTES, _7G_NETWORK, "6.2"),
    **_family("m8g", _M8G_BYTES, _8G_NETWORK, None),
    **_family("r5", _R_BYTES, _R5_NETWORK, "4.0.10"),
    **_family("r6g", _R_BYTES, _6G_NETWORK, "5.0.6"),
    **_family("r6gd", _R_BYTES, _R6GD_NETWORK, "6.2"),
    **_family("r7g", _R_BYTES, _7G_NETWORK, "6.2"),
    **_family("r8g", _R8G_BYTES, _8G_NETWORK, None),
    **_family("c7gn", _C7GN_BYTES, _GN_NETWORK, "6.2"),
    **_family("c8gn", _C8GN_BYTES, _GN_NETWORK, None),
}
