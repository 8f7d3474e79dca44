"""Every type that the stacks make is in the table, and each is found by its arguments alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from aldeia.adoption.kinds import KINDS, MADE_AGAIN
from aldeia.adoption.outcome import find_all
from aldeia.adoption.stack import Stack, read_stack
from aldeia.manifest.loader import load, load_directory
from stacks.synthesis import synthesize
from tests.adoption.conftest import Ask, search
from tests.adoption.examples import GROUP, INSTANCE, VPC, make_vpc, stack, tagged
from tests.variant import ROOT, write_variant

Made = tuple[dict[str, dict[str, Any]], str]
"""The JSON's resources by address, the one in question first, and the import id of what was made for it."""


POLICY = json.dumps(
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "logs:*", "Resource": "*"}]}
)


@pytest.fixture(scope="module")
def stacks(tmp_path_factory: pytest.TempPathFactory) -> list[Stack]:
    """Both environments and the variant, synthesized."""
    outdir = tmp_path_factory.mktemp("adoption")
    synthesize([*load_directory(ROOT / "envs"), *load([write_variant(outdir)])], outdir / "cdktf.out")
    return [
        read_stack(directory, directory.name) for directory in (outdir / "cdktf.out" / "stacks").iterdir()
    ]


def test_every_type_that_the_stacks_make_is_in_the_table_once(stacks: list[Stack]) -> None:
    made = {resource.type for stack in stacks for resource in stack.resources.values()}

    assert made == KINDS.keys() | MADE_AGAIN.keys()
    assert KINDS.keys() & MADE_AGAIN.keys() == set()


def test_where_nothing_is_nothing_is_found(stacks: list[Stack], ask: Ask) -> None:
    for made in stacks:
        outcome = find_all(search(made), {})

        assert (outcome.found, outcome.in_state, outcome.absent) == ([], 0, len(made.resources))


def log_group(ask: Ask) -> Made:
    ask("logs").create_log_group(logGroupName="/aws/rds/x")
    ask("logs").create_log_group(logGroupName="/aws/rds/x-other")
    return {"aws_cloudwatch_log_group__x": {"name": "/aws/rds/x"}}, "/aws/rds/x"


def alarm(ask: Ask) -> Made:
    ask("cloudwatch").put_metric_alarm(
        AlarmName="cpu-high", MetricName="CPUUtilization", Namespace="AWS/RDS", Period=60, EvaluationPeriods=1,
        ComparisonOperator="GreaterThanThreshold", Threshold=75, Statistic="Average",
    )  # fmt: skip
    return {"aws_cloudwatch_metric_alarm__x": {"alarm_name": "cpu-high"}}, "cpu-high"


def page(ask: Ask) -> Made:
    alarm(ask)
    ask("cloudwatch").put_composite_alarm(AlarmName="critical", AlarmRule='ALARM("cpu-high")')
    return {"aws_cloudwatch_composite_alarm__x": {"alarm_name": "critical"}}, "critical"


def events(ask: Ask) -> Made:
    sns = ask("sns")
    arn = sns.create_topic(Name="alarms")["TopicArn"]
    let_in = {
        "Effect": "Allow",
        "Principal": {"Service": "events.rds.amazonaws.com"},
        "Action": "sns:Publish",
    }
    policy = json.dumps({"Version": "2012-10-17", "Statement": [let_in | {"Resource": arn}]})
    sns.set_topic_attributes(TopicArn=arn, AttributeName="Policy", AttributeValue=policy)
    ask("rds").create_event_subscription(SubscriptionName="db-events", SnsTopicArn=arn)
    return {"aws_db_event_subscription__x": {"name": "db-events"}}, "db-events"


def instance(ask: Ask) -> Made:
    ask("rds").create_db_instance(**INSTANCE)
    return {"aws_db_instance__x": {"identifier": "aldeia-staging-db"}}, "aldeia-staging-db"


def backups(ask: Ask) -> Made:
    source = ask("rds").create_db_instance(**INSTANCE | {"StorageEncrypted": False})["DBInstance"]
    copy = ask("rds", "us-west-2").start_db_instance_automated_backups_replication(
        SourceDBInstanceArn=source["DBInstanceArn"]
    )
    return {
        "aws_db_instance_automated_backups_replication__x": {
            "provider": "aws.recovery",
            "source_db_instance_arn": "${aws_db_instance.y.arn}",
        },
        "aws_db_instance__y": {"identifier": "aldeia-staging-db"},
    }, copy["DBInstanceAutomatedBackup"]["DBInstanceAutomatedBackupsArn"]


def parameter_group(ask: Ask) -> Made:
    ask("rds").create_db_parameter_group(
        DBParameterGroupName="postgres15", DBParameterGroupFamily="postgres15", Description="x"
    )
    return {"aws_db_parameter_group__x": {"name": "postgres15"}}, "postgres15"


def make_subnet(ask: Ask) -> tuple[str, str]:
    vpc_id = make_vpc(ask)
    made = ask("ec2").create_subnet(
        VpcId=vpc_id, CidrBlock="10.0.20.0/24", AvailabilityZone="us-east-1a",
        **tagged("aldeia-staging-private-db-1a", "subnet"),
    )  # fmt: skip
    return vpc_id, made["Subnet"]["SubnetId"]


def subnet_group(ask: Ask) -> Made:
    ask("rds").create_db_subnet_group(
        DBSubnetGroupName="db-subnets", DBSubnetGroupDescription="x", SubnetIds=[make_subnet(ask)[1]]
    )
    return {"aws_db_subnet_group__x": {"name": "db-subnets"}}, "db-subnets"


def cache_parameter_group(ask: Ask) -> Made:
    ask("elasticache").create_cache_parameter_group(
        CacheParameterGroupName="redis7-mine", CacheParameterGroupFamily="redis7", Description="x"
    )
    return {"aws_elasticache_parameter_group__x": {"name": "redis7-mine"}}, "redis7-mine"


def replication_group(ask: Ask) -> Made:
    ask("elasticache").create_replication_group(**GROUP)
    arguments = {"replication_group_id": "aldeia-staging-redis"}
    return {"aws_elasticache_replication_group__x": arguments}, "aldeia-staging-redis"


def cache_subnet_group(ask: Ask) -> Made:
    ask("elasticache").create_cache_subnet_group(
        CacheSubnetGroupName="redis-subnets", CacheSubnetGroupDescription="x", SubnetIds=[make_subnet(ask)[1]]
    )
    return {"aws_elasticache_subnet_group__x": {"name": "redis-subnets"}}, "redis-subnets"


def make_user(ask: Ask, name: str) -> None:
    ask("elasticache").create_user(
        UserId=name, UserName=name, Engine="redis", AccessString="on ~* +@all",
        AuthenticationMode={"Type": "iam"},
    )  # fmt: skip


def user(ask: Ask) -> Made:
    make_user(ask, "app")
    return {"aws_elasticache_user__x": {"user_id": "app"}}, "app"


def user_group(ask: Ask) -> Made:
    ask("elasticache").create_user(
        UserId="nobody", UserName="default", Engine="redis", AccessString="off", NoPasswordRequired=True
    )
    ask("elasticache").create_user_group(UserGroupId="redis", Engine="redis", UserIds=["nobody"])
    return {"aws_elasticache_user_group__x": {"user_group_id": "redis"}}, "redis"


def flow_log(ask: Ask) -> Made:
    vpc_id = make_vpc(ask)
    ask("logs").create_log_group(logGroupName="/aws/vpc/x")
    made = ask("ec2").create_flow_logs(
        ResourceIds=[vpc_id], ResourceType="VPC", TrafficType="ALL", LogGroupName="/aws/vpc/x",
        DeliverLogsPermissionArn=make_role(ask), **tagged("flow", "vpc-flow-log"),
    )  # fmt: skip
    flow = {"vpc_id": "${aws_vpc.main.id}", "tags": {"Name": "flow"}}
    return {"aws_flow_log__x": flow, "aws_vpc__main": VPC}, made["FlowLogIds"][0]


def make_role(ask: Ask) -> str:
    trust = {"Statement": [{"Effect": "Allow", "Principal": {"Service": "x"}, "Action": "sts:AssumeRole"}]}
    made = ask("iam").create_role(RoleName="flow-logs", AssumeRolePolicyDocument=json.dumps(trust))
    return str(made["Role"]["Arn"])


def role(ask: Ask) -> Made:
    make_role(ask)
    return {"aws_iam_role__x": {"name": "flow-logs"}}, "flow-logs"


def role_policy(ask: Ask) -> Made:
    make_role(ask)
    ask("iam").put_role_policy(RoleName="flow-logs", PolicyName="write", PolicyDocument=POLICY)
    return {
        "aws_iam_role_policy__x": {"name": "write", "role": "${aws_iam_role.y.id}"},
        "aws_iam_role__y": {"name": "flow-logs"},
    }, "flow-logs:write"


def attachment(ask: Ask) -> Made:
    make_role(ask)
    arn = ask("iam").create_policy(PolicyName="p", PolicyDocument=POLICY)["Policy"]["Arn"]
    ask("iam").attach_role_policy(RoleName="flow-logs", PolicyArn=arn)
    return {
        "aws_iam_role_policy_attachment__x": {"policy_arn": arn, "role": "${aws_iam_role.y.name}"},
        "aws_iam_role__y": {"name": "flow-logs"},
    }, f"flow-logs/{arn}"


def make_key(ask: Ask, description: str = "aldeia-staging: data") -> str:
    return str(ask("kms").create_key(Description=description)["KeyMetadata"]["KeyId"])


def alias(ask: Ask) -> Made:
    ask("kms").create_alias(AliasName="alias/data", TargetKeyId=make_key(ask))
    return {"aws_kms_alias__x": {"name": "alias/data"}}, "alias/data"


def key(ask: Ask) -> Made:
    make_key(ask, "another")
    gone = make_key(ask)
    ask("kms").schedule_key_deletion(KeyId=gone)
    return {"aws_kms_key__x": {"description": "aldeia-staging: data"}}, make_key(ask)


def make_acl(ask: Ask) -> tuple[dict[str, dict[str, Any]], str]:
    made = ask("ec2").create_network_acl(VpcId=make_vpc(ask), **tagged("db", "network-acl"))
    acl = {"vpc_id": "${aws_vpc.main.id}", "tags": {"Name": "db"}}
    return {"aws_network_acl__y": acl, "aws_vpc__main": VPC}, made["NetworkAcl"]["NetworkAclId"]


def network_acl(ask: Ask) -> Made:
    return make_acl(ask)


def network_acl_rule(ask: Ask) -> Made:
    resources, acl_id = make_acl(ask)
    for egress in (True, False):
        ask("ec2").create_network_acl_entry(
            NetworkAclId=acl_id, RuleNumber=100, Protocol="6", RuleAction="allow", Egress=egress,
            CidrBlock="10.0.0.0/16", PortRange={"From": 1024, "To": 65535},
        )  # fmt: skip
    rule = {
        "network_acl_id": "${aws_network_acl.y.id}",
        "rule_number": 100,
        "egress": True,
        "protocol": "tcp",
    }
    return {"aws_network_acl_rule__x": rule} | resources, f"{acl_id}:100:tcp:true"


def make_route_table(ask: Ask) -> tuple[dict[str, dict[str, Any]], str, str]:
    vpc_id, subnet_id = make_subnet(ask)
    made = ask("ec2").create_route_table(VpcId=vpc_id, **tagged("db", "route-table"))
    table = {"vpc_id": "${aws_vpc.main.id}", "tags": {"Name": "db"}}
    return {"aws_route_table__y": table, "aws_vpc__main": VPC}, made["RouteTable"]["RouteTableId"], subnet_id


def route_table(ask: Ask) -> Made:
    return make_route_table(ask)[:2]


def association(ask: Ask) -> Made:
    resources, table_id, subnet_id = make_route_table(ask)
    ask("ec2").associate_route_table(RouteTableId=table_id, SubnetId=subnet_id)
    link = {"route_table_id": "${aws_route_table.y.id}", "subnet_id": subnet_id}
    return {"aws_route_table_association__x": link} | resources, f"{subnet_id}/{table_id}"


def secret(ask: Ask) -> Made:
    arn = ask("secretsmanager").create_secret(Name="staging/database/master")["ARN"]
    return {"aws_secretsmanager_secret__x": {"name": "staging/database/master"}}, arn


def make_group(ask: Ask, name: str, vpc_id: str) -> str:
    made = ask("ec2").create_security_group(
        GroupName=name, Description="x", VpcId=vpc_id, **tagged(name, "security-group")
    )
    return str(made["GroupId"])


def security_group(ask: Ask) -> Made:
    made = make_group(ask, "db-sg", make_vpc(ask))
    arguments = {"name": "db-sg", "vpc_id": "${aws_vpc.main.id}"}
    return {"aws_security_group__x": arguments, "aws_vpc__main": VPC}, made


def group_rule(direction: str) -> Callable[[Ask], Made]:
    """Make a rule of the one direction, and one like it of the other, which is not to be taken for it."""

    def make(ask: Ask) -> Made:
        group_id = make_group(ask, "db-sg", make_vpc(ask))
        rule = [
            {
                "IpProtocol": "tcp",
                "FromPort": 5432,
                "ToPort": 5432,
                "UserIdGroupPairs": [{"GroupId": group_id}],
            }
        ]
        ids = {
            name: authorize(GroupId=group_id, IpPermissions=rule)["SecurityGroupRules"][0]["SecurityGroupRuleId"]
            for name, authorize in (
                ("ingress", ask("ec2").authorize_security_group_ingress),
                ("egress", ask("ec2").authorize_security_group_egress),
            )
        }  # fmt: skip
        arguments = {
            "ip_protocol": "tcp", "from_port": 5432, "to_port": 5432,
            "security_group_id": "${aws_security_group.y.id}",
            "referenced_security_group_id": "${aws_security_group.y.id}",
        }  # fmt: skip
        return {
            f"aws_vpc_security_group_{direction}_rule__x": arguments,
            "aws_security_group__y": {"name": "db-sg", "vpc_id": "${aws_vpc.main.id}"},
            "aws_vpc__main": VPC,
        }, ids[direction]

    return make


def topic(ask: Ask) -> Made:
    return {"aws_sns_topic__x": {"name": "alarms"}}, ask("sns").create_topic(Name="alarms")["TopicArn"]


def subscription(ask: Ask) -> Made:
    arn = ask("sns").create_topic(Name="alarms")["TopicArn"]
    made = ask("sns").subscribe(TopicArn=arn, Protocol="email", Endpoint="oncall@aldeia.example")
    return {
        "aws_sns_topic_subscription__x": {
            "topic_arn": "${aws_sns_topic.y.arn}", "protocol": "email", "endpoint": "oncall@aldeia.example",
        },
        "aws_sns_topic__y": {"name": "alarms"},
    }, made["SubscriptionArn"]  # fmt: skip


def subnet(ask: Ask) -> Made:
    arguments = {
        "vpc_id": "${aws_vpc.main.id}", "cidr_block": "10.0.20.0/24", "availability_zone": "us-east-1a",
        "tags": {"Name": "aldeia-staging-private-db-1a"},
    }  # fmt: skip
    return {"aws_subnet__x": arguments, "aws_vpc__main": VPC}, make_subnet(ask)[1]


def vpc(ask: Ask) -> Made:
    return {"aws_vpc__main": VPC}, make_vpc(ask)


MAKERS: dict[str, Callable[[Ask], Made]] = {
    "aws_cloudwatch_log_group": log_group,
    "aws_cloudwatch_composite_alarm": page,
    "aws_cloudwatch_metric_alarm": alarm,
    "aws_db_event_subscription": events,
    "aws_db_instance": instance,
    "aws_db_instance_automated_backups_replication": backups,
    "aws_db_parameter_group": parameter_group,
    "aws_db_subnet_group": subnet_group,
    "aws_elasticache_parameter_group": cache_parameter_group,
    "aws_elasticache_replication_group": replication_group,
    "aws_elasticache_subnet_group": cache_subnet_group,
    "aws_elasticache_user": user,
    "aws_elasticache_user_group": user_group,
    "aws_flow_log": flow_log,
    "aws_iam_role": role,
    "aws_iam_role_policy": role_policy,
    "aws_iam_role_policy_attachment": attachment,
    "aws_kms_alias": alias,
    "aws_kms_key": key,
    "aws_network_acl": network_acl,
    "aws_network_acl_rule": network_acl_rule,
    "aws_route_table": route_table,
    "aws_route_table_association": association,
    "aws_secretsmanager_secret": secret,
    "aws_security_group": security_group,
    "aws_sns_topic": topic,
    "aws_sns_topic_subscription": subscription,
    "aws_subnet": subnet,
    "aws_vpc": vpc,
    "aws_vpc_security_group_egress_rule": group_rule("egress"),
    "aws_vpc_security_group_ingress_rule": group_rule("ingress"),
}


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_what_lives_is_found_by_its_arguments(kind: str, ask: Ask) -> None:
    resources, import_id = MAKERS[kind](ask)

    found = search(stack(**resources)).candidates(next(iter(resources)).replace("__", "."))

    assert [one.import_id for one in found] == [import_id]
