"""Rules about Redis: nodes, zones, version, parameters."""

from collections.abc import Iterator

from aldeia.catalog.instance_classes import CACHE_NODE_TYPES
from aldeia.catalog.limits import CACHE_PORT_TAKEN
from aldeia.catalog.redis_parameters import IDLE_TIMEOUT_SECONDS_FROM
from aldeia.manifest.environment import Manifest
from aldeia.manifest.parameters import aws_value
from aldeia.manifest.rules.fault import Fault, suggestion
from aldeia.manifest.rules.parameters import parameter_faults
from aldeia.manifest.rules.rule import DOUBTFUL, HARMFUL, REFUSED, rule

# ElastiCache user guide, Redis parameters: the default of every family.
DEFAULT_POLICY = "volatile-lru"


@rule(
    REFUSED,
    source="ElastiCache user guide, supported node types; aldeia/catalog/instance_classes.py",
    fix="correct the name, or add the type to the catalogue",
    example={"cache.node_type": "cache.t3.huge"},
)
def cache_node_type_is_in_the_catalogue(manifest: Manifest) -> Iterator[Fault]:
    """Node types are known, with their memory."""
    name = manifest.cache.node_type
    if name not in CACHE_NODE_TYPES:
        fix = suggestion(name, CACHE_NODE_TYPES, "add it in aldeia/catalog/instance_classes.py")
        yield Fault(("cache", "node_type"), name, "a node type of the catalogue", fix)


@rule(
    REFUSED,
    source="ElastiCache API reference, CreateReplicationGroup, AutomaticFailoverEnabled",
    fix="add a node, or turn failover off",
    example={"cache.nodes": 1, "cache.automatic_failover": True},
)
def redis_failover_needs_a_replica(manifest: Manifest) -> Iterator[Fault]:
    """Automatic failover has a replica to fail over to."""
    if manifest.cache.automatic_failover and manifest.cache.nodes == 1:
        yield Fault(
            ("cache", "automatic_failover"),
            "true with 1 node",
            "2 nodes or more",
            "add a node or turn it off",
        )


@rule(
    REFUSED,
    source="ElastiCache API reference, CreateReplicationGroup, MultiAZEnabled",
    fix="turn both on, or both off",
    example={
        "cache.nodes": 2,
        "cache.availability_zones": ["us-east-1a", "us-east-1b"],
        "cache.multi_az": True,
        "cache.automatic_failover": False,
    },
)
def redis_multi_az_needs_failover(manifest: Manifest) -> Iterator[Fault]:
    """Multi-AZ comes with automatic failover."""
    if manifest.cache.multi_az and not manifest.cache.automatic_failover:
        yield Fault(("cache", "multi_az"), "true without automatic_failover", "both or neither")


@rule(
    REFUSED,
    source="ElastiCache API reference, CreateReplicationGroup, PreferredCacheClusterAZs",
    fix="name one zone for each node, out of those of the database subnets",
    example={"cache.nodes": 2, "cache.availability_zones": ["us-east-1a"]},
)
def each_redis_node_has_a_zone(manifest: Manifest) -> Iterator[Fault]:
    """Every node has a zone, one that has a subnet, and with Multi-AZ they are not all the same."""
    cache, path = manifest.cache, ("cache", "availability_zones")
    if len(cache.availability_zones) != cache.nodes:
        yield Fault(path, f"a list of {len(cache.availability_zones)}", f"{cache.nodes}, one for each node")
    if cache.multi_az and cache.nodes > 1 and len(set(cache.availability_zones)) == 1:
        yield Fault(path, f"{cache.availability_zones[0]} for every node", "two zones or more with multi_az")
    known = {subnet.availability_zone for subnet in manifest.network.database_subnets}
    for index, zone in enumerate(cache.availability_zones):
        if zone not in known:
            yield Fault((*path, index), zone, f"a zone with a database subnet ({', '.join(sorted(known))})")


@rule(
    HARMFUL,
    source="measured with provider 5.100: after AWS's upgrade the plan replaces the cache",
    fix="turn auto_minor_version_upgrade off, or ask for 7.1",
    example={"cache.engine_version": "7.0", "cache.auto_minor_version_upgrade": True},
)
def redis_minor_version_does_not_drift(manifest: Manifest) -> Iterator[Fault]:
    """AWS does not upgrade Redis behind Terraform's back: the next plan would replace the cache."""
    cache = manifest.cache
    if cache.auto_minor_version_upgrade and cache.engine_version != "7.1":
        yield Fault(
            ("cache", "auto_minor_version_upgrade"),
            f"true with {cache.engine_version}",
            "false, as the plan after AWS's upgrade would replace the cache",
            'or set engine_version to "7.1", the last of Redis on ElastiCache',
        )


@rule(
    REFUSED,
    source="ElastiCache user guide, authenticating with IAM",
    fix="take 7.0 or 7.1, or authenticate with a token",
    example={"cache.engine_version": "6.2", "cache.authentication": "iam"},
)
def iam_needs_redis_7(manifest: Manifest) -> Iterator[Fault]:
    """IAM authentication is of Redis 7.0 and later."""
    if manifest.cache.authentication == "iam" and manifest.cache.engine_version == "6.2":
        yield Fault(
            ("cache", "authentication"),
            "iam with 6.2",
            "token, IAM authentication came with 7.0",
            "or take 7.0",
        )


@rule(
    REFUSED,
    source="ElastiCache user guide, Redis parameters; aldeia/catalog/redis_parameters.py",
    fix="write the name as Redis has it and the value with its unit",
    example={"cache.parameters.timeout": "19 s"},
)
def redis_parameters_are_what_elasticache_takes(manifest: Manifest) -> Iterator[Fault]:
    """Every parameter is one that ElastiCache lets us set, and its value is one that it takes."""
    path, written = ("cache", "parameters"), manifest.cache.parameters
    faults = list(
        parameter_faults(path, written, manifest.cache.parameter_table, "aldeia/catalog/redis_parameters.py")
    )
    yield from faults
    if "timeout" in written and (*path, "timeout") not in [fault.path for fault in faults]:
        seconds = int(aws_value(manifest.cache.parameter_table["timeout"], written["timeout"].written))
        if 0 < seconds < IDLE_TIMEOUT_SECONDS_FROM:
            yield Fault(
                (*path, "timeout"), str(written["timeout"]), f"0, or {IDLE_TIMEOUT_SECONDS_FROM} s and more"
            )


@rule(
    REFUSED,
    source="ElastiCache, CreateReplicationGroup: error on port 8005",
    fix="take another port",
    example={"cache.port": 8005},
)
def redis_leaves_elasticache_its_port(manifest: Manifest) -> Iterator[Fault]:
    """Port 8005 is ElastiCache's own."""
    if manifest.cache.port == CACHE_PORT_TAKEN:
        yield Fault(
            ("cache", "port"),
            str(CACHE_PORT_TAKEN),
            "another, ElastiCache keeps this one for itself",
        )


@rule(
    REFUSED,
    source="ElastiCache user guide, supported node types; aldeia/catalog/cache_node_types.py",
    fix="take a later version, or another node type",
    example={"cache.node_type": "cache.m8g.large", "cache.engine_version": "6.2"},
)
def the_node_type_runs_the_version(manifest: Manifest) -> Iterator[Fault]:
    """The node type runs this version of Redis."""
    cache = manifest.cache
    known = CACHE_NODE_TYPES.get(cache.node_type)
    if known is None:
        return
    first = known.first_versions.get("redis")
    if first is None or _numbers(cache.engine_version) < _numbers(first):
        runs = (
            f"{first} or later on {cache.node_type}"
            if first
            else "another node type, this one runs Valkey alone"
        )
        yield Fault(("cache", "engine_version"), f"{cache.engine_version} on {cache.node_type}", runs)


@rule(
    REFUSED,
    source="ElastiCache API reference, CreateReplicationGroup, DataTieringEnabled: true for r6gd nodes; there is no "
    "setting for it",
    fix="take an r6g or r7g type",
    example={"cache.node_type": "cache.r6gd.xlarge"},
)
def the_node_type_keeps_everything_in_memory(manifest: Manifest) -> Iterator[Fault]:
    """The node type has no disk for data tiering: ElastiCache makes those nodes only with tiering on."""
    name = manifest.cache.node_type
    known = CACHE_NODE_TYPES.get(name)
    if known is not None and known.data_tiering_disk_gib is not None:
        instead = name.replace("r6gd", "r6g")
        yield Fault(("cache", "node_type"), name, "a node type without data tiering", f"take {instead}")


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


@rule(
    HARMFUL,
    source="Redis, key eviction: every policy but noeviction throws keys out when the memory is full",
    fix="set maxmemory-policy to noeviction, or cache_data to rebuildable",
    example={"recovery.cache_data": "durable", "cache.parameters.maxmemory-policy": "allkeys-lru"},
)
def durable_data_is_not_evicted(manifest: Manifest) -> Iterator[Fault]:
    """What is called durable is not thrown out when the memory is full."""
    policy = _policy(manifest)
    if manifest.recovery.cache_data == "durable" and policy != "noeviction":
        yield Fault(
            ("recovery", "cache_data"), f"durable with {policy}", "noeviction as the cache's maxmemory-policy",
            "or set cache_data to rebuildable",
        )  # fmt: skip


@rule(
    DOUBTFUL,
    source="measured on Redis 7.0 under pressure: allkeys-lru evicted 77 of 200 lists without a TTL, volatile-ttl none",
    fix="give the keys a TTL, or take a volatile policy",
    example={
        "cache.parameters.maxmemory-policy": "allkeys-lru",
        "cache.key_patterns": [{"pattern": "chat:{id}", "ttl": None, "holds": "messages"}],
    },
)
def keys_that_never_end_are_not_evicted(manifest: Manifest) -> Iterator[Fault]:
    """A key without a TTL is meant to stay, and the allkeys policies throw it out with the others."""
    policy = _policy(manifest)
    for index, key in enumerate(manifest.cache.key_patterns):
        if policy.startswith("allkeys") and key.ttl is None:
            yield Fault(
                ("cache", "key_patterns", index, "ttl"), f"null with {policy}", "a TTL, or a volatile policy",
                "a full cache drops these keys as any other",
            )  # fmt: skip


@rule(
    DOUBTFUL,
    source="design: the application's connection contract says each use of the cache once",
    fix="take one out",
    example={
        "cache.key_patterns": [
            {"pattern": "chat:{id}", "ttl": "1 hour", "holds": "messages"},
            {"pattern": "chat:{id}", "ttl": "2 hours", "holds": "messages"},
        ]
    },
)
def a_key_pattern_is_said_once(manifest: Manifest) -> Iterator[Fault]:
    """Each pattern of keys is there once: of two nobody knows which holds."""
    patterns = [key.pattern for key in manifest.cache.key_patterns]
    for index, pattern in enumerate(patterns):
        if pattern in patterns[:index]:
            yield Fault(("cache", "key_patterns", index, "pattern"), f"{pattern} twice", "each pattern once")


def _policy(manifest: Manifest) -> str:
    written = manifest.cache.parameters.get("maxmemory-policy")
    return str(written) if written is not None else DEFAULT_POLICY


RULES = (
    cache_node_type_is_in_the_catalogue,
    redis_failover_needs_a_replica,
    redis_multi_az_needs_failover,
    each_redis_node_has_a_zone,
    redis_minor_version_does_not_drift,
    iam_needs_redis_7,
    redis_parameters_are_what_elasticache_takes,
    redis_leaves_elasticache_its_port,
    the_node_type_runs_the_version,
    the_node_type_keeps_everything_in_memory,
    durable_data_is_not_evicted,
    keys_that_never_end_are_not_evicted,
    a_key_pattern_is_said_once,
)
