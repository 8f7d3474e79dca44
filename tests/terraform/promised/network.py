"""What AWS must say of the network after an apply."""

from __future__ import annotations

from typing import Any

from tests.terraform.account import Account, last_part, name_of
from tests.terraform.promised.promise import ABSENT, Promise


def vpcs(account: Account) -> dict[str, Any]:
    """Give each VPC but the account's default by its block: what is made in it, and where its traffic is written."""
    found = account.ask("ec2", "describe_vpcs")["Vpcs"]
    return {
        vpc["CidrBlock"]: {
            "name": name_of(vpc),
            "subnets": sorted(
                f"{account.subnet(subnet['SubnetId'])} public={subnet['MapPublicIpOnLaunch']}"
                for subnet in account.subnets()
                if subnet["VpcId"] == vpc["VpcId"]
            ),
            "routes out": _routes_out(account, vpc["VpcId"]),
            "flow logs": _flow_logs(account, vpc["VpcId"]),
        }
        for vpc in found
        if not vpc["IsDefault"]
    }


def _routes_out(account: Account, vpc_id: str) -> list[str]:
    tables = account.ask("ec2", "describe_route_tables")["RouteTables"]
    return [
        str(route)
        for table in tables
        if table["VpcId"] == vpc_id
        for route in table["Routes"]
        if route.get("GatewayId") != "local"
    ]


def _flow_logs(account: Account, vpc_id: str) -> list[tuple[Any, ...]]:
    return [
        (
            log["TrafficType"],
            log["LogDestination"].split(":", 6)[6],
            last_part(log["DeliverLogsPermissionArn"]),
        )
        for log in account.ask("ec2", "describe_flow_logs")["FlowLogs"]
        if log["ResourceId"] == vpc_id
    ]


VPCS = Promise(
    vpcs,
    (
        (
            "10.0.0.0/16",
            {
                "name": "aldeia-staging-vpc",
                "subnets": [
                    "aldeia-staging-private-db-1a 10.0.20.0/24 us-east-1a public=False",
                    "aldeia-staging-private-db-1b 10.0.21.0/24 us-east-1b public=False",
                ],
                "routes out": [],
                "flow logs": [("ALL", "/aws/vpc/aldeia-staging/flow-logs", "aldeia-staging-flow-logs")],
            },
            ABSENT,
            ABSENT,
        ),
        (
            "10.1.0.0/16",
            ABSENT,
            {
                "name": "aldeia-prod-vpc",
                "subnets": [
                    "aldeia-prod-private-db-1a 10.1.20.0/24 us-east-1a public=False",
                    "aldeia-prod-private-db-1b 10.1.21.0/24 us-east-1b public=False",
                ],
                "routes out": [],
                "flow logs": [("ALL", "/aws/vpc/aldeia-prod/flow-logs", "aldeia-prod-flow-logs")],
            },
            {
                "name": "the application's",
                "subnets": [
                    "aldeia-variant-private-db-1a 10.1.20.0/24 us-east-1a public=False",
                    "aldeia-variant-private-db-1b 10.1.21.0/24 us-east-1b public=False",
                ],
                "routes out": [],
                "flow logs": [],
            },
        ),
    ),
)


def security_groups(account: Account) -> dict[str, Any]:
    """Give what is let in and out, by the names of groups; a VPC's default group by its block."""
    blocks = {vpc["VpcId"]: vpc["CidrBlock"] for vpc in account.ask("ec2", "describe_vpcs")["Vpcs"]}
    values: dict[str, Any] = {}
    for group in account.ask("ec2", "describe_security_groups")["SecurityGroups"]:
        block = blocks[group["VpcId"]] if group["VpcId"] in blocks else group["VpcId"]
        name = f"default of {block}" if group["GroupName"] == "default" else group["GroupName"]
        values[name] = sorted(
            f"{direction} {rule}"
            for direction, permissions in (("in", "IpPermissions"), ("out", "IpPermissionsEgress"))
            for permission in group[permissions]
            for rule in _rules(account, permission)
        )
    return {name: rules for name, rules in values.items() if name != "default of 172.31.0.0/16"}


def _rules(account: Account, permission: dict[str, Any]) -> list[str]:
    ports = f"{permission['IpProtocol']} {permission.get('FromPort')}-{permission.get('ToPort')}"
    others = [account.security_group(pair["GroupId"]) for pair in permission["UserIdGroupPairs"]]
    others += [block["CidrIp"] for block in permission["IpRanges"]]
    others += [block["CidrIpv6"] for block in permission["Ipv6Ranges"]]
    return [f"{ports} {other}" for other in others]


SECURITY_GROUPS = Promise(
    security_groups,
    (
        ("aldeia-staging-db-sg", ["in tcp 5432-5432 aldeia-staging-app-sg"], ABSENT, ABSENT),
        ("aldeia-staging-redis-sg", ["in tcp 6379-6379 aldeia-staging-app-sg"], ABSENT, ABSENT),
        (
            "aldeia-staging-app-sg",
            ["out tcp 5432-5432 aldeia-staging-db-sg", "out tcp 6379-6379 aldeia-staging-redis-sg"],
            ABSENT, ABSENT,
        ),
        ("default of 10.0.0.0/16", [], ABSENT, ABSENT),
        ("aldeia-prod-db-sg", ABSENT, ["in tcp 5432-5432 aldeia-prod-app-sg"], ABSENT),
        ("aldeia-prod-redis-sg", ABSENT, ["in tcp 6379-6379 aldeia-prod-app-sg"], ABSENT),
        (
            "aldeia-prod-app-sg",
            ABSENT, ["out tcp 5432-5432 aldeia-prod-db-sg", "out tcp 6379-6379 aldeia-prod-redis-sg"], ABSENT,
        ),
        ("aldeia-variant-db-sg", ABSENT, ABSENT, ["in tcp 5432-5432 the application"]),
        ("aldeia-variant-redis-sg", ABSENT, ABSENT, ["in tcp 6379-6379 the application"]),
        ("the application", ABSENT, ABSENT, ["out -1 None-None 0.0.0.0/0"]),  # as it was: not ours to change
        ("default of 10.1.0.0/16", ABSENT, [], ["out -1 None-None 0.0.0.0/0"]),  # likewise in the variant
    ),
)  # fmt: skip


def access_list(account: Account) -> dict[str, Any]:
    """Give the rules of the network ACL that the subnets are in, and those subnets."""
    [one] = [
        acl for acl in account.ask("ec2", "describe_network_acls")["NetworkAcls"] if not acl["IsDefault"]
    ]
    return {
        "name": name_of(one),
        "subnets": sorted(account.subnet(place["SubnetId"]) for place in one["Associations"]),
        "rules": sorted(_entry(entry) for entry in one["Entries"]),
    }


def _entry(entry: dict[str, Any]) -> str:
    direction = "out" if entry["Egress"] else "in"
    ports = f"{entry['PortRange']['From']}-{entry['PortRange']['To']}"
    return f"{direction} {entry['RuleAction']} protocol {entry['Protocol']} {entry['CidrBlock']} {ports}"


ACCESS_LIST = Promise(
    access_list,
    (
        (
            "name",
            "aldeia-staging-private-db", "aldeia-prod-private-db", "aldeia-variant-private-db",
        ),
        (
            "subnets",
            [
                "aldeia-staging-private-db-1a 10.0.20.0/24 us-east-1a",
                "aldeia-staging-private-db-1b 10.0.21.0/24 us-east-1b",
            ],
            [
                "aldeia-prod-private-db-1a 10.1.20.0/24 us-east-1a",
                "aldeia-prod-private-db-1b 10.1.21.0/24 us-east-1b",
            ],
            [
                "aldeia-variant-private-db-1a 10.1.20.0/24 us-east-1a",
                "aldeia-variant-private-db-1b 10.1.21.0/24 us-east-1b",
            ],
        ),
        (
            "rules",
            [
                "in allow protocol 6 10.0.0.0/16 5432-5432",
                "in allow protocol 6 10.0.0.0/16 6379-6379",
                "out allow protocol 6 10.0.0.0/16 1024-65535",
            ],
            [
                "in allow protocol 6 10.1.0.0/16 5432-5432",
                "in allow protocol 6 10.1.0.0/16 6379-6379",
                "out allow protocol 6 10.1.0.0/16 1024-65535",
            ],
            [
                "in allow protocol 6 10.1.10.0/24 5432-5432",
                "in allow protocol 6 10.1.10.0/24 6379-6379",
                "in allow protocol 6 10.1.11.0/24 5432-5432",
                "in allow protocol 6 10.1.11.0/24 6379-6379",
                "in allow protocol 6 10.1.20.0/24 5432-5432",
                "in allow protocol 6 10.1.20.0/24 6379-6379",
                "in allow protocol 6 10.1.21.0/24 5432-5432",
                "in allow protocol 6 10.1.21.0/24 6379-6379",
                "out allow protocol 6 10.1.10.0/24 1024-65535",
                "out allow protocol 6 10.1.11.0/24 1024-65535",
                "out allow protocol 6 10.1.20.0/24 1024-65535",
                "out allow protocol 6 10.1.21.0/24 1024-65535",
            ],
        ),
    ),
)  # fmt: skip

PROMISES = {
    "the VPC": VPCS,
    "the security groups": SECURITY_GROUPS,
    "the network ACL": ACCESS_LIST,
}
