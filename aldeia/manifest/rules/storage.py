"""Rules about the database's volume: its size, what gp3 gives, how far it grows."""

from collections.abc import Iterator

from aldeia.catalog.instance_classes import DATABASE_CLASSES
from aldeia.catalog.limits import (
    GP3_IOPS,
    GP3_IOPS_PER_MIB_PER_SECOND,
    GP3_SETTABLE_FROM_GIB,
    STORAGE,
    STORAGE_CEILING_ADVISED_PERCENT,
    STORAGE_CEILING_PERCENT,
)
from aldeia.manifest.environment import Manifest
from aldeia.manifest.rules.fault import Fault
from aldeia.manifest.rules.rule import DOUBTFUL, HARMFUL, REFUSED, rule
from aldeia.manifest.values import Size

# A terabyte for each gigabyte of memory: of what is read, a thousandth can be in the page cache.
MOST_GIB_PER_GIB_OF_MEMORY = 1024
LEAST_GIB, MOST_GIB = int(STORAGE["gp3"][0].gib.low), int(STORAGE["gp3"][-1].gib.high)


@rule(
    REFUSED,
    source="RDS user guide, CHAP_Storage, gp3 for PostgreSQL",
    fix="set them to null, or raise storage to 400 GiB",
    example={"database.storage": "399 GiB", "database.iops": 12000},
)
def gp3_is_provisioned_only_from_400_gib(manifest: Manifest) -> Iterator[Fault]:
    """gp3 takes iops and throughput on PostgreSQL only from 400 GiB: AWS refuses even the values it has by itself."""
    database = manifest.database
    for name in ("iops", "throughput"):
        wanted = getattr(database, name)
        if wanted is not None and database.storage.gib < GP3_SETTABLE_FROM_GIB:
            yield Fault(
                ("database", name), f"{wanted} on {database.storage}", f"null below {GP3_SETTABLE_FROM_GIB} GiB",
                f"set {name} to null, gp3 then gives 3,000 IOPS and 125 MiB/s, or raise storage",
            )  # fmt: skip


@rule(
    REFUSED,
    source="RDS user guide, CHAP_Storage, gp3 for PostgreSQL",
    fix="stay within the range, or set iops to null",
    example={"database.storage": "400 GiB", "database.iops": 64001},
)
def gp3_iops_are_in_range(manifest: Manifest) -> Iterator[Fault]:
    """Provisioned IOPS of gp3 lie between 12,000 and 64,000."""
    database = manifest.database
    if database.iops is None or database.storage.gib < GP3_SETTABLE_FROM_GIB:
        return
    if database.iops not in GP3_IOPS:
        yield Fault(
            ("database", "iops"),
            f"{database.iops} on {database.storage}",
            f"{GP3_IOPS.low} to {GP3_IOPS.high}",
            f"or null, gp3 then gives {GP3_IOPS.low}",
        )


@rule(
    REFUSED,
    source="RDS user guide, CHAP_Storage, gp3: at most a quarter MiB/s for each of the IOPS",
    fix="raise iops, or lower throughput",
    example={"database.storage": "400 GiB", "database.iops": 12000, "database.throughput": "3001 MiB"},
)
def gp3_figures_go_together(manifest: Manifest) -> Iterator[Fault]:
    """gp3 gives a MiB/s of throughput for every four provisioned IOPS, and no more."""
    database = manifest.database
    # Below 400 GiB neither may be set, and from there the most of both, 64,000 IOPS, is within gp3's 500 a GiB.
    if database.throughput is None or database.storage.gib < GP3_SETTABLE_FROM_GIB:
        return
    least = database.throughput.mib * GP3_IOPS_PER_MIB_PER_SECOND
    if database.iops is None:
        yield Fault(
            ("database", "iops"),
            f"null with a throughput of {database.throughput}",
            f"at least {least}, four times that",
        )
    elif database.iops < least:
        most = database.iops // GP3_IOPS_PER_MIB_PER_SECOND
        yield Fault(
            ("database", "throughput"),
            f"{database.throughput} with {database.iops} IOPS",
            f"at most {most} MiB",
        )


@rule(
    REFUSED,
    source="RDS user guide, USER_PIOPS.Autoscaling: a tenth above the volume at the least",
    fix="raise storage_ceiling, or set it to null",
    example={"database.storage": "101 GiB", "database.storage_ceiling": "111 GiB"},
)
def the_storage_ceiling_leaves_room(manifest: Manifest) -> Iterator[Fault]:
    """Storage autoscaling has room for at least one step."""
    database = manifest.database
    # RDS asks for a ceiling at least a tenth above the volume (USER_PIOPS.Autoscaling), rounded up here.
    least = -(-database.storage.gib * STORAGE_CEILING_PERCENT // 100)
    if database.storage_ceiling is not None and database.storage_ceiling.gib < least:
        yield Fault(
            ("database", "storage_ceiling"), str(database.storage_ceiling),
            f"at least {least} GiB, a tenth above storage ({database.storage})", "or null, and the volume never grows",
        )  # fmt: skip


@rule(
    DOUBTFUL,
    source="RDS user guide, USER_PIOPS.Autoscaling: 26% and more above the volume is recommended",
    fix="raise storage_ceiling",
    example={"database.storage": "100 GiB", "database.storage_ceiling": "125 GiB"},
)
def storage_can_grow_more_than_once(manifest: Manifest) -> Iterator[Fault]:
    """Storage autoscaling has room for a second step: it grows by a tenth or 10 GiB, and then not for six hours."""
    database = manifest.database
    recommended = -(-database.storage.gib * STORAGE_CEILING_ADVISED_PERCENT // 100)
    least = -(-database.storage.gib * STORAGE_CEILING_PERCENT // 100)
    if database.storage_ceiling is not None and least <= database.storage_ceiling.gib < recommended:
        yield Fault(
            ("database", "storage_ceiling"), str(database.storage_ceiling),
            f"at least {recommended} GiB, 26% above storage ({database.storage})",
        )  # fmt: skip


@rule(
    DOUBTFUL,
    source="EC2 DescribeInstanceTypes, EbsInfo, baseline of the class; aldeia/catalog/database_classes.csv",
    fix="take a larger class, or pay for less",
    example={
        "database.instance_class": "db.t3.large",
        "database.storage": "400 GiB",
        "database.iops": 12000,
        "database.throughput": "500 MiB",
    },
)
def the_class_keeps_up_with_the_volume(manifest: Manifest) -> Iterator[Fault]:
    """What is paid for on the volume goes through the class's own link to it, all day and not in bursts alone."""
    database = manifest.database
    instance_class = DATABASE_CLASSES.get(database.instance_class)
    if instance_class is None:
        return
    mib_per_second = int(instance_class.ebs_baseline_mb_per_second * 1_000_000 / 2**20)
    if database.iops is not None and database.iops > instance_class.ebs_baseline_iops:
        yield Fault(
            ("database", "iops"), str(database.iops),
            f"at most {instance_class.ebs_baseline_iops}, what {database.instance_class} sustains",
            "take a larger class, or set iops to null",
        )  # fmt: skip
    if database.throughput is not None and database.throughput.mib > mib_per_second:
        yield Fault(
            ("database", "throughput"), str(database.throughput),
            f"at most {mib_per_second} MiB, what {database.instance_class} sustains",
            "take a larger class, or set throughput to null",
        )  # fmt: skip


@rule(
    HARMFUL,
    source="arithmetic: a volume never shrinks, and is paid for from the first day; RDS user guide, CHAP_Storage: up to 64 TiB",
    fix="take a smaller volume and a ceiling up to which it grows by itself, or a larger class",
    example={"database.storage": "8193 GiB"},
)
def the_volume_is_in_proportion_to_the_class(manifest: Manifest) -> Iterator[Fault]:
    """A volume, and how far it grows by itself, is at most 1024 times the class's memory; it never shrinks."""
    database = manifest.database
    instance_class = DATABASE_CLASSES.get(database.instance_class)
    if instance_class is None:
        return
    most = int(instance_class.memory_gib * MOST_GIB_PER_GIB_OF_MEMORY)
    for name in ("storage", "storage_ceiling"):
        size: Size | None = getattr(database, name)
        if size is not None and size.gib > most:
            yield Fault(
                ("database", name), str(size),
                f"at most {most} GiB, 1024 times the memory of {database.instance_class}",
                f"AWS takes up to {MOST_GIB} GiB, and a volume never shrinks; {_smaller(size, most)}",
            )  # fmt: skip


def _smaller(size: Size, most: int) -> str:
    gib, rest = divmod(size.gib, 1024)
    if "T" in str(size) and not rest and LEAST_GIB <= gib <= most:
        return f"did you mean {gib} GiB?"
    return "take less, or a larger class"


RULES = (
    the_volume_is_in_proportion_to_the_class,
    gp3_is_provisioned_only_from_400_gib,
    gp3_iops_are_in_range,
    gp3_figures_go_together,
    the_storage_ceiling_leaves_room,
    storage_can_grow_more_than_once,
    the_class_keeps_up_with_the_volume,
)
