"""Write the catalogue's tables that are made from other people's data: `python -m tools.catalog classes`.

`classes` writes aldeia/catalog/database_classes.csv from EC2's DescribeInstanceTypes as moto records it.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import json
from pathlib import Path
from typing import Any

from aldeia.catalog.database_families import FAMILIES, Family
from aldeia.files import write_atomically

CATALOG = Path(__file__).parent.parent / "aldeia" / "catalog"
CLASS_COLUMNS = (
    "class", "vcpus", "memory_gib", "architecture",
    "ebs_baseline_mb_per_second", "ebs_burst_mb_per_second", "ebs_baseline_iops", "ebs_burst_iops",
    "network_baseline_gbit_per_second", "network_burst_gbit_per_second", "local_storage_gb",
)  # fmt: skip


def instance_types() -> dict[str, Any]:
    """Read EC2's instance types, by name, in the form of DescribeInstanceTypes."""
    import moto.ec2  # noqa: PLC0415  # the other tables are made without it

    file = Path(moto.ec2.__file__).parent / "resources" / "instance_types.json.gz"
    types: dict[str, Any] = json.loads(gzip.decompress(file.read_bytes()))
    return types


def class_row(name: str, family: Family, machine: dict[str, Any]) -> tuple[str, ...]:
    """Give one class's line: the machine it runs on, with a local disk only where RDS uses it."""
    ebs = machine["EbsInfo"]["EbsOptimizedInfo"]
    cards = machine["NetworkInfo"]["NetworkCards"]
    (architecture,) = machine["ProcessorInfo"]["SupportedArchitectures"]
    disk = machine["InstanceStorageInfo"]["TotalSizeInGB"] if family.local_storage else None
    figures = (
        ebs["BaselineThroughputInMBps"],
        ebs["MaximumThroughputInMBps"],
        ebs["BaselineIops"],
        ebs["MaximumIops"],
        sum(card["BaselineBandwidthInGbps"] for card in cards),
        sum(card["PeakBandwidthInGbps"] for card in cards),
    )
    memory = machine["MemoryInfo"]["SizeInMiB"] // 1024
    return (
        name, str(machine["VCpuInfo"]["DefaultVCpus"]), str(memory), architecture,
        *(f"{figure:.10g}" for figure in figures), "" if disk is None else str(disk),
    )  # fmt: skip


def class_table() -> str:
    """Give the whole of database_classes.csv."""
    types = instance_types()
    written = io.StringIO()
    table = csv.writer(written, lineterminator="\n")
    table.writerow(CLASS_COLUMNS)
    for name, family in FAMILIES.items():
        for size in family.sizes:
            machine = types[f"{family.ec2 or name}.{size}"]
            table.writerow(class_row(f"db.{name}.{size}", family, machine))
    return written.getvalue()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("table", choices=["classes"])
    parser.parse_args()
    write_atomically(CATALOG / "database_classes.csv", class_table())


if __name__ == "__main__":
    main()
