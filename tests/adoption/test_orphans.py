"""What nobody claims is listed with the command that shows it, and is still there afterwards."""

from __future__ import annotations

from aldeia.adoption.orphans import Orphan, orphans
from aldeia.adoption.outcome import find_all
from aldeia.adoption.stack import Stack
from aldeia.adoption.terraform import State
from tests.adoption.conftest import Ask, search
from tests.adoption.examples import VPC, make_vpc, stack, tagged


def left(made: Stack, state: State | None = None) -> list[Orphan]:
    searched = search(made, state)
    return orphans(searched, find_all(searched, {}))


def test_a_vpc_that_an_apply_forgot_before_it_made_another_is_listed(ask: Ask) -> None:
    forgotten, known = make_vpc(ask), make_vpc(ask)

    assert left(stack(aws_vpc__main=VPC), {"aws_vpc.main": {"id": known}}) == [
        Orphan(
            "aws_vpc",
            forgotten,
            "aldeia-staging-vpc",
            f"aws ec2 describe-vpcs --vpc-ids {forgotten} --region us-east-1",
        )
    ]
    assert len(ask("ec2").describe_vpcs(VpcIds=[forgotten])["Vpcs"]) == 1


def test_what_is_adopted_is_no_orphan(ask: Ask) -> None:
    make_vpc(ask)

    assert left(stack(aws_vpc__main=VPC)) == []


def test_a_key_that_an_apply_forgot_is_listed_and_one_that_is_going_is_not(ask: Ask) -> None:
    described = {"Description": "aldeia-staging: data"}
    forgotten, known, going = (ask("kms").create_key(**described)["KeyMetadata"]["KeyId"] for _ in range(3))
    ask("kms").schedule_key_deletion(KeyId=going)
    made = stack(aws_kms_key__data={"description": "aldeia-staging: data"})

    assert [(one.id, one.command) for one in left(made, {"aws_kms_key.data": {"id": known}})] == [
        (forgotten, f"aws kms describe-key --key-id {forgotten} --region us-east-1")
    ]


def test_the_rule_that_every_new_group_has_is_listed_when_terraform_did_not_come_to_take_it(ask: Ask) -> None:
    vpc_id = make_vpc(ask)
    group = ask("ec2").create_security_group(
        GroupName="db-sg", Description="x", VpcId=vpc_id, **tagged("db-sg", "security-group")
    )["GroupId"]
    made = stack(aws_vpc__main=VPC, aws_security_group__x={"name": "db-sg", "vpc_id": "${aws_vpc.main.id}"})
    [rule] = ask("ec2").describe_security_group_rules(Filters=[{"Name": "group-id", "Values": [group]}])[
        "SecurityGroupRules"
    ]

    expected = [
        Orphan(
            "aws_security_group_rule",
            rule["SecurityGroupRuleId"],
            f"{group} lets out 0.0.0.0/0",
            f"aws ec2 describe-security-group-rules --security-group-rule-ids {rule['SecurityGroupRuleId']} --region us-east-1",
        )
    ]
    assert left(made) == expected
    assert left(made, {"aws_vpc.main": {"id": vpc_id}, "aws_security_group.x": {"id": group}}) == expected


def test_the_default_group_is_no_orphan_though_terraform_tags_it(ask: Ask) -> None:
    vpc_id = make_vpc(ask)
    [default] = ask("ec2").describe_security_groups(Filters=[{"Name": "vpc-id", "Values": [vpc_id]}])[
        "SecurityGroups"
    ]
    ask("ec2").create_tags(
        Resources=[default["GroupId"]], Tags=tagged("x", "x")["TagSpecifications"][0]["Tags"]
    )
    made = stack(aws_vpc__main=VPC, aws_security_group__x={"name": "db-sg", "vpc_id": "${aws_vpc.main.id}"})

    assert left(made) == []
