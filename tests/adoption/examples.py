"""A stack of one's own, and what a hand makes in AWS."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from aldeia.adoption.stack import Resource, Stack

TAGS = {"Project": "aldeia", "Environment": "staging", "ManagedBy": "aldeia", "Owner": "us"}


def stack(**resources: dict[str, Any]) -> Stack:
    """Make a stack; an address is written aws_vpc__main."""
    listed = [
        Resource(
            key.replace("__", "."),
            arguments,
            "us-west-2" if "provider" in arguments else "us-east-1",
            TAGS,
        )
        for key, arguments in resources.items()
    ]
    return Stack(Path("cdktf.out/stacks/x"), {resource.address: resource for resource in listed})


def tagged(name: str, kind: str) -> dict[str, Any]:
    """Write the tags that the provider sets at creation, as EC2 takes them."""
    tags = [{"Key": key, "Value": value} for key, value in (TAGS | {"Name": name}).items()]
    return {"TagSpecifications": [{"ResourceType": kind, "Tags": tags}]}


def make_vpc(ask: Any, name: str = "aldeia-staging-vpc") -> str:
    """Make a VPC as Terraform would; gives its id."""
    made = ask("ec2").create_vpc(CidrBlock="10.0.0.0/16", **tagged(name, "vpc"))
    return str(made["Vpc"]["VpcId"])


VPC = {"cidr_block": "10.0.0.0/16", "tags": {"Name": "aldeia-staging-vpc"}}
INSTANCE = {
    "DBInstanceIdentifier": "aldeia-staging-db",
    "DBInstanceClass": "db.t3.small",
    "Engine": "postgres",
    "EngineVersion": "15",
    "AllocatedStorage": 50,
    "MasterUsername": "aldeia_admin",
    "MasterUserPassword": "not-a-secret",
    "DBName": "aldeia_staging",
    "StorageEncrypted": True,
    "EngineLifecycleSupport": "open-source-rds-extended-support-disabled",
}
GROUP = {
    "ReplicationGroupId": "aldeia-staging-redis",
    "ReplicationGroupDescription": "Restored cluster",
    "Engine": "redis",
    "CacheNodeType": "cache.t3.small",
    "NumCacheClusters": 2,
    "AutomaticFailoverEnabled": True,
}
