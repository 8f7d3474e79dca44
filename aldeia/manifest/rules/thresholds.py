"""Rules about thresholds: none that is never reached, none that always is."""

from collections.abc import Iterator

from aldeia.catalog.instance_classes import CACHE_NODE_TYPES, DATABASE_CLASSES
from aldeia.manifest.alarms import CacheAlarms, DatabaseAlarms, ReplicaAlarms
from aldeia.manifest.automatic import AUTO
from aldeia.manifest.environment import Manifest
from aldeia.manifest.rules.fault import Fault
from aldeia.manifest.rules.rule import DOUBTFUL, HARMFUL, rule
from aldeia.manifest.section import Section
from aldeia.manifest.values import Size

# What PostgreSQL leaves free is its page cache, a third of the memory and more on a healthy instance.
MOST_FREEABLE_PERCENT = 15
# RDS grows the volume when a tenth of it is left.
AUTOSCALING_AT_PERCENT = 10
MOST_FREE_STORAGE_PERCENT = 50
# With less the instance is out of memory, or the volume full, before anybody has read the mail.
LEAST_LEFT = {"freeable_memory_below": Size.parse("50 MB"), "free_storage_below": Size.parse("1 GB")}
# ElastiCache user guide, which metrics to watch: some swap is normal, more than 50 MB is not.
LEAST_SWAP_MIB = 1
MOST_SWAP_PERCENT = 25
# ElastiCache user guide, which metrics to watch: Redis runs on one processor, so 90% of it is 90/vCPUs of the node.
BUSY_REDIS_PERCENT = 90

ALARMS: dict[str, type[Section]] = {
    "database": DatabaseAlarms, "read_replica": ReplicaAlarms, "cache": CacheAlarms,
}  # fmt: skip
FIRST_IS_TOO_MANY = {("database", "surplus_credits_above"), ("cache", "evictions_above")}

PERCENTAGES = (
    ("database", "cpu_above"),
    ("cache", "cpu_above"),
    ("cache", "engine_cpu_above"),
    ("cache", "memory_warning_above"),
    ("cache", "memory_critical_above"),
    ("cache", "hit_rate_below"),
    ("database", "ebs_balance_below"),
    ("read_replica", "cpu_above"),
)


@rule(
    HARMFUL,
    source="arithmetic: nothing is above 100% or below 0%",
    fix="take a percentage between",
    example={"alarms.database.cpu_above": "100%"},
)
def a_percentage_can_be_passed_and_kept(manifest: Manifest) -> Iterator[Fault]:
    """A threshold of 0% or 100% is passed always or never."""
    for store, name in PERCENTAGES:
        threshold = getattr(getattr(manifest.alarms, store), name)
        if threshold != AUTO and threshold.value in {0, 100}:
            yield Fault(("alarms", store, name), str(threshold), "1% to 99%", "it is passed always, or never")


@rule(
    HARMFUL,
    source="arithmetic: what is counted is never below nothing, and hardly ever nothing",
    fix="write auto, or what is too much or too little",
    example={"alarms.cache.connections_above": 0},
)
def a_threshold_is_more_than_nothing(manifest: Manifest) -> Iterator[Fault]:
    """A threshold of nothing is passed always or never, but where the first of something is one too many."""
    for store, alarms in ALARMS.items():
        for name in alarms.model_fields:
            threshold = getattr(getattr(manifest.alarms, store), name)
            if (store, name) not in FIRST_IS_TOO_MANY and _is_nothing(threshold):
                yield Fault(
                    ("alarms", store, name), str(threshold), "more than nothing, or auto",
                    "it is passed always, or never",
                )  # fmt: skip


@rule(
    HARMFUL,
    source="measured: 512 MB is a quarter of db.t3.small and 6% of db.t3.large",
    fix="take a tenth of the class's memory",
    example={"database.instance_class": "db.t3.small", "alarms.database.freeable_memory_below": "512 MB"},
)
def the_memory_alarm_fits_the_class(manifest: Manifest) -> Iterator[Fault]:
    """The memory alarm is silent on a healthy instance: a threshold is small beside the class's memory."""
    name, threshold = manifest.database.instance_class, manifest.alarms.database.freeable_memory_below
    known = DATABASE_CLASSES.get(name)
    if (
        threshold != AUTO
        and known is not None
        and threshold.bytes * 100 > known.memory_gib * 2**30 * MOST_FREEABLE_PERCENT
    ):
        most = known.memory_gib * 1024 * MOST_FREEABLE_PERCENT // 100
        yield Fault(
            ("alarms", "database", "freeable_memory_below"), str(threshold),
            f"at most {most} MB, {MOST_FREEABLE_PERCENT}% of {name}", "or it is never silent",
        )  # fmt: skip


@rule(
    HARMFUL,
    source="arithmetic: half of a volume is not little",
    fix="lower the threshold",
    example={"database.storage": "100 GiB", "alarms.database.free_storage_below": "51 GB"},
)
def the_storage_alarm_fits_the_volume(manifest: Manifest) -> Iterator[Fault]:
    """The storage alarm is silent while half of the volume is free."""
    storage, threshold = manifest.database.storage, manifest.alarms.database.free_storage_below
    if threshold != AUTO and threshold.bytes * 100 > storage.bytes * MOST_FREE_STORAGE_PERCENT:
        yield Fault(
            ("alarms", "database", "free_storage_below"), str(threshold),
            f"at most half of storage ({storage})", "or it is never silent",
        )  # fmt: skip


@rule(
    HARMFUL,
    source="arithmetic: five connections take 50 MB, and gp3 writes a gigabyte in eight seconds",
    fix="a tenth of the class's memory, a twentieth of the volume",
    example={"alarms.database.freeable_memory_below": "49 MB"},
)
def memory_and_storage_alarms_leave_time_to_act(manifest: Manifest) -> Iterator[Fault]:
    """The memory and the storage alarm go off while there is something left to act with."""
    for name, least in LEAST_LEFT.items():
        threshold = getattr(manifest.alarms.database, name)
        if threshold != AUTO and threshold.bytes < least.bytes:
            yield Fault(
                ("alarms", "database", name), str(threshold), f"at least {least}", "or it is too late"
            )


@rule(
    HARMFUL,
    source="ElastiCache user guide, which metrics should I monitor, SwapUsage: more than 50 MB is a sign",
    fix="50 MB is AWS's own figure",
    example={"alarms.cache.swap_above": "0 MB"},
)
def the_swap_alarm_fits_the_node(manifest: Manifest) -> Iterator[Fault]:
    """The swap alarm is neither always on nor waits for a node that has long been slow."""
    name, threshold = manifest.cache.node_type, manifest.alarms.cache.swap_above
    known = CACHE_NODE_TYPES.get(name)
    if threshold == AUTO or known is None:
        return
    most = known.maxmemory_bytes * MOST_SWAP_PERCENT // 100 // 2**20
    if not LEAST_SWAP_MIB <= threshold.bytes / 2**20 <= most:
        yield Fault(
            ("alarms", "cache", "swap_above"), str(threshold),
            f"{LEAST_SWAP_MIB} MB to {most} MB, {MOST_SWAP_PERCENT}% of {name}", "50 MB is AWS's own figure",
        )  # fmt: skip


@rule(
    DOUBTFUL,
    source="RDS user guide, USER_PIOPS.Autoscaling: it acts when 10% are free for five minutes",
    fix="lower the threshold to less than a tenth of storage",
    example={
        "database.storage": "100 GiB", "database.storage_ceiling": "500 GiB",
        "alarms.database.free_storage_below": "11 GB",
    },
)  # fmt: skip
def the_storage_alarm_waits_for_autoscaling(manifest: Manifest) -> Iterator[Fault]:
    """Where the volume grows by itself, the storage alarm tells that it did not: it waits until a tenth is left."""
    storage, threshold = manifest.database.storage, manifest.alarms.database.free_storage_below
    above = threshold != AUTO and threshold.bytes * 100 > storage.bytes * AUTOSCALING_AT_PERCENT
    if manifest.database.storage_ceiling is not None and above:
        yield Fault(
            ("alarms", "database", "free_storage_below"), str(threshold),
            f"at most a tenth of storage ({storage}), where autoscaling acts",
        )  # fmt: skip


@rule(
    HARMFUL,
    source="arithmetic: pools that are full are what pools are for",
    fix="raise connections_above, or lower the pools",
    example={"alarms.database.connections_above": 79},
)
def the_connections_alarm_is_silent_while_pools_are_full(manifest: Manifest) -> Iterator[Fault]:
    """The connections alarm is silent while every process has all the connections it may have."""
    pool, threshold = manifest.database.pool, manifest.alarms.database.connections_above
    if threshold != AUTO and threshold < pool.max * pool.processes:
        yield Fault(
            ("alarms", "database", "connections_above"), str(threshold),
            f"at least {pool.max * pool.processes}, {pool.processes} pools of {pool.max}",
        )  # fmt: skip


@rule(
    HARMFUL,
    source="ElastiCache user guide, which metrics should I monitor: 90 divided by the vCPUs",
    fix="lower cpu_above; engine_cpu_above watches Redis itself",
    example={"cache.node_type": "cache.t3.small", "alarms.cache.cpu_above": "70%"},
)
def the_cache_cpu_alarm_knows_that_redis_runs_on_one_processor(manifest: Manifest) -> Iterator[Fault]:
    """On a node of two processors Redis can take half: the specification's 70% would hardly ever be reached."""
    name, threshold = manifest.cache.node_type, manifest.alarms.cache.cpu_above
    known = CACHE_NODE_TYPES.get(name)
    if threshold != AUTO and known is not None and threshold.value * known.vcpus > BUSY_REDIS_PERCENT:
        yield Fault(
            ("alarms", "cache", "cpu_above"), str(threshold),
            f"at most {BUSY_REDIS_PERCENT // known.vcpus}%, as {name} has {known.vcpus} vCPUs",
            "or it hardly ever fires",
        )  # fmt: skip


@rule(
    DOUBTFUL,
    source="Redis, key eviction: an allkeys policy evicts as soon as the memory is full",
    fix="raise evictions_above to what is too many, or take another policy",
    example={"cache.parameters.maxmemory-policy": "allkeys-lru", "alarms.cache.evictions_above": 0},
)
def evictions_are_an_alarm_only_where_they_are_not_normal(manifest: Manifest) -> Iterator[Fault]:
    """With an allkeys policy a full cache evicts all day, and an alarm on the first eviction never ends."""
    policy, threshold = (
        manifest.cache.parameters.get("maxmemory-policy"),
        manifest.alarms.cache.evictions_above,
    )
    if policy is not None and str(policy).startswith("allkeys") and threshold == 0:
        yield Fault(
            ("alarms", "cache", "evictions_above"), f"0 with {policy}", "what is too many in a minute",
            "with this policy a full cache evicts all the time",
        )  # fmt: skip


def _is_nothing(threshold: object) -> bool:
    return threshold.bytes == 0 if isinstance(threshold, Size) else threshold == 0


RULES = (
    a_threshold_is_more_than_nothing,
    a_percentage_can_be_passed_and_kept,
    the_memory_alarm_fits_the_class,
    the_storage_alarm_fits_the_volume,
    memory_and_storage_alarms_leave_time_to_act,
    the_swap_alarm_fits_the_node,
    the_storage_alarm_waits_for_autoscaling,
    the_connections_alarm_is_silent_while_pools_are_full,
    the_cache_cpu_alarm_knows_that_redis_runs_on_one_processor,
    evictions_are_an_alarm_only_where_they_are_not_normal,
)
