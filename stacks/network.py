"""Network: the VPC, private database subnets with no way out, and a record of what passes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdktf_cdktf_provider_aws.default_security_group import DefaultSecurityGroup
from cdktf_cdktf_provider_aws.flow_log import FlowLog
from cdktf_cdktf_provider_aws.iam_role import IamRole
from cdktf_cdktf_provider_aws.iam_role_policy import IamRolePolicy
from cdktf_cdktf_provider_aws.network_acl import NetworkAcl
from cdktf_cdktf_provider_aws.network_acl_rule import NetworkAclRule
from cdktf_cdktf_provider_aws.route_table import RouteTable
from cdktf_cdktf_provider_aws.route_table_association import RouteTableAssociation
from cdktf_cdktf_provider_aws.subnet import Subnet
from cdktf_cdktf_provider_aws.vpc import Vpc
from constructs import Construct

from aldeia.manifest.network import Network as NetworkSection
from aldeia.naming import Names, zone_suffix
from stacks.addresses import at
from stacks.logs import log_group
from stacks.policies import assumed_by_service, policy

if TYPE_CHECKING:
    from aldeia.manifest.network import Subnet as SubnetSection

# Linux takes 32768 up, other clients and ElastiCache from 1024.
EPHEMERAL_PORTS = (1024, 65535)
# A rule's number says what it is, and never where it stands in a list: AWS refuses two rules of one number, and
# Terraform makes new ones before old ones are gone.
FIRST_RULE_NUMBER = 100
NUMBERS_OF_A_STORE = 1000
NUMBERS_OF_A_KIND = 100
KINDS_OF_BLOCK = ("vpc", "application", "database")


class Network(Construct):
    """Where the stores live. A VPC that is there already keeps its own default group and flow logs."""

    def __init__(
        self,
        scope: Construct,
        id_: str,
        *,
        names: Names,
        network: NetworkSection,
        store_ports: dict[str, int],
        logs_key_arn: str,
        account_id: str,
        region: str,
        permissions_boundary_arn: str | None,
    ) -> None:
        super().__init__(scope, id_)
        self._boundary_arn = permissions_boundary_arn
        self._names = names
        self.vpc_id = network.vpc
        if network.vpc == "create":
            self.vpc_id = self._vpc(network)
            self._flow_logs(
                network, logs_key_arn, f"arn:aws:ec2:{region}:{account_id}:vpc-flow-log/*", account_id
            )
            self._private_subnets("application", network.application_subnets)
        self.database_subnet_ids = self._private_subnets("database", network.database_subnets)
        self._network_acl(network, store_ports)

    def _vpc(self, network: NetworkSection) -> str:
        vpc = at(
            "main",
            Vpc(
                self,
                "vpc",
                cidr_block=str(network.vpc_cidr),
                enable_dns_support=True,
                enable_dns_hostnames=True,
                tags={"Name": self._names.vpc},
            ),
        )
        # Taking the group over without naming a rule takes all its rules away.
        at("main", DefaultSecurityGroup(self, "default-security-group", vpc_id=vpc.id))
        return vpc.id

    def _private_subnets(self, kind: str, subnets: tuple[SubnetSection, ...]) -> list[str]:
        """Make subnets with a route table of their own that leads nowhere but to the VPC."""
        if not subnets:
            return []
        name = self._names.database_subnet if kind == "database" else self._names.application_subnet
        made = [
            at(
                f"{kind}_{zone_suffix(subnet.availability_zone)}",
                Subnet(
                    self,
                    f"{kind}-subnet-{zone_suffix(subnet.availability_zone)}",
                    vpc_id=self.vpc_id,
                    cidr_block=str(subnet.cidr),
                    availability_zone=subnet.availability_zone,
                    map_public_ip_on_launch=False,
                    tags={"Name": name(subnet.availability_zone)},
                ),
            )
            for subnet in subnets
        ]
        table = at(
            kind,
            RouteTable(
                self,
                f"{kind}-routes",
                vpc_id=self.vpc_id,
                tags={"Name": self._names.route_table(kind)},
            ),
        )
        for subnet, resource in zip(subnets, made, strict=True):
            zone = zone_suffix(subnet.availability_zone)
            at(
                f"{kind}_{zone}",
                RouteTableAssociation(
                    self, f"{kind}-routes-{zone}", route_table_id=table.id, subnet_id=resource.id
                ),
            )
        return [resource.id for resource in made]

    def _network_acl(self, network: NetworkSection, store_ports: dict[str, int]) -> None:
        """Let the application's blocks in to the stores' ports, and answers and replication out to them."""
        acl = at(
            "database",
            NetworkAcl(
                self,
                "network-acl",
                vpc_id=self.vpc_id,
                subnet_ids=self.database_subnet_ids,
                tags={"Name": self._names.route_table("database")},
            ),
        )
        for name, block in _named_blocks(network):
            for store, port in sorted(store_ports.items()):
                number = _rule_number(name, store)
                self._allow(acl, f"{store}_from_{name}", block, (port, port), number, egress=False)
            self._allow(acl, f"answers_to_{name}", block, EPHEMERAL_PORTS, _rule_number(name), egress=True)

    def _allow(
        self, acl: NetworkAcl, name: str, block: str, ports: tuple[int, int], number: int, *, egress: bool
    ) -> None:
        at(
            name,
            NetworkAclRule(
                self,
                f"network-acl-{name}",
                network_acl_id=acl.id,
                egress=egress,
                rule_number=number,
                rule_action="allow",
                protocol="tcp",
                cidr_block=block,
                from_port=ports[0],
                to_port=ports[1],
            ),
        )

    def _flow_logs(
        self, network: NetworkSection, logs_key_arn: str, source_arn: str, account_id: str
    ) -> None:
        group = log_group(
            self,
            "flow_logs",
            name=self._names.flow_log_group,
            retention=network.flow_log_retention,
            key_arn=logs_key_arn,
        )
        role = at(
            "flow_logs",
            IamRole(
                self,
                "flow-logs-role",
                name=self._names.flow_log_role,
                assume_role_policy=assumed_by_service("vpc-flow-logs.amazonaws.com", source_arn, account_id),
                permissions_boundary=self._boundary_arn,
            ),
        )
        at(
            "flow_logs",
            IamRolePolicy(
                self,
                "flow-logs-policy",
                name="write-flow-logs",
                role=role.id,
                policy=policy(
                    {
                        "Sid": "WriteToTheLogGroup",
                        "Effect": "Allow",
                        "Action": [
                            "logs:CreateLogStream",
                            "logs:DescribeLogGroups",
                            "logs:DescribeLogStreams",
                            "logs:PutLogEvents",
                        ],
                        "Resource": [group.arn, f"{group.arn}:*"],
                    }
                ),
            ),
        )
        at(
            "main",
            FlowLog(
                self,
                "flow-log",
                vpc_id=self.vpc_id,
                traffic_type="ALL",
                log_destination=group.arn,
                iam_role_arn=role.arn,
                tags={"Name": self._names.flow_log_role},
            ),
        )


def _named_blocks(network: NetworkSection) -> list[tuple[str, str]]:
    """List who talks to the stores: the application's subnets, or the whole VPC, and the stores among themselves."""
    if not network.application_subnets:
        return [("vpc", str(network.vpc_cidr))]
    listed = [("application", subnet) for subnet in network.application_subnets]
    listed += [("database", subnet) for subnet in network.database_subnets]
    return [(f"{kind}_{zone_suffix(subnet.availability_zone)}", str(subnet.cidr)) for kind, subnet in listed]


def _rule_number(block: str, store: str = "cache") -> int:
    """Number a rule by its store, its kind of block and the letter of its zone, from 100 to 32,766 as AWS has it."""
    kind, _, zone = block.partition("_")
    letter = ord(zone[-1]) - ord("a") if zone else 0
    stores = ("cache", "database").index(store)
    return (
        FIRST_RULE_NUMBER
        + stores * NUMBERS_OF_A_STORE
        + KINDS_OF_BLOCK.index(kind) * NUMBERS_OF_A_KIND
        + letter
    )
