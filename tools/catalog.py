"""Write the catalogue's tables that are made from other people's data.

`python -m tools.catalog classes` writes aldeia/catalog/database_classes.csv from EC2's DescribeInstanceTypes as moto
records it; `python -m tools.catalog postgresql --programs DIRECTORY` writes aldeia/catalog/postgresql/MAJOR.json from
`pg_settings` of the server whose programs are in the directory, as /usr/lib/postgresql/15/bin.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from aldeia.catalog.database_families import FAMILIES, Family
from aldeia.files import write_atomically
from tools.postgresql import LIBRARIES, SETTINGS, server

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


# Choices that a server has only when it was built with these compression libraries, as Debian's and RDS's are.
BUILT_WITH = {
    "default_toast_compression": ("pglz", "lz4"),
    "wal_compression": ("pglz", "lz4", "zstd", "on", "off"),
}
# They say where this server is and who built it, not what a parameter is.
OF_THE_BUILD = {"krb_server_keyfile", "server_version", "server_version_num", "unix_socket_directories"}
# Debian's own.
NOT_POSTGRESQLS = {"extension_destdir"}
KINDS = {"bool": "boolean", "enum": "choice", "integer": "integer", "real": "real", "string": "text"}
# What PostgreSQL writes for a real without an end.
ENDLESS = "1.79769e+308"


def parameter_row(setting: tuple[Any, ...]) -> tuple[str, dict[str, Any]]:
    """Give one parameter's name, in lower case as RDS has it, and what PostgreSQL says of it."""
    name, kind, unit, low, high, choices, context, category, default = setting
    row: dict[str, Any] = {"kind": KINDS[kind]}
    if unit and kind in {"integer", "real"}:
        row["unit"] = unit
    for end, value in (("low", low), ("high", high)):
        if value is not None and value.lstrip("-") != ENDLESS:
            number = float(value)
            row[end] = int(number) if number.is_integer() else number
    if choices:
        row["choices"] = list(BUILT_WITH.get(name, choices))
    row |= {"context": context, "category": category.partition(" / ")[0]}
    if default is not None and name not in OF_THE_BUILD:
        row["default"] = default
    return name.lower(), row


def parameter_table(programs: Path) -> tuple[str, dict[str, dict[str, Any]]]:
    """Ask a server for its version, as 15.18, and its parameters in alphabetical order."""
    with server(programs) as connection:
        settings = connection.execute(SETTINGS).fetchall()
    (version,) = (row[-1] for row in settings if row[0] == "server_version")
    rows = dict(parameter_row(row) for row in settings if row[0] not in NOT_POSTGRESQLS)
    return str(version).split(maxsplit=1)[0], dict(sorted(rows.items()))


def write_parameters(programs: Path) -> None:
    """Write a major version's table, one parameter a line, so that two majors can be compared with diff."""
    version, rows = parameter_table(programs)
    lines = ",\n".join(f"{json.dumps(name)}: {json.dumps(row)}" for name, row in rows.items())
    source = f"pg_settings of PostgreSQL {version} with {', '.join(LIBRARIES)}"
    read = datetime.now(UTC).date().isoformat()
    head = f'{{"source": {json.dumps(source)}, "read": "{read}", "parameters": {{'
    major = version.split(".", maxsplit=1)[0]
    write_atomically(CATALOG / "postgresql" / f"{major}.json", f"{head}\n{lines}\n}}}}\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("table", choices=["classes", "postgresql"])
    parser.add_argument("--programs", type=Path, help="the directory of initdb and postgres")
    asked = parser.parse_args()
    if asked.table == "classes":
        write_atomically(CATALOG / "database_classes.csv", class_table())
    elif asked.programs is None:
        parser.error("postgresql needs --programs DIRECTORY")
    else:
        write_parameters(asked.programs)


if __name__ == "__main__":
    main()
