"""Nothing reaches the stores but the application, and nothing leaves them."""

from __future__ import annotations

from tests.stacks.documents import Document

BLOCKS = {"aldeia-staging": "10.0", "aldeia-production": "10.1"}


def test_the_subnets_have_the_names_blocks_and_zones_of_the_specification(environment: Document) -> None:
    block = BLOCKS[environment.name]
    stage = "prod" if environment.name == "aldeia-production" else "staging"

    assert environment.one("aws_vpc.main")["cidr_block"] == f"{block}.0.0/16"
    assert {
        subnet["tags"]["Name"]: (subnet["cidr_block"], subnet["availability_zone"])
        for subnet in environment.all("aws_subnet").values()
    } == {
        f"aldeia-{stage}-private-db-1a": (f"{block}.20.0/24", "us-east-1a"),
        f"aldeia-{stage}-private-db-1b": (f"{block}.21.0/24", "us-east-1b"),
    }


def test_the_database_subnets_have_no_way_out(environment: Document) -> None:
    table = environment.one("aws_route_table.database")

    assert set(table) == {"tags", "vpc_id"}
    assert environment.all("aws_route") == {}
    assert environment.all("aws_internet_gateway") == {}
    assert environment.all("aws_nat_gateway") == {}
    assert {
        (association["subnet_id"], association["route_table_id"])
        for association in environment.all("aws_route_table_association").values()
    } == {(f"${{aws_subnet.database_{zone}.id}}", "${aws_route_table.database.id}") for zone in ("1a", "1b")}
    for subnet in environment.all("aws_subnet").values():
        assert subnet["map_public_ip_on_launch"] is False


def test_the_default_security_group_is_emptied(environment: Document) -> None:
    assert environment.one("aws_default_security_group.main") == {"vpc_id": "${aws_vpc.main.id}"}


def test_each_store_is_open_on_its_port_to_the_application_group_alone(environment: Document) -> None:
    rules = environment.all("aws_vpc_security_group_ingress_rule")

    assert {
        (
            rule["security_group_id"],
            rule["referenced_security_group_id"],
            rule["ip_protocol"],
            rule["from_port"],
            rule["to_port"],
        )
        for rule in rules.values()
    } == {
        ("${aws_security_group.database.id}", "${aws_security_group.application.id}", "tcp", 5432, 5432),
        ("${aws_security_group.cache.id}", "${aws_security_group.application.id}", "tcp", 6379, 6379),
    }
    assert not any("cidr_ipv4" in rule or "cidr_ipv6" in rule for rule in rules.values())


def test_no_group_has_rules_of_its_own_beside_the_rule_resources(environment: Document) -> None:
    for group in environment.all("aws_security_group").values():
        assert set(group) == {"name", "description", "vpc_id", "tags"}


def test_only_the_application_group_is_let_out_and_only_to_the_stores(environment: Document) -> None:
    assert {
        (rule["security_group_id"], rule["referenced_security_group_id"], rule["from_port"], rule["to_port"])
        for rule in environment.all("aws_vpc_security_group_egress_rule").values()
    } == {
        ("${aws_security_group.application.id}", "${aws_security_group.database.id}", 5432, 5432),
        ("${aws_security_group.application.id}", "${aws_security_group.cache.id}", 6379, 6379),
    }


def test_the_network_acl_lets_in_the_vpc_on_the_two_ports_and_answers_out(environment: Document) -> None:
    vpc = f"{BLOCKS[environment.name]}.0.0/16"

    assert environment.one("aws_network_acl.database")["subnet_ids"] == [
        "${aws_subnet.database_1a.id}",
        "${aws_subnet.database_1b.id}",
    ]
    assert {
        (
            rule["egress"],
            rule["cidr_block"],
            rule["from_port"],
            rule["to_port"],
            rule["protocol"],
            rule["rule_action"],
        )
        for rule in environment.all("aws_network_acl_rule").values()
    } == {
        (False, vpc, 5432, 5432, "tcp", "allow"),
        (False, vpc, 6379, 6379, "tcp", "allow"),
        (True, vpc, 1024, 65535, "tcp", "allow"),
    }


def test_what_passes_is_logged_into_an_encrypted_group(environment: Document) -> None:
    assert environment.one("aws_flow_log.main")["traffic_type"] == "ALL"
    assert (
        environment.one("aws_flow_log.main")["log_destination"] == "${aws_cloudwatch_log_group.flow_logs.arn}"
    )
    assert environment.one("aws_cloudwatch_log_group.flow_logs")["kms_key_id"] == "${aws_kms_key.logs.arn}"
    assert environment.one("aws_cloudwatch_log_group.flow_logs")["retention_in_days"] == 365


def test_the_flow_log_role_writes_to_that_group_and_for_this_account_only(environment: Document) -> None:
    trust = environment.statements("aws_iam_role.flow_logs", "assume_role_policy")["AssumedByTheService"]
    write = environment.statements("aws_iam_role_policy.flow_logs")["WriteToTheLogGroup"]

    assert trust["Principal"] == {"Service": "vpc-flow-logs.amazonaws.com"}
    assert trust["Condition"]["StringEquals"] == {
        "aws:SourceAccount": "${data.aws_caller_identity.current.account_id}"
    }
    assert write["Resource"] == [
        "${aws_cloudwatch_log_group.flow_logs.arn}",
        "${aws_cloudwatch_log_group.flow_logs.arn}:*",
    ]
