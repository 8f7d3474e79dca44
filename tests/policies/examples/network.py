"""Examples of the network: groups, ACLs, ways in and ways out."""

from __future__ import annotations

from tests.policies.small import Examples, stack

RULE = {"cidr_block": "10.0.0.0/16", "rule_action": "allow", "protocol": "tcp"}

EXAMPLES: Examples = {
    "CKV2_ALDEIA_7": (
        stack(
            aws_network_acl_rule={
                "private": {"cidr_block": "10.0.0.0/16", "rule_action": "allow"},
                "world": {"cidr_block": "0.0.0.0/0", "rule_action": "allow"},
                "half_of_it": {"cidr_block": "128.0.0.0/1", "rule_action": "allow"},
                "refused": {"cidr_block": "0.0.0.0/0", "rule_action": "deny"},
            },
            aws_vpc_security_group_egress_rule={
                "world": {"cidr_ipv6": "::/0"},
                "group": {"referenced_security_group_id": "${aws_security_group.a.id}"},
                "someone": {"cidr_ipv4": "8.8.8.8/32"},
            },
            aws_security_group={
                "inside": {"ingress": [{"cidr_blocks": ["10.0.0.0/8", "0.0.0.0/0"]}]},
                "empty": {},
            },
        ),
        {
            "aws_network_acl_rule.private": [],
            "aws_network_acl_rule.world": ["cidr_block is 0.0.0.0/0, which is not private"],
            "aws_network_acl_rule.half_of_it": ["cidr_block is 128.0.0.0/1, which is not private"],
            "aws_network_acl_rule.refused": [],
            "aws_vpc_security_group_egress_rule.world": ["cidr_ipv6 is ::/0, which is not private"],
            "aws_vpc_security_group_egress_rule.group": [],
            "aws_vpc_security_group_egress_rule.someone": ["cidr_ipv4 is 8.8.8.8/32, which is not private"],
            "aws_security_group.inside": ["cidr_blocks is 0.0.0.0/0, which is not private"],
            "aws_security_group.empty": [],
        },
    ),
    "CKV2_ALDEIA_8": (
        stack(
            aws_security_group={"plain": {}, "with_rules": {"egress": [{"from_port": 0}]}},
            aws_vpc_security_group_ingress_rule={
                "one_port": {
                    "referenced_security_group_id": "${aws_security_group.plain.id}",
                    "ip_protocol": "tcp",
                    "from_port": 5432,
                    "to_port": 5432,
                },
                "everything": {"cidr_ipv4": "10.0.0.0/16", "ip_protocol": "-1"},
                "several": {
                    "referenced_security_group_id": "sg-0a1b2c3d",
                    "ip_protocol": "tcp",
                    "from_port": 0,
                    "to_port": 5432,
                },
            },
        ),
        {
            "aws_security_group.plain": [],
            "aws_security_group.with_rules": [
                "egress is written into the group, where it hides from the rules"
            ],
            "aws_vpc_security_group_ingress_rule.one_port": [],
            "aws_vpc_security_group_ingress_rule.everything": [
                "it opens to addresses, not to a security group",
                "ip_protocol is -1, not tcp",
                "it opens the ports None to None, not one",
            ],
            "aws_vpc_security_group_ingress_rule.several": ["it opens the ports 0 to 5432, not one"],
        },
    ),
    "CKV2_ALDEIA_9": (
        stack(
            aws_subnet={
                "inside": {},
                "adrift": {},
                "outside": {"map_public_ip_on_launch": True},
                "written": {},
            },
            aws_route_table={
                "inside": {},
                "outside": {},
                "written": {"route": [{"cidr_block": "0.0.0.0/0", "gateway_id": "igw-1"}]},
            },
            aws_route={"out": {"route_table_id": "${aws_route_table.outside.id}"}},
            aws_route_table_association={
                name: {
                    "subnet_id": f"${{aws_subnet.{name}.id}}",
                    "route_table_id": f"${{aws_route_table.{name}.id}}",
                }
                for name in ("inside", "outside", "written")
            },
            aws_db_subnet_group={
                "inside": {"subnet_ids": ["${aws_subnet.inside.id}", "subnet-of-others"]},
                "outside": {"subnet_ids": ["${aws_subnet.inside.id}", "${aws_subnet.outside.id}"]},
                "written": {"subnet_ids": ["${aws_subnet.written.id}"]},
            },
            aws_elasticache_subnet_group={"adrift": {"subnet_ids": ["${aws_subnet.adrift.id}"]}},
        ),
        {
            "aws_db_subnet_group.inside": [],
            "aws_db_subnet_group.outside": [
                "aws_subnet.outside has map_public_ip_on_launch",
                "aws_subnet.outside has the route aws_route.out",
            ],
            "aws_db_subnet_group.written": [
                "aws_subnet.written has routes, written into aws_route_table.written"
            ],
            "aws_elasticache_subnet_group.adrift": [
                "aws_subnet.adrift has the VPC's main route table, whose routes others set"
            ],
        },
    ),
    "CKV2_ALDEIA_10": (
        stack(
            aws_db_instance={"private": {"publicly_accessible": False}, "unsaid": {}},
            aws_subnet={"private": {}, "public": {"map_public_ip_on_launch": "true"}},
            aws_nat_gateway={"out": {}},
        ),
        {
            "aws_db_instance.private": [],
            "aws_db_instance.unsaid": ["publicly_accessible is not false"],
            "aws_subnet.private": [],
            "aws_subnet.public": ["what is launched here gets a public address"],
            "aws_nat_gateway.out": ["a stack of the data tier has no aws_nat_gateway"],
        },
    ),
    "CKV2_ALDEIA_21": (
        stack(
            aws_security_group={"a": {}},
            aws_subnet={"guarded": {}, "open": {}},
            aws_network_acl={"one": {"subnet_ids": ["${aws_subnet.guarded.id}"]}},
            aws_db_subnet_group={
                "guarded": {"subnet_ids": ["${aws_subnet.guarded.id}"]},
                "open": {"subnet_ids": ["${aws_subnet.guarded.id}", "${aws_subnet.open.id}"]},
            },
            aws_db_instance={
                "guarded": {
                    "vpc_security_group_ids": ["${aws_security_group.a.id}"],
                    "db_subnet_group_name": "${aws_db_subnet_group.guarded.name}",
                },
                "open": {
                    "vpc_security_group_ids": ["${aws_security_group.a.id}"],
                    "db_subnet_group_name": "${aws_db_subnet_group.open.name}",
                },
                "anywhere": {},
            },
        ),
        {
            "aws_db_instance.guarded": [],
            "aws_db_instance.open": [
                "aws_subnet.open has the VPC's default network ACL, which lets everything through"
            ],
            "aws_db_instance.anywhere": [
                "vpc_security_group_ids names no group of this stack",
                "db_subnet_group_name is none of this stack",
            ],
        },
    ),
    "CKV2_ALDEIA_25": (
        stack(
            aws_network_acl_rule={
                "in": RULE | {"egress": False, "from_port": 5432, "to_port": 5432},
                "answers": RULE | {"egress": True, "from_port": 1024, "to_port": 65535},
                "refused": {"rule_action": "deny"},
                "all_in": RULE | {"egress": False, "from_port": 0, "to_port": 65535, "protocol": "-1"},
                "all_out": RULE | {"egress": True, "from_port": 0, "to_port": 65535},
                "unsaid": {"protocol": "tcp"},
            }
        ),
        {
            "aws_network_acl_rule.in": [],
            "aws_network_acl_rule.answers": [],
            "aws_network_acl_rule.refused": [],
            "aws_network_acl_rule.all_in": [
                "protocol is -1, not tcp",
                "it lets in the ports 0 to 65535, not one",
            ],
            "aws_network_acl_rule.all_out": ["it lets out the ports 0 to 65535, not 1024 to 65535"],
            "aws_network_acl_rule.unsaid": [
                "it does not say what it allows to whom",
                "it does not say in which direction",
            ],
        },
    ),
}
