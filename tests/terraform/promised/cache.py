"""What AWS must say of the cache after an apply."""

from __future__ import annotations

from typing import Any

from tests.terraform.account import Account
from tests.terraform.promised.promise import ABSENT, Promise


def group(account: Account) -> dict[str, Any]:
    one: dict[str, Any]
    [one] = account.ask("elasticache", "describe_replication_groups")["ReplicationGroups"]
    return one | {
        "KmsKeyId": account.key(one["KmsKeyId"]),
        "Port": one["NodeGroups"][0]["PrimaryEndpoint"]["Port"],
        "Zones": [
            (member["PreferredAvailabilityZone"], member["CurrentRole"])
            for member in one["NodeGroups"][0]["NodeGroupMembers"]
        ],
        "LogDeliveryConfigurations": {
            log["LogType"]: (
                log["DestinationDetails"]["CloudWatchLogsDetails"]["LogGroup"], log["LogFormat"], log["Status"]
            )
            for log in one["LogDeliveryConfigurations"]
        },
    }  # fmt: skip


GROUP = Promise(
    group,
    (
        ("ReplicationGroupId", "aldeia-staging-redis", "aldeia-prod-redis", "aldeia-variant-redis"),
        ("Status", "available"),
        ("Engine", "redis"),
        ("CacheNodeType", "cache.t3.micro", "cache.t3.small", "cache.t3.small"),
        (
            "MemberClusters",
            ["aldeia-staging-redis-001"],
            ["aldeia-prod-redis-001", "aldeia-prod-redis-002"],
            ["aldeia-variant-redis-001", "aldeia-variant-redis-002"],
        ),
        (
            "Zones",
            [("us-east-1a", "primary")],
            [("us-east-1a", "primary"), ("us-east-1b", "replica")],
            [("us-east-1a", "primary"), ("us-east-1b", "replica")],
        ),
        ("AutomaticFailover", "disabled", "enabled", "enabled"),
        ("MultiAZ", "disabled", "enabled", "enabled"),
        ("ClusterEnabled", False),
        ("Port", 6379),
        ("AuthTokenEnabled", True, True, False),
        ("UserGroupIds", [], [], ["aldeia-variant-redis"]),
        ("TransitEncryptionEnabled", True),
        ("TransitEncryptionMode", "required"),
        ("AtRestEncryptionEnabled", True),
        ("KmsKeyId", "alias/aldeia-staging-data", "alias/aldeia-prod-data", "alias/aldeia-variant-data"),
        ("SnapshotRetentionLimit", 7, 14, 14),
        ("SnapshotWindow", "03:00-05:00"),
        ("AutoMinorVersionUpgrade", False),
        (
            "LogDeliveryConfigurations",
            *(
                {
                    "engine-log": (f"/aws/elasticache/{name}/engine-log", "json", "active"),
                    "slow-log": (f"/aws/elasticache/{name}/slow-log", "json", "active"),
                }
                for name in ("aldeia-staging-redis", "aldeia-prod-redis", "aldeia-variant-redis")
            ),
        ),
    ),
    whole=False,
)


def nodes(account: Account) -> dict[str, Any]:
    clusters = account.ask("elasticache", "describe_cache_clusters", ShowCacheNodeInfo=True)["CacheClusters"]
    return {one["CacheClusterId"]: _node(account, one) for one in clusters}


def _node(account: Account, one: dict[str, Any]) -> tuple[Any, ...]:
    return (
        one["CacheNodeType"],
        one["EngineVersion"],
        one["PreferredAvailabilityZone"],
        one["PreferredMaintenanceWindow"],
        one["CacheParameterGroup"]["CacheParameterGroupName"],
        one["CacheSubnetGroupName"],
        [account.security_group(group["SecurityGroupId"]) for group in one["SecurityGroups"]],
    )


# 7.0.7 is the emulator's patch of the 7.0 that is asked for.
NODES = Promise(
    nodes,
    (
        (
            "aldeia-staging-redis-001",
            (
                "cache.t3.micro", "7.0.7", "us-east-1a", "sun:05:00-sun:06:00", "default.redis7",
                "aldeia-staging-redis-subnet-group", ["aldeia-staging-redis-sg"],
            ),
            ABSENT,
            ABSENT,
        ),
        *(
            (
                f"aldeia-prod-redis-{number}",
                ABSENT,
                (
                    "cache.t3.small", "7.0.7", zone, "sun:06:00-sun:07:00", "aldeia-redis7-prod",
                    "aldeia-prod-redis-subnet-group", ["aldeia-prod-redis-sg"],
                ),
                ABSENT,
            )
            for number, zone in (("001", "us-east-1a"), ("002", "us-east-1b"))
        ),
        *(
            (
                f"aldeia-variant-redis-{number}",
                ABSENT,
                ABSENT,
                (
                    "cache.t3.small", "7.0.7", zone, "sun:06:00-sun:07:00", "aldeia-redis7-variant",
                    "aldeia-variant-redis-subnet-group", ["aldeia-variant-redis-sg"],
                ),
            )
            for number, zone in (("001", "us-east-1a"), ("002", "us-east-1b"))
        ),
    ),
)  # fmt: skip


def subnet_group(account: Account) -> dict[str, Any]:
    [one] = account.ask("elasticache", "describe_cache_subnet_groups")["CacheSubnetGroups"]
    name = one["CacheSubnetGroupName"]
    return {name: sorted(account.subnet(subnet["SubnetIdentifier"]) for subnet in one["Subnets"])}


SUBNET_GROUP = Promise(
    subnet_group,
    (
        (
            "aldeia-staging-redis-subnet-group",
            [
                "aldeia-staging-private-db-1a 10.0.20.0/24 us-east-1a",
                "aldeia-staging-private-db-1b 10.0.21.0/24 us-east-1b",
            ],
            ABSENT,
            ABSENT,
        ),
        (
            "aldeia-prod-redis-subnet-group",
            ABSENT,
            [
                "aldeia-prod-private-db-1a 10.1.20.0/24 us-east-1a",
                "aldeia-prod-private-db-1b 10.1.21.0/24 us-east-1b",
            ],
            ABSENT,
        ),
        (
            "aldeia-variant-redis-subnet-group",
            ABSENT,
            ABSENT,
            [
                "aldeia-variant-private-db-1a 10.1.20.0/24 us-east-1a",
                "aldeia-variant-private-db-1b 10.1.21.0/24 us-east-1b",
            ],
        ),
    ),
)


def parameters(account: Account) -> dict[str, Any]:
    """Give what is set in our own groups; staging has none and uses AWS's."""
    values: dict[str, Any] = {}
    for one in account.ask("elasticache", "describe_cache_parameter_groups")["CacheParameterGroups"]:
        name = one["CacheParameterGroupName"]
        values["the group"] = (name, one["CacheParameterGroupFamily"])
        found = account.ask(
            "elasticache", "describe_cache_parameters", CacheParameterGroupName=name, Source="user"
        )
        values |= {
            parameter["ParameterName"]: parameter["ParameterValue"] for parameter in found["Parameters"]
        }
    return values


PARAMETERS = Promise(
    parameters,
    (
        ("the group", ABSENT, ("aldeia-redis7-prod", "redis7"), ("aldeia-redis7-variant", "redis7")),
        ("maxmemory-policy", ABSENT, "allkeys-lru", "allkeys-lru"),
        ("timeout", ABSENT, "300", "300"),
        ("tcp-keepalive", ABSENT, "300", "300"),
        ("maxmemory-samples", ABSENT, "5", "5"),
        ("notify-keyspace-events", ABSENT, "Ex", "Ex"),
    ),
)


def users(account: Account) -> dict[str, Any]:
    """Give the users in groups of ours: AWS's own `default` is in none."""
    values: dict[str, Any] = {
        one["UserId"]: (
            one["UserName"],
            one["Authentication"]["Type"],
            one["AccessString"],
            one["UserGroupIds"],
        )
        for one in account.ask("elasticache", "describe_users")["Users"]
        if one["UserGroupIds"]
    }
    for group in account.ask("elasticache", "describe_user_groups")["UserGroups"]:
        values[f"group {group['UserGroupId']}"] = (sorted(group["UserIds"]), group["ReplicationGroups"])
    return values


USERS = Promise(
    users,
    (
        (
            "aldeia-variant-redis-app",
            ABSENT,
            ABSENT,
            (
                "aldeia-variant-redis-app", "iam", "on ~* &* +@all -@admin -@dangerous +info",
                ["aldeia-variant-redis"],
            ),
        ),
        (
            "aldeia-variant-redis-default",
            ABSENT, ABSENT, ("default", "no-password-required", "off ~* -@all", ["aldeia-variant-redis"]),
        ),
        (
            "group aldeia-variant-redis",
            ABSENT,
            ABSENT,
            (["aldeia-variant-redis-app", "aldeia-variant-redis-default"], ["aldeia-variant-redis"]),
        ),
    ),
)  # fmt: skip

PROMISES = {
    "the cache": GROUP,
    "the cache's nodes": NODES,
    "the cache's subnet group": SUBNET_GROUP,
    "the cache's parameters": PARAMETERS,
    "the cache's users": USERS,
}
